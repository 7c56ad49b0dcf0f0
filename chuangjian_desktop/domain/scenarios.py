"""Test runs of a checklist: made-up visits with the points they must earn, replayed before a version is published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact, ScoringProfile, score_visit
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Checklist


@dataclass(frozen=True, slots=True)
class Said:
    """What a test run says of one item: an answer, or how many 处 were found; `points` (hundredths) is an amount of the
    evaluator's own, `measured` a value in hundredths."""

    item: str
    state: AnswerState = "conforming"
    measured: int | None = None
    count: int = 0
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """A test run; items that it does not name conform. `expected` are the points it must earn, in hundredths."""

    id: str
    name: str
    said: tuple[Said, ...]
    expected: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a test run earned of what was possible, in hundredths, its exact rate in percent, and the items it names
    that are not on the checklist."""

    scenario: Scenario
    earned: int
    possible: int
    rate: Fraction | None
    unknown: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether it earned what it must."""
        return not self.unknown and self.earned == self.scenario.expected


def play(checklist: Checklist, scenario: Scenario) -> Outcome:
    """Score a test run under the profile that the program proposes, so that it always plays the same."""
    codes = [item.code for item in checklist.items]
    answers = {code: AnswerFact("conforming") for code in codes}
    found: list[FindingFact] = []
    for each in scenario.said:
        answers[each.item] = AnswerFact(each.state, each.measured)
        if each.count:
            found.append(FindingFact(f"{len(found)}", each.item, count=each.count, override=each.points))
    score = score_visit(checklist.items, answers, found, ScoringProfile())
    unknown = tuple(each.item for each in scenario.said if each.item not in codes)
    return Outcome(scenario, score.earned, score.possible, score.rate, unknown)


def moved(scenario: Scenario, codes: Mapping[str, str]) -> Scenario:
    """The test run with items under the codes that they have in another version; the others stay as they were named."""
    return replace(scenario, said=tuple(replace(each, item=codes.get(each.item, each.item)) for each in scenario.said))
