"""What one rule says: what a finding costs, and what a measured value earns."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from chuangjian_desktop.domain.scoring.facts import FindingFact
from chuangjian_desktop.domain.scoring.numbers import half_up
from chuangjian_desktop.domain.scoring.profile import SIMULATION, ScoringProfile
from chuangjian_desktop.domain.standard import OUTSIDE, Grade, Item, Rule, RuleKind

MEASURED: frozenset[RuleKind] = frozenset(
    {"ratio", "tier", "grade_sample", "grade_value", "grade_conditions", "linear", "bonus"}
)
"""Rules that ask for a value; without one, a finding loses the item."""

_OF_ALL: frozenset[RuleKind] = frozenset({"grade_sample", "grade_conditions"})
_WHOLE: frozenset[RuleKind] = frozenset({"grade_sample", "grade_conditions", "shortage"})
_DECIDED = MEASURED | {"shortage"}
_NO_CAP = 2**53 - 1


def by_value(rule: Rule) -> bool:
    """Whether a measured value, once there is one, decides; findings are its evidence then."""
    return rule.kind in _DECIDED


def unmeasurable(rule: Rule, measured: int) -> tuple[str, str] | None:
    """Why a value (hundredths) cannot be what was measured for a rule, in both languages; None when it can."""
    if not by_value(rule) and rule.kind != "ledger":
        return "本条不按实测值评分", "this item is not scored by a value"
    if measured < 0 and rule.kind != "ledger":
        return "不得小于0", "it must not be below 0"
    if rule.kind in _WHOLE and measured % 100:
        return "应为整数", "it must be a whole number"
    most = len(rule.conditions) if rule.kind == "grade_conditions" else rule.required
    if rule.kind in _OF_ALL and not rule.parameters and measured > most * 100:
        return f"不得超过{most}", f"it must be at most {most}"
    return None


def cost(rule: Rule, points: int, finding: FindingFact) -> int:
    """What a finding costs alone, before the cap: the evaluator's own amount if there is one, else by the rule."""
    if finding.override is not None:
        return max(0, finding.override)
    if rule.kind in ("per_occurrence", "shortage", "penalty"):
        return rule.each * finding.count
    return 0 if rule.kind == "ledger" else points


def cap_of(item: Item) -> int:
    """The most that findings may cost an item: never more than its points (扣完为止); outside the 100, by its rule."""
    if item.rule.kind in OUTSIDE:
        return item.rule.cap or _NO_CAP
    return min(item.rule.cap, item.points) if item.rule.cap else item.points


def measured_points(rule: Rule, points: int, measured: int, profile: ScoringProfile = SIMULATION) -> int:
    """What a measured value (hundredths) earns of an item's points."""
    return max(0, min(points, _EARNED[rule.kind](rule, points, measured, profile)))


def _ratio(rule: Rule, points: int, measured: int, _profile: ScoringProfile) -> int:
    required = max(rule.required, 1) * 100
    return half_up(Fraction(points * max(0, min(measured, required)), required))


def _shortage(rule: Rule, points: int, measured: int, _profile: ScoringProfile) -> int:
    missing = max(0, -(-(rule.required * 100 - measured) // 100))
    return points - min(rule.cap or points, rule.each * missing)


def _tier(rule: Rule, _points: int, measured: int, _profile: ScoringProfile) -> int:
    reached = (
        tier.points for tier in rule.tiers if (measured <= tier.at_least if rule.falling else measured >= tier.at_least)
    )
    return max(reached, default=0)


def grade_of(rule: Rule, measured: int) -> tuple[int, Grade]:
    """The grade that a measured value reaches, and its place from 0 on."""
    value = -measured if rule.falling else measured
    for place, grade in enumerate(rule.grades[:-1]):
        bound = -grade.at_least if rule.falling else grade.at_least
        if value > bound or (value == bound and not grade.strict):
            return place, grade
    return len(rule.grades) - 1, rule.grades[-1]


def _grade(rule: Rule, points: int, measured: int, profile: ScoringProfile) -> int:
    place, grade = grade_of(rule, measured)
    return half_up(Fraction(points * profile.share(grade.label, place), 100))


def _linear(rule: Rule, points: int, measured: int, _profile: ScoringProfile) -> int:
    short = measured - rule.target if rule.falling else rule.target - measured
    return points if short <= 0 else points - rule.each * -(-short // max(rule.step, 1))


def _bonus(rule: Rule, _points: int, measured: int, _profile: ScoringProfile) -> int:
    better = rule.target - measured if rule.falling else measured - rule.target
    if better < 0:
        return 0
    steps = rule.each * (better // rule.step) if rule.step else 0
    top = max((tier.points for tier in rule.tiers), default=steps)
    reached = max((tier.points for tier in rule.tiers if better >= tier.at_least), default=0)
    return rule.base + max(min(steps, top), reached)


_EARNED: dict[str, Callable[[Rule, int, int, ScoringProfile], int]] = {
    "ratio": _ratio,
    "shortage": _shortage,
    "tier": _tier,
    "grade_sample": _grade,
    "grade_value": _grade,
    "grade_conditions": _grade,
    "linear": _linear,
    "bonus": _bonus,
}
