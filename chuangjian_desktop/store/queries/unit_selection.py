"""What a responsible unit is handed: its own cases with all that belongs to them, nothing of other units, no scores."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from chuangjian_desktop.domain.journal import read_change
from chuangjian_desktop.domain.references import Key
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries.case_selecting import effective, joined_finding
from chuangjian_desktop.store.queries.selection import Selection, closed, named_by
from chuangjian_desktop.store.writer import history

_C, _F, _V, _P, _N = tables.case, tables.finding, tables.visit, tables.photo, tables.notice
_COMMON = (
    "office.standard", "office.checklist", "office.item", "office.problem_type", "office.confirmation",
    "office.parameter", "office.calendar",
)  # fmt: skip
_STAYING = frozenset({
    "finding", "case", "photo", "notice", "answer", "recheck", "office.task", "office.assignment", "office.unit",
})  # fmt: skip
"""Others of these are other units', or none of the unit's business."""


@dataclass(frozen=True, slots=True)
class UnitCases:
    """Cases that a unit was told of, with their findings; `hidden` counts those of undercover rounds, whose records
    name evaluators and places, and so stay in the office."""

    cases: tuple[str, ...]
    findings: tuple[str, ...]
    hidden: int


def unit_cases(connection: Connection, unit_id: str) -> UnitCases:
    """The cases that are a unit's now and were assigned."""
    r = tables.round_
    statement = (
        select(_C.c.id, _F.c.id, func.coalesce(r.c.undercover, 0))
        .join_from(_C, _F, _C.c.finding == _F.c.id)
        .join(_V, _F.c.visit == _V.c.id)
        .join(r, _V.c.round == r.c.id, isouter=True)
        .where(effective("unit") == unit_id, _told())
        .order_by(_C.c.id)
    )
    found = connection.execute(statement).all()
    shown = [(str(case), str(finding)) for case, finding, undercover in found if not undercover]
    return UnitCases(
        tuple(case for case, _ in shown), tuple(finding for _, finding in shown), sum(bool(row[2]) for row in found)
    )


def units_told(connection: Connection) -> frozenset[str]:
    """The units that have cases which may leave the office."""
    r = tables.round_
    statement = (
        select(effective("unit"))
        .join_from(_C, _F, _C.c.finding == _F.c.id)
        .join(_V, _F.c.visit == _V.c.id)
        .join(r, _V.c.round == r.c.id, isouter=True)
        .where(_told(), func.coalesce(r.c.undercover, 0) == 0)
    )
    return frozenset(str(each) for each in connection.execute(statement.distinct()).scalars() if each)


def _told() -> ColumnElement[bool]:
    return and_(func.coalesce(_C.c.assigned_at, "") != "", ~joined_finding())


def is_of_unit(connection: Connection, case: str, unit_id: str) -> bool:
    """Whether a case is laid to a unit now."""
    statement = select(effective("unit")).join_from(_C, _F, _C.c.finding == _F.c.id).where(_C.c.id == case)
    return connection.execute(statement).scalar() == unit_id


def unit_selection(connection: Connection, unit_id: str, round_id: str) -> Selection:
    """These cases with findings, photos, steps and documents, the sites they lie at, and the standards."""
    mine = unit_cases(connection, unit_id)
    cases, findings = set(mine.cases), set(mine.findings)
    roots: set[Key] = {("office.unit", unit_id), ("office.round", round_id)}
    roots |= {("office.unit", each) for each in _assisting(connection, cases)}
    roots |= {("case", each) for each in cases} | {("finding", each) for each in findings}
    statement = select(_P.c.id, _P.c.finding, _P.c.case).where(or_(_P.c.finding.is_not(None), _P.c.case.is_not(None)))
    for photo, finding, case in connection.execute(statement):
        if finding in findings or case in cases:
            roots.add(("photo", str(photo)))
    s = tables.step
    roots |= {("step", str(step)) for step, case in connection.execute(select(s.c.id, s.c.case)) if case in cases}
    roots |= {("visit", each) for each in _visits(connection, findings)}
    roots |= {("notice", each) for each in _papers(connection, unit_id)}
    record = tables.record
    common = select(record.c.entity, record.c.id).where(record.c.entity.in_(_COMMON), record.c.removed == 0)
    roots |= {(str(entity), str(each)) for entity, each in connection.execute(common)}
    return closed(connection, roots, _STAYING)


def _visits(connection: Connection, findings: set[str]) -> set[str]:
    """The other visits of these sites too: a problem's number tells which visit of its site it was found in."""
    visits = connection.execute(select(_V.c.id, _V.c.site, _V.c.round)).all()
    mine = {str(visit) for finding, visit in connection.execute(select(_F.c.id, _F.c.visit)) if finding in findings}
    places = {(site, round_) for visit, site, round_ in visits if visit in mine}
    return {str(visit) for visit, site, round_ in visits if (site, round_) in places}


def _assisting(connection: Connection, cases: set[str]) -> set[str]:
    statement = select(_C.c.id, func.coalesce(_C.c.assists, _F.c.assists)).join_from(_C, _F, _C.c.finding == _F.c.id)
    told = (assists for case, assists in connection.execute(statement) if assists and case in cases)
    return {str(each) for assists in told for each in json.loads(assists)}


def _papers(connection: Connection, unit_id: str) -> list[str]:
    """Documents for the unit; those of undercover rounds stay with their cases."""
    r = tables.round_
    statement = (
        select(_N.c.id)
        .join(r, _N.c.round == r.c.id, isouter=True)
        .where(_N.c.unit == unit_id, func.coalesce(r.c.undercover, 0) == 0)
    )
    return [str(each) for each in connection.execute(statement).scalars()]


@dataclass(frozen=True, slots=True)
class Said:
    """What units wrote here: the records, all changes of these, and the blobs that units' changes name with sizes."""

    records: frozenset[Key]
    changes: frozenset[bytes]
    blobs: dict[str, int]

    def of(self, entity: str) -> frozenset[str]:
        """The records of one entity."""
        return frozenset(record for kind, record in self.records if kind == entity)


_BY_UNIT = 'SELECT body FROM change WHERE instr(body, \'"role":"unit"}\') > 0 ORDER BY seq'


def said_by_units(connection: Connection) -> Said:
    """Everything that was written in a unit's name."""
    changes = [read_change(str(body)) for (body,) in connection.exec_driver_sql(_BY_UNIT)]
    own = [each for each in changes if each.role == "unit"]
    keys = frozenset((each.entity, each.record) for each in own)
    whole = frozenset(bytes.fromhex(each.id) for key in keys for each in history(connection, *key))
    return Said(keys, whole, {name: size for each in own for name, size in named_by(each).items()})
