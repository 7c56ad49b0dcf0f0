"""A copy of an imported workbook with the rows that were not taken marked, for the office to correct and send again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.tables import Grid, GridRow, GridSheet, RejectedRow
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.xlsx import celltext, styles
from chuangjian_desktop.outputs.xlsx.book import Book, Sheet, Value

REASON = "未导入原因"
_WIDEST_TABLE = 200
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d{1,10})?")
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")


def write_marked_copy(grid: Grid, rejected: Iterable[RejectedRow], path: Path) -> tuple[Warn, ...]:
    """Write the values of `grid` to `path`, its rejected rows filled in red with the reason in a further column.

    Rows keep their numbers, so that what the list of rejected rows says is found again. Formulas, pictures, macros
    and links of the foreign workbook are not taken over.
    """
    reasons: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in rejected:
        reasons[row.sheet][row.row].append(row.reason_zh)
    with written_beside(path) as temporary, Book() as book:
        for sheet in grid.sheets:
            _write_sheet(book, sheet, reasons[sheet.title])
        if not grid.sheets:
            book.sheet("空", (10,))
        book.save(temporary)
        return book.warnings


def _write_sheet(book: Book, sheet: GridSheet, reasons: dict[int, list[str]]) -> None:
    widths = _widths(sheet)
    page = book.sheet(_title(sheet.title), [*widths, 40.0])
    rows = {row.number: row for row in sheet.rows}
    first_marked = min(reasons, default=0)
    for number in range(1, max([*rows, *reasons], default=0) + 1):
        row = rows.get(number, GridRow(number, ()))
        words = reasons.get(number, [])
        reason = "；".join(words) or (REASON if number == first_marked - 1 else None)
        _write_row(page, row, len(widths), reason, rejected=bool(words))
    for merged in sheet.merged:
        if merged.bottom <= page.rows and merged.right <= len(widths):
            page.merge_block(merged.top, merged.left, merged.bottom, merged.right)


def _write_row(page: Sheet, row: GridRow, width: int, reason: str | None, *, rejected: bool) -> None:
    values: list[Value] = [None] * width
    for cell in row.cells:
        if cell.column <= width:
            plain_number = cell.kind == "number" and _NUMBER.fullmatch(cell.text)
            values[cell.column - 1] = Decimal(cell.text) if plain_number else cell.text
    look = styles.REJECTED if rejected else styles.TEXT
    if row.cells or reason:
        page.row([*values, reason], [*[look] * width, styles.REASON if reason else styles.FACT])
    else:
        page.row([], [], 18)


def _widths(sheet: GridSheet) -> list[float]:
    last = max((cell.column for row in sheet.rows for cell in row.cells), default=1)
    widths = [6.0] * min(last, _WIDEST_TABLE)
    across = {(merged.top, merged.left) for merged in sheet.merged if merged.right > merged.left}
    for row in sheet.rows:
        for cell in row.cells:
            if cell.column <= _WIDEST_TABLE and (row.number, cell.column) not in across:
                wanted = min(celltext.units(cell.text) * 2.2 + 2, 36.0)
                widths[cell.column - 1] = max(widths[cell.column - 1], wanted)
    return widths


def _title(title: str) -> str:
    plain = "".join(" " if unfit(character) else character for character in _NOT_IN_TITLES.sub(" ", title))
    return plain.strip("' ")[:31] or "表"
