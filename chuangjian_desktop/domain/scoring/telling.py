"""How a number came about, in the words of an explanation. What is said is true to the last hundredth: a product only
where it is one."""

from __future__ import annotations

from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.domain.scoring.facts import AnswerFact, FindingCost, ItemScore
from chuangjian_desktop.domain.scoring.items import measures
from chuangjian_desktop.domain.scoring.profile import ScoringProfile
from chuangjian_desktop.domain.scoring.rules import grade_of, measured_points
from chuangjian_desktop.domain.standard import Item

_BY_COUNT = frozenset({"per_occurrence", "shortage", "penalty"})


def cost_words(score: ItemScore, answer: AnswerFact, one: FindingCost) -> str:
    """What a finding costs its item, and why: 20 × 0.50 (10.00)，计 6.00; 3处，手填 9.00，计 5.00."""
    lost = one.asked if one.finding.upheld else one.lost
    if score.vetoed:
        return f"{one.finding.count}处，一票否决，计 {two_decimals(lost)}"
    if measures(score.item, answer):
        return f"{one.finding.count}处，以实测值为准，计 {two_decimals(lost)}"
    said, alone = _alone(score.item, one)
    if one.asked != alone:
        said += f"，折算 {two_decimals(one.asked)}"
    return said if lost == one.asked else f"{said}，计 {two_decimals(lost)}"


def _alone(item: Item, one: FindingCost) -> tuple[str, int]:
    """The arithmetic of a finding by itself, and its result."""
    finding, rule = one.finding, item.rule
    if finding.override is not None:
        alone = max(0, finding.override)
        return f"{finding.count}处，手填 {two_decimals(alone)}", alone
    if rule.kind in _BY_COUNT:
        alone = rule.each * finding.count
        whole = "" if one.asked == one.lost == alone else f" ({two_decimals(alone)})"
        return f"{finding.count} × {two_decimals(rule.each)}{whole}", alone
    alone = 0 if rule.kind == "ledger" else item.points
    return f"{finding.count}处，整条 {two_decimals(alone)}", alone


def measured_words(score: ItemScore, answer: AnswerFact, profile: ScoringProfile) -> str:
    """What a measured value earns: 5处中4处符合，B级，60%; nothing where none decides."""
    item, rule = score.item, score.item.rule
    decided = score.state in ("conforming", "deducted") and not score.vetoed and measures(item, answer)
    if answer.measured is None or not decided:
        return ""
    value = short(answer.measured)
    if rule.grades:
        place, grade = grade_of(rule, answer.measured)
        return f"{_met(item, value)}，{grade.label}级，{profile.share(grade.label, place)}%"
    needed = f"，要求 {rule.required}" if rule.required else f"，目标 {short(rule.target)}" if rule.target else ""
    return f"实测 {value}{needed}，得 {two_decimals(measured_points(rule, item.points, answer.measured, profile))}"


def _met(item: Item, value: str) -> str:
    if item.rule.kind == "grade_sample":
        return f"{item.rule.required}处中{value}处符合"
    if item.rule.kind == "grade_conditions":
        return f"{len(item.rule.conditions)}项中{value}项符合"
    return f"实测 {value}"
