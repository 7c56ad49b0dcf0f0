"""What of a round must be scored anew under a profile: cells of items, and which options touch them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

from chuangjian_desktop.domain.scoring.facts import AnswerFact, FindingFact
from chuangjian_desktop.domain.scoring.items import measures, score_item
from chuangjian_desktop.domain.scoring.profile import ScoringProfile
from chuangjian_desktop.domain.scoring.rules import cap_of, cost
from chuangjian_desktop.domain.scoring.visits import one_deduction
from chuangjian_desktop.domain.standard import Item

NEUTRAL = ScoringProfile(recurrence="same")
"""What everything is summed by at first."""
GRADED = frozenset({"grade_sample", "grade_value", "grade_conditions"})
WHOLE_PLACE = 0
"""The place of the whole sheet among the scopes; the campaigns follow."""
Sums = tuple[list[list[int]], list[list[int]], dict[str, list[int]]]
"""Earned and outside the 100, by scope and visit; and the rows of items."""

Amounts = tuple[tuple[int, int], ...]
"""What each member of a bundle earns, and what it says outside the 100."""

Form = tuple[Item, tuple[int, ...]]
"""An item with its points in some scopes (by their places)."""


@dataclass(frozen=True, slots=True)
class Part:
    """An item of a visit that a profile may touch, in all its forms."""

    answer: AnswerFact
    findings: tuple[FindingFact, ...]
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """An item as some scopes count it, and what was recorded on it."""

    item: Item
    answer: AnswerFact
    findings: tuple[FindingFact, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What some scopes score together, and what each member earns there (and outside the 100) neutrally."""

    scopes: tuple[int, ...]
    members: tuple[Member, ...]
    neutral: Amounts
    like: Hashable = None
    """Of a single member: what its points follow from; bundles that are alike in it are scored once."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What must be scored together in a visit: one item, or items that share a problem at one place."""

    visit: int
    bundles: tuple[Bundle, ...]

    @property
    def members(self) -> tuple[Member, ...]:
        """Each item once: every item is in the scope of the whole sheet."""
        return next(bundle.members for bundle in self.bundles if WHOLE_PLACE in bundle.scopes)


@dataclass(slots=True)
class Index:
    """Which cells each option touches (by their place)."""

    solved: list[int] = field(default_factory=list[int])
    returned: list[int] = field(default_factory=list[int])
    several: list[int] = field(default_factory=list[int])
    graded: list[int] = field(default_factory=list[int])
    linked: list[int] = field(default_factory=list[int])
    teams: dict[str, list[int]] = field(default_factory=dict[str, list[int]])

    def enter(self, place: int, cell: Cell) -> None:
        members = cell.members
        findings = [each for member in members for each in member.findings if each.counts]
        if any(each.solved for each in findings):
            self.solved.append(place)
        if any(each.recurrence for each in findings):
            self.returned.append(place)
        if any(_several(member) for member in members):
            self.several.append(place)
        if any(member.item.rule.kind in GRADED for member in members):
            self.graded.append(place)
        if len(members) > 1:
            self.linked.append(place)
        for team in {each.finder for each in findings}:
            self.teams.setdefault(team, []).append(place)

    def touched(self, profile: ScoringProfile) -> set[int]:
        """The cells that a profile scores otherwise than neutrally."""
        first = profile.recurrence_percent(0) != 100
        found: set[int] = set()
        found.update(self.solved if profile.solved_percent != 100 else ())
        found.update(self.returned if profile.recurrence != "same" else ())
        found.update(self.several if profile.repeated != "cap" else ())
        found.update(self.graded if profile.grades != NEUTRAL.grades else ())
        found.update(self.linked if profile.same_problem == "each" else ())
        for team, cells in self.teams.items():
            found.update(cells if first or profile.finder_percent(team) != 100 else ())
        return found


def _several(member: Member) -> bool:
    """Whether more than one plain 处 is counted, or more is asked than the cap leaves."""
    found = [each for each in member.findings if each.counts]
    item = member.item
    plain = len(found) < 2 and all(each.count == 1 and each.override is None for each in found)
    return not plain or any(cost(item.rule, item.points, each) > cap_of(item) for each in found)


def likeness(members: tuple[Member, ...]) -> Hashable:
    """What the points of a single member follow from: its item, answer and findings but for who they are and where."""
    if len(members) != 1:
        return None
    (member,) = members
    several = len(member.findings) > 1
    said = tuple(
        (each.count, each.override, each.solved, each.counts, each.upheld, each.recurrence, each.finder)
        + ((each.problem,) if several else ())
        for each in member.findings
    )
    return id(member.item), member.answer.state, member.answer.measured, said


def amounts(members: tuple[Member, ...], profile: ScoringProfile) -> Amounts:
    """Members scored together: a problem that one campaign does not count under one item costs it under another."""
    scored = [score_item(each.item, each.answer, each.findings, profile) for each in members]
    if len(scored) > 1 and profile.same_problem == "one":
        measured = {each.item.code for each in members if measures(each.item, each.answer)}
        scored = one_deduction(scored, measured, profile)
    return tuple((each.earned, each.outside) for each in scored)


def move(visit: int, bundle: Bundle, found: Amounts, sums: Sums) -> None:
    """Sets right what the members of a bundle are summed with."""
    raw, outside, items = sums
    for (earned, aside), (now, now_aside), member in zip(bundle.neutral, found, bundle.members, strict=True):
        gained, beside = now - earned, now_aside - aside
        if gained or beside:
            for place in bundle.scopes:
                raw[place][visit] += gained
                outside[place][visit] += beside
                if place == WHOLE_PLACE:
                    row = items[member.item.code]
                    row[1] += gained
                    row[2] += beside
