"""The workbook that a unit gets, read back as its clerk would open it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.replies import COLUMNS, STATES, ReplyForm, ReplyLine
from chuangjian_desktop.outputs.xlsx.reply import HEAD_ROW, write_reply
from tests.helpers.notices import jpeg

LINES = tuple(
    ReplyLine(
        f"ZG001-{n:02d}", f"7F3A-K2Q{n}", "解放路", "=1+1 门前占道，商品摆出门口1处", "11月25日前", lambda: jpeg(1)
    )
    for n in range(1, 4)
)
FORM = ReplyForm("ABCD-EFGH", "市创建办", "东湖区城市管理局", "第四季度", "创建办整〔2026〕3号", "11月25日", LINES)


def read(path: Path) -> Any:  # noqa: ANN401 - a sheet of the library
    return openpyxl.load_workbook(path).worksheets[0]


def test_every_problem_stands_with_its_number_code_and_photo(tmp_path: Path) -> None:
    assert write_reply(FORM, tmp_path / "r.xlsx") == ()
    sheet = read(tmp_path / "r.xlsx")
    head = [cell.value for cell in sheet[HEAD_ROW]]
    assert head == list(COLUMNS)
    rows = [dict(zip(head, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=HEAD_ROW + 1)]
    assert [(row["问题编号"], row["识别码"]) for row in rows] == [(line.number, line.code) for line in LINES]
    assert rows[0]["问题描述"] == LINES[0].problem
    assert rows[0]["整改措施"] is None
    anchors = [(image.anchor._from.row + 1, image.anchor._from.col) for image in sheet._images]  # noqa: SLF001
    assert anchors == [(HEAD_ROW + n, COLUMNS.index("整改前照片")) for n in (1, 2, 3)]
    assert "ABCD-EFGH" in sheet["A4"].value
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"


def test_the_states_are_offered_and_others_are_not_refused(tmp_path: Path) -> None:
    write_reply(FORM, tmp_path / "r.xlsx")
    (choices,) = read(tmp_path / "r.xlsx").data_validations.dataValidation
    assert choices.formula1 == f'"{",".join(STATES)}"'
    assert str(choices.sqref) == "J6:J8"
    assert not choices.showErrorMessage


def test_a_photo_that_cannot_be_laid_in_is_told_and_its_row_stands(tmp_path: Path) -> None:
    broken = ReplyLine("ZG001-09", "7F3A-K2Q9", "解放路", "乱堆", "", lambda: b"no picture")
    (told,) = write_reply(ReplyForm("", "", "", "", "", "", (broken,)), tmp_path / "r.xlsx")
    assert (told.code, told.details["file"]) == ("M09", "ZG001-09")
    assert read(tmp_path / "r.xlsx").cell(HEAD_ROW + 1, 2).value == "ZG001-09"


def test_cancelling_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        write_reply(FORM, tmp_path / "r.xlsx", progress)
    assert list(tmp_path.iterdir()) == []
