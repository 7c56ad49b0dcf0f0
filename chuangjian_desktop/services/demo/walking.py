"""A team's days: its visits with answers, findings and photos, written as the services of evaluators write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.tables import TeamTableRow
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services import places
from chuangjian_desktop.services.demo.album import Album
from chuangjian_desktop.services.demo.dice import dice
from chuangjian_desktop.services.demo.judging import Judged, judge, spot
from chuangjian_desktop.services.demo.tour import Stop
from chuangjian_desktop.services.fieldwork import answers, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.workspace import Workspace, act_as
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.writer import Writer

REPAIRED = 0.06
_WEATHER = ("晴", "多云", "阴", "小雨", "晴")


@dataclass(frozen=True, slots=True)
class _Finding:
    """A finding ready to be written, with its photos."""

    fields: dict[str, Value]
    photos: tuple[PreparedPhoto, ...]
    after: PreparedPhoto | None = None


@dataclass(frozen=True, slots=True)
class _Visit:
    """A visit under way: its dice, and when it begins and ends."""

    id: str
    site: SiteRow
    rng: Random
    begins: dt.datetime
    ends: dt.datetime


class Walk:
    """A team in its own workspace. The clock of the workspace shows the time of the visit while it is written."""

    def __init__(self, workspace: Workspace, team: TeamTableRow, album: Album, seed: int) -> None:
        self._workspace = workspace
        self._team = team
        self._album = album
        self._seed = seed
        self._team_id = next(each.id for each in places.teams(workspace) if each.code == team.code)
        act_as(workspace, team.recorders[0])

    def go(self, stops: Sequence[Stop], progress: Progress) -> None:
        """Visit one site after the other; one step of `progress` each."""
        sites = {site.code: site for site in places.sites(self._workspace)}
        clock = self._workspace.store.clock
        try:
            for stop in stops:
                self._visit(sites[stop.site_code], stop)
                progress.step(sites[stop.site_code].name)
        finally:
            self._workspace.store.clock = clock

    def _visit(self, site: SiteRow, stop: Stop) -> None:
        workspace = self._workspace
        rng = dice(self._seed, "visit", site.code)
        ends = stop.begins + dt.timedelta(minutes=rng.randrange(28, 50))
        workspace.store.clock = lambda: stop.begins
        visit = _Visit(visits.visit_of(workspace, site.id, team_id=self._team_id), site, rng, stop.begins, ends)
        items = visits.version_of(workspace, visit.id).checklist.items
        judged = judge(rng, items, spot(site.type, site.name, site.area))
        if not stop.whole:
            judged = judged[: _broken_off(judged)]
        workspace.store.clock = lambda: ends
        self._write(visit, judged)
        if stop.whole:
            visits.finish(workspace, visit.id, (self._team.leader, *self._team.evaluators))

    def _write(self, visit: _Visit, judged: Sequence[Judged]) -> None:
        """The whole sheet in one transaction; everything is looked up and drawn before it begins."""
        found = tuple(self._findings(visit, judged))
        items = visits.version_of(self._workspace, visit.id).item_ids
        with self._workspace.writing() as writer:
            writer.put("visit", visit.id, {"weather": _WEATHER[visit.begins.day % len(_WEATHER)]})
            for each in judged:
                if not each.findings or each.measured is not None:
                    _answer(writer, visit.id, items[each.item.code], each)
            for finding in found:
                identity = fresh()
                writer.put("finding", identity, finding.fields)
                for position, photo in enumerate(finding.photos):
                    store_photo(writer, photo, Home(identity, visit.id), position)
                if finding.after is not None:
                    store_photo(writer, finding.after, Home(identity, visit.id, stage="after"), len(finding.photos))

    def _findings(self, visit: _Visit, judged: Sequence[Judged]) -> Iterator[_Finding]:
        drafts = [(each, draft, place) for place, each in enumerate(judged) for draft in each.findings]
        for number, (each, draft, place) in enumerate(drafts, 1):
            seconds = (visit.ends - visit.begins).total_seconds() * (place + 0.5) / len(judged) + number
            moment = visit.begins + dt.timedelta(seconds=round(seconds))
            fields = findings.fields_of(self._workspace, visit.id, each.item.code, draft)
            fields |= {"number": number, "found_at": moment.isoformat(timespec="milliseconds")}
            fields["by"] = ref("office.person", self._author())
            shots = tuple(self._photos(visit, each, draft, moment))
            yield self._repaired(visit, _Finding(fields, shots), number, moment)

    def _repaired(self, visit: _Visit, found: _Finding, number: int, moment: dt.datetime) -> _Finding:
        """Now and then a problem that was photographed is put right while the team is there."""
        rng = dice(self._seed, "repair", visit.site.code, number)
        if not found.photos or rng.random() > REPAIRED:
            return found
        taken = min(moment + dt.timedelta(minutes=6), visit.ends - dt.timedelta(seconds=1))
        after = self._album.tidy(visit.site, taken, rng)
        return _Finding(found.fields | {"solved": True}, found.photos, after)

    def _author(self) -> str:
        if self._workspace.author is None:
            raise Refusal("M27", field="author", value="")
        return self._workspace.author

    def _photos(self, visit: _Visit, each: Judged, draft: FindingDraft, moment: dt.datetime) -> Iterator[PreparedPhoto]:
        """Where a photo is required mostly there is one, now and then two."""
        rng = visit.rng
        if rng.random() > (0.66 if each.item.photos_required else 0.2):
            return
        for shot in range(2 if each.item.photos_most > 1 and rng.random() < 0.3 else 1):
            taken = moment - dt.timedelta(seconds=rng.randrange(15, 50) - 12 * shot)
            yield self._album.photo(draft.text, visit.site, taken, rng)


def _broken_off(judged: Sequence[Judged]) -> int:
    """How many items a visit has that was not finished: three fifths, or as far as its third finding."""
    found = [place for place, each in enumerate(judged, 1) for _ in each.findings]
    return min(len(judged) - 1, max([len(judged) * 3 // 5, *found[2:3]]))


def _answer(writer: Writer, visit: str, item: str, each: Judged) -> None:
    fields = answers.fields_of(visit, item, each.state, each.reason, each.measured)
    writer.put("answer", named("answer", visit, item), fields)
