"""What scores ask about the cases of findings: whether they are due and closed, and how often a problem came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chuangjian_desktop.store import tables

_OBJECTION = func.json_extract(tables.case.c.objection, "$.state").label("verdict")


@dataclass(frozen=True, slots=True)
class CaseMark:
    """Of a finding's case: its unit was told (and it is neither rejected nor long-term), it is closed, how many times
    the problem had been closed before it, whether a unit's objection to it was upheld, and its state."""

    due: bool
    closed: bool
    times: int
    upheld: bool = False
    state: str = ""


def case_marks(connection: Connection, visit: str = "") -> Mapping[str, CaseMark]:
    """By finding, of all or of one visit; those without a case are left out."""
    c, f = tables.case, tables.finding
    statement = select(c.c.id, c.c.finding, c.c.state, c.c.assigned_at, c.c.recurs, c.c.unlinked, _OBJECTION)
    if visit:
        statement = statement.join(f, c.c.finding == f.c.id).where(f.c.visit == visit)
    rows = connection.execute(statement).all()
    before = {row.id: row.recurs for row in rows if row.recurs and not row.unlinked}
    if visit:
        before |= _further(connection, set(before.values()))
    return {
        row.finding: CaseMark(
            bool(row.assigned_at) and row.state not in ("void", "longterm"),
            row.state == "closed",
            _times(row.id, before),
            row.verdict == "upheld",
            row.state or "",
        )
        for row in rows
    }


def _further(connection: Connection, cases: set[str]) -> dict[str, str]:
    """What some cases recur from, and so on to the first ones."""
    c, found = tables.case, dict[str, str]()
    while wanted := cases - found.keys():
        statement = select(c.c.id, c.c.recurs).where(c.c.id.in_(sorted(wanted)), c.c.recurs.is_not(None))
        rows = connection.execute(statement.where(func.coalesce(c.c.unlinked, 0) == 0))
        linked = {str(row.id): str(row.recurs) for row in rows}
        found |= linked
        cases = set(linked.values())
    return found


def _times(case: str, before: Mapping[str, str]) -> int:
    """How many closed cases stand behind one; a circle, which only a foreign file could hold, ends where it began."""
    seen = {case}
    while (case := before.get(case, "")) and case not in seen:
        seen.add(case)
    return len(seen) - 1
