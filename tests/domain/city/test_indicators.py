"""Indicators by number and fact, and points by the rules of a real water standard; worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from chuangjian_desktop.domain.assessment import Component, Indicator, Judging, Standard
from chuangjian_desktop.domain.city.facts import CityFacts, Entry, Option, Question, Survey
from chuangjian_desktop.domain.city.indicators import score_indicator, slot, value_of
from chuangjian_desktop.domain.city.score import city_score
from chuangjian_desktop.domain.city.values import IndicatorScore
from chuangjian_desktop.domain.points import to_hundredths

GREEN = Indicator("G", "H-1", "建成区绿化覆盖率", "%", "at_least", 3_800)
SMOKE = Indicator("S", "H-2", "吸烟率", "%", "at_most", 2_000)


def score(indicator: Indicator, *years: Entry, parameters: dict[str, int] | None = None) -> IndicatorScore:
    given = {slot(indicator.code, back): entry for back, entry in enumerate(years)}
    return score_indicator(indicator, given, {}, parameters)


def value(text: str, before: str | None = None) -> Entry:
    return Entry(to_hundredths(text), before=None if before is None else to_hundredths(before))


def points(rule: str, worth: str, *, target: int | None = None) -> Indicator:
    return Indicator("P", "J-1", "节水", "%", "points", target, to_hundredths(worth), rule)


@pytest.mark.parametrize(
    ("indicator", "entered", "verdict", "short"),
    [
        (GREEN, "38", "met", None),
        (GREEN, "37.99", "not_met", Fraction("0.01")),
        (SMOKE, "20", "met", None),
        (SMOKE, "23.4", "not_met", Fraction("3.4")),
    ],
)
def test_a_number_is_judged_against_its_target(
    indicator: Indicator, entered: str, verdict: str, short: Fraction | None
) -> None:
    found = score(indicator, value(entered))
    assert (found.verdict, found.short, found.source) == (verdict, short, "entered")
    assert found.met is (verdict == "met")


def test_numerator_and_denominator_are_divided_exactly() -> None:
    """1,139,999 ÷ 3,000,000 = 37.99996…, which is shown as 38.00 and is not 38."""
    entry = Entry(numerator=113_999_900, denominator=300_000_000)
    found = score(GREEN, entry)
    assert (found.verdict, found.source) == ("not_met", "ratio")
    assert found.value == Fraction(1_139_999 * 100, 3_000_000)
    per_mille = Indicator("B", "", "出生率", "‰", "at_least")
    assert value_of(per_mille, Entry(numerator=8, denominator=1_000)) == (8, "ratio")
    area = Indicator("A", "", "人均公园绿地", "平方米", "at_least")
    assert value_of(area, Entry(numerator=900, denominator=100)) == (9, "ratio")
    assert value_of(area, Entry(1_250, numerator=900, denominator=0)) == (Fraction("12.5"), "entered")
    assert value_of(area, Entry()) == (None, "")


def test_what_is_not_entered_is_neither_met_nor_missed() -> None:
    for indicator in (GREEN, Indicator("F", "", "有规划", "", "yes"), points("一处即不得分", "5")):
        found = score(indicator, Entry())
        assert (found.verdict, found.why, found.met) == ("missing", "value", False)
    unknown = score(Indicator("U", "", "待定", "%", "at_least"), value("50"))
    assert (unknown.verdict, unknown.why) == ("missing", "target")


def test_a_fact_is_so_or_not() -> None:
    fact = Indicator("F", "", "有规划", "", "yes")
    assert [score(fact, Entry(met=met)).verdict for met in (True, False)] == ["met", "not_met"]


@pytest.mark.parametrize(
    ("judge", "target", "entered", "before", "verdict"),
    [
        ("at_least", 2_300, "24", None, "met"),
        ("at_least", 2_300, "22", "21", "improving"),
        ("at_least", 2_300, "22", "22", "not_met"),
        ("at_least", 2_300, "22", None, "missing"),
        ("at_least", None, "22", "21", "improving"),
        ("at_most", 5_500, "56", "57", "improving"),
        ("at_most", 5_500, "56", "55.5", "not_met"),
    ],
)
def test_getting_better_is_enough_where_the_standard_says_so(
    judge: str, target: int | None, entered: str, before: str | None, verdict: str
) -> None:
    indicator = Indicator("L", "", "素养", "%", judge, target, improving=True)  # pyright: ignore[reportArgumentType]
    found = score(indicator, value(entered, before))
    assert found.verdict == verdict
    assert found.why == ("before" if verdict == "missing" else "")


def test_the_year_before_may_be_an_entry_of_its_own() -> None:
    indicator = Indicator("L", "", "素养", "%", "at_least", 2_300, improving=True)
    assert score(indicator, value("22"), value("21.5")).verdict == "improving"


def test_the_worst_of_its_years_decides() -> None:
    two = Indicator("G", "", "绿化", "%", "at_least", 3_800, years=2)
    assert score(two, value("40"), value("37")).verdict == "not_met"
    assert score(two, value("40"), value("37")).value == 37
    assert score(two, value("40"), value("39")).value in (39, 40)
    open_ = score(two, value("40"))
    assert (open_.verdict, open_.why, open_.value) == ("missing", "years", 40)
    assert open_.wanted == "indicator.G.1"
    nothing = score(two, Entry(), value("40"))
    assert (nothing.why, nothing.wanted) == ("value", "indicator.G")
    assert len(score(two, value("40"), value("37")).lines) == 2


@pytest.mark.parametrize(
    ("rule", "worth", "entered", "earned", "verdict"),
    [
        # 工业用水重复利用率 ≥ 75 %: 5 points, one off for every 5 percentage points below.
        ("达到75得满分，每低5扣1分", "5", "75", "5", "met"),
        ("达到75得满分，每低5扣1分", "5", "70", "4", "not_met"),
        ("达到75得满分，每低5扣1分", "5", "69.99", "3", "not_met"),
        ("达到75得满分，每低5扣1分", "5", "20", "0", "not_met"),
        # 节水型企业覆盖率: 5 % earns 1, 10 % 2, 15 % 3.
        ("分档：≥15得3，≥10得2，≥5得1", "3", "15", "3", "met"),
        ("分档：≥15得3，≥10得2，≥5得1", "3", "14.99", "2", "not_met"),
        ("分档：≥15得3，≥10得2，≥5得1", "3", "4", "0", "not_met"),
        # 管网漏损率: 6 of 10 at the standard, each percentage point better 2 more, 2 and better 4, nothing when worse.
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "10", "6", "met"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "9", "8", "met"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "7.2", "10", "met"),
        ("不超过10得6分，每优1加2分，优2及以上加4分，未达到不得分", "10", "10.01", "0", "not_met"),
        ("按比例，要求10", "4", "7", "2.80", "not_met"),
        ("每处扣1分，扣完为止", "4", "3", "1", "not_met"),
        ("每处扣1分，扣完为止", "4", "0", "4", "met"),
        ("要求5处，每少1处扣2分", "10", "3", "6", "not_met"),
        ("百分制外每次扣3分", "4", "1", "1", "not_met"),
    ],
)
def test_points_are_earned_by_the_rule_in_words(rule: str, worth: str, entered: str, earned: str, verdict: str) -> None:
    found = score(points(rule, worth), value(entered))
    assert (found.points, found.verdict) == (Fraction(earned), verdict)
    assert found.lines[0].points == found.points


def test_a_value_is_never_rounded_into_a_better_tier() -> None:
    """149,999 ÷ 1,000,000 = 14.9999 %."""
    entry = Entry(numerator=14_999_900, denominator=100_000_000)
    assert score(points("分档：≥15得3，≥10得2", "3"), entry).points == 2
    leak = Entry(numerator=10_000_100, denominator=100_000_000)
    assert score(points("不超过10得6分，每优1加2分，未达到不得分", "10"), leak).points == 0


@pytest.mark.parametrize(("met", "earned"), [(True, 5), (False, 0)])
def test_a_fact_may_earn_points(met: bool, earned: int) -> None:
    found = score(points("符合或不符合", "5"), Entry(met=met))
    assert (found.points, found.met) == (earned, met)


def test_the_target_decides_whether_points_mean_reached() -> None:
    """Half of the points at 8 of the 10 that are aimed at: earned, not reached, 2 short."""
    found = score(points("分档：≥20得4，≥5得2", "4", target=1_000), value("8"))
    assert (found.points, found.verdict, found.short) == (2, "not_met", 2)
    assert score(points("分档：≥20得4，≥5得2", "4", target=1_000), value("12")).verdict == "met"
    by_fact = score(points("符合或不符合", "5", target=100), Entry(met=True))
    assert by_fact.verdict == "met"


def test_a_rule_that_nobody_understands_leaves_the_indicator_open() -> None:
    assert score(points("看情况", "5"), value("1")).why == "rule"
    assert score(points("达到{线}得满分，每低5扣1分", "5"), value("60")).why == "rule"
    assert score(points("达到{线}得满分，每低5扣1分", "5"), value("60"), parameters={"线": 6_500}).points == 4


# ---- the component and the headline ----------------------------------------------------------------------------------

LIST = Component("I", "指标", "indicators", 10_000)


def standard(*indicators: Indicator) -> Standard:
    return Standard("S", "国家森林城市", "", "", (), judging=Judging(components=(LIST,), indicators=indicators))


def test_thirty_eight_of_forty_are_reached() -> None:
    every = tuple(Indicator(str(n), "", f"指标{n}", "%", "at_least", 4_000) for n in range(40))
    entered = {f"indicator.{n}": value("39.9" if n in (3, 17) else "40") for n in range(40)}
    found = city_score(standard(*every), CityFacts(entered))
    assert (found.indicators_met, len(found.indicators)) == (38, 40)
    assert (found.components[0].rate, found.components[0].state) == (95, "scored")
    part = city_score(standard(*every), CityFacts({k: v for k, v in entered.items() if k != "indicator.0"}))
    assert (part.indicators_met, part.components[0].rate) == (37, Fraction(3_700, 39))
    assert (part.components[0].state, part.components[0].open) == ("partial", 1)
    assert part.missing == ("component.I", "indicator.0")
    assert city_score(standard(*every), CityFacts()).components[0].state == "missing"


def test_points_of_indicators_are_pooled_and_conditions_stand_beside() -> None:
    """4 of 5 and 2 of 3, the condition earning nothing: 6 ÷ 8 = 75."""
    first = Indicator("1", "", "重复利用率", "%", "points", None, 500, "达到75得满分，每低5扣1分")
    second = Indicator("2", "", "覆盖率", "%", "points", None, 300, "分档：≥15得3，≥10得2，≥5得1")
    basic = Indicator("0", "", "有规划", "", "yes", basic=True)
    given = {"indicator.1": value("70"), "indicator.2": value("12"), "indicator.0": Entry(met=True)}
    found = city_score(standard(basic, first, second), CityFacts(given))
    assert found.components[0].rate == 75
    assert [line.points for line in found.components[0].lines] == [50, 25]
    assert found.components[0].lines[0].detail == "4.00 ÷ 5.00"
    assert found.indicators_met == 1


def test_a_question_may_stand_for_an_indicator() -> None:
    """90 of 100 in the street and 170 of 200 at home: 260 of 300; a number that was entered comes first."""
    options = (Option("A", "满意", 10_000), Option("B", "不满意", 0))
    asked = Question("1", "满意吗", options, indicator="H")
    street = Survey("s", "1", "", 0, (asked,), {("", "1", "A"): 90, ("", "1", "B"): 10})
    home = Survey("h", "2", "", 0, (asked,), {("", "1", "A"): 170, ("", "1", "B"): 30})
    happy = Indicator("H", "", "群众满意度", "%", "at_least", 9_000)
    found = city_score(standard(happy), CityFacts(surveys=(street, home))).indicators[0]
    assert (found.verdict, found.source, found.value) == ("not_met", "survey", Fraction(26_000, 300))
    over = city_score(standard(happy), CityFacts({"indicator.H": value("95")}, surveys=(street,))).indicators[0]
    assert (over.verdict, over.source) == ("met", "entered")
