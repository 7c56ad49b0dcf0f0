"""What speaks against the photos of a repair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from chuangjian_desktop.domain.case_rates import moment
from chuangjian_desktop.domain.repair_photos import Doubted, PhotoFact, Scene, doubts
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import rechecks

_DEPENDS = frozenset({"photo", "case", "finding"})
_REPAIR = ("after", "recheck")


def photo_doubts(workspace: Workspace, rows: Sequence[CaseRow]) -> Mapping[str, tuple[Doubted, ...]]:
    """Doubts about the photos of what was put right, by finding; cases without any are left out. A photo without time
    or place is not doubted for that."""
    facts = workspace.memory.recall("photo facts", _DEPENDS, lambda: _facts(workspace))
    by_owner: dict[str, list[tuple[str, PhotoFact]]] = {}
    for stage, fact in facts:
        by_owner.setdefault(fact.owner, []).append((stage, fact))
    sites = {site.id: site for site in places.sites(workspace)}
    found: dict[str, tuple[Doubted, ...]] = {}
    for row in rows:
        mine = by_owner.get(row.finding_id, [])
        after = [fact for stage, fact in mine if stage in _REPAIR]
        if not after:
            continue
        before = [fact for stage, fact in mine if stage == ""]
        others = [fact for _, fact in facts if fact.owner != row.finding_id]
        site = sites.get(row.site_id)
        place = (site.latitude, site.longitude) if site is not None else (None, None)
        where = (place[0], place[1]) if place[0] is not None and place[1] is not None else None
        received = moment(str(row.reply.get("at") or row.closed_at)) or now()
        scene = Scene(moment(row.line.found_at), received, where)
        told = tuple(each for fact in after for each in doubts(fact, before, others, scene))
        if told:
            found[row.finding_id] = told
    return found


def _facts(workspace: Workspace) -> tuple[tuple[str, PhotoFact], ...]:
    zone = now().tzinfo or dt.UTC
    with workspace.store.reading() as connection:
        return rechecks.photo_facts(connection, zone)
