"""扣分汇总表 and 问题台账: totals, thumbnails, cancelling, size."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from chuangjian_desktop.domain.errors import Cancelled, Refusal, Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.xlsx.ledger import write_ledger
from chuangjian_desktop.outputs.xlsx.summary import write_summary
from tests.helpers.workbooks import assert_golden
from tests.outputs.xlsx.documents import jpeg, ledger_rows, summary_rows, table_of

SUMMARY = ["序号", "区", "街道", "点位", "类别", "项目", "问题描述", "处数", "扣分", "责任单位", "组别", "日期"]
LEDGER = [
    *("序号", "问题编号", "轮次", "发现日期", "点位类别", "点位名称", "具体位置", "问题描述", "问题类别/代码"),
    *("所属创建", "责任单位", "责任领导", "责任人", "整改措施", "整改时限", "交办文号", "反馈日期", "整改情况"),
    *("整改前照片", "整改后照片", "复查人/日期", "复查结果", "销号日期", "是否反弹", "备注"),
]


def test_a_summary_is_the_kept_one(tmp_path: Path) -> None:
    rows = summary_rows()
    assert write_summary(table_of(rows), rows, tmp_path / "a.xlsx") == ()
    assert_golden(tmp_path / "a.xlsx", "summary")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in list(sheet.rows)[2]] == SUMMARY


def test_a_ledger_is_the_kept_one(tmp_path: Path) -> None:
    rows = ledger_rows()
    assert write_ledger(table_of(rows, "问题台账"), rows, tmp_path / "a.xlsx") == ()
    assert_golden(tmp_path / "a.xlsx", "ledger")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert [cell.value for cell in list(sheet.rows)[2]][:25] == LEDGER


def test_totals_are_sums_over_all_rows(tmp_path: Path) -> None:
    rows = summary_rows(200)
    write_summary(table_of(rows), rows, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert (sheet["H204"].value, sheet["I204"].value) == ("=SUM(H4:H203)", "=ROUND(SUM(I4:I203),2)")
    assert sum(int(sheet[f"H{row}"].value) for row in range(4, 204)) == sum(row.count for row in rows)
    assert sum(Decimal(str(sheet[f"I{row}"].value)) for row in range(4, 204)) == sum(row.lost for row in rows)
    stored = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True).worksheets[0]
    assert Decimal(str(stored["I204"].value)) == sum(row.lost for row in rows)


def test_an_empty_table_stands(tmp_path: Path) -> None:
    write_summary(table_of([]), [], tmp_path / "a.xlsx")
    write_ledger(table_of([]), [], tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["I4"].value == 0


def test_totals_that_rows_do_not_bear_out_are_not_printed(tmp_path: Path) -> None:
    rows = summary_rows()
    (tmp_path / "a.xlsx").write_bytes(b"earlier")
    with pytest.raises(ValueError, match="add up"):
        write_summary(replace(table_of(rows), total_lost=Decimal(99)), rows, tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == b"earlier"


def test_page_numbers_have_room_between_table_and_edge(tmp_path: Path) -> None:
    write_summary(table_of([]), [], tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert "&P" in str(sheet.oddFooter.center.text)
    assert (
        sheet.page_margins.bottom - sheet.page_margins.footer >= 0.3
    )  # inches: office programs cut off what is higher


@pytest.mark.parametrize("after", [0, 1, 25])
def test_a_stopped_ledger_leaves_the_earlier_file(tmp_path: Path, after: int) -> None:
    path, rows, progress = tmp_path / "a.xlsx", ledger_rows(50), Progress()
    path.write_bytes(b"earlier")

    def some() -> object:
        for number, row in enumerate(rows):
            if number == after:
                progress.cancel()
            yield row

    with pytest.raises(Cancelled):
        write_ledger(table_of(rows), some(), path, progress)  # type: ignore[arg-type]
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"earlier"]


def test_progress_counts_rows(tmp_path: Path) -> None:
    progress = Progress()
    write_summary(table_of(summary_rows(7)), summary_rows(7), tmp_path / "a.xlsx", progress)
    assert (progress.done, progress.total) == (7, 7)


def test_thumbnails_lie_in_their_rows(tmp_path: Path) -> None:
    rows = ledger_rows(6, pictures=4)
    write_ledger(table_of(rows), rows, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    images = sheet._images  # noqa: SLF001
    places = [(image.anchor._from.row, image.anchor._from.col) for image in images]  # noqa: SLF001
    assert places == [(3, 18), (4, 18), (5, 18), (6, 18)]
    for image, number in zip(images, range(1, 5), strict=True):
        assert image._data() == jpeg(number)  # noqa: SLF001
    for row in range(4, 8):
        assert sheet.row_dimensions[row].height * 4 / 3 >= 84 + 6


def test_a_thumbnail_that_cannot_be_read_is_told_and_the_row_stands(tmp_path: Path) -> None:
    def missing() -> bytes:
        raise Refusal("M15", file="a.jpg")

    first, second, third = ledger_rows(3, pictures=3)
    rows = [replace(first, thumbnail=lambda: b"no picture"), replace(second, thumbnail=missing), third]
    warnings = write_ledger(table_of(rows), rows, tmp_path / "a.xlsx")
    assert [warning.code for warning in warnings] == ["M09", "M15"]
    assert warnings[1] == Warn("M15", {"file": "a.jpg"})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    assert sheet["B5"].value == "2026Q3-0002"
    assert len(sheet._images) == 1  # noqa: SLF001


def test_no_macro_no_link_no_outside_address(tmp_path: Path) -> None:
    rows = ledger_rows(3)
    write_ledger(table_of(rows), rows, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert not [name for name in names if re.search("vba|external|activeX|embeddings", name)]
        assert b"TargetMode" not in b"".join(archive.read(name) for name in names if name.endswith(".rels"))
        media = [name for name in names if name.startswith("xl/media/")]
        assert [Image.open(io.BytesIO(archive.read(name))).format for name in media] == ["JPEG", "JPEG"]


def test_ten_thousand_rows_are_written_as_a_stream(tmp_path: Path) -> None:
    rows = ledger_rows(10_000, pictures=300)
    write_ledger(table_of(rows), iter(rows), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", read_only=True).worksheets[0]
    assert sheet.max_row == 10_004
