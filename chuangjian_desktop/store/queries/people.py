"""People, teams and units."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, select

from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with the names of its people."""

    id: str
    code: str
    name: str
    phone: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A responsible unit: `roles` are departments such as 城管, `area` the path of its district."""

    id: str
    name: str
    short: str
    roles: tuple[str, ...]
    area: str
    contact: str
    phone: str
    address: str


def by_name(connection: Connection, name: str) -> str | None:
    """The id of a person of that name."""
    p = tables.person
    return connection.execute(select(p.c.id).where(p.c.name == name).order_by(p.c.id)).scalar()


def name_of(connection: Connection, person: str) -> str:
    """The name of a person, empty for one who is not known."""
    p = tables.person
    return connection.execute(select(p.c.name).where(p.c.id == person)).scalar() or ""


def teams(connection: Connection) -> tuple[TeamRow, ...]:
    """All teams by code."""
    t, p = tables.team, tables.person
    members: dict[str, list[tuple[str, str]]] = {}
    for row in connection.execute(select(p).where(p.c.team.is_not(None)).order_by(p.c.name)).mappings():
        members.setdefault(str(row["team"]), []).append((row["name"], row["post"] or ""))
    rows = connection.execute(select(t).order_by(t.c.code)).mappings()
    return tuple(
        TeamRow(r["id"], r["code"], r["name"] or "", r["phone"] or "", tuple(members.get(r["id"], ()))) for r in rows
    )


def units(connection: Connection) -> tuple[UnitRow, ...]:
    """All units by name."""
    u, a = tables.unit, tables.area
    statement = select(u, a.c.path).join_from(u, a, u.c.area == a.c.id, isouter=True).order_by(u.c.name)
    return tuple(_unit(row) for row in connection.execute(statement).mappings())


def _unit(row: RowMapping) -> UnitRow:
    roles = tuple(json.loads(row["roles"] or "[]"))
    texts = (row["path"] or "", row["contact"] or "", row["phone"] or "", row["address"] or "")
    return UnitRow(row["id"], row["name"], row["short"] or "", roles, *texts)
