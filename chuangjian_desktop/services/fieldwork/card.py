"""A camera card or phone folder: photos are proposed to visits and findings, a person confirms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.photo_matching import (
    FindingFacts,
    PhotoFacts,
    Proposal,
    VisitFacts,
    clock_offset,
    moment,
    propose,
)
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.fieldwork import photos
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import cameras, places, visits

ENDINGS = (".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff", ".gif")


@dataclass(frozen=True, slots=True)
class Target:
    """A visit or a finding as proposals name it: `words` for people, `visit_id`, `finding_id` (empty for none)."""

    visit_id: str
    finding_id: str
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A photo of the tray with what is proposed for it (target None: fits nowhere, it stays)."""

    photo: PhotoRow
    proposal: Proposal
    target: Target | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A folder taken into the tray: how many were new, how many were known already, what could not be read."""

    new: int
    known: int
    warnings: tuple[Warn, ...]


def pictures_in(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The picture files among some paths, folders searched whole, in the order of their names."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (each for each in sorted(path.rglob("*")) if each.is_file() and not each.name.startswith("."))
            found.extend(each for each in inside if each.suffix.lower() in ENDINGS)
        else:
            found.append(path)
    return tuple(dict.fromkeys(found))


def take_in(
    workspace: Workspace, paths: Sequence[Path], worker: PhotoWorker, progress: Progress | None = None
) -> TakenIn:
    """Put all pictures of files and folders into the tray; each is stored once. Cancelling keeps what is in."""
    files = pictures_in(paths)
    if progress is not None:
        progress.expect(len(files))
    new = known = 0
    warnings: list[Warn] = []
    for file in files:
        if progress is not None:
            progress.step(file.name)
        ready, unread = photos.prepare(worker, [file])
        warnings.extend(unread)
        for each in ready:
            try:
                fresh = photos.to_tray(workspace, each).fresh
            except Refusal as refusal:
                if refusal.code != "M26":
                    raise
                warnings.append(Warn("M26", refusal.details))  # erased for good; the others go on
                continue
            new, known = new + fresh, known + (not fresh)
    return TakenIn(new, known, tuple(warnings))


def proposals(workspace: Workspace) -> tuple[Placed, ...]:
    """One proposal for every photo of the tray, by the time it was taken and the place."""
    with workspace.store.reading() as connection:
        tray = visits.tray(connection)
        offsets = cameras.offsets(connection)
        walked = visits.visits_of(connection, workspace.round_id)
        sites = {site.id: site for site in places.sites(connection)}
        found = {visit.id: visits.findings(connection, visit.id) for visit in walked}
    zone = now().tzinfo or dt.UTC
    facts = [PhotoFacts(p.id, moment(p.taken_at, zone), p.latitude, p.longitude, p.camera) for p in tray]
    visit_facts = [fact for visit in walked if (fact := _visit_facts(visit, sites.get(visit.site_id), zone))]
    finding_facts = [
        FindingFacts(each.id, each.visit_id, at)
        for listed in found.values()
        for each in listed
        if (at := moment(each.found_at, zone)) is not None
    ]
    targets = _targets(walked, sites, found)
    proposed = propose(facts, visit_facts, finding_facts, offsets)
    return tuple(
        Placed(photo, each, targets.get((each.visit, each.finding)) if each.visit else None)
        for photo, each in zip(tray, proposed, strict=True)
    )


def _visit_facts(visit: visits.VisitRow, site: places.SiteRow | None, zone: dt.tzinfo) -> VisitFacts | None:
    start = moment(visit.started, zone)
    if start is None or site is None:
        return None
    return VisitFacts(visit.id, start, moment(visit.ended, zone), site.latitude, site.longitude)


def _targets(
    walked: Sequence[visits.VisitRow],
    sites: Mapping[str, places.SiteRow],
    found: Mapping[str, Sequence[visits.StoredFinding]],
) -> dict[tuple[str | None, str | None], Target]:
    targets: dict[tuple[str | None, str | None], Target] = {}
    for visit in walked:
        name = sites[visit.site_id].name if visit.site_id in sites else ""
        targets[visit.id, None] = Target(visit.id, "", name)
        for each in found[visit.id]:
            targets[visit.id, each.id] = Target(visit.id, each.id, f"{name} · {each.number:02d} {each.text}")
    return targets


def targets(workspace: Workspace) -> tuple[Target, ...]:
    """Every visit and finding of the round that a photo can be put with by hand."""
    with workspace.store.reading() as connection:
        walked = visits.visits_of(connection, workspace.round_id)
        sites = {site.id: site for site in places.sites(connection)}
        found = {visit.id: visits.findings(connection, visit.id) for visit in walked}
    return tuple(_targets(walked, sites, found).values())


def confirm(workspace: Workspace, photo_id: str, target: Target) -> None:
    """Put a photo of the tray where it belongs; it can be undone in that visit. M23 when the visit is locked."""
    photos.move(workspace, photo_id, target.finding_id or None, target.visit_id)


def set_clock(workspace: Workspace, photo: PhotoRow, true_time: dt.datetime) -> dt.timedelta:
    """Set the clock of a photo's camera once, by one photo whose true time is known; answers what is added to the
    camera's times. M27 for a photo without a time."""
    taken = moment(photo.taken_at, true_time.tzinfo or dt.UTC)
    if taken is None:
        raise Refusal("M27", field="taken_at", value=photo.name)
    offset = clock_offset(taken, true_time)
    with workspace.writing() as writer:
        identity = named("camera_clock", workspace.facts["replica"], photo.camera)
        seconds = round(offset.total_seconds())
        fields = {"camera": photo.camera, "offset": seconds, "replica": workspace.facts["replica"]}
        writer.put("camera_clock", identity, fields)
    return offset
