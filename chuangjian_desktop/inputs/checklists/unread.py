"""Columns that were not read although something stands in them, and columns whose kind was guessed: both are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chuangjian_desktop.inputs.checklists.headings import COLUMNS, is_result, label
from chuangjian_desktop.inputs.checklists.parts import Part, headings
from chuangjian_desktop.inputs.checklists.values import Placed, Remark


@dataclass(frozen=True, slots=True)
class Unread:
    """A column that was not read: where something first stands in it, how often, and the column of the same kind that
    was read instead, where there is one."""

    sheet: str
    row: int
    letter: str
    heading: str
    filled: int
    key: str = ""

    @property
    def is_lost(self) -> bool:
        """Whether what stands in it may belong to the standard."""
        return self.filled > 0 and not is_result(self.heading)

    def note(self) -> Placed:
        """As a doubt with its place."""
        return Placed(self.sheet, self.row, self.letter, self.heading, self._remark())

    def _remark(self) -> Remark:
        name = f"“{self.heading}”" if self.heading else "没有栏目名，"
        called = f", {self.heading}," if self.heading else " has no heading and"
        if self.key:
            return Remark(
                self.key,
                f"{self.letter}栏{name}与前面一栏同类，没有读",
                f"column {self.letter}{called} is of a kind that was there before and was not read",
                "同类的栏只留一栏",
                "keep one column of each kind",
                fatal=False,
            )
        if is_result(self.heading):
            return Remark(
                "",
                f"{self.letter}栏{name}不属于测评表，其中 {self.filled} 格没有读",
                f"column {self.letter}{called} is no part of a checklist; {self.filled} cells in it were not read",
                "写着要求或扣分规则的，移到相应的栏",
                "move what is a requirement or a rule to its column",
                fatal=False,
            )
        return Remark(
            "",
            f"{self.letter}栏{name}不认识，其中 {self.filled} 格没有读",
            f"column {self.letter}{called} is unknown; {self.filled} cells in it were not read",
            "改成认得的栏目名，例如分值、评分规则、责任部门；确实不要的，删去这一栏",
            "give it a known heading, such as 分值, 评分规则, 责任部门, or delete it where it is not wanted",
            fatal=False,
        )


def unread_columns(part: Part, rows: set[int]) -> Iterator[Unread]:
    """The columns of a table that nothing was read from, though something stands in these rows of it; one of a kind
    that is there twice is told even when empty."""
    texts = headings(part.sheet, part.head)
    filled: dict[int, list[int]] = {}
    for row in part.sheet.rows:
        for cell in row.cells if row.number in rows else ():
            if cell.column not in part.head.keys and cell.text.strip():
                filled.setdefault(cell.column, []).append(row.number)
    for column in sorted(filled.keys() | texts.keys() - part.head.keys.keys()):
        text, places = texts.get(column, ""), filled.get(column, [])
        twin = COLUMNS.key(text) if texts.get(column - 1) != text else ""
        if places or twin:
            first = places[0] if places else part.head.last_row
            yield Unread(part.sheet.title, first, letter_of(column), text, len(places), twin)


def guessed_columns(part: Part) -> Iterator[Placed]:
    """A doubt for each column whose kind was told by what is in it."""
    texts = headings(part.sheet, part.head)
    for column in part.guessed:
        key, letter, text = part.head.keys[column], letter_of(column), texts[column]
        remark = Remark(
            key,
            f"{letter}栏“{text}”按“{label(key)}”读",
            f"column {letter}, {text}, was read as {label(key, 'en')}",
            f"不对的，改栏目名；对的，把栏目名改成“{label(key)}”就不再提示",
            f"rename the column where that is wrong; where it is right, call it {label(key)}",
            fatal=False,
        )
        yield Placed(part.sheet.title, part.head.last_row, letter, text, remark)


def letter_of(column: int) -> str:
    """The letter of a column, counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
