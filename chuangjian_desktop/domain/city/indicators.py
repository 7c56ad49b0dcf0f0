"""Indicators: reached or not, better than before, or worth points by their rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from chuangjian_desktop.domain.assessment import Indicator
from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.domain.city.values import IndicatorScore, Line, Verdict
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rule_text import parse_rule, resolved
from chuangjian_desktop.domain.scoring import FindingFact, by_value, cost, measured_points
from chuangjian_desktop.domain.standard import Rule

NOTHING = Entry()


def slot(code: str, year: int = 0) -> str:
    """Where an indicator's value is entered; `year` counts back from the present one."""
    return f"indicator.{code}" + (f".{year}" if year else "")


def score_indicator(
    indicator: Indicator,
    entries: Mapping[str, Entry],
    surveys: Mapping[str, Fraction],
    parameters: Mapping[str, int] | None = None,
) -> IndicatorScore:
    """One indicator over all its years: the worst of them decides, and a year that is not entered leaves it open.

    A value that is not entered is taken from the questions that stand for the indicator (`surveys`, percent).
    """
    years = [_year(indicator, entries, surveys, parameters or {}, back) for back in range(max(1, indicator.years))]
    back = next((back for back, each in enumerate(years) if each.verdict == "missing"), None)
    if back is not None:
        why, wanted = "years" if back else years[0].why, slot(indicator.code, back)
        return replace(years[0], verdict="missing", why=why, points=None, wanted=wanted)
    worst = min(years, key=_rank)
    lines = tuple(line for each in years for line in each.lines)
    return replace(worst, lines=lines)


def _rank(score: IndicatorScore) -> tuple[int, Fraction, Fraction]:
    order: dict[Verdict, int] = {"not_met": 0, "improving": 1, "met": 2, "missing": 3}
    return order[score.verdict], score.points or Fraction(0), -(score.short or Fraction(0))


def _year(
    indicator: Indicator,
    entries: Mapping[str, Entry],
    surveys: Mapping[str, Fraction],
    parameters: Mapping[str, int],
    back: int,
) -> IndicatorScore:
    entry = entries.get(slot(indicator.code, back), NOTHING)
    value, source = value_of(indicator, entry)
    if value is None and not back and indicator.code in surveys:
        value, source = surveys[indicator.code], "survey"
    what = "" if not back else str(-back)
    line = Line("indicator", indicator.code, indicator.title, rate=value, detail=_detail(source, entry, what))
    made = IndicatorScore(indicator, "missing", value, source=source, lines=(line,))
    if indicator.judge == "yes":
        return _fact(made, entry)
    if indicator.judge == "points":
        return _points(made, entry, parameters)
    return _against(made, _before(indicator, entry, entries, back))


def _detail(source: str, entry: Entry, year: str) -> str:
    return " ".join(part for part in (source, year, entry.basis, entry.date, entry.note) if part)


def value_of(indicator: Indicator, entry: Entry) -> tuple[Fraction | None, str]:
    """The value of an entry and where it is from: numerator ÷ denominator where both are there (in percent or per
    mille, if that is the unit), else the value as it is."""
    if entry.numerator is not None and entry.denominator:
        factor = 100 if "%" in indicator.unit or "％" in indicator.unit else 1_000 if "‰" in indicator.unit else 1
        return Fraction(entry.numerator * factor, entry.denominator), "ratio"
    return (None, "") if entry.value is None else (Fraction(entry.value, 100), "entered")


def _before(indicator: Indicator, entry: Entry, entries: Mapping[str, Entry], back: int) -> Fraction | None:
    if entry.before is not None:
        return Fraction(entry.before, 100)
    return value_of(indicator, entries.get(slot(indicator.code, back + 1), NOTHING))[0]


def _fact(made: IndicatorScore, entry: Entry) -> IndicatorScore:
    if entry.met is None:
        return replace(made, why="value")
    return replace(made, verdict="met" if entry.met else "not_met", source="entered")


def _against(made: IndicatorScore, before: Fraction | None) -> IndicatorScore:
    """Against the target, or against the year before where that is enough."""
    indicator, value = made.indicator, made.value
    if value is None:
        return replace(made, why="value")
    least = indicator.judge == "at_least"
    if indicator.target is not None:
        target = Fraction(indicator.target, 100)
        short = target - value if least else value - target
        if short <= 0:
            return replace(made, verdict="met")
        made = replace(made, short=short)
    if indicator.improving:
        if before is not None:
            better = value > before if least else value < before
            return replace(made, verdict="improving" if better else "not_met")
        return replace(made, why="before")
    return replace(made, why="target") if indicator.target is None else replace(made, verdict="not_met")


# ---- points by a rule ----------------------------------------------------------------------------------------------

_FACTS = ("pass_fail", "all_or_nothing")


def rule_of(indicator: Indicator, parameters: Mapping[str, int]) -> Rule | None:
    """The rule that earns an indicator's points; None where its words are of no known form or lack a parameter."""
    try:
        return resolved(parse_rule(indicator.rule, indicator.points), parameters)
    except Refusal:
        return None


def _points(made: IndicatorScore, entry: Entry, parameters: Mapping[str, int]) -> IndicatorScore:
    rule = rule_of(made.indicator, parameters)
    if rule is None:
        return replace(made, why="rule")
    answer = _answered(rule, made.value, entry)
    if answer is None:
        return replace(made, why="value")
    earned = Fraction(_earned(made.indicator, rule, answer), 100)
    whole = Fraction(made.indicator.points, 100)
    verdict: Verdict = "met" if _reached(made, rule, earned >= whole) else "not_met"
    short = None if verdict == "met" else _short(made, rule)
    line = replace(made.lines[0], points=earned)
    return replace(made, verdict=verdict, points=earned, short=short, lines=(line,))


def _answered(rule: Rule, value: Fraction | None, entry: Entry) -> Fraction | bool | None:
    """What the rule judges: a fact, or a value."""
    return entry.met if rule.kind in _FACTS else value


def _earned(indicator: Indicator, rule: Rule, answer: Fraction | bool) -> int:
    """Hundredths, by the functions that items are scored with. A value is never rounded into a better level."""
    if isinstance(answer, bool):
        return indicator.points if answer else 0
    if by_value(rule):
        measured = ceil(answer * 100) if rule.falling else floor(answer * 100)
        return measured_points(rule, indicator.points, measured)
    lost = cost(rule, indicator.points, FindingFact("", indicator.code, count=max(0, ceil(answer))))
    return max(0, indicator.points - min(lost, rule.cap or indicator.points))


def _reached(made: IndicatorScore, rule: Rule, whole: bool) -> bool:
    """The target of the indicator or of its rule, else all points."""
    short = _short(made, rule)
    return whole if short is None else short <= 0


def _short(made: IndicatorScore, rule: Rule) -> Fraction | None:
    """By how much the target is missed; 0 and below when it is not."""
    target = made.indicator.target if made.indicator.target is not None else rule.target or None
    if target is None or made.value is None:
        return None
    short = Fraction(target, 100) - made.value
    return -short if rule.falling else short
