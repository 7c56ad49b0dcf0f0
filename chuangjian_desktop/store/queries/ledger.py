"""Findings as a table: filtered, sorted and paged by SQL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select

from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import duplicates

_F, _V, _S, _A, _U, _T, _I = (
    tables.finding, tables.visit, tables.site, tables.area, tables.unit, tables.team, tables.item,
)  # fmt: skip
_SORTS = {
    "site": (_S.c.code, _F.c.number, _F.c.id),
    "unit": (_U.c.name, _S.c.code, _F.c.number, _F.c.id),
    "time": (_F.c.found_at, _F.c.id),
    "count": (_F.c.count, _F.c.id),
    "problem": (_F.c.text, _F.c.id),
    "item": (_I.c.code, _S.c.code, _F.c.number, _F.c.id),
    "severity": (_F.c.severity, _S.c.code, _F.c.number, _F.c.id),
}


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """What to show; empty means all. `area` is a path and includes what lies below it, `item` an item's code."""

    round_id: str = ""
    area: str = ""
    site_type: str = ""
    unit_id: str = ""
    words: str = ""
    deadline: str = ""
    item: str = ""
    severity: str = ""
    sort: str = "site"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A finding with where and whose it is. `thumb` is the first photo's thumbnail (SHA-256) or empty. `joined_to` is
    the number of the finding that it is the same problem as and counts with, or empty."""

    id: str
    visit_id: str
    number: str
    site_code: str
    site: str
    site_type: str
    area: str
    item_code: str
    item: str
    text: str
    problem: str
    count: int
    place: str
    note: str
    unit_id: str
    unit: str
    severity: str
    deadline: str
    team: str
    found_at: str
    thumb: str
    photos: int
    joined_to: str = ""
    item_id: str = ""

    @property
    def joined_words(self) -> str:
        """The mark of a finding that counts with another one."""
        return f"与{self.joined_to}重复，只计一次" if self.joined_to else ""

    @property
    def words(self) -> str:
        """The problem in words; a finding without wording is named by the item it fails."""
        return self.text or f"“{self.item}”不符合要求"


def lines(connection: Connection, wanted: LedgerFilter, offset: int = 0, limit: int = -1) -> tuple[LedgerLine, ...]:
    """One page of findings."""
    ordered = [column.desc() if wanted.descending else column.asc() for column in order_of(wanted.sort)]
    statement = placed(columns(), wanted).order_by(*ordered).offset(offset).limit(limit)
    found = tuple(line_from(row) for row in connection.execute(statement).mappings())
    return marked(connection, found)


def order_of(sort: str) -> tuple[ColumnElement[Any], ...]:
    """The columns that a sort goes by; those of the sites for an unknown one."""
    return _SORTS.get(sort, _SORTS["site"])


def marked(connection: Connection, found: tuple[LedgerLine, ...]) -> tuple[LedgerLine, ...]:
    """The lines, with the number of the finding that each counts with."""
    joined = duplicates.joined(connection)
    if not joined:
        return found
    numbers = _numbers(connection, set(joined.values()))
    return tuple(replace(x, joined_to=numbers.get(joined[x.id], joined[x.id])) if x.id in joined else x for x in found)


def _numbers(connection: Connection, findings: set[str]) -> dict[str, str]:
    statement = (
        select(_F.c.id, _S.c.code, passes_before(), _F.c.number)
        .join_from(_F, _V, _F.c.visit == _V.c.id)
        .join(_S, _V.c.site == _S.c.id)
        .where(_F.c.id.in_(findings))
    )
    return {str(key): numbered(code, before, number) for key, code, before, number in connection.execute(statement)}


def passes_before() -> ColumnElement[int]:
    """How many visits of the round came to a visit's site before it."""
    other = _V.alias("other")
    place, others = func.coalesce(_V.c.pass_no, 1), func.coalesce(other.c.pass_no, 1)
    earlier = or_(others < place, and_(others == place, other.c.id < _V.c.id))
    before = select(func.count()).where(other.c.site == _V.c.site, other.c.round == _V.c.round, earlier)
    return before.correlate(_V).scalar_subquery()


def numbered(code: str, before: int, number: int | None) -> str:
    """The number of a finding, which also tells the visits of one site apart, as results do: ZG-001-03, ZG-001/2-03."""
    return f"{code}{f'/{before + 1}' if before else ''}-{number or 0:02d}"


def columns() -> list[ColumnElement[Any]]:
    """What a line is made of."""
    p = tables.photo
    thumb = select(p.c.thumb).where(p.c.finding == _F.c.id).order_by(p.c.position, p.c.id).limit(1).scalar_subquery()
    held = select(func.count()).select_from(p).where(p.c.finding == _F.c.id).scalar_subquery()
    return [
        *_F.c,
        _S.c.code.label("site_code"),
        _S.c.name.label("site_name"),
        _S.c.type.label("site_type"),
        _A.c.path.label("area_path"),
        _U.c.name.label("unit_name"),
        _T.c.name.label("team_name"),
        _I.c.code.label("item_code"),
        _I.c.title.label("item_title"),
        passes_before().label("passes"),
        thumb.label("thumb"),
        held.label("photos"),
    ]


def placed(columns: list[ColumnElement[Any]], wanted: LedgerFilter) -> Select[*tuple[Any, ...]]:
    """Columns of the findings that the filter shows, with their visit, site, area, unit, team and item."""
    statement = (
        select(*columns)
        .select_from(_F)
        .join(_V, _F.c.visit == _V.c.id)
        .join(_S, _V.c.site == _S.c.id)
        .join(_A, _S.c.area == _A.c.id, isouter=True)
        .join(_U, _F.c.unit == _U.c.id, isouter=True)
        .join(_T, _V.c.team == _T.c.id, isouter=True)
        .join(_I, _F.c.item == _I.c.id)
    )
    return statement.where(and_(True, *_conditions(wanted)))


def _conditions(wanted: LedgerFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    exact = (
        (_V.c.round, wanted.round_id),
        (_S.c.type, wanted.site_type),
        (_F.c.unit, wanted.unit_id),
        (_F.c.deadline, wanted.deadline),
        (_I.c.code, wanted.item),
        (_F.c.severity, wanted.severity),
    )
    found += [column == value for column, value in exact if value]
    if wanted.area:
        found.append(or_(_A.c.path == wanted.area, _A.c.path.startswith(wanted.area + "/", autoescape=True)))
    if wanted.words:
        hits = (_F.c.text, _F.c.place, _S.c.name, _S.c.code, _U.c.name, _I.c.title)
        found.append(or_(*(column.contains(wanted.words, autoescape=True) for column in hits)))
    return found


def line_from(row: RowMapping) -> LedgerLine:
    """A row of `columns` as a value."""
    return LedgerLine(
        row["id"],
        row["visit"],
        numbered(row["site_code"], row["passes"], row["number"]),
        row["site_code"],
        row["site_name"],
        row["site_type"],
        row["area_path"] or "",
        row["item_code"],
        row["item_title"],
        row["text"] or "",
        row["problem"] or "",
        row["count"] or 1,
        row["place"] or "",
        row["note"] or "",
        row["unit"] or "",
        row["unit_name"] or "",
        row["severity"] or "normal",
        row["deadline"] or "",
        row["team_name"] or "",
        row["found_at"] or "",
        row["thumb"] or "",
        row["photos"] or 0,
        item_id=row["item"] or "",
    )
