"""Cases (整改事项) beside their findings: filtered, sorted and paged by SQL. A finding on which nobody decided has no
record of its case yet; its state is derived here."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select

from chuangjian_desktop.domain.rectification import State, case_id
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import ledger, notices
from chuangjian_desktop.store.queries.case_selecting import (
    RESPONSIBLE,
    CaseFilter,
    count,
    effective,
    ids,
    joined_finding,
    listed,
    page,
    repaired_finding,
    state_column,
    state_counts,
)
from chuangjian_desktop.store.queries.ledger import LedgerFilter, LedgerLine

__all__ = [
    "CaseFilter", "CaseRow", "StepRow", "count", "findings_named", "ids", "joined_finding", "lines",
    "numbers_of_findings", "page", "problem_numbers", "repaired_finding", "rows", "state_counts", "steps",
]  # fmt: skip

_C, _F, _V, _S = tables.case, tables.finding, tables.visit, tables.site
_FIELDS = (
    "id", "round", "state", "due_at", "assigned_at", "fives", "longterm", "stage", "notice", "reply", "objection",
    "extension", "closed_at", "closed_by", "closed_how", "recurs", "unlinked", "reason", "false_repair", "again",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with its finding's line of the ledger. `kept` says that somebody decided on it and a record exists.

    `unit_id`, `unit`, `assist_ids`, `severity` and `deadline` are the case's where it says, else the finding's.
    `number` is the problem's number, unlike any other of its round (`ZG-001-03`, `ZG-001/2-03` in a further visit).
    Times are ISO with offset, empty where there is none. `reply`, `objection`, `extension` and `longterm` are what
    `services.office.cases` writes there. `recurs` is the case that it recurs from, `unlinked` says that a person cut
    that link; `recurred` counts the later cases that recur from this one.
    """

    id: str
    line: LedgerLine
    number: str
    state: State
    kept: bool
    round_id: str
    site_id: str
    unit_id: str
    unit: str
    assist_ids: tuple[str, ...]
    severity: str
    deadline: str
    due_at: str
    assigned_at: str
    fives: tuple[tuple[str, str], ...]
    longterm: Mapping[str, Any]
    stage: int
    notice_id: str
    reply: Mapping[str, Any]
    objection: Mapping[str, Any]
    extension: Mapping[str, Any]
    closed_at: str
    closed_by: str
    closed_how: str
    recurs: str
    recurs_number: str
    recurred: int
    unlinked: bool
    reason: str
    false_repair: bool
    again: int
    recorded_by: str

    @property
    def finding_id(self) -> str:
        """The finding that it is about."""
        return self.line.id


@dataclass(frozen=True, slots=True)
class StepRow:
    """One act on a case, as it was done."""

    id: str
    case_id: str
    action: str
    before: str
    after: str
    by: str
    at: str
    note: str
    unit: str
    due_at: str
    data: Mapping[str, Any]


def rows(
    connection: Connection, role: str, wanted: CaseFilter, offset: int = 0, limit: int = -1
) -> tuple[CaseRow, ...]:
    """One page of cases in the order asked for (`due` and `state` beside those of the ledger)."""
    return lines(connection, role, ids(connection, role, wanted, offset, limit))


def lines(connection: Connection, role: str, findings: Sequence[str]) -> tuple[CaseRow, ...]:
    """The cases of some findings in that very order; what is not there is left out."""
    found: dict[str, CaseRow] = {}
    statement = (
        ledger.placed([*ledger.columns(), *_columns(role)], LedgerFilter())
        .join(_C, _C.c.finding == _F.c.id, isouter=True)
        .join(RESPONSIBLE, effective("unit") == RESPONSIBLE.c.id, isouter=True)
    )
    for start in range(0, len(findings), 500):
        part = statement.where(_F.c.id.in_(findings[start : start + 500]))
        found |= {row["id"]: _row(row) for row in connection.execute(part).mappings()}
    return _recurring(connection, _joined(connection, tuple(found[each] for each in findings if each in found)))


def _columns(role: str) -> list[ColumnElement[Any]]:
    other = _C.alias("later")
    recurred = select(func.count()).where(other.c.recurs == _C.c.id, func.coalesce(other.c.unlinked, 0) == 0)
    return [
        *(_C.c[name].label(f"case_{name}") for name in _FIELDS),
        state_column(role).label("case_now"),
        effective("unit").label("case_unit"),
        RESPONSIBLE.c.name.label("case_unit_name"),
        func.coalesce(_C.c.assists, _F.c.assists).label("case_assists"),
        effective("severity").label("case_severity"),
        effective("deadline").label("case_deadline"),
        _V.c.round.label("visit_round"),
        _V.c.ended.label("visit_ended"),
        _V.c.site.label("visit_site"),
        recurred.correlate(_C).scalar_subquery().label("recurred"),
    ]


def _row(row: RowMapping) -> CaseRow:
    line = ledger.line_from(row)
    spot = row["case_id"] is None and row["case_now"] == "closed"
    return CaseRow(
        row["case_id"] or case_id(line.id),
        line,
        line.number,
        row["case_now"],
        row["case_id"] is not None,
        row["case_round"] or row["visit_round"] or "",
        row["visit_site"] or "",
        row["case_unit"] or "",
        row["case_unit_name"] or "",
        tuple(_list(row["case_assists"])),
        row["case_severity"] or "normal",
        row["case_deadline"] or "",
        row["case_due_at"] or "",
        row["case_assigned_at"] or "",
        tuple((str(each[0]), str(each[1])) for each in _list(row["case_fives"])),
        _map(row["case_longterm"]),
        row["case_stage"] or 0,
        row["case_notice"] or "",
        _map(row["case_reply"]),
        _map(row["case_objection"]),
        _map(row["case_extension"]),
        row["case_closed_at"] or (row["visit_ended"] or "" if spot else ""),
        row["case_closed_by"] or "",
        row["case_closed_how"] or ("spot" if spot else ""),
        row["case_recurs"] or "",
        "",
        row["recurred"] or 0,
        bool(row["case_unlinked"]),
        row["case_reason"] or "",
        bool(row["case_false_repair"]),
        row["case_again"] or 0,
        row["by"] or "",
    )


def _list(text: str | None) -> list[Any]:
    found: object = json.loads(text or "[]")
    return cast("list[Any]", found) if isinstance(found, list) else []


def _map(text: str | None) -> dict[str, Any]:
    found: object = json.loads(text or "{}")
    return cast("dict[str, Any]", found) if isinstance(found, dict) else {}


def _joined(connection: Connection, found: tuple[CaseRow, ...]) -> tuple[CaseRow, ...]:
    """The rows, with the number of the finding that each counts with."""
    lines = ledger.marked(connection, tuple(row.line for row in found))
    return tuple(replace(row, line=line) if line.joined_to else row for row, line in zip(found, lines, strict=True))


def _recurring(connection: Connection, found: tuple[CaseRow, ...]) -> tuple[CaseRow, ...]:
    """The rows, with the numbers of the cases that they recur from."""
    named = sorted({row.recurs for row in found if row.recurs})
    if not named:
        return found
    numbers = problem_numbers(connection, named)
    return tuple(replace(row, recurs_number=numbers.get(row.recurs, "")) if row.recurs else row for row in found)


def problem_numbers(connection: Connection, cases: Collection[str]) -> dict[str, str]:
    """The problems' numbers by case."""
    return _numbers(connection, _C.c.id, cases)


def numbers_of_findings(connection: Connection, findings: Collection[str]) -> dict[str, str]:
    """The problems' numbers by finding."""
    return _numbers(connection, _F.c.id, findings)


def _numbers(connection: Connection, key: ColumnElement[Any], wanted: Collection[str]) -> dict[str, str]:
    statement = (
        select(key, _S.c.code, ledger.passes_before(), _F.c.number)
        .join_from(_F, _V, _F.c.visit == _V.c.id)
        .join(_S, _V.c.site == _S.c.id)
        .join(_C, _C.c.finding == _F.c.id, isouter=True)
    )
    found = connection.execute(statement.where(key.in_(listed(wanted))))
    return {str(identity): ledger.numbered(code, before, number) for identity, code, before, number in found}


def findings_named(connection: Connection, round_id: str, name: str) -> tuple[str, ...]:
    """The findings that a case's id, a finding's id or a problem's number means; numbers are of a round, those of today
    and those on paper."""
    found = (
        connection.execute(select(_F.c.id).where(_F.c.id == name)).scalar()
        or connection.execute(select(_C.c.finding).where(_C.c.id == name)).scalar()
    )
    if found:
        return (str(found),)
    code, _, number = name.rpartition("-")
    if not (number.isdecimal() and len(number) < _LONGEST_NUMBER):
        return _unkept(connection, round_id, name) if _CASE.fullmatch(name) else ()
    site, slash, _ = code.rpartition("/")
    statement = (
        select(_F.c.id, _S.c.code, ledger.passes_before(), _F.c.number)
        .join_from(_F, _V, _F.c.visit == _V.c.id)
        .join(_S, _V.c.site == _S.c.id)
        .where(_V.c.round == round_id, _F.c.number == int(number), _S.c.code.in_([code, site] if slash else [code]))
    )
    meant = ledger.numbered(code, 0, int(number))
    rows = connection.execute(statement.order_by(_F.c.id))
    today = [str(key) for key, place, before, each in rows if ledger.numbered(place, before, each) == meant]
    return tuple(dict.fromkeys((*today, *notices.findings_printed(connection, round_id, meant))))


_CASE = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
"""The id of a case, which is made of its finding's."""
_LONGEST_NUMBER = 10


def _unkept(connection: Connection, round_id: str, name: str) -> tuple[str, ...]:
    """The finding whose case has that id, though no record of it exists yet."""
    statement = select(_F.c.id).join(_V, _F.c.visit == _V.c.id).where(_V.c.round == round_id)
    return tuple(str(each) for each in connection.execute(statement).scalars() if case_id(str(each)) == name)


def steps(connection: Connection, case_: str) -> tuple[StepRow, ...]:
    """The acts on a case, oldest first."""
    t = tables.step
    found = connection.execute(select(t).where(t.c.case == case_).order_by(t.c.at, t.c.id)).mappings()
    return tuple(
        StepRow(
            row["id"],
            row["case"] or "",
            row["action"] or "",
            row["before"] or "",
            row["after"] or "",
            row["by"] or "",
            row["at"] or "",
            row["note"] or "",
            row["unit"] or "",
            row["due_at"] or "",
            _map(row["data"]),
        )
        for row in found
    )


def originals(connection: Connection, case_id: str) -> frozenset[str]:
    """The SHA-256 of the original files of a case's own photos."""
    p = tables.photo
    return frozenset(connection.execute(select(p.c.original_sha256).where(p.c.case == case_id)).scalars())
