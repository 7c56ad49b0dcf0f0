"""Whether sub-totals and totals of a sheet say what its items come to."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.inputs.checklists import cells
from chuangjian_desktop.inputs.checklists.cells import Cell, Fault
from chuangjian_desktop.inputs.checklists.headings import label
from chuangjian_desktop.inputs.checklists.values import Placed, ReadLine, Remark, Skipped, Table


def odd_totals(table: Table, read: tuple[ReadLine, ...]) -> Iterator[Placed]:
    """Sub-totals that differ from the sum of the items above them, and totals that differ from the sum of all. Where an
    item was not understood, nothing can be said."""
    since: dict[str, int] = {}
    for row in table.skipped:
        said = _said(row)
        if said is None:
            continue
        part = "小计" in row.label
        above = [line for line in read if line.line.sheet == row.sheet and line.line.row < row.row]
        lines = [line for line in above if line.line.row > since.get(row.sheet, 0)] if part else above
        since[row.sheet] = row.row if part else since.get(row.sheet, 0)
        items = [line.item for line in lines if line.item is not None]
        total = sum(item.points for item in items)
        if len(items) == len(lines) and total != said:
            heading = table.heads.get("points", label("points"))
            yield Placed(row.sheet, row.row, table.letters.get("points", ""), heading, _differs(said, total))


def _said(row: Skipped) -> int | None:
    try:
        return cells.points(Cell("points", row.total, []))
    except Fault:
        return None


def _differs(said: int, total: int) -> Remark:
    return Remark(
        "points",
        f"写的是 {short(said)}，各条相加是 {short(total)}",
        f"it says {short(said)}, the items come to {short(total)}",
        "核对各条分值，看是否漏了行",
        "check the points of the items, and whether a row is missing",
        fatal=False,
    )
