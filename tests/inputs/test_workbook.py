"""Reading foreign workbooks: values out, or one refusal that says what to do; never a crash, never a hang."""

from __future__ import annotations

import datetime as dt
import os
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.tables import Grid, MergedRange
from chuangjian_desktop.inputs.sandbox import Limits
from chuangjian_desktop.inputs.workbook import read_grid
from chuangjian_desktop.outputs.xlsx import styles
from chuangjian_desktop.outputs.xlsx.book import Book, Formula
from tests.helpers.workbooks import OfficeSheet, corpus, write_office


def refused(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refusal) as caught:
        read_grid(path, limits)
    assert caught.value.code == "M20"
    assert caught.value.details["file"] == path.name
    assert str(caught.value.details["detail_en"]) in sentence("M20", caught.value.details, "en")
    said = sentence("M20", caught.value.details)
    assert path.name in said
    return said


def texts(grid: Grid, sheet: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.sheets[sheet].rows]


def test_values_of_every_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["文字", 13800000000, 13800000000.0, 0.1, 1e-7, 1.5e20, True, False, "#N/A", " a\n b "])
    sheet.append([dt.date(2026, 11, 5), dt.datetime(2026, 11, 5, 9, 30), dt.time(9, 30), dt.timedelta(hours=25)])
    sheet["A5"] = "后面"
    sheet.merge_cells("A1:A2")
    sheet.merge_cells("C5:D6")
    book.save(tmp_path / "a.xlsx")
    grid = read_grid(tmp_path / "a.xlsx")
    assert texts(grid)[0] == [
        *("文字", "13800000000", "13800000000", "0.1", "0.0000001", "150000000000000000000"),
        *("TRUE", "FALSE", "#N/A", " a\n b "),
    ]
    assert [cell.kind for cell in grid.sheets[0].rows[0].cells] == [
        *("text", "number", "number", "number", "number", "number", "boolean", "boolean", "error", "text"),
    ]
    assert [row.number for row in grid.sheets[0].rows] == [1, 2, 5]
    assert texts(grid)[1] == ["2026-11-05 09:30", "09:30:00", "1 day, 1:00:00"]
    assert grid.sheets[0].merged == (MergedRange(1, 1, 2, 1), MergedRange(5, 3, 6, 4))


def test_a_number_keeps_the_second_decimal_that_its_format_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([11.2, 11.2, 11.2, 11, 11.2, 11.25])
    formats = ("General", "0.00", "#,##0.00_ ", "0.00", "0.0", "0.00")
    for column, shown in enumerate(formats, 1):
        sheet.cell(1, column).number_format = shown
    book.save(tmp_path / "a.xlsx")
    assert texts(read_grid(tmp_path / "a.xlsx")) == [["11.2", "11.20", "11.20", "11", "11.2", "11.25"]]


def test_a_format_that_is_named_and_not_there_changes_no_number(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([11.2])
    sheet.cell(1, 1).number_format = "0.000"
    book.save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as made:
        for name in whole.namelist():
            made.writestr(name, whole.read(name).replace(b' numFmtId="164" fontId', b' numFmtId="9999" fontId'))
    assert texts(read_grid(tmp_path / "a.xlsx")) == [["11.2"]]


def test_dates_and_hidden_sheets(tmp_path: Path) -> None:
    shown = OfficeSheet(head=("a", "b"), rows=[[dt.date(2026, 11, 5), 1]], title="可见")
    path = write_office(tmp_path / "a.xlsx", shown, OfficeSheet(title="隐藏", hidden=True))
    grid = read_grid(path)
    assert ([sheet.title for sheet in grid.sheets], grid.hidden) == (["可见"], ("隐藏",))
    assert texts(grid)[2] == ["2026-11-05", "1"]


def test_formulas_give_their_stored_results(tmp_path: Path) -> None:
    with Book() as book:
        sheet = book.sheet("表", (10, 10))
        sheet.row([Formula("1+1", Decimal("2.50")), Formula('"a"&"b"', "ab")], [styles.TEXT, styles.TEXT])
        book.save(tmp_path / "a.xlsx")
    assert texts(read_grid(tmp_path / "a.xlsx")) == [["2.5", "ab"]]
    bare = openpyxl.Workbook()
    bare.active.append(["=1+1", "x"])
    bare.save(tmp_path / "b.xlsx")
    assert [cell.kind for cell in read_grid(tmp_path / "b.xlsx").sheets[0].rows[0].cells] == ["formula", "text"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "另存为 .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "另存为 .xlsx"),
        ("序号,点位名称\n1,解放路\n".encode("gbk"), "另存为 .xlsx"),
        (b"PK\x03\x04" + os.urandom(400), "损坏"),
    ],
)
def test_other_files_are_refused_with_advice(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "点位表.xlsx"
    path.write_bytes(content)
    assert words in refused(path)
    assert path.read_bytes() == content


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    assert "不存在" in refused(tmp_path / "none.xlsx")
    assert "不是普通文件" in refused(tmp_path)
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert "不是普通文件" in refused(tmp_path / "pipe.xlsx")


def test_a_plain_zip_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("a.txt", "x")
    assert "不是 Excel 工作簿" in refused(tmp_path / "a.xlsx")


def workbook_with(path: Path, part: str, content: bytes) -> Path:
    """A sound workbook in which one part was replaced."""
    plain = path.with_name("plain.xlsx")
    write_office(plain, OfficeSheet(rows=[[1, "ZG-001", "解放路"]]))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, content if name == part else source.read(name))
    return path


ENTITIES = '<!ENTITY e0 "haha">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
EXTERNAL = '<!ENTITY e9 SYSTEM "file:///etc/passwd">'
QUADRATIC = f'<!ENTITY e9 "{"a" * 60_000}">'


@pytest.mark.parametrize("entities", [ENTITIES, EXTERNAL, QUADRATIC])
@pytest.mark.parametrize(
    "part",
    [
        *("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"),
        *("xl/_rels/workbook.xml.rels",),
    ],
)
def test_entities_are_never_expanded(tmp_path: Path, part: str, entities: str) -> None:
    xml = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><x>{"&e9;" * 1000}</x>'
    started = time.monotonic()
    refused(workbook_with(tmp_path / "a.xlsx", part, xml.encode()))
    assert time.monotonic() - started < 10


def test_bombs_are_refused_before_they_are_read(tmp_path: Path) -> None:
    assert "解压后过大" in refused(workbook_with(tmp_path / "a.xlsx", "docProps/app.xml", bytes(20_000_000)))
    with zipfile.ZipFile(tmp_path / "many.xlsx", "w") as archive:
        for number in range(6_000):
            archive.writestr(str(number), b"")
    assert "解压后过大" in refused(tmp_path / "many.xlsx")


def test_a_name_twice_in_the_container_is_refused(tmp_path: Path) -> None:
    path = workbook_with(tmp_path / "a.xlsx", "", b"")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/workbook.xml", b"")
    assert "重名" in refused(path)


def sheet_of(cells: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'.encode()


def test_far_rows_and_columns_cost_nothing(tmp_path: Path) -> None:
    cells = '<row r="1048576"><c r="XFD1048576"><v>1</v></c><c r="A1048576"><v>2</v></c></row>'
    grid = read_grid(workbook_with(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet_of(cells)))
    assert [(row.number, row.cells[0].text, len(row.cells)) for row in grid.sheets[0].rows] == [(1048576, "2", 1)]


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    rows = ("".join(f"<c><v>{number + offset}</v></c>" for offset in range(300)) for number in range(1_050))
    cells = "".join(f"<row>{row}</row>" for row in rows)
    path = workbook_with(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", sheet_of(cells))
    assert "单元格超过" in refused(path)


def test_limits_of_time_memory_and_size(tmp_path: Path) -> None:
    path = write_office(tmp_path / "a.xlsx", OfficeSheet(rows=[[1, "ZG-001", "解放路"]]))
    assert "秒内未能读完" in refused(path, Limits(seconds=0.05))
    assert "文件超过" in refused(path, Limits(input_bytes=1_000))
    assert "内容过多" in refused(path, Limits(output_bytes=50))
    large = sheet_of("".join(f"<row><c><v>{number}</v></c></row>" for number in range(200_000)))
    swollen = workbook_with(tmp_path / "b.xlsx", "xl/worksheets/sheet1.xml", large)
    assert "超出内存限制" in refused(swollen, Limits(memory=30_000_000))
    assert texts(read_grid(path))[2] == ["1", "ZG-001", "解放路"]


def test_nothing_is_left_in_the_folder_of_temporaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_office(tmp_path / "a.xlsx", OfficeSheet())
    staging = tmp_path / "staging"
    staging.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(staging))
    read_grid(path)
    refused(path, Limits(seconds=0.05))
    assert list(staging.iterdir()) == []


@pytest.mark.slow
@pytest.mark.corpora
def test_files_of_others_give_rows_or_one_refusal() -> None:
    slowest = 0.0
    read: dict[str, Grid] = {}
    refusals: dict[str, Refusal] = {}
    for path in corpus("spreadsheets", "xml"):
        started = time.monotonic()
        try:
            read[path.name] = read_grid(path)
        except Refusal as told:
            refusals[path.name] = told
        slowest = max(slowest, time.monotonic() - started)
    assert {told.code for told in refusals.values()} == {"M20"}
    assert [name for name, told in refusals.items() if told.details["file"] != name] == []
    assert all(told.details["detail_zh"] and told.details["detail_en"] for told in refusals.values())
    assert slowest < 20
    assert len(read) > 35
    assert texts(read["has_x000D_.xlsx"])
    assert [sheet.title for sheet in read["any_sheets.xlsx"].sheets] == ["Visible"]


@pytest.mark.slow
@pytest.mark.corpora
def test_foreign_archives_are_refused() -> None:
    for path in corpus("archives"):
        refused(path)
