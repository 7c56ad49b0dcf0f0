"""Whether sub-totals and totals of a sheet say what its items come to."""

from __future__ import annotations

from collections.abc import Iterator

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.inputs.checklists import cells
from chuangjian_desktop.inputs.checklists.cells import Cell, Fault
from chuangjian_desktop.inputs.checklists.headings import label
from chuangjian_desktop.inputs.checklists.values import Placed, ReadLine, Remark, Table


def odd_totals(table: Table, read: tuple[ReadLine, ...]) -> Iterator[Placed]:
    """Sub-totals that differ from the sum of the items above them, and totals that differ from the sum of all. A row
    that was not understood counts with the points that can be read in it."""
    since: dict[str, int] = {}
    for row in table.skipped:
        said = _points(row.total)
        if said is None:
            continue
        part = "小计" in row.label
        above = [line for line in read if line.line.sheet == row.sheet and line.line.row < row.row]
        lines = [line for line in above if line.line.row > since.get(row.sheet, 0)] if part else above
        since[row.sheet] = row.row if part else since.get(row.sheet, 0)
        worth = [line.item.points if line.item is not None else _points(line.line.text("points")) for line in lines]
        total = sum(points for points in worth if points is not None)
        if total != said:
            heading = table.heads.get("points", label("points"))
            remark = _differs(said, total, worth.count(None))
            yield Placed(row.sheet, row.row, table.letters.get("points", ""), heading, remark)


def _points(text: str) -> int | None:
    try:
        return cells.points(Cell("points", text, []))
    except Fault:
        return None


def _differs(said: int, total: int, unread: int) -> Remark:
    more = (f"（另有 {unread} 行的分值没看懂）", f" ({unread} more have no readable points)") if unread else ("", "")
    return Remark(
        "points",
        f"写的是 {short(said)}，各条相加是 {short(total)}{more[0]}",
        f"it says {short(said)}, the items come to {short(total)}{more[1]}",
        "核对各条分值，看是否漏了行",
        "check the points of the items, and whether a row is missing",
        fatal=False,
    )
