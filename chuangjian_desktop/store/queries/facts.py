"""Everything that scores are made of, read once for a whole round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact
from chuangjian_desktop.domain.versions import Version
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import duplicates, people, places, visits
from chuangjian_desktop.store.queries.case_marks import CaseMark, case_marks
from chuangjian_desktop.store.queries.people import TeamRow
from chuangjian_desktop.store.queries.places import SiteRow
from chuangjian_desktop.store.queries.visits import StoredFinding, VisitRow


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """One visit with its site and team, what was answered (by item code) and what was found, in order. `version` is
    the checklist that it was begun with and stays with; None where there is none for its site. `refused` says that
    nobody was let in; `cases` counts the problems that are due to be put right, and those of them that are closed."""

    id: str
    key: str
    site: SiteRow
    team: TeamRow | None
    finished: bool
    date: str
    answers: Mapping[str, AnswerFact]
    findings: tuple[FindingFact, ...]
    stored: Mapping[str, StoredFinding]
    version: Version | None = None
    refused: bool = False
    cases: tuple[int, int] = (0, 0)


def round_facts(connection: Connection, round_id: str, catalogue: Catalogue) -> tuple[VisitFacts, ...]:
    """All visits of a round by site code."""
    reader = _Reader(connection, round_id, catalogue)
    sites = {site.id: site for site in places.sites(connection)}
    listed = [v for v in visits.visits_of(connection, round_id) if v.site_id in sites]
    listed.sort(key=lambda visit: (sites[visit.site_id].code, visit.pass_no, visit.id))
    facts: list[VisitFacts] = []
    seen: dict[str, int] = {}
    for visit in listed:
        site = sites[visit.site_id]
        seen[site.code] = seen.get(site.code, 0) + 1
        key = site.code if seen[site.code] == 1 else f"{site.code}/{seen[site.code]}"
        facts.append(reader.facts(visit, key, site))
    return tuple(facts)


class _Reader:
    """What is recorded in a round, looked up visit by visit."""

    def __init__(self, connection: Connection, round_id: str, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._teams = {team.id: team for team in people.teams(connection)}
        self._answers = _answers(connection, round_id)
        self._findings = _findings(connection, round_id)
        self._joined = duplicates.joined(connection)
        self._marks = case_marks(connection)

    def facts(self, visit: VisitRow, key: str, site: SiteRow) -> VisitFacts:
        """Everything of a visit."""
        answered, recorded = self._answers.get(visit.id, {}), self._findings.get(visit.id, [])
        items = (*answered, *(each.item_id for each in recorded))
        version = self._catalogue.version_for(visit.checklist_id, site.type, items)
        placed = [(each, version and self._catalogue.code_in(version, each.item_id)) for each in recorded]
        kept = [(each, code) for each, code in placed if code]
        team, marks, joined = self._teams.get(visit.team_id), self._marks, self._joined
        return VisitFacts(
            visit.id,
            key,
            site,
            team,
            visit.finished,
            (visit.ended or visit.started)[:10],
            self._catalogue.by_code(version, answered) if version else {},
            tuple(finding_fact(each, code, joined.get(each.id, ""), marks.get(each.id), team) for each, code in kept),
            {each.id: each for each, _ in kept},
            version,
            visit.refused,
            _cases([marks[each.id] for each, _ in kept if each.id in marks]),
        )


def finding_fact(
    stored: StoredFinding, code: str, joined: str, mark: CaseMark | None, team: TeamRow | None
) -> FindingFact:
    """A stored finding as the scoring sees it: under an item (code), counting with another one (`joined`), with what
    its case says and the team that found it."""
    said = (stored.problem, stored.place, stored.count, stored.points, stored.solved, stored.unit_id)
    times, finder = mark.times if mark else 0, team.code if team else ""
    return FindingFact(stored.id, code, *said, joined, times, finder, mark is not None and mark.upheld)


def _cases(marks: list[CaseMark]) -> tuple[int, int]:
    return sum(mark.due for mark in marks), sum(mark.due and mark.closed for mark in marks)


def _answers(connection: Connection, round_id: str) -> dict[str, dict[str, AnswerFact]]:
    """By visit and item id."""
    a, v = tables.answer, tables.visit
    statement = select(a.c.visit, a.c.item, a.c.state, a.c.measured).join(v, a.c.visit == v.c.id)
    found: dict[str, dict[str, AnswerFact]] = {}
    for visit, item, state, measured in connection.execute(statement.where(v.c.round == round_id)):
        found.setdefault(visit, {})[item] = AnswerFact(state or "unanswered", measured)
    return found


def _findings(connection: Connection, round_id: str) -> dict[str, list[StoredFinding]]:
    f, v = tables.finding, tables.visit
    statement = select(f).join(v, f.c.visit == v.c.id).where(v.c.round == round_id).order_by(f.c.number, f.c.id)
    found: dict[str, list[StoredFinding]] = {}
    for row in connection.execute(statement).mappings():
        finding = visits.finding_from(row)
        found.setdefault(finding.visit_id, []).append(finding)
    return found
