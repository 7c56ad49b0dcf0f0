"""Cases as far as counts, rates and scores ask: quick for a hundred thousand."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func

from chuangjian_desktop.domain.case_rates import CaseFact, FalseRepair
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries.case_selecting import RESPONSIBLE, CaseFilter, filtered, state_column

_C, _F = tables.case, tables.finding


def facts(connection: Connection, role: str, wanted: CaseFilter, *, kept: bool = False) -> tuple[CaseFact, ...]:
    """All cases that the filter shows, in no order; with `kept` only those that somebody decided on."""
    roles: dict[str | None, tuple[str, ...]] = {}
    found: list[CaseFact] = []
    statement = filtered(_columns(role), role, wanted, more=("case", "unit"))
    for row in connection.execute(statement.where(_C.c.id.is_not(None)) if kept else statement):
        text = row[4]
        if text not in roles:
            roles[text] = tuple(str(each) for each in json.loads(text or "[]"))
        found.append(
            CaseFact(
                row[0],
                row[1] is not None,
                row[2] or "",
                row[3] or "",
                roles[text],
                row[5],
                row[6] or "",
                row[7] or "",
                row[8] or "",
                row[9] or "",
                row[10] or "",
                bool(row[11]),
                row[12] or 0,
                row[13] or 0,
                bool(row[14]),
                row[15] or "",
            )
        )
    return tuple(found)


def false_repairs(connection: Connection, role: str, wanted: CaseFilter) -> tuple[FalseRepair, ...]:
    """Every recheck that showed a false rectification, of the cases that the filter shows and that still count; the
    unit is the one that had said it was put right."""
    t = tables.step
    failed = (_C.c.false_repair == 1, t.c.action == "fail", func.json_extract(t.c.data, "$.false") == 1)
    counted = state_column(role).not_in(("void", "longterm"))
    statement = filtered([_F.c.id, t.c.unit, t.c.at], role, wanted, more=("case",)).join(t, t.c.case == _C.c.id)
    found = connection.execute(statement.where(*failed, counted))
    return tuple(FalseRepair(finding, unit or "", at or "") for finding, unit, at in found)


def last_dues(connection: Connection, role: str, wanted: CaseFilter) -> tuple[str, ...]:
    """Of each year in which time limits of the cases that the filter shows end, the last one."""
    statement = filtered([func.max(_C.c.due_at)], role, wanted, more=("case",)).where(_C.c.due_at != "")
    return tuple(str(due) for (due,) in connection.execute(statement.group_by(func.substr(_C.c.due_at, 1, 4))))


def _columns(role: str) -> list[ColumnElement[Any]]:
    return [
        _F.c.id,
        _C.c.id,
        RESPONSIBLE.c.id,
        RESPONSIBLE.c.name,
        RESPONSIBLE.c.roles,
        state_column(role),
        _C.c.notice,
        _C.c.assigned_at,
        _C.c.due_at,
        _C.c.closed_at,
        func.json_extract(_C.c.reply, "$.at"),
        _C.c.false_repair,
        _C.c.again,
        _C.c.stage,
        and_(_C.c.recurs.is_not(None), func.coalesce(_C.c.unlinked, 0) == 0),
        func.json_extract(_C.c.objection, "$.state"),
    ]
