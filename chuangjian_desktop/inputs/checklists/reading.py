"""From a file, or from what was copied, to the tables of a workbook of items."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from chuangjian_desktop.domain.tables import Grid, GridCell, GridRow, GridSheet
from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.inputs.checklists.values import Workbook
from chuangjian_desktop.inputs.converting import as_workbook
from chuangjian_desktop.inputs.sandbox import Limits, refusal
from chuangjian_desktop.inputs.workbook import read_grid

LIMITS = Limits(seconds=20.0, processor_seconds=3, memory=500_000_000)
PASTED = "剪贴板"
"""What stands for the name of a sheet that was pasted."""
_MOST_PASTED = 4_000_000
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")


def read_workbook(path: Path) -> Workbook:
    """The tables of items in a workbook; `Refusal` M20 with the reason and what to do about it."""
    return laid_out(read_cells(path))


def read_cells(path: Path) -> Grid:
    """The cells of a workbook; `.xls` and `.et` go through a converter that is present. `Refusal` M20 as above."""
    with as_workbook(path) as readable:
        grid = read_grid(readable, LIMITS)
    return Grid(path.name, grid.sheets, grid.hidden)


def read_pasted(text: str, name: str = PASTED) -> Workbook:
    """The same from cells copied out of Excel, WPS or Word: a line each row, tabs between cells, quoted line breaks."""
    if len(text) > _MOST_PASTED:
        raise refusal(name, "粘贴的内容过多", "too much was pasted")
    csv.field_size_limit(_MOST_PASTED)
    rows: list[GridRow] = []
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter="\t"), 1):
        filled = tuple(_cell(column, cell) for column, cell in enumerate(cells, 1) if cell.strip())
        if filled:
            rows.append(GridRow(number, filled))
    if not rows:
        raise refusal(name, "剪贴板里没有表格", "there is no table on the clipboard")
    return laid_out(Grid(name, (GridSheet(name, tuple(rows)),)))


def _cell(column: int, text: str) -> GridCell:
    return GridCell(column, text.strip(), "number" if _NUMBER.fullmatch(text.strip()) else "text")
