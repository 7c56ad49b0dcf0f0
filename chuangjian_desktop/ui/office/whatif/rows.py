"""Rows of the what-if table: before, after, and which way. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from chuangjian_desktop.domain.scoring import difference
from chuangjian_desktop.services.office.rounds.whatif import WhatIf, WhatIfRow
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.results.levels import level_head
from chuangjian_desktop.ui.text.words import t


def columns(by: str) -> tuple[Column, ...]:
    """Heads of the table."""
    return (
        Column("name", level_head(by)),
        Column("before", t("现在"), 76, right=True),
        Column("after", t("改后"), 76, right=True),
        Column("way", t("变化"), 76, right=True),
        Column("rank_before", t("名次"), 64, right=True),
        Column("rank_after", t("新名次"), 72, right=True),
        Column("moved", t("升降"), 64, right=True),
    )


def rows_of(found: Sequence[WhatIfRow], by: str, *, only_changed: bool) -> tuple[Row, ...]:
    """Finished rows."""
    return tuple(_row(each, by) for each in found if each.changes or not only_changed)


def _row(row: WhatIfRow, by: str) -> Row:
    name = row.key.replace("/", " ") if by == "area" else row.name
    name = f"{row.key} {row.name}" if by in {"visit", "item"} else name
    change, ink = _change(row)
    moved, moved_ink = _moved(row)
    return Row(
        row.key,
        (
            Cell(name or "—", bold=row.changes),
            Cell(row.rate_before or t("缺测"), "text_2"),
            Cell(row.rate_after or t("缺测"), bold=row.changes),
            Cell(change, ink),
            Cell(str(row.rank_before or "—"), "text_2"),
            Cell(str(row.rank_after or "—"), bold=row.rank_before != row.rank_after),
            Cell(moved, moved_ink),
        ),
        quiet=not row.changes,
    )


def _change(row: WhatIfRow) -> tuple[str, str]:
    """How far the rate moves, and its ink."""
    moved = difference(row.rate_before, row.rate_after)
    return moved.replace("-", "\u2212"), "text_2" if not moved else "gain" if moved.startswith("+") else "loss"


def _moved(row: WhatIfRow) -> tuple[str, str]:
    if not row.rank_before or not row.rank_after or row.rank_before == row.rank_after:
        return "", "text_2"
    up = row.rank_before - row.rank_after
    return (f"↑{up}", "gain") if up > 0 else (f"↓{-up}", "loss")


def summary(found: WhatIf, by: str) -> str:
    """How many rows of a level would change."""
    rows = found.levels.get(by, ())
    changed = sum(row.changes for row in rows)
    moved = sum(row.rank_before != row.rank_after for row in rows)
    return t("{n} 行中 {changed} 行的分数或名次会变，{moved} 行名次会变", n=len(rows), changed=changed, moved=moved)
