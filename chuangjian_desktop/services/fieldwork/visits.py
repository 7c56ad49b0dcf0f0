"""Visits of sites: entering one, its sheet with the running score, finishing and reopening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.scoring import FindingFact, ItemScore, ScoringProfile, VisitScore, decimal, score_visit
from chuangjian_desktop.domain.sheet import FindingRow, FinishCheck, ItemRow, PhotoRow, Severity, Touch, VisitSheet
from chuangjian_desktop.domain.standard import Checklist
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.touching import in_order, touches_of_visit
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.services.acts import put_back
from chuangjian_desktop.services.workspace import STANDARDS_ENTITIES, Workspace
from chuangjian_desktop.store.queries import duplicates, people, places, rounds, visits
from chuangjian_desktop.store.queries.case_marks import CaseMark, case_marks
from chuangjian_desktop.store.queries.facts import finding_fact
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.queries.rounds import RoundRow
from chuangjian_desktop.store.queries.visits import StoredFinding, VisitRow
from chuangjian_desktop.store.store import Reading

_SHEET = STANDARDS_ENTITIES | {
    "visit", "answer", "finding", "photo", "case", "office.site", "office.area", "office.unit", "office.round",
    "office.team", "office.profile", "office.duplicate",
}  # fmt: skip
_VISITS = frozenset({"visit"})
_SEVERITIES: Mapping[str, Severity] = {"light": "light", "normal": "normal", "grave": "grave"}


def visit_of(workspace: Workspace, site_id: str, *, team_id: str = "", pass_no: int = 1) -> str:
    """The visit of a site in the present round, begun if there is none yet; answers its id.

    A site that a team has begun is continued, whoever opens it, unless a team is named.
    """
    with workspace.store.reading() as connection:
        begun = visit_to_go_on(connection, workspace.round_id, site_id, team_id=team_id, pass_no=pass_no)
        if begun is not None:
            return begun.id
        site = places.site_by_id(connection, site_id)
        if site is None:
            raise Refusal("M21", what="site", value=site_id)
        team = team_id or own_team(workspace, people.teams(connection))
    return _begin(workspace, site, team, pass_no)


def visit_to_go_on(
    connection: Reading, round_id: str, site_id: str, *, team_id: str = "", pass_no: int = 1
) -> VisitRow | None:
    """The visit of a site in a round that is continued, of one team or of any; None where none was begun."""
    begun = visits.visits_at(connection, round_id, site_id)
    return next((v for v in begun if (not team_id or v.team_id == team_id) and v.pass_no == pass_no), None)


def begun_visit(workspace: Workspace, site_code: str) -> str:
    """The visit of a site by its key in results (the code, `/2` for a further one); `Refusal` M21 without one."""
    code, _, number = site_code.rpartition("/") if site_code.rpartition("/")[2].isdigit() else (site_code, "", "1")
    with workspace.store.reading() as connection:
        site = places.site_by_code(connection, site_code) or places.site_by_code(connection, code)
        begun = visits.visits_at(connection, workspace.round_id, site.id) if site is not None else ()
    mine = [v.id for v in sorted(begun, key=lambda v: (v.pass_no, v.id))]
    place = int(number or 1) - 1 if site is not None and site.code != site_code else 0
    if not 0 <= place < len(mine):
        raise Refusal("M21", what="site" if site is None else "visit", value=site_code)
    return mine[place]


def own_team(workspace: Workspace, teams: tuple[people.TeamRow, ...]) -> str:
    """The team (id) that this workspace is of, or the only one there is; nothing where that does not tell."""
    own = [team.id for team in teams if team.name == workspace.name or team.code == workspace.facts.get("team")]
    return own[0] if own else teams[0].id if len(teams) == 1 else ""


def _begin(workspace: Workspace, site: SiteRow, team: str, pass_no: int) -> str:
    with workspace.writing() as writer:
        identity, fields = fresh_visit(workspace, site, team, pass_no, at=writer.now)
        put_back(writer, "visit", identity, fields)
    return identity


def fresh_visit(
    workspace: Workspace, site: SiteRow, team: str, pass_no: int = 1, *, at: str
) -> tuple[str, dict[str, Value]]:
    """The id of a site's visit in the present round, and what its record holds when it is begun."""
    version = workspace.catalogue.current.get(site.type)
    fields: dict[str, Value] = {
        "round": ref("office.round", workspace.round_id),
        "site": ref("office.site", site.id),
        "pass_no": pass_no,
        "state": "open",
        "started": {"min": at},
        "people": {"union": []},
    }
    if version is not None:
        fields["checklist"] = ref("office.checklist", version.id)
    if team:
        fields["team"] = ref("office.team", team)
    return named("visit", workspace.round_id, site.id, team, pass_no), fields


def sheet(workspace: Workspace, visit_id: str) -> VisitSheet:
    """Everything the walk of a site shows; `Refusal` M21 for an unknown visit."""
    return workspace.memory.recall(("sheet", visit_id), _SHEET, lambda: sheet_under(workspace, visit_id))


def sheet_under(workspace: Workspace, visit_id: str, other: Version | None = None) -> VisitSheet:
    """The sheet of a visit as it would be under another version of its checklist; what has no place there is not on it.
    `Refusal` M21 for an unknown visit."""
    with workspace.store.reading() as connection:
        visit = _visit(connection, visit_id)
        site = places.site_by_id(connection, visit.site_id)
        version = None if site is None else other or version_in(workspace, connection, visit, site)
        if site is None or version is None:
            raise Refusal("M21", what="site", value=visit.site_id if site is None else site.type)
        round_row = rounds.by_id(connection, visit.round_id)
        profile = rounds.profiles(connection).get(round_row.profile_id, ScoringProfile())
        parts = _Parts(workspace, connection, visit_id, version)
        campaigns = rounds.campaigns(connection, visit.round_id)
    standards = in_order(workspace.catalogue.standards, campaigns)
    parts.touches = touches_of_visit(version.checklist.items, parts.answers, parts.facts, profile, standards)
    score = score_visit(version.checklist.items, parts.answers, parts.facts, profile)
    return _assemble(parts, score, visit, (site, version.checklist, round_row))


def version_of(workspace: Workspace, visit_id: str) -> Version:
    """The checklist that a visit was begun with and stays with; `Refusal` M21 for an unknown visit, or none."""
    own = workspace.memory.recall(("checklist", visit_id), _VISITS, lambda: _own_version(workspace, visit_id))
    if (known := workspace.catalogue.versions.get(own)) is not None:
        return known
    with workspace.store.reading() as connection:
        visit = _visit(connection, visit_id)
        site = places.site_by_id(connection, visit.site_id)
        found = None if site is None else version_in(workspace, connection, visit, site)
    if found is None:
        raise Refusal("M21", what="site", value=visit.site_id if site is None else site.type)
    return found


def version_at(workspace: Workspace, site: SiteRow) -> Version:
    """The checklist of a site in the present round: that of its visit, or the one a visit would be begun with.

    `Refusal` M21 where there is none for its type.
    """
    with workspace.store.reading() as connection:
        begun = (v for v in visits.visits_at(connection, workspace.round_id, site.id) if v.pass_no == 1)
        mine = next(begun, None)
        found = version_in(workspace, connection, mine, site) if mine else workspace.catalogue.current.get(site.type)
    if found is None:
        raise Refusal("M21", what="site_type", value=site.type)
    return found


def version_in(workspace: Workspace, connection: Reading, visit: VisitRow, site: SiteRow) -> Version | None:
    """The checklist of a visit, from one view of the file; what a visit without one recorded tells which it was."""
    recorded = () if visit.checklist_id else visits.recorded_items(connection, visit.id)
    return workspace.catalogue.version_for(visit.checklist_id, site.type, recorded)


def _own_version(workspace: Workspace, visit_id: str) -> str:
    with workspace.store.reading() as connection:
        return _visit(connection, visit_id).checklist_id


class _Parts:
    """What is stored of a visit, looked up by item code and finding id."""

    def __init__(self, workspace: Workspace, connection: Reading, visit_id: str, version: Version) -> None:
        catalogue = workspace.catalogue
        stored = catalogue.by_code(version, visits.answers(connection, visit_id))
        self.answers = {code: answer for code, (answer, _) in stored.items()}
        self.reasons = {code: reason for code, (_, reason) in stored.items()}
        listed = [(each, catalogue.code_in(version, each.item_id)) for each in visits.findings(connection, visit_id)]
        found = [(each, code) for each, code in listed if code is not None]
        self.findings = {finding.id: finding for finding, _ in found}
        self.joined = duplicates.joined(connection) if found else {}
        self.facts = scoring_facts(connection, visit_id, found, self.joined)
        self.marks: Mapping[str, CaseMark] = case_marks(connection, visit_id) if found else {}
        self.units = {unit.id: unit.name for unit in people.units(connection)} if found else {}
        self.touches: Mapping[str, tuple[Touch, ...]] = {}
        self.photos: dict[str, list[PhotoRow]] = {}
        for photo in visits.photos_of_visit(connection, visit_id):
            self.photos.setdefault(photo.finding_id, []).append(photo)

    def row(self, score: ItemScore) -> ItemRow:
        item = score.item
        costs = tuple(
            self._finding(self.findings[each.finding.id], item.code, each.asked, each.lost) for each in score.costs
        )
        answered = self.answers.get(item.code)
        counted = score.state not in ("unanswered", "na")
        held = sum(len(finding.photos) for finding in costs)
        missing = max(0, item.photos_required - held) if score.state == "deducted" else 0
        reason = self.reasons.get(item.code, "")
        measured = answered.measured if answered is not None else None
        earned = score.earned if counted else None
        return ItemRow(item, score.state, reason, earned, score.lost, costs, missing, score.contradiction, measured)

    def _finding(self, stored: StoredFinding, code: str, asked: int, lost: int) -> FindingRow:
        mark = self.marks.get(stored.id)
        return FindingRow(
            stored.id,
            stored.number,
            code,
            stored.text,
            stored.problem,
            stored.count,
            asked,
            lost,
            stored.points,
            stored.place,
            stored.note,
            stored.unit_id,
            self.units.get(stored.unit_id, ""),
            stored.assist_ids,
            tuple(self.units.get(each, "") for each in stored.assist_ids),
            _SEVERITIES.get(stored.severity, "normal"),
            stored.deadline,
            stored.found_at,
            tuple(self.photos.get(stored.id, [])),
            self.joined.get(stored.id, ""),
            self.touches.get(stored.id, ()),
            "" if mark is None else mark.state,
            mark is not None and mark.times > 0,
            stored.solved,
        )


def scoring_facts(
    connection: Reading, visit_id: str, found: Sequence[tuple[StoredFinding, str]], joined: Mapping[str, str]
) -> list[FindingFact]:
    """The findings of a visit (each with its item's code) as the scoring sees them."""
    if not found:
        return []
    marks, own = case_marks(connection, visit_id), _visit(connection, visit_id).team_id
    team = next((each for each in people.teams(connection) if each.id == own), None)
    return [finding_fact(each, code, joined.get(each.id, ""), marks.get(each.id), team) for each, code in found]


def _assemble(
    parts: _Parts, score: VisitScore, visit: VisitRow, around: tuple[SiteRow, Checklist, RoundRow]
) -> VisitSheet:
    site, checklist, round_row = around
    return VisitSheet(
        visit.id,
        site.id,
        site.code,
        site.name,
        site.type,
        checklist.title,
        site.area,
        round_row.name,
        round_row.undercover,
        visit.finished,
        visit.people,
        tuple(parts.row(each) for each in score.items),
        score.possible,
        score.earned,
        score.possible - score.earned,
        score.waiting,
        None if score.rate is None else decimal(score.rate),
    )


def _visit(connection: Reading, visit_id: str) -> VisitRow:
    found = visits.visit(connection, visit_id)
    if found is None:
        raise Refusal("M21", what="visit", value=visit_id)
    return found


def require_open(workspace: Workspace, visit_id: str) -> None:
    """`Refusal` M23 for a finished visit: it is reopened first, and that is recorded."""
    with workspace.store.reading() as connection:
        highest_number(connection, visit_id)


def highest_number(connection: Reading, visit_id: str) -> int:
    """The highest number of a finding in an open visit; `Refusal` M21 for an unknown visit, M23 for a finished one."""
    found = visits.standing(connection, visit_id)
    if found is None:
        raise Refusal("M21", what="visit", value=visit_id)
    finished, highest = found
    if finished:
        site = places.site_by_id(connection, _visit(connection, visit_id).site_id)
        raise Refusal("M23", what=site.code if site is not None else visit_id)
    return highest


def check(workspace: Workspace, visit_id: str) -> FinishCheck:
    """What is unanswered, which required photos are missing, and what contradicts itself."""
    rows = sheet(workspace, visit_id).rows
    return FinishCheck(
        tuple((row.item.code, row.item.title) for row in rows if row.state == "unanswered"),
        tuple((row.item.code, row.item.title) for row in rows if row.photos_missing),
        tuple((row.item.code, row.item.title) for row in rows if row.contradiction),
    )


def finish(workspace: Workspace, visit_id: str, names: tuple[str, ...] = ()) -> FinishCheck:
    """Lock a visit with the names of its evaluators; answers what was still missing (it stays visible)."""
    require_open(workspace, visit_id)
    missing = check(workspace, visit_id)
    with workspace.writing() as writer:
        fields: dict[str, Value] = {"state": "finished", "ended": {"max": writer.now}}
        if names:
            fields["people"] = {"union": sorted({fit("name", name.strip()) for name in names if name.strip()})}
        writer.put("visit", visit_id, fields)
    workspace.undo.pop(visit_id, None)
    return missing


def reopen(workspace: Workspace, visit_id: str, reason: str = "") -> None:
    """Unlock a finished visit; who, when and why stay in the journal."""
    with workspace.store.reading() as connection:
        visit = _visit(connection, visit_id)
    if visit.finished:
        with workspace.writing() as writer:
            writer.put("visit", visit_id, {"state": "open", "reason": fit("reason", reason)})


def describe(workspace: Workspace, visit_id: str, *, people_: tuple[str, ...] | None = None, weather: str = "") -> None:
    """Names of evaluators and the weather, while the visit goes on."""
    require_open(workspace, visit_id)
    fields: dict[str, Value] = {"weather": fit("weather", weather)} if weather else {}
    if people_ is not None:
        fields["people"] = {"union": sorted(set(people_))}
    with workspace.writing() as writer:
        writer.put("visit", visit_id, fields)
