"""What scores ask about the cases of findings: whether they are due and closed, and how often a problem came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class CaseMark:
    """Of a finding's case: its unit was told (and it is neither rejected nor long-term), it is closed, and how many
    times the problem had been closed before it."""

    due: bool
    closed: bool
    times: int


def case_marks(connection: Connection) -> Mapping[str, CaseMark]:
    """By finding; those without a case are left out."""
    c = tables.case
    statement = select(c.c.id, c.c.finding, c.c.state, c.c.assigned_at, c.c.recurs, c.c.unlinked)
    rows = connection.execute(statement).all()
    before = {row.id: row.recurs for row in rows if row.recurs and not row.unlinked}
    return {
        row.finding: CaseMark(
            bool(row.assigned_at) and row.state not in ("void", "longterm"),
            row.state == "closed",
            _times(row.id, before),
        )
        for row in rows
    }


def _times(case: str, before: Mapping[str, str]) -> int:
    """How many closed cases stand behind one; a circle, which only a foreign file could hold, ends where it began."""
    seen = {case}
    while (case := before.get(case, "")) and case not in seen:
        seen.add(case)
    return len(seen) - 1
