"""Which cases a filter shows, and in which order: only the tables that it asks for are read, for there may be a
hundred thousand."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as sql_cast

from chuangjian_desktop.domain.rectification import AT_UNIT, STATES, State
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import ledger, own_team
from chuangjian_desktop.store.queries.ledger import LedgerFilter

_C, _F, _V, _S, _A, _I = tables.case, tables.finding, tables.visit, tables.site, tables.area, tables.item
RESPONSIBLE = tables.unit.alias("responsible")
"""The unit that a case is laid to."""
_DERIVED = frozenset({"draft", "submitted", "merged", "passed", "closed", "void"})
"""States that a finding may have before anybody decided on it."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases: `where` says of which findings (its unit, severity and deadline are those of the case), `states`
    empty means all. `overdue_at` (ISO) shows only those whose unit is late then; `due_until` those that are due up to
    then, and not before `due_from`; `recurring` those that are linked to an earlier case, and the findings
    `returning`."""

    where: LedgerFilter = field(default_factory=LedgerFilter)
    states: tuple[State, ...] = ()
    overdue_at: str = ""
    due_until: str = ""
    due_from: str = ""
    recurring: bool = False
    returning: tuple[str, ...] = ()
    notice_id: str = ""
    findings: tuple[str, ...] = ()


def joined_finding() -> ColumnElement[bool]:
    """Whether a finding counts with another one."""
    d = tables.duplicate
    return exists().where(d.c.second == _F.c.id, d.c.verdict == "joined", d.c.first != _F.c.id)


def repaired_finding() -> ColumnElement[bool]:
    """Whether a finding was put right on the spot, with photos of before and after."""
    p = tables.photo
    after = exists().where(p.c.finding == _F.c.id, p.c.stage == "after")
    before = exists().where(p.c.finding == _F.c.id, func.coalesce(p.c.stage, "") != "after")
    return and_(_F.c.solved == 1, after, before)


def state_column(role: str) -> ColumnElement[str]:
    """The state of a finding's case; `role` is the workspace's. One that counts with another finding is no case of its
    own, whatever was decided on it before, and is one again when that is taken back."""
    finished = _V.c.state == "finished"
    derived = case(
        (and_(repaired_finding(), finished), "closed"),
        (repaired_finding(), "passed"),
        (func.coalesce(_V.c.state, "") != "finished", "draft"),
        else_=literal("merged" if role == "office" else "submitted"),
    )
    return case((joined_finding(), "void"), (_C.c.state.in_(tuple(STATES)), _C.c.state), else_=derived)


def effective(name: str) -> ColumnElement[Any]:
    """What a case says, or else its finding."""
    return func.coalesce(_C.c[name], _F.c[name])


def filtered(
    columns: list[ColumnElement[Any]], role: str, wanted: CaseFilter, *, more: Collection[str] = ()
) -> Select[*tuple[Any, ...]]:
    """Columns of the cases that the filter shows. `more` names tables that the columns or an order need beside the
    finding and its visit: `case`, `site`, `unit` (the responsible one), `item`."""
    needs = _needs(wanted) | set(more)
    decided = bool(wanted.states) and _DERIVED.isdisjoint(wanted.states)
    statement = select(*columns).select_from(_F).join(_V, _F.c.visit == _V.c.id)
    if needs & {"case", "unit"}:
        statement = statement.join(_C, _C.c.finding == _F.c.id, isouter=not decided)
    if needs & {"site", "area"}:
        statement = statement.join(_S, _V.c.site == _S.c.id)
    if "area" in needs:
        statement = statement.join(_A, _S.c.area == _A.c.id, isouter=True)
    if "unit" in needs:
        statement = statement.join(RESPONSIBLE, effective("unit") == RESPONSIBLE.c.id, isouter=True)
    if "item" in needs:
        statement = statement.join(_I, _F.c.item == _I.c.id, isouter=True)
    found = [*_placed(wanted.where), *_conditions(role, wanted)]
    if role == "team" and not wanted.findings:
        found.append(own_team.visit())
    if decided:
        found += [_C.c.state.in_(wanted.states), *([_C.c.round == r] if (r := wanted.where.round_id) else [])]
    return statement.where(and_(True, *found))


def _needs(wanted: CaseFilter) -> set[str]:
    where = wanted.where
    decided = (where.unit_id, where.severity, where.deadline, wanted.states)
    timed = (wanted.overdue_at, wanted.due_until, wanted.due_from)
    found: set[str] = {"case"} if any((*decided, *timed)) or wanted.recurring or wanted.notice_id else set()
    found |= {"site"} if where.site_type else set()
    found |= {"site", "area"} if where.area else set()
    found |= {"item"} if where.item else set()
    return found | ({"case"} if where.words else set())


def _placed(where: LedgerFilter) -> list[ColumnElement[bool]]:
    exact = ((_V.c.round, where.round_id), (_S.c.type, where.site_type), (_I.c.code, where.item))
    found = [column == value for column, value in exact if value]
    if where.area:
        found.append(or_(_A.c.path == where.area, _A.c.path.startswith(where.area + "/", autoescape=True)))
    if where.words:
        found.append(_holds(where.words))
    return found


def _holds(words: str) -> ColumnElement[bool]:
    """Whether words stand in a finding, or in the name of its site, unit or item. Those are few: they are looked
    through once, not beside each finding."""
    s, unit, i = tables.site.alias("held_site"), tables.unit.alias("held_unit"), tables.item.alias("held_item")

    def within(*columns: ColumnElement[Any]) -> ColumnElement[bool]:
        return or_(*(column.contains(words, autoescape=True) for column in columns))

    return or_(
        _V.c.site.in_(select(s.c.id).where(within(s.c.name, s.c.code))),
        effective("unit").in_(select(unit.c.id).where(within(unit.c.name))),
        _F.c.item.in_(select(i.c.id).where(within(i.c.title))),
        within(_F.c.text, _F.c.place),
    )


def _laid(where: LedgerFilter) -> list[ColumnElement[bool]]:
    """What the case says, or else its finding."""
    severity = func.coalesce(effective("severity"), "normal")
    exact = ((effective("unit"), where.unit_id), (effective("deadline"), where.deadline), (severity, where.severity))
    found = [column == value for column, value in exact if value]
    return [*found, _F.c.id.in_(_of_unit(where.unit_id))] if where.unit_id else found


def _of_unit(unit_id: str) -> CompoundSelect[str]:
    """Findings that may be a unit's, found by the indexes of units: whose a case is in the end is asked of these only,
    not of all of a round."""
    named, laid = select(_F.c.id).where(_F.c.unit == unit_id), select(_C.c.finding).where(_C.c.unit == unit_id)
    return union_all(named, laid)


def _conditions(role: str, wanted: CaseFilter) -> list[ColumnElement[bool]]:
    found = _laid(wanted.where)
    if wanted.states:
        found.append(state_column(role).in_(wanted.states))
    if wanted.overdue_at:
        found += [_C.c.state.in_(AT_UNIT), func.julianday(_C.c.due_at) < func.julianday(wanted.overdue_at)]
    if wanted.due_until:
        found += [_C.c.state.in_(AT_UNIT), func.julianday(_C.c.due_at) <= func.julianday(wanted.due_until)]
    if wanted.due_from:
        found.append(func.julianday(_C.c.due_at) >= func.julianday(wanted.due_from))
    if wanted.recurring:
        linked = and_(_C.c.recurs.is_not(None), func.coalesce(_C.c.unlinked, 0) == 0)
        found.append(or_(linked, _F.c.id.in_(listed(wanted.returning))))
    if wanted.notice_id:
        found.append(_C.c.notice == wanted.notice_id)
    if wanted.findings:
        found.append(_F.c.id.in_(listed(wanted.findings)))
    return found


def _order(where: LedgerFilter, role: str) -> list[ColumnElement[Any]]:
    orders: Mapping[str, tuple[ColumnElement[Any], ...]] = {
        "due": (func.julianday(_C.c.due_at).is_(None), func.julianday(_C.c.due_at), _S.c.code, _F.c.number),
        "state": (_ranked(role), _S.c.code, _F.c.number),
        "unit": (RESPONSIBLE.c.name, _S.c.code, _F.c.number),
        "severity": (_GRAVE, _S.c.code, _F.c.number),
    }
    order = orders.get(where.sort) or ledger.order_of(where.sort)
    return [*(column.desc() if where.descending else column.asc() for column in order), _F.c.id.asc()]


_GRAVE = case({"grave": 0, "light": 2}, value=effective("severity"), else_=1)


def _ranked(role: str) -> ColumnElement[int]:
    return case({state: number for number, state in enumerate(STATES)}, value=state_column(role))


def ids(connection: Connection, role: str, wanted: CaseFilter, offset: int = 0, limit: int = -1) -> tuple[str, ...]:
    """The findings of the cases that the filter shows, in order."""
    more = {"time": (), "count": (), "problem": (), "unit": ("site", "unit"), "item": ("site", "item")}
    decided = ("case",) if wanted.where.sort in ("state", "due", "severity") else ()
    needs = (*more.get(wanted.where.sort, ("site",)), *decided)
    statement = filtered([_F.c.id], role, wanted, more=needs).order_by(*_order(wanted.where, role))
    return tuple(str(each) for each in connection.execute(statement.offset(offset).limit(limit)).scalars())


def page(connection: Connection, role: str, wanted: CaseFilter, offset: int, limit: int) -> tuple[tuple[str, ...], int]:
    """One page of the findings in order, and how many there are in all. A filter that narrows is gone through once for
    both; a whole round is counted by an index, and only the page is put in order."""
    if shows_all(wanted):
        return ids(connection, role, wanted, offset, limit), count(connection, role, wanted)
    found = ids(connection, role, wanted)
    return found[offset:] if limit < 0 else found[offset : offset + limit], len(found)


def shows_all(wanted: CaseFilter) -> bool:
    """Whether a filter leaves nothing out of its round, in whatever order."""
    where = LedgerFilter(wanted.where.round_id, sort=wanted.where.sort, descending=wanted.where.descending)
    return wanted == CaseFilter(where)


def count(connection: Connection, role: str, wanted: CaseFilter) -> int:
    """How many cases the filter shows."""
    return int(connection.execute(filtered([func.count()], role, wanted)).scalar() or 0)


def state_counts(connection: Connection, role: str, wanted: CaseFilter) -> dict[State, int]:
    """How many cases are in each state."""
    state = state_column(role).label("state")
    inner = filtered([state], role, wanted, more=("case",)).subquery()
    found = connection.execute(select(inner.c.state, func.count()).group_by(inner.c.state))
    return {cast("State", each): int(number) for each, number in found}


def standing(connection: Connection, role: str, wanted: CaseFilter) -> dict[str, State]:
    """The findings of the cases that the filter shows, in any order, with the state of each."""
    found = connection.execute(filtered([_F.c.id, state_column(role)], role, wanted, more=("case",)))
    return {str(key): cast("State", state) for key, state in found}


def groups(connection: Connection, role: str, wanted: CaseFilter, by: str) -> dict[str, tuple[int, int]]:
    """How many cases, and how many 处 they are, by `unit`, `site` or `item` (their names), or by `state`; what has none
    stands under an empty name."""
    columns = {"unit": RESPONSIBLE.c.name, "site": _S.c.name, "item": _I.c.title, "state": state_column(role)}
    more = {"unit": ("unit",), "site": ("site",), "item": ("item",), "state": ("case",)}
    inner = filtered([columns[by].label("name"), _F.c.count.label("count")], role, wanted, more=more[by]).subquery()
    statement = select(inner.c.name, func.count(), func.sum(inner.c.count)).group_by(inner.c.name)
    return {str(name or ""): (int(rows), int(held or 0)) for name, rows, held in connection.execute(statement)}


def places_counted(connection: Connection, role: str, wanted: CaseFilter) -> int:
    """How many 处 the cases are that the filter shows."""
    return int(connection.execute(filtered([func.sum(_F.c.count)], role, wanted)).scalar() or 0)


def counted(connection: Connection, role: str, wanted: CaseFilter) -> dict[str, int]:
    """The findings of the cases that the filter shows, in any order, with how many 处 each is."""
    found = connection.execute(filtered([_F.c.id, _F.c.count], role, wanted))
    return {str(key): int(count or 0) for key, count in found}


def listed(wanted: Collection[str]) -> Select[str]:
    """Any number of ids, as one value to compare with."""
    return select(sql_cast(func.json_each(json.dumps(sorted(wanted))).table_valued("value").c.value, String))
