"""Finding the head of a table in a sheet, whatever the office calls its columns and wherever the table begins."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from chuangjian_desktop.domain.tables import GridCell, GridRow, GridSheet

HEAD_WITHIN = 10
_MOST_DIVIDED = 2
"""How many rows a head may have below its first."""
_MOST_COLUMN = 500
_MOST_FILLED = 300_000
_PART = re.compile(r"[^\W\d_]{1,8}")
_BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
_NOISE = re.compile(r"[\s*:/、,;·.]+")
_TOTAL = re.compile(r".{0,12}(小计|合计|总计|共计|累计|总分)[::]?\d*[个处条家名组]?")
_NOTE = re.compile(r"(注|备注|说明|附注|填表说明|填报说明)\d*[::、.]")
_SIGNATURES = re.compile(r"(填报|填表|制表|审核|报送)(单位|人|日期|时间)?(\([^)]*\))?:")


def narrow(text: str) -> str:
    """Full-width letters, digits and brackets as half-width ones, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """A heading or name to compare by: half-width, lower case, without blanks, separators and bracketed units."""
    return _NOISE.sub("", _BRACKETS.sub("", narrow(text))).casefold()


@dataclass(frozen=True, slots=True)
class Columns:
    """The wanted columns of a kind of table: key to synonyms, in the form of `plain`; the ones a head must have."""

    synonyms: Mapping[str, tuple[str, ...]]
    needed: tuple[str, ...]
    filled_down: frozenset[str]

    def key(self, heading: str) -> str:
        """The key of the column with that heading, or ""."""
        wanted = plain(heading)
        return next((key for key, names in self.synonyms.items() if wanted and wanted in names), "")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the text of each known column ("" when empty), the keys whose formula has no result, and those
    whose cell holds a number."""

    sheet: str
    number: int
    values: Mapping[str, str]
    uncalculated: tuple[str, ...]
    numeric: tuple[str, ...] = ()

    def get(self, key: str) -> str:
        """The text of a column, without blanks around."""
        return self.values.get(key, "")


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a table: its last row, the key of each known column, and the row with which it begins."""

    last_row: int
    keys: dict[int, str]
    first_row: int = 0


NoData = Literal["", "blank", "caption", "total", "note", "signature", "head"]
"""Why a row below the head is none of the table's data; nothing for one that is."""


def lines_of(sheet: GridSheet, columns: Columns) -> list[Line] | None:
    """The rows of the table in a sheet, or None when it has no recognised head.

    Merged cells are filled downwards. Blank rows, sub-totals, notes, captions across the table and repeated heads
    are left out; they are no data.
    """
    head = find_head(sheet, columns)
    if head is None:
        return None
    fill = downward_fill(sheet)
    captions = caption_rows(sheet)
    return [
        _line(sheet, row, head, columns, fill)
        for row in sheet.rows
        if row.number > head.last_row and not no_data(row, head, columns, caption=row.number in captions)
    ]


def caption_rows(sheet: GridSheet) -> set[int]:
    """Rows with cells merged across three columns or more."""
    return {merged.top for merged in sheet.merged if merged.right - merged.left >= 2}


def find_head(sheet: GridSheet, columns: Columns) -> Head | None:
    """The row, or the rows, among the first ten that name the most columns."""
    rows = {row.number: row for row in sheet.rows if row.number <= HEAD_WITHIN + _MOST_DIVIDED}
    best: Head | None = None
    for number in range(1, HEAD_WITHIN + 1):
        found = _head_at(sheet, rows, number, columns)
        if found is not None and (best is None or len(found.keys) > len(best.keys)):
            best = found
    return best


def find_head_at(sheet: GridSheet, columns: Columns, place: int) -> Head | None:
    """The head that begins with the n-th filled row of a sheet, or None when none does."""
    rows = {row.number: row for row in sheet.rows[place : place + _MOST_DIVIDED + 1]}
    return _head_at(sheet, rows, sheet.rows[place].number, columns)


def _head_at(sheet: GridSheet, rows: dict[int, GridRow], number: int, columns: Columns) -> Head | None:
    if number not in rows:
        return None
    keys, last, most = _keys(rows[number].cells, columns), number, number + _MOST_DIVIDED
    while last < most and last + 1 in rows and _is_divided(sheet, rows[last], rows[last + 1], columns):
        # 坐标 over 经度 and 纬度: what stands below says it better, and everything else reaches over both.
        below = _keys(rows[last + 1].cells, columns)
        upper = {column: key for column, key in keys.items() if column not in below and key not in below.values()}
        keys, last = {**upper, **below}, last + 1
    found = set(keys.values())
    return Head(last, keys, number) if len(found) >= 2 and found & set(columns.needed) else None


def _is_divided(sheet: GridSheet, upper: GridRow, below: GridRow, columns: Columns) -> bool:
    """Whether a row names the parts of columns that the row above names together, merged (then one known part, or
    short words, are enough) or with empty cells beside the name (then all parts must be known); other columns are empty
    in it."""
    parts = {cell.column for cell in below.cells if cell.text.strip()}
    known = _keys(below.cells, columns)
    named = {cell.column for cell in upper.cells if cell.text.strip()}
    if not parts or not (_keys(upper.cells, columns).keys() - parts):
        return False
    merged = (each for each in sheet.merged if each.top == upper.number == each.bottom and each.right > each.left)
    wide = {column for each in merged for column in range(each.left, min(each.right, _MOST_COLUMN) + 1)}
    if parts <= wide:
        return bool(known) or all(_PART.fullmatch(plain(cell.text)) for cell in below.cells if cell.text.strip())
    spread = {column for column in named if column + 1 not in named and column + 1 in parts}
    spread |= {column for column in parts if column not in named}
    return len(parts) == len(known) >= 2 and parts <= wide | spread


def _keys(cells: tuple[GridCell, ...], columns: Columns) -> dict[int, str]:
    keys: dict[int, str] = {}
    for cell in cells:
        key = columns.key(cell.text)
        if key and key not in keys.values():
            keys[cell.column] = key
    return keys


def downward_fill(sheet: GridSheet) -> dict[tuple[int, int], GridCell]:
    """What the further rows of cells merged downwards say, by row and column."""
    cells = {(row.number, cell.column): cell for row in sheet.rows for cell in row.cells}
    numbers = [row.number for row in sheet.rows]
    fill: dict[tuple[int, int], GridCell] = {}
    for merged in sheet.merged:
        source = cells.get((merged.top, merged.left))
        if source is None or merged.bottom == merged.top:
            continue
        for number in numbers[bisect_right(numbers, merged.top) : bisect_right(numbers, merged.bottom)]:
            fill[number, merged.left] = source
        if len(fill) > _MOST_FILLED:
            break
    return fill


def no_data(row: GridRow, head: Head, columns: Columns, *, caption: bool) -> NoData:
    """Why a row below the head is no data: sub-totals, notes, captions across the table, repeated heads."""
    texts = [narrow(cell.text) for cell in row.cells if cell.text.strip()]
    if caption and len(texts) == 1:
        return "caption"
    if any(_TOTAL.fullmatch(re.sub(r"\s", "", text)) for text in texts[:3]):
        return "total"
    if texts and _NOTE.match(texts[0]):
        return "note"
    if texts and _SIGNATURES.match(re.sub(r"\s", "", texts[0])):
        return "signature"
    if not any(head.keys.get(cell.column) != "number" and _is_filled(cell, head) for cell in row.cells):
        return "blank"
    known = [cell for cell in row.cells if cell.column in head.keys]
    repeated = [cell for cell in known if cell.text and columns.key(cell.text) == head.keys[cell.column]]
    return "head" if len(repeated) >= 2 and len(repeated) * 2 > len(known) else ""


def _is_filled(cell: GridCell, head: Head) -> bool:
    return bool(cell.text.strip()) or (cell.kind == "formula" and cell.column in head.keys)


def _line(
    sheet: GridSheet, row: GridRow, head: Head, columns: Columns, fill: Mapping[tuple[int, int], GridCell]
) -> Line:
    own = {cell.column: cell for cell in row.cells}
    values: dict[str, str] = {}
    uncalculated: list[str] = []
    numeric: list[str] = []
    for column, key in head.keys.items():
        cell = own.get(column)
        if cell is None and key in columns.filled_down:
            cell = fill.get((row.number, column))
        if cell is not None:
            values[key] = cell.text.strip()
            if cell.kind == "formula":
                uncalculated.append(key)
            elif cell.kind == "number":
                numeric.append(key)
    return Line(sheet.title, row.number, values, tuple(uncalculated), tuple(numeric))
