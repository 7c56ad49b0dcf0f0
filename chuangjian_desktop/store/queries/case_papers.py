"""What papers and the ledger of rectification ask about many cases at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chuangjian_desktop.store import tables

_P, _R, _C = tables.photo, tables.recheck, tables.case


@dataclass(frozen=True, slots=True)
class RecheckRow:
    """A recheck: passed or failed, by whom, when (ISO), and what was said of it."""

    case_id: str
    result: str
    note: str
    by: str
    at: str


def last_rechecks(connection: Connection, round_id: str) -> dict[str, RecheckRow]:
    """The last recheck of each case of a round, by case."""
    person = tables.person
    statement = (
        select(_R.c.case, _R.c.result, _R.c.note, person.c.name, _R.c.at)
        .join_from(_R, _C, _R.c.case == _C.c.id)
        .join(person, _R.c.by == person.c.id, isouter=True)
        .where(_C.c.round == round_id)
        .order_by(func.julianday(_R.c.at), _R.c.id)
    )
    return {row[0]: RecheckRow(*(str(each or "") for each in row)) for row in connection.execute(statement)}


def thumbnails(connection: Connection, round_id: str) -> dict[tuple[str, bool], str]:
    """The thumbnail (SHA-256) of the first photo by finding, of the problem (False) and of what was put right (True).
    Photos of a case count with its finding."""
    finding = func.coalesce(_P.c.finding, _C.c.finding)
    statement = (
        select(finding, func.coalesce(_P.c.stage, ""), _P.c.thumb)
        .join_from(_P, _C, _P.c.case == _C.c.id, isouter=True)
        .join(tables.finding, tables.finding.c.id == finding)
        .join(tables.visit, tables.finding.c.visit == tables.visit.c.id)
        .where(tables.visit.c.round == round_id, _P.c.thumb.is_not(None))
        .where(func.coalesce(_P.c.stage, "").in_(("", "after")))
        .order_by(_P.c.position, _P.c.id)
    )
    found: dict[tuple[str, bool], str] = {}
    for owner, stage, thumb in connection.execute(statement):
        found.setdefault((str(owner), stage == "after"), str(thumb))
    return found


def people(connection: Connection) -> dict[str, str]:
    """Everybody's name by id."""
    found = connection.execute(select(tables.person.c.id, tables.person.c.name))
    return {str(identity): str(name or "") for identity, name in found}
