"""What speaks against the photos of a repair."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.photo_matching import moment as taken_moment
from chuangjian_desktop.domain.repair_photos import DOUBTS, Doubted, PhotoFact, Scene, doubts
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.reading import CaseRow, shown
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import rechecks

_DEPENDS = frozenset({"photo", "case", "finding"})
_REPAIR = ("after", "recheck")
Coming = Mapping[str, Sequence[PreparedPhoto]]
"""Prepared photos that are not stored yet, by the finding whose case they come to."""


def photo_doubts(
    workspace: Workspace, rows: Sequence[CaseRow], coming: Coming | None = None
) -> Mapping[str, tuple[Doubted, ...]]:
    """Doubts about the photos of what was put right, by finding; cases without any are left out. A photo without time
    or place is not doubted for that. `coming` are photos of the cases that are not written yet."""
    return _doubted(workspace, rows, coming or {}, _known(workspace, coming or {}))


def doubt_warnings(workspace: Workspace, rows: Sequence[CaseRow], coming: Coming | None = None) -> tuple[Warn, ...]:
    """The same as words for people: one M28 for each doubt about a case, naming the problem that a photo was used for
    before."""
    facts = _known(workspace, coming or {})
    owners = {fact.id: fact.owner for _, fact in facts}
    found = _doubted(workspace, rows, coming or {}, facts)
    numbers = {row.finding_id: row.number for row in rows}
    others = {owners[each.other] for some in found.values() for each in some if each.doubt == "used"}
    numbers |= {row.finding_id: row.number for row in shown(workspace, tuple(others - set(numbers)))}
    told: dict[tuple[str, str, str], Warn] = {}
    for finding, some in found.items():
        for each in some:
            zh, en = DOUBTS[each.doubt]
            used = numbers.get(owners[each.other], "") if each.doubt == "used" else ""
            zh, en = f"整改后照片{zh}", f"photo of the repair: {en}"
            zh, en = (f"{zh}（{used}）", f"{en} ({used})") if used else (zh, en)
            told[finding, each.doubt, used] = Warn("M28", {"what": numbers[finding], "detail_zh": zh, "detail_en": en})
    return tuple(told.values())


def _known(workspace: Workspace, coming: Coming) -> tuple[tuple[str, PhotoFact], ...]:
    facts = workspace.memory.recall("photo facts", _DEPENDS, lambda: _facts(workspace))
    return (*facts, *(("after", fact) for finding, some in coming.items() for fact in _coming(finding, some)))


def _coming(finding: str, photos: Sequence[PreparedPhoto]) -> Iterable[PhotoFact]:
    """Photos before they are stored; each is its file until then."""
    zone = now().tzinfo or dt.UTC
    for photo in photos:
        place = None
        if photo.latitude is not None and photo.longitude is not None:
            place = photo.latitude, photo.longitude
        at, name = taken_moment(photo.taken_at, zone), f"{finding}/{photo.original_sha256}"
        yield PhotoFact(name, finding, photo.original_sha256, photo.fingerprint, at, place)


def _doubted(
    workspace: Workspace, rows: Sequence[CaseRow], coming: Coming, facts: Sequence[tuple[str, PhotoFact]]
) -> Mapping[str, tuple[Doubted, ...]]:
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
        told_at = "" if row.finding_id in coming else str(row.reply.get("at") or row.closed_at)
        received = moment(told_at) or now()
        scene = Scene(moment(row.line.found_at), received, where)
        told = tuple(each for fact in after for each in doubts(fact, before, others, scene))
        if told:
            found[row.finding_id] = told
    return found


def _facts(workspace: Workspace) -> tuple[tuple[str, PhotoFact], ...]:
    zone = now().tzinfo or dt.UTC
    with workspace.store.reading() as connection:
        return rechecks.photo_facts(connection, zone)
