"""What a rule must obey to fit an item, refused with the reason in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.standard import Grade, Rule


class RuleTextRefusal(Refusal):
    """A rule text that says nothing known, or that does not fit the item's points (M27 with field "rule")."""

    def __init__(self, text: str, reason_zh: str, reason_en: str) -> None:
        super().__init__("M27", field="rule", value=text)
        self.reason_zh = reason_zh
        self.reason_en = reason_en


Fault = tuple[str, str] | None
"""What is wrong, in Chinese and in English; both follow the quoted text."""


def check_rule(rule: Rule, points: int, text: str) -> None:
    """`RuleTextRefusal` for a rule that an item of `points` hundredths cannot have.

    A rule that still names parameters passes: check it again as `resolved`.
    """
    fault = None if rule.parameters else _CHECKS.get(rule.kind, _fits)(rule, points)
    if fault is not None:
        raise RuleTextRefusal(text, f"评分规则“{text}”{fault[0]}", f'rule "{text}": {fault[1]}')


def _fits(_rule: Rule, _points: int) -> Fault:
    return None


def _deduction(rule: Rule, points: int) -> Fault:
    if rule.kind == "shortage" and rule.required < 1:
        return _required(rule, points)
    if 0 < rule.each <= rule.cap <= points:
        return None
    return (
        f"的扣分须大于0、不超过上限，上限不超过本条分值{short(points)}",
        f"the deduction must be above 0 and within its cap, that within {short(points)} points",
    )


def _required(rule: Rule, _points: int) -> Fault:
    return None if rule.required >= 1 else ("的要求数须大于0", "it must require at least 1")


def _tiers(rule: Rule, points: int) -> Fault:
    tiers = rule.tiers
    measures = [-tier.at_least if rule.falling else tier.at_least for tier in tiers]
    if tiers[0].points <= points and _sinks(measures) and _sinks([tier.points for tier in tiers]):
        return None
    return (
        f"须由高到低分档，得分逐档减少且不超过本条分值{short(points)}",
        f"its tiers must fall, in measure and in points, from at most {short(points)} points",
    )


def _grades(rule: Rule, _points: int) -> Fault:
    steps = [-grade.at_least if rule.falling else grade.at_least for grade in rule.grades[:-1]]
    if _sinks(steps) and len({grade.label for grade in rule.grades}) == len(rule.grades):
        return None
    return ("须由好到差分级，等级不得重复", "its grades must go from best to worst, each named once")


def _counted(rule: Rule, points: int) -> Fault:
    """Grades over a count: of samples, or of conditions that are met."""
    most = rule.required if rule.kind == "grade_sample" else len(rule.conditions)
    if most >= 1 and _within(rule.grades[:-1], most * 100):
        return _grades(rule, points)
    return (
        f"的各级要求数须大于0，且不超过{most}",
        f"what its grades require must be above 0 and at most {most}",
    )


def _within(grades: Sequence[Grade], most: int) -> bool:
    return all(0 < grade.at_least <= most for grade in grades)


def _linear(rule: Rule, points: int) -> Fault:
    if rule.step > 0 and 0 < rule.each <= points:
        return None
    return (
        f"的每档和扣分须大于0，扣分不超过本条分值{short(points)}",
        f"its step and deduction must be above 0, the deduction at most {short(points)} points",
    )


def _bonus(rule: Rule, points: int) -> Fault:
    steady = (rule.step > 0) == (rule.each > 0)
    better = [tier.at_least for tier in rule.tiers]
    tiers_fit = _sinks([*better, 0]) and _sinks([*(tier.points for tier in rule.tiers), 0])
    top = rule.tiers[0].points if rule.tiers else rule.each
    if steady and tiers_fit and rule.base > 0 and rule.base + top <= points:
        return None
    return (
        f"的基本分和加分须大于0、加分由高到低，合计不超过本条分值{short(points)}",
        f"its base and bonus must be above 0, the bonus falling, together at most {short(points)} points",
    )


def _outside(rule: Rule, _points: int) -> Fault:
    if rule.each > 0 and (rule.cap == 0 or rule.each <= rule.cap):
        return None
    return ("的扣分须大于0、不超过上限", "the deduction must be above 0 and within its cap")


def _sinks(values: Sequence[int]) -> bool:
    return all(first > second for first, second in pairwise(values))


_CHECKS: dict[str, Callable[[Rule, int], Fault]] = {
    "per_occurrence": _deduction,
    "shortage": _deduction,
    "ratio": _required,
    "tier": _tiers,
    "grade_sample": _counted,
    "grade_value": _grades,
    "grade_conditions": _counted,
    "linear": _linear,
    "bonus": _bonus,
    "penalty": _outside,
}
