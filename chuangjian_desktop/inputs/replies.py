"""Reply workbooks as units send them back, whatever they did to the sheet: rows by number, photos by the row they lie
in."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.replies import Heading, Place, ReplyRow, Unmatched
from chuangjian_desktop.domain.tables import GridSheet
from chuangjian_desktop.inputs.checklists.layout import letter_of
from chuangjian_desktop.inputs.columns import Columns, Head, Line, find_head, lines_of, narrow
from chuangjian_desktop.inputs.pictured import Picture, Pictured, read_pictured

_BEFORE, _AFTER = "整改前照片", "整改后照片"
COLUMNS = Columns(
    {
        "序号": ("序号",),
        "问题编号": ("问题编号", "编号", "问题序号", "问题号"),
        "点位": ("点位", "点位名称"),
        "问题描述": ("问题描述", "存在问题", "问题"),
        _BEFORE: ("整改前照片", "整改前"),
        "整改时限": ("整改时限", "时限"),
        "原因": ("原因", "原因分析", "问题原因"),
        "整改措施": ("整改措施", "措施", "整改情况"),
        "完成日期": ("完成日期", "完成时间", "整改完成时间", "整改完成日期"),
        "完成状态": ("完成状态", "状态", "完成情况", "是否完成"),
        _AFTER: ("整改后照片", "整改后"),
        "经办人": ("经办人", "责任人"),
        "单位负责人": ("单位负责人", "负责人", "责任领导"),
        "备注": ("备注", "说明"),
        "识别码": ("识别码",),
    },
    ("问题编号", "识别码"),
    frozenset(),
)
"""Keys are the names that `domain.replies.COLUMNS` has; the rest is what offices' own tables call them."""


_FACTS = re.compile(
    r"(责任单位|文号|轮次|反馈期限|表格识别码)\s*:\s*(.*?)(?=\s*(?:责任单位|文号|轮次|反馈期限|表格识别码)\s*:|$)"
)
_LONGEST_FACT = 1000


@dataclass(frozen=True, slots=True)
class ReadReplies:
    """The rows of a workbook with the paths of the pictures over them, and what belongs to no row."""

    rows: tuple[ReplyRow, ...]
    strays: tuple[Unmatched, ...]


def read_replies(path: Path, folder: Path, number: int = 0) -> ReadReplies:
    """Every row of every visible sheet that has the head of such a table; `number` is the file's among those that came.

    Pictures are put into `folder`, the caller's; those in the column of the before photos are what was printed there
    and are left out. `Refusal` M20 when the file cannot be read as a workbook.
    """
    return replies_of(path.name, read_pictured(path, folder), number)


def replies_of(file: str, book: Pictured, number: int = 0) -> ReadReplies:
    """The same from a workbook that was read."""
    rows: list[ReplyRow] = []
    strays: list[Unmatched] = []
    for place, sheet in enumerate(book.grid.sheets):
        laid = [each for each in book.pictures if each.sheet == sheet.title]
        found = _sheet(file, sheet, laid, (number, place))
        rows.extend(found.rows)
        strays.extend(found.strays)
    if not rows and all(each.reason == "no_row" for each in strays):
        strays.append(Unmatched("", 0, "no_head", file=file, place=(number, 0)))
    return ReadReplies(tuple(rows), tuple(strays))


def _sheet(file: str, sheet: GridSheet, laid: list[Picture], place: Place) -> ReadReplies:
    head, lines = find_head(sheet, COLUMNS), lines_of(sheet, COLUMNS)
    if head is None or lines is None:
        return ReadReplies((), _homeless(file, sheet.title, {each.row for each in laid}, place))
    over: dict[int, list[Picture]] = {}
    loose: set[int] = set()
    for picture in laid:
        if not picture.column or picture.row <= head.last_row:
            loose.add(picture.row)
        elif head.keys.get(picture.column) != _BEFORE:
            over.setdefault(picture.row, []).append(picture)
    heading = _heading(sheet, head)
    rows: list[ReplyRow] = []
    for line in lines:
        pictures = over.pop(line.number, [])
        shown = any(head.keys.get(each.column) == _AFTER for each in pictures)
        files = tuple(str(each.file) for each in pictures)
        rows.append(
            ReplyRow(
                sheet.title,
                line.number,
                line.values,
                files,
                file,
                heading,
                shown,
                line.uncalculated,
                place,
                line.numeric,
            )
        )
    unread = tuple(
        Unmatched(sheet.title, head.last_row, "column", name, file, place) for name in _unread(sheet, head, lines)
    )
    return ReadReplies(tuple(rows), (*unread, *_homeless(file, sheet.title, loose | over.keys(), place)))


def _unread(sheet: GridSheet, head: Head, lines: list[Line]) -> tuple[str, ...]:
    """The headings of columns that nobody knows and somebody wrote in; their letters where they have none."""
    numbers = {line.number for line in lines}
    cells = [(row.number, cell.column, cell.text.strip()) for row in sheet.rows for cell in row.cells]
    names = {column: text for row, column, text in cells if text and head.first_row <= row <= head.last_row}
    written = {column for row, column, text in cells if text and row in numbers and column not in head.keys}
    return tuple(names.get(column) or f"{letter_of(column)}列" for column in sorted(written))


def _homeless(file: str, title: str, rows: AbstractSet[int], place: Place) -> tuple[Unmatched, ...]:
    """Pictures that lie in no problem's row: above the table, below it, on another sheet, or bound to no cell."""
    return tuple(Unmatched(title, row, "no_row", file=file, place=place) for row in sorted(rows))


def _heading(sheet: GridSheet, head: Head) -> Heading:
    """The facts that our own workbook has above its table, whoever moved or cut them up."""
    facts: dict[str, str] = {}
    for row in sheet.rows:
        if row.number < head.last_row:
            told = " ".join(narrow(cell.text) for cell in row.cells)[:_LONGEST_FACT]
            facts = {found[1]: found[2].strip() for found in _FACTS.finditer(told)} | facts
    names = ("表格识别码", "文号", "责任单位", "轮次")
    return Heading(*(facts.get(name, "") for name in names))
