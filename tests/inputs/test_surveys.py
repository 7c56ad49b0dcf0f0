"""Workbooks of filled-in questionnaires: where they begin, what stands in them, and rows that nobody can count."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet, MergedRange
from chuangjian_desktop.inputs.surveys import LONGEST, Answers, read_surveys, surveys_of


def grid(*rows: list[object], title: str = "居民", merged: tuple[MergedRange, ...] = ()) -> Grid:
    made: list[GridRow] = []
    for number, row in enumerate(rows, 1):
        cells = [
            GridCell(column, str(value), "text" if isinstance(value, str) else "number")
            for column, value in enumerate(row, 1)
            if value is not None
        ]
        if cells:
            made.append(GridRow(number, tuple(cells)))
    return Grid("问卷.xlsx", (GridSheet(title, tuple(made), merged),))


def read(*rows: list[object], merged: tuple[MergedRange, ...] = ()) -> Answers:
    return surveys_of(grid(*rows, merged=merged))


def test_a_row_is_a_respondent_and_the_head_stands_where_the_table_begins() -> None:
    found = read(
        ["2026年入户调查答卷"],
        ["编号", "1、满意吗", "2、知道吗", "批次"],
        [1, "满意", "知道", "东区"],
        [2, None, "不知道", None],
        [3.0, "不满意"],
        [None, None, None, "西区"],
        ["合计", "2", "2"],
    )
    sheet = found.sheets[0]
    assert (sheet.title, sheet.headings) == ("居民", ("编号", "1、满意吗", "2、知道吗"))
    assert [(row.number, row.answers, row.batch) for row in sheet.answers] == [
        (3, ("1", "满意", "知道"), "东区"),
        (4, ("2", "", "不知道"), ""),
        (5, ("3", "不满意", ""), ""),
    ]
    assert found.rejected == ()


def test_headings_may_be_numbers_beside_a_word() -> None:
    sheet = read(["编号", 1, 2], [1, "A", "B"]).sheets[0]
    assert sheet.headings == ("编号", "1", "2")


def test_a_tally_with_merged_questions_is_read_as_one() -> None:
    found = read(
        ["题目", "选项", "人数"],
        ["满意吗", "满意", "1,250"],
        [None, "不满意", 30.0],
        ["知道吗", "知道", "很多"],
        ["知道吗", None, 5],
        ["知道吗", "说不清\x01", 5],
        ["小计", None, 1280],
        merged=(MergedRange(2, 1, 3, 1),),
    )
    assert [(row.question, row.option, row.count) for row in found.sheets[0].counts] == [
        ("满意吗", "满意", 1_250),
        ("满意吗", "不满意", 30),
    ]
    assert [each.row for each in found.rejected] == [4, 5, 6]
    assert "应为整数，现为“很多”" in found.rejected[0].reason_zh


def test_rows_that_cannot_be_kept_are_told_with_their_place() -> None:
    cells = (GridCell(1, "", "formula"), GridCell(2, "满意"))
    head = GridRow(1, (GridCell(1, "1、满意吗"), GridCell(2, "2、知道吗")))
    rows = (
        head,
        GridRow(2, cells),
        GridRow(3, (GridCell(1, "满意"), GridCell(2, "知\x01道"))),
        GridRow(4, (GridCell(1, "满意"),)),
    )
    found = surveys_of(Grid("问卷.xlsx", (GridSheet("一", rows),)))
    assert [(each.sheet, each.row) for each in found.rejected] == [("一", 2), ("一", 3)]
    assert "公式没有保存计算结果" in found.rejected[0].reason_zh
    assert "U+0001" in found.rejected[1].reason_en


def test_long_free_words_beside_the_questions_reject_nothing() -> None:
    found = read(["满意吗", "意见建议"], ["满意", "多" * (LONGEST + 50)])
    assert found.rejected == ()
    assert len(found.sheets[0].answers) == 1


@pytest.mark.parametrize("rows", [[], [["只有一格"]], [["满意吗", "知道吗"]], [[1, 2], [3, 4]]])
def test_a_workbook_without_answers_is_refused_with_what_it_should_hold(rows: list[list[object]]) -> None:
    with pytest.raises(Refusal, match="M20") as told:
        read(*rows)
    assert "一行一份" in str(told.value.details["detail_zh"])


def test_a_real_file_is_read_in_the_child(tmp_path: Path, light_children: None) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "居民"
    for row in (["编号", "1、满意吗"], [1, "满意"], [2, "不满意"]):
        sheet.append(row)
    book.save(tmp_path / "问卷.xlsx")
    assert [row.answers for row in read_surveys(tmp_path / "问卷.xlsx").sheets[0].answers] == [
        ("1", "满意"),
        ("2", "不满意"),
    ]
