"""Sites and areas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, func, or_, select

from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import own_team

_UNIT = tables.unit.alias("site_unit")


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site. `area` is the path 东区/光明街道; coordinates in 1e-7 degree; `state` of its visit in the round."""

    id: str
    code: str
    name: str
    type: str
    area: str
    unit_id: str
    unit: str
    address: str
    department: str
    keeper: str
    phone: str
    latitude: int | None
    longitude: int | None
    size: str
    always: bool
    note: str
    state: str = ""
    answered: int = 0
    checklist_id: str = ""
    """The version that its visit was begun with, if there is one and it says so."""


def sites(connection: Connection, round_id: str = "") -> tuple[SiteRow, ...]:
    """All sites by code, with the state of their (first) visit in a round; in a team's file those that it is to visit
    then."""
    statement = _statement(round_id).where(own_team.site(round_id))
    rows = connection.execute(statement.order_by(tables.site.c.code, tables.site.c.id)).mappings()
    seen: dict[str, SiteRow] = {}
    for row in rows:
        seen.setdefault(str(row["id"]), _site(row))
    return tuple(seen.values())


def site_by_code(connection: Connection, code: str) -> SiteRow | None:
    """The site of that code."""
    row = connection.execute(_statement("").where(tables.site.c.code == code)).mappings().first()
    return None if row is None else _site(row)


def site_by_id(connection: Connection, identity: str) -> SiteRow | None:
    """The site of that id."""
    row = connection.execute(_statement("").where(tables.site.c.id == identity)).mappings().first()
    return None if row is None else _site(row)


def search(connection: Connection, words: str, limit: int = 200) -> tuple[SiteRow, ...]:
    """Sites whose name, code, address, pinyin initials or full pinyin hold the words (`jfl` finds 解放路)."""
    s = tables.site
    like = f"%{words.strip().lower()}%"
    match = or_(
        s.c.name.like(like),
        func.lower(s.c.code).like(like),
        s.c.address.like(like),
        s.c.initials.like(like),
        s.c.pinyin.like(like),
    )
    rows = connection.execute(_statement("").where(match).order_by(s.c.code).limit(limit)).mappings()
    return tuple(_site(row) for row in rows)


def area_ids(connection: Connection) -> dict[str, str]:
    """Area ids by path."""
    a = tables.area
    return {str(path): str(key) for path, key in connection.execute(select(a.c.path, a.c.id).order_by(a.c.path))}


def _statement(round_id: str) -> Select[*tuple[Any, ...]]:
    s, a, v, n = tables.site, tables.area, tables.visit, tables.answer
    count = (
        select(func.count())
        .select_from(n)
        .where(n.c.visit == v.c.id, n.c.state.not_in(("unanswered",)))
        .correlate(v)
        .scalar_subquery()
    )
    columns = [s, a.c.path, _UNIT.c.name.label("unit_name"), v.c.state, v.c.checklist, count.label("answered")]
    return (
        select(*columns)
        .join_from(s, a, s.c.area == a.c.id, isouter=True)
        .join(_UNIT, s.c.unit == _UNIT.c.id, isouter=True)
        .join(v, and_(v.c.site == s.c.id, v.c.round == round_id, own_team.visit()), isouter=True)
    )


def _site(row: RowMapping) -> SiteRow:
    return SiteRow(
        row["id"],
        row["code"],
        row["name"],
        row["type"],
        row["path"] or "",
        row["unit"] or "",
        row["unit_name"] or "",
        row["address"] or "",
        row["department"] or "",
        row["keeper"] or "",
        row["phone"] or "",
        row["latitude"],
        row["longitude"],
        row["size"] or "",
        bool(row["always"]),
        row["note"] or "",
        row["state"] or "",
        row["answered"] or 0,
        row["checklist"] or "",
    )
