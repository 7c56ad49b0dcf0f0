"""A round, read once, and scored once under each profile that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring import (
    ScoringProfile,
    VisitScore,
    campaigns_of,
    not_visited,
    score_visit,
    served,
)
from chuangjian_desktop.domain.scoring.digest import Digest, Recorded
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.totals import Scored
from chuangjian_desktop.services.workspace import STANDARDS_ENTITIES, Workspace
from chuangjian_desktop.store.queries import people, places, rounds
from chuangjian_desktop.store.queries.facts import VisitFacts, round_facts
from chuangjian_desktop.store.queries.places import SiteRow

RECORDED = STANDARDS_ENTITIES | {
    "visit", "answer", "finding", "case", "office.site", "office.area", "office.unit", "office.team", "office.person",
    "office.round", "office.duplicate",
}  # fmt: skip
SCORED = RECORDED | {"office.profile"}


@dataclass(frozen=True, slots=True)
class Joins:
    """Findings that several recorded: the numbers of all concerned, and what counts with each one kept."""

    numbers: dict[str, str]
    seconds: dict[str, tuple[str, ...]]

    @classmethod
    def among(cls, facts: Iterable[VisitFacts]) -> Joins:
        """Those of a round."""
        seconds: dict[str, tuple[str, ...]] = {}
        numbers: dict[str, str] = {}
        for fact in facts:
            numbers |= {each.id: f"{fact.key}-{each.number:02d}" for each in fact.stored.values()}
            for each in (one for one in fact.findings if one.joined_to):
                seconds[each.joined_to] = (*seconds.get(each.joined_to, ()), each.id)
        return cls(numbers if seconds else {}, seconds)

    def beside(self, finding: str) -> str:
        """What else bears a kept finding out, in words."""
        others = "、".join(self.numbers[each] for each in self.seconds.get(finding, ()))
        return f"；另据 {others}" if others else ""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a visit belongs, and how many of its problems are due to be put right, and closed."""

    key: str
    site_name: str
    site_type: str
    areas: tuple[str, ...]
    unit: str
    team: str
    due: int = 0
    closed: int = 0

    @classmethod
    def of(cls, site: SiteRow, key: str, team: str, cases: tuple[int, int] = (0, 0)) -> Spot:
        """The place of a visit to a site."""
        parts = site.area.split("/") if site.area else []
        areas = tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))
        return cls(key, site.name, site.type, areas, site.unit, team, *cases)


@dataclass(frozen=True)
class Round:
    """A round as it was recorded, whatever the profile: visits by key, sites nobody went to with what they would have
    been asked, names. `before` is the round that was made before it (id), if any."""

    code: str
    name: str
    before: str
    facts: Mapping[str, VisitFacts]
    unvisited: tuple[tuple[SiteRow, tuple[Item, ...]], ...]
    units: Mapping[str, str]
    type_titles: Mapping[str, str]
    joins: Joins

    @cached_property
    def counted(self) -> tuple[VisitFacts, ...]:
        """Visits that are scored by what was recorded, in order."""
        return tuple(fact for fact in self.facts.values() if not fact.refused)

    @cached_property
    def spots(self) -> Mapping[str, Spot]:
        """Where each visit belongs, by key."""
        return {
            key: Spot.of(fact.site, key, fact.team.code if fact.team else "", fact.cases)
            for key, fact in self.facts.items()
        }

    def sheet(self, key: str) -> tuple[Item, ...]:
        """The items of a visit's checklist."""
        version = self.facts[key].version
        return version.checklist.items if version else ()

    def team_name(self, key: str) -> str:
        """The team of a visit."""
        team = self.facts[key].team if key in self.facts else None
        return team.name if team else ""


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """A round under a profile."""

    round: Round
    visits: tuple[Scored, ...]
    profile: ScoringProfile


def recorded_round(workspace: Workspace) -> Round:
    """The present round, read once until something in it changes."""
    return workspace.memory.recall(("recorded", workspace.round_id), RECORDED, lambda: _read(workspace))


def _read(workspace: Workspace) -> Round:
    catalogue = workspace.catalogue
    with workspace.store.reading() as connection:
        row = rounds.by_id(connection, workspace.round_id)
        listed = [each.id for each in rounds.all_rounds(connection)]
        facts = round_facts(connection, workspace.round_id, catalogue)
        units = {unit.id: unit.name for unit in people.units(connection)}
        seen = {fact.site.id for fact in facts}
        unvisited = [site for site in places.sites(connection, workspace.round_id) if site.id not in seen]
    known = {fact.key: fact for fact in facts if fact.version is not None}
    place = listed.index(row.id)
    sheets = {code: checklist.items for code, checklist in catalogue.checklists.items()}
    return Round(
        row.code,
        row.name,
        listed[place - 1] if place else "",
        known,
        tuple((site, sheets.get(site.type, ())) for site in unvisited),
        units,
        catalogue.titles,
        Joins.among(known.values()),
    )


def scored_round(workspace: Workspace, profile: str | None = None) -> ScoredRound:
    """The whole round, scored once for all that is asked about it until something in it changes. `profile` is a code or
    a name, None the round's own; `Refusal` M21 for an unknown one."""
    key = ("scored", workspace.round_id, profile)
    return workspace.memory.recall(key, SCORED, lambda: _score(workspace, profile))


def _score(workspace: Workspace, profile: str | None) -> ScoredRound:
    found, chosen = recorded_round(workspace), profile_of(workspace, profile)
    visits = (_scored(found, fact, _sheet_score(fact, found.sheet(fact.key), chosen)) for fact in found.counted)
    return ScoredRound(found, (*visits, *zeros(found, chosen)), chosen)


def _sheet_score(fact: VisitFacts, items: Sequence[Item], profile: ScoringProfile) -> VisitScore:
    return score_visit(items, fact.answers, fact.findings, profile)


def _scored(found: Round, fact: VisitFacts, score: VisitScore) -> Scored:
    spot = found.spots[fact.key]
    return Scored(
        spot.key, spot.site_name, spot.site_type, spot.areas, spot.unit, spot.team, score, spot.due, spot.closed
    )


def zeros(found: Round, profile: ScoringProfile, campaign: str = "") -> list[Scored]:
    """What counts as zero by the profile: sites nobody went to, and those that refused or were closed."""
    refused = [fact for fact in found.facts.values() if fact.refused] if profile.refused == "zero" else []
    made = [_scored(found, fact, not_visited(_asked(found.sheet(fact.key), campaign))) for fact in refused]
    for site, items in found.unvisited if profile.not_visited == "zero" else ():
        spot = Spot.of(site, site.code, "")
        score = not_visited(_asked(items, campaign))
        made.append(Scored(spot.key, spot.site_name, spot.site_type, spot.areas, spot.unit, spot.team, score))
    return made


def _asked(items: Sequence[Item], campaign: str) -> Sequence[Item]:
    return served(items, campaign) if campaign else items


def profile_of(workspace: Workspace, wanted: str | None = None) -> ScoringProfile:
    """A profile by its code or name, None is the round's own; `Refusal` M21."""
    with workspace.store.reading() as connection:
        own = rounds.by_id(connection, workspace.round_id).profile_id
        profiles = rounds.profiles(connection)
    if wanted is None:
        return profiles.get(own, ScoringProfile())
    first = [profiles[own]] if own in profiles else []
    for profile in (*first, *profiles.values()):
        if wanted in (profile.code, profile.name):
            return profile
    raise Refusal("M21", what="profile", value=wanted)


def profile_name(workspace: Workspace, profile: str | None = None) -> str:
    """The name of the profile that scores are made under."""
    return scored_round(workspace, profile).profile.name


def scored_visits(workspace: Workspace, profile: str | None = None) -> tuple[Scored, ...]:
    """Every visit of the present round with its score, for sums of other kinds than `LEVELS`."""
    return scored_round(workspace, profile).visits


def visits_under(workspace: Workspace, campaign: str, profile: str | None = None) -> tuple[Scored, ...]:
    """Every visit as one campaign counts it: only the items that serve it, with their points there."""
    key = ("scored", workspace.round_id, profile, campaign)
    return workspace.memory.recall(key, SCORED, lambda: _score_under(workspace, campaign, profile))


def _score_under(workspace: Workspace, campaign: str, profile: str | None) -> tuple[Scored, ...]:
    found, chosen = recorded_round(workspace), profile_of(workspace, profile)
    asked = ((fact, served(found.sheet(fact.key), campaign)) for fact in found.counted)
    visits = (_scored(found, fact, _sheet_score(fact, items, chosen)) for fact, items in asked if items)
    return (*visits, *zeros(found, chosen, campaign))


def digest(workspace: Workspace) -> Digest:
    """The present round summed as far as no profile matters, for all that is asked until something in it changes."""
    return workspace.memory.recall(("digest", workspace.round_id), RECORDED, lambda: _digest(workspace))


def _digest(workspace: Workspace) -> Digest:
    found = recorded_round(workspace)
    sheets = {id(items): items for items in (found.sheet(key) for key in found.facts)}
    campaigns = {code for items in sheets.values() for item in items for code in campaigns_of(item)}
    visits = (Recorded(found.sheet(fact.key), fact.answers, fact.findings) for fact in found.counted)
    return Digest(visits, sorted(campaigns))
