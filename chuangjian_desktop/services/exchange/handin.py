"""Handing in: what is missing, the leader's word, and one package with everything (or what the office lacks)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.package import Addressee
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.exchange import keys
from chuangjian_desktop.services.exchange.handout import Handed
from chuangjian_desktop.services.exchange.packing import Parcel, draft, pack
from chuangjian_desktop.services.exchange.receipts import HandedIn, hand_ins
from chuangjian_desktop.services.exchange.unit_handin import unit_parcel, unit_state
from chuangjian_desktop.services.fieldwork import visits as visit_service
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.packages.loading import Load, View
from chuangjian_desktop.store.queries import overview, visits
from chuangjian_desktop.store.queries.selection import blobs_named
from chuangjian_desktop.store.store import Reading


@dataclass(frozen=True, slots=True)
class Lack:
    """Something of a visit that is not there: `kind` unanswered, photo, contradiction, open (not finished) or
    unvisited; `detail` names the item. Of a unit: unreplied, a case (`item_code` is its number)."""

    kind: str
    site_code: str
    site_name: str
    visit_id: str
    item_code: str
    detail: str


@dataclass(frozen=True, slots=True)
class HandInState:
    """What would be handed in now. `answered` of `expected` are the items of the visits; `photos_here` of `photos`
    photos have their bytes; `pending` says how many changes no receipt covers."""

    round_name: str
    sites_finished: int
    sites_begun: int
    sites_total: int
    answered: int
    expected: int
    findings: int
    photos: int
    photos_here: int
    missing: tuple[Lack, ...]
    earlier: tuple[HandedIn, ...]
    pending: int

    @property
    def since_receipt(self) -> HandedIn | None:
        """The newest hand-in that the office holds, on which a smaller package may build."""
        return next((each for each in reversed(self.earlier) if each.arrived_at), None)


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a hand-in would hold: changes, files of pictures, and bytes of both."""

    changes: int
    blobs: int
    size: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where handing in stands: the last hand-in, the last one that arrived by the receipts, and how many records were
    written since the last one, by entity."""

    last: HandedIn | None
    arrived: HandedIn | None
    pending: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Returned(Handed):
    """A hand-in that was written, and what stood in the file when it was: its slip says just that, whenever it is
    printed."""

    state: HandInState


def standing(workspace: Workspace) -> Standing:
    """What was handed in, what of it has arrived, and what came since; quick, for screens that show it always."""
    earlier = hand_ins(workspace)
    last = earlier[-1] if earlier else None
    arrived = next((each for each in reversed(earlier) if each.arrived_at), None)
    with workspace.store.reading() as connection:
        return Standing(last, arrived, overview.recorded_since(connection, last.covered if last else 0))


def extents(workspace: Workspace) -> tuple[Extent, Extent | None]:
    """How much everything would be, and how much only what the office's last receipt does not cover (None without a
    receipt)."""
    base = next((each for each in reversed(hand_ins(workspace)) if each.arrived_at), None)
    whole_load = unit_parcel(workspace, "").load if workspace.role == "unit" else Load()
    with workspace.store.reading() as connection:
        whole = _extent(View(connection, whole_load))
        return whole, None if base is None else _extent(View(connection, _load(connection, base)))


def _extent(view: View) -> Extent:
    sizes = [size for _, size in view.sizes()]
    return Extent(len(sizes), len(view.blobs), sum(sizes) + sum(size for _, size in view.blobs))


def state(workspace: Workspace, progress: Progress | None = None) -> HandInState:
    """What a hand-in would hold, and everything that is missing, the unvisited last."""
    progress = progress or Progress()
    if workspace.role == "unit":
        return _of_unit(workspace)
    today = places.today(workspace)
    missing: list[Lack] = []
    answered = expected = 0
    with workspace.store.reading() as connection:
        begun = visits.visits_of(connection, workspace.round_id)
        photos, here = overview.photos(connection)
        last = overview.last_change(connection)
    for visit in begun:
        sheet = visit_service.sheet(workspace, visit.id)
        answered += sheet.answered
        expected += len(sheet.rows)
        missing += _lacks(workspace, visit.id)
        progress.heed()
    visited = {visit.site_id for visit in begun}
    sites = places.sites(workspace)
    missing += [Lack("unvisited", s.code, s.name, "", "", "") for s in sites if s.id not in visited]
    earlier = hand_ins(workspace)
    covered = max((each.covered for each in earlier if each.arrived_at), default=0)
    return HandInState(
        today.round_name,
        today.done,
        today.begun,
        today.total,
        answered,
        expected,
        today.findings,
        photos,
        here,
        tuple(missing),
        earlier,
        max(0, last - covered),
    )


def _of_unit(workspace: Workspace) -> HandInState:
    """A unit visits nothing: its cases stand for what is expected, those that it answered for what is there; what it
    has not answered is missing."""
    found, earlier = unit_state(workspace), hand_ins(workspace)
    covered = max((each.covered for each in earlier if each.arrived_at), default=0)
    with workspace.store.reading() as connection:
        pending = max(0, overview.last_change(connection) - covered)
    open_ = CaseFilter(states=("assigned", "received"))
    missing = tuple(
        Lack("unreplied", row.line.site_code, row.line.site, "", row.number, row.line.words)
        for row in reading.cases(workspace, open_).rows
    )
    name, photos = places.current_round(workspace).name, found.photos
    return HandInState(
        name, 0, 0, 0, found.answered, found.cases, found.cases, photos, photos, missing, earlier, pending
    )


def _lacks(workspace: Workspace, visit_id: str) -> list[Lack]:
    sheet = visit_service.sheet(workspace, visit_id)
    check = visit_service.check(workspace, visit_id)
    kinds = (("unanswered", check.unanswered), ("photo", check.missing_photos), ("contradiction", check.contradictions))
    found = [
        Lack(kind, sheet.site_code, sheet.site_name, visit_id, code, title)
        for kind, items in kinds
        for code, title in items
    ]
    if not sheet.finished:
        found.append(Lack("open", sheet.site_code, sheet.site_name, visit_id, "", ""))
    return found


def hand_in(
    workspace: Workspace,
    out: Path,
    progress: Progress | None = None,
    *,
    since_receipt: bool = False,
    confirmed_by: str = "",
) -> Returned:
    """Write everything of this workspace, or only what came after what the office's receipts cover. An office of a
    lower level hands in by the same means; a responsible unit always hands in all that it said, and only that.

    `confirmed_by` is who confirmed it. `Refusal` M06, M07, M16 as for any file.
    """
    found: list[HandInState] = []

    def told(seen: Workspace) -> Parcel:
        now_ = state(seen, progress)
        found.append(now_)
        if seen.role == "unit":
            return unit_parcel(seen, confirmed_by)
        return _parcel(seen, now_, now_.since_receipt if since_receipt else None, confirmed_by)

    packages = pack(workspace, out, told, progress or Progress())
    return Returned(packages, keys.own_fingerprint(workspace.installation), found[0])


def _parcel(seen: Workspace, now_: HandInState, base: HandedIn | None, confirmed_by: str) -> Parcel:
    manifest = replace(
        draft(seen, "return", Addressee("office"), person=confirmed_by),
        rounds=_rounds(seen),
        counts=_counts(now_),
        expected={"answer": now_.expected, "photo": now_.photos},
        builds_on=base.packages if base is not None else (),
    )
    with seen.store.reading() as connection:
        return Parcel(manifest, _load(connection, base))


def _load(connection: Reading, base: HandedIn | None) -> Load:
    """All, or what is new with the blobs that it names and those that were missing before."""
    if base is None:
        return Load()
    before = blobs_named(connection, upto=base.covered)
    new = blobs_named(connection, after=base.covered)
    absent = overview.absent_then(connection, base.packages)
    return Load(base.covered, named={n: s for n, s in (before | new).items() if n not in before or n in absent})


def _rounds(workspace: Workspace) -> tuple[str, ...]:
    """Codes of the rounds that something was recorded in."""
    with workspace.store.reading() as connection:
        return overview.rounds_visited(connection) or (places.current_round(workspace).code,)


def _counts(now_: HandInState) -> dict[str, int]:
    return {
        "answer": now_.answered,
        "finding": now_.findings,
        "photo": now_.photos_here,
        "site": now_.sites_finished,
        "visit": now_.sites_finished + now_.sites_begun,
    }
