"""反弹: what a new finding may recur from, and who first decided on a case."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, literal, or_, select

from chuangjian_desktop.domain.rectification import FIRST_DECISION, UNREVIEWED, case_id
from chuangjian_desktop.domain.recurrence import Ended, Sighting
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries.cases import joined_finding, repaired_finding

_C, _F, _V, _I = tables.case, tables.finding, tables.visit, tables.item


def ended(connection: Connection, sites: Collection[str] | None) -> tuple[Ended, ...]:
    """All closed cases at some sites (None: at all), and what was put right on the spot there."""
    told = (_F.c.id, _V.c.site, _F.c.problem, _I.c.code, _F.c.text)
    closed = _at_sites(select(*told, _C.c.closed_at, literal("")).join_from(_C, _F, _C.c.finding == _F.c.id), sites)
    spot = _at_sites(
        select(*told, _V.c.ended, _F.c.visit).join_from(_F, _C, _C.c.finding == _F.c.id, isouter=True), sites
    )
    repaired = spot.where(_C.c.id.is_(None), _V.c.state == "finished", repaired_finding())
    rows = (*connection.execute(closed.where(_C.c.state == "closed")), *connection.execute(repaired))
    return tuple(
        Ended(case_id(f), f, site, _kind(problem, item, text), at or "", visit)
        for f, site, problem, item, text, at, visit in rows
    )


def undecided(connection: Connection, sites: Collection[str]) -> frozenset[str]:
    """The findings at some sites that nobody decided on yet, nor kept or cut a link of: what they recur from is
    derived."""
    statement = _at_sites(select(_F.c.id).join_from(_F, _C, _C.c.finding == _F.c.id, isouter=True), sites)
    unlinked = func.coalesce(_C.c.unlinked, 0) == 0
    early = or_(_C.c.state.is_(None), _C.c.state.in_(UNREVIEWED))
    return frozenset(
        connection.execute(statement.where(early, _C.c.recurs.is_(None), unlinked, ~joined_finding())).scalars()
    )


def _at_sites(statement: Select[*tuple[Any, ...]], sites: Collection[str] | None) -> Select[*tuple[Any, ...]]:
    """Many sites are not worth naming."""
    placed = statement.join(_V, _F.c.visit == _V.c.id).join(_I, _F.c.item == _I.c.id)
    return placed if sites is None or len(sites) > 500 else placed.where(_V.c.site.in_(sorted(sites)))


def sightings(connection: Connection, findings: Collection[str]) -> tuple[Sighting, ...]:
    """Findings as far as recurrence asks."""
    statement = (
        select(_F.c.id, _V.c.site, _F.c.problem, _I.c.code, _F.c.text, _F.c.found_at, _F.c.visit)
        .join_from(_F, _V, _F.c.visit == _V.c.id)
        .join(_I, _F.c.item == _I.c.id)
    )
    wanted, found = list(findings), list[Sighting]()
    for start in range(0, len(wanted), 500):
        part = connection.execute(statement.where(_F.c.id.in_(wanted[start : start + 500])))
        found += [Sighting(f, site, _kind(p, i, text), at or "", v) for f, site, p, i, text, at, v in part]
    return tuple(found)


def _kind(problem: str | None, item: str, text: str | None) -> str:
    """What makes two problems the same kind: the problem's code, else the item with its wording."""
    return problem or f"{item} {text or ''}"


def deciders(connection: Connection, case_: str, finding: str) -> frozenset[str]:
    """The people who recorded a problem or first decided on it."""
    t = tables.step
    first = select(t.c.by).where(t.c.case == case_, t.c.action.in_(FIRST_DECISION)).order_by(t.c.at, t.c.id).limit(1)
    recorded = select(_F.c.by).where(_F.c.id == finding)
    found = (*connection.execute(first).scalars(), *connection.execute(recorded).scalars())
    return frozenset(str(each) for each in found if each)
