"""What each side of a conflict costs: the points lost there, and the score of the site, if it were settled so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.fold import REMOVED
from chuangjian_desktop.domain.journal import ref_of
from chuangjian_desktop.domain.scoring import (
    AnswerFact,
    FindingFact,
    ScoringProfile,
    VisitScore,
    rate_text,
    score_visit,
)
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.services.fieldwork.visits import scoring_facts, version_in
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.queries import duplicates, places, rounds, visits
from chuangjian_desktop.store.store import Reading

_FINDING = {"count": "count", "points": "override", "problem": "problem", "solved": "solved"}
_STATES = frozenset(("conforming", "exempt", "na", "unanswered"))


@dataclass(frozen=True, slots=True)
class Stake:
    """If a conflict were settled so: points lost by the finding or the item (hundredths), and the rate of the site's
    visit as text (—  for none)."""

    lost: int
    site: str
    rate: str


def stakes(workspace: Workspace, conflict: Conflict) -> Mapping[str, Stake]:
    """The stake of each candidate by its id; empty where points do not hang on it, or all candidates cost the same."""
    if not _about_points(conflict):
        return {}
    with workspace.store.reading() as connection:
        sheet = _sheet(workspace, connection, conflict)
    if sheet is None:
        return {}
    found = {each.id: sheet.stake(conflict, each.value) for each in conflict.candidates}
    return found if len({(each.lost, each.rate) for each in found.values()}) > 1 else {}


def _about_points(conflict: Conflict) -> bool:
    if conflict.entity == "finding":
        return conflict.field in _FINDING or conflict.field == REMOVED
    return conflict.entity == "answer" and conflict.field in ("state", "measured")


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A visit as the scoring sees it."""

    site: str
    items: tuple[Item, ...]
    profile: ScoringProfile
    answers: Mapping[str, AnswerFact]
    facts: tuple[FindingFact, ...]
    item: str

    def stake(self, conflict: Conflict, value: Value) -> Stake:
        """What a value costs."""
        if conflict.entity == "finding":
            score = self._score(self.answers, self._with_finding(conflict, value))
            lost = sum(cost.lost for item in score.items for cost in item.costs if cost.finding.id == conflict.record)
        else:
            answers = {**self.answers, self.item: _answered(self.answers.get(self.item), conflict.field, value)}
            score = self._score(answers, self.facts)
            lost = sum(item.lost for item in score.items if item.item.code == self.item)
        return Stake(lost, self.site, rate_text(score.rate) or "—")

    def _score(self, answers: Mapping[str, AnswerFact], facts: tuple[FindingFact, ...]) -> VisitScore:
        return score_visit(self.items, answers, facts, self.profile)

    def _with_finding(self, conflict: Conflict, value: Value) -> tuple[FindingFact, ...]:
        rest = tuple(each for each in self.facts if each.id != conflict.record)
        mine = next((each for each in self.facts if each.id == conflict.record), None)
        if mine is None or (conflict.field == REMOVED and value is True):
            return rest
        return self.facts if conflict.field == REMOVED else (*rest, _changed(mine, conflict.field, value))


def _changed(fact: FindingFact, field: str, value: Value) -> FindingFact:
    if field == "count":
        return replace(fact, count=value) if isinstance(value, int) else fact
    if field == "points":
        return replace(fact, override=value if isinstance(value, int) else None)
    if field == "solved":
        return replace(fact, solved=value is True)
    return replace(fact, problem=value if isinstance(value, str) else "")


def _answered(before: AnswerFact | None, field: str, value: Value) -> AnswerFact:
    fact = before or AnswerFact()
    if field == "measured":
        return replace(fact, measured=value if isinstance(value, int) else None)
    state = value if isinstance(value, str) and value in _STATES else "unanswered"
    return replace(fact, state=cast("AnswerState", state))


def _sheet(workspace: Workspace, connection: Reading, conflict: Conflict) -> _Sheet | None:
    record = rows.load(connection, conflict.entity, conflict.record)
    if record is None:
        return None
    visit = visits.visit(connection, ref_of(record.fields.get("visit")) or "")
    site = None if visit is None else places.site_by_id(connection, visit.site_id)
    version = None if visit is None or site is None else version_in(workspace, connection, visit, site)
    if visit is None or site is None or version is None:
        return None
    profile = rounds.profiles(connection).get(rounds.by_id(connection, visit.round_id).profile_id, ScoringProfile())
    catalogue, joined = workspace.catalogue, duplicates.joined(connection)
    answered = catalogue.by_code(version, visits.answers(connection, visit.id))
    placed = [(each, catalogue.code_in(version, each.item_id)) for each in visits.findings(connection, visit.id)]
    kept = [(each, code) for each, code in placed if code is not None]
    facts = tuple(scoring_facts(connection, visit.id, kept, joined))
    mine = catalogue.code_in(version, ref_of(record.fields.get("item")) or "")
    answers = {code: answer for code, (answer, _) in answered.items()}
    return _Sheet(site.name, version.checklist.items, profile, answers, facts, mine or "")
