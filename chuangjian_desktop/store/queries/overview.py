"""Counts of a workspace and of a round."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Executable, func, select, text

from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import own_team


@dataclass(frozen=True, slots=True)
class RoundFigures:
    """How much was recorded in a round; `answered` counts items with an answer or a finding."""

    findings: int
    photos: int
    answered: int
    tray: int


def round_figures(connection: Connection, round_id: str) -> RoundFigures:
    """Figures of one round, of what counts in this file; the tray belongs to no round."""
    v, f, p, a = tables.visit, tables.finding, tables.photo, tables.answer
    mine = select(v.c.id).where(v.c.round == round_id, own_team.visit())
    answers = select(a.c.visit, a.c.item).where(a.c.visit.in_(mine), a.c.state != "unanswered")
    found = select(f.c.visit, f.c.item).where(f.c.visit.in_(mine))
    both = answers.union(found).subquery()
    return RoundFigures(
        _count(connection, select(func.count()).select_from(f).where(f.c.visit.in_(mine))),
        _count(connection, select(func.count()).select_from(p).where(p.c.visit.in_(mine))),
        _count(connection, select(func.count()).select_from(both)),
        _count(
            connection,
            select(func.count()).select_from(p).where(p.c.visit.is_(None), p.c.finding.is_(None), p.c.case.is_(None)),
        ),
    )


def _count(connection: Connection, statement: Executable) -> int:
    return int(connection.execute(statement).scalar() or 0)


def counts(connection: Connection) -> dict[str, int]:
    """How many there are of everything that `info` names. Photos are those of visits and findings; what units and
    rechecks add to cases is told by the cases."""
    named = (tables.site, tables.visit, tables.answer, tables.finding, tables.photo, tables.notice)
    found = {table.name: _count(connection, select(func.count()).select_from(table)) for table in named}
    added = select(func.count()).select_from(tables.photo).where(tables.photo.c.case.is_not(None))
    found["photo"] -= _count(connection, added)
    found["blob"] = _count(connection, text("SELECT count(*) FROM blob WHERE bytes IS NOT NULL"))
    found["change"] = _count(connection, text("SELECT count(*) FROM change"))
    found["conflict"] = _count(
        connection, text("SELECT count(*) FROM record, json_each(record.conflicts) WHERE record.conflicts <> '{}'")
    )
    return found


def replicas(connection: Connection) -> Mapping[str, int]:
    """How many changes each replica wrote, shipped ones under the nil id."""
    statement = text("SELECT json_extract(body, '$.replica') AS r, count(*) FROM change GROUP BY r ORDER BY r")
    return {str(replica): int(number) for replica, number in connection.execute(statement)}


def photos(connection: Connection) -> tuple[int, int]:
    """How many photos there are, and how many of them have their bytes here."""
    p = tables.photo
    whole = "SELECT count(*) FROM photo JOIN blob ON blob.sha256 = unhex(photo.blob) WHERE blob.bytes IS NOT NULL"
    return _count(connection, select(func.count()).select_from(p)), _count(connection, text(whole))


def last_change(connection: Connection) -> int:
    """The greatest `change.seq`."""
    return _count(connection, text("SELECT coalesce(max(seq), 0) FROM change"))


def recorded_since(connection: Connection, after: int) -> Mapping[str, int]:
    """How many records of fieldwork (visit, answer, finding, photo …) have changes after a `change.seq`, by entity."""
    statement = text(
        "SELECT entity, count(DISTINCT record) FROM change"
        " WHERE seq > :after AND entity NOT LIKE 'office.%' GROUP BY entity ORDER BY entity"
    )
    return {str(entity): int(number) for entity, number in connection.execute(statement, {"after": after})}


def rounds_visited(connection: Connection) -> tuple[str, ...]:
    """Codes of the rounds that have visits."""
    r, v = tables.round_, tables.visit
    found = connection.execute(select(r.c.code).where(r.c.id.in_(select(v.c.round))).order_by(r.c.code)).scalars()
    return tuple(str(code) for code in found)


def absent_then(connection: Connection, packages: Sequence[str]) -> set[str]:
    """Blobs that packages made here said they lacked: those that the last of them did not bring either."""
    lacking: set[str] | None = None
    for package in packages:
        raw = connection.execute(text("SELECT manifest FROM package WHERE id = :id"), {"id": package}).scalar()
        told = {str(each["sha256"]) for each in json.loads(str(raw))["missing"]} if raw else set[str]()
        lacking = told if lacking is None else lacking & told
    return lacking or set()
