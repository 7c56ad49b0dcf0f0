"""The totals of every level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scoring import ScoringProfile, weighted
from chuangjian_desktop.domain.scoring.digest import Light, Outcome
from chuangjian_desktop.domain.totals import Means, Placed, Total, by_group, means_of, pooled, visit_total
from chuangjian_desktop.services.results.scored import SCORED, Round, Spot, digest, profile_of, recorded_round, zeros
from chuangjian_desktop.services.workspace import Workspace

LEVELS = ("visit", "site_type", "area", "unit", "team", "item", "campaign", "round")
V = TypeVar("V", bound=Placed)
Keys = Callable[[Placed], Sequence[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Tally:
    """A visit's sums and where they belong."""

    key: str
    site_name: str
    site_type: str
    areas: tuple[str, ...]
    unit: str
    team: str
    score: Light
    due: int
    closed: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A round's sums under a profile: what totals of all levels are made of."""

    round: Round
    visits: tuple[Placed, ...]
    outcome: Outcome
    profile: ScoringProfile
    workspace: Workspace


def standing(workspace: Workspace, profile: ScoringProfile) -> Standing:
    """The present round under any profile, stored or not, at once."""
    found, outcome = recorded_round(workspace), digest(workspace).under(profile)
    visits = [_tally(found.spots[fact.key], sums) for fact, sums in zip(found.counted, outcome.visits(), strict=True)]
    return Standing(found, (*visits, *zeros(found, profile)), outcome, profile, workspace)


def standing_under(workspace: Workspace, profile: str | None = None) -> Standing:
    """The same under a stored profile, made once until something changes; `Refusal` M21 for an unknown one."""
    key = ("standing", workspace.round_id, profile)
    return workspace.memory.recall(key, SCORED, lambda: standing(workspace, profile_of(workspace, profile)))


def _tally(spot: Spot, sums: Light) -> Tally:
    return Tally(
        spot.key, spot.site_name, spot.site_type, spot.areas, spot.unit, spot.team, sums, spot.due, spot.closed
    )


def totals(standing: Standing, by: str) -> list[Total]:
    """Rows of one of `LEVELS`; M27 for another one."""
    if by == "visit":
        return [visit_total(visit) for visit in standing.visits]
    if by == "round":
        return [_city(standing)]
    if by == "item":
        return [
            Total(
                code, title, row.possible, row.earned, row.rate, row.findings, row.unanswered, row.vetoes,
                outside=row.outside,
            )
            for code, title, row in standing.outcome.items()
        ]  # fmt: skip
    if by == "campaign":
        return _campaigns(standing)
    if by == "site_type":  # a type is not short of the others
        plain = replace(standing.profile, missing_type="redistribute")
        return by_group(standing.visits, _keys(standing.round, by), plain)
    return _grouped(standing, _keys(standing.round, by))


def _grouped(standing: Standing, keys: Keys) -> list[Total]:
    return by_group(standing.visits, keys, standing.profile, _before(standing, keys))


def _before(standing: Standing, keys: Keys) -> Means | None:
    """The types' means of the round before, under the same profile, where missing types count with them."""
    if standing.profile.missing_type != "previous" or not standing.round.before:
        return None
    there = replace(standing.workspace, round_id=standing.round.before)
    found, outcome = recorded_round(there), digest(there).under(standing.profile)
    visits = [_tally(found.spots[fact.key], sums) for fact, sums in zip(found.counted, outcome.visits(), strict=True)]
    return means_of(visits, keys)


def _campaigns(standing: Standing) -> list[Total]:
    """All points of every campaign together. A site that counts as zero adds what it would have been asked."""
    return [_campaign(standing, code) for code in standing.outcome.campaigns]


def _campaign(standing: Standing, code: str) -> Total:
    row, more = standing.outcome.campaign(code), zeros(standing.round, standing.profile, code)
    possible = row.possible + sum(each.score.possible for each in more)
    standard = standing.workspace.catalogue.standards.get(code)
    return Total(
        code,
        standard.title if standard else code,
        possible,
        row.earned,
        Fraction(row.earned * 100, possible) if possible else None,
        row.findings,
        row.unanswered + sum(each.score.unanswered for each in more),
        row.vetoes,
        outside=row.outside,
        flagged=row.flagged,
    )


def _keys(found: Round, by: str) -> Keys:
    ways: dict[str, Keys] = {
        "site_type": lambda visit: [(visit.site_type, found.type_titles.get(visit.site_type, visit.site_type))],
        "area": lambda visit: [(path, path.split("/")[-1]) for path in visit.areas],
        "unit": lambda visit: [(visit.unit, visit.unit)] if visit.unit else [],
        "team": lambda visit: [(visit.team, found.team_name(visit.key))] if visit.team else [],
    }
    if by not in ways:
        raise Refusal("M27", field="by", value=by)
    return ways[by]


def _city(standing: Standing) -> Total:
    whole = pooled(standing.round.code, standing.round.name, standing.visits)
    if standing.profile.city == "pool":
        return whole
    parts = ((district_weight(standing.profile, total), total.rate) for total in districts(standing))
    return replace(whole, rate=weighted(parts))


def districts(standing: Standing) -> list[Total]:
    """The rows that the mean of the districts joins."""
    rows = _grouped(standing, lambda visit: [(visit.areas[0], "")] if visit.areas else [])
    return [total for total in rows if total.rate is not None]


def district_weight(profile: ScoringProfile, total: Total) -> int:
    """What a district weighs in the city's mean: 1, its visited sites, or what the profile says."""
    if profile.city == "sites":
        return sum(visit.score.rate is not None for visit in total.visits)
    return profile.area_weights.get(total.key, 1) if profile.city == "weights" else 1
