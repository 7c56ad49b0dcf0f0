"""Points from answers and findings, with the worked examples that were computed by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import from_hundredths, rounded, short, to_hundredths, two_decimals
from chuangjian_desktop.domain.scoring import (
    AnswerFact,
    FindingFact,
    ScoringProfile,
    VisitScore,
    decimal,
    difference,
    half_up,
    mean,
    ranks,
    rate_text,
    score_item,
    score_visit,
    weighted,
)
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item, Rule, Tier
from tests.domain.examples import answered, finding, item, per, rule
from tests.domain.strategies import ANSWERS, found_at

PLAIN = ScoringProfile()
TIERS = (Tier(9500, 1000), Tier(9000, 600), Tier(8000, 300))


def test_example_1_three_items_and_one_that_does_not_apply() -> None:
    items = [
        item("A", "10", per("1", "10")),
        item("B", "8", per("0.5", "8")),
        item("C", "6", per("1")),
        item("D", "6", per("1")),
    ]
    score = score_visit(items, answered(C="na", D="conforming"), [finding("A", 3), finding("B", 20)], PLAIN)
    assert (score.earned, score.possible) == (1300, 2400)
    assert [each.earned for each in score.items] == [700, 0, 0, 600]
    assert rate_text(score.rate) == "54.17"


def test_example_2_the_weight_of_a_missing_type_goes_to_the_others() -> None:
    rates = ["86.50", "78.25", "70.10", "81.375", None, "92.00"]
    values = [None if rate is None else Fraction(rate) for rate in rates]
    weights = [20, 15, 20, 25, 10, 10]
    assert weighted(zip(weights, values, strict=True)) == Fraction("7260.125") / 90
    assert rate_text(weighted(zip(weights, values, strict=True))) == "80.67"
    values[4] = Fraction(84)
    assert rate_text(weighted(zip(weights, values, strict=True))) == "81.00"


def test_examples_3_and_4_other_weighted_sums_round_once_at_the_end() -> None:
    closed = Fraction(47 * 100, 56)
    assert rate_text(closed) == "83.93"
    assert rate_text(weighted([(8, Fraction("7260.125") / 90), (2, closed)])) == "81.32"
    cycle = weighted([(20, Fraction("82.31")), (20, Fraction("85.10")), (60, Fraction("88.74"))])
    assert cycle == Fraction("86.726")
    assert rate_text(cycle) == "86.73"
    assert rate_text(weighted([(80, cycle), (20, Fraction("89.50"))])) == "87.28"


def test_example_5_a_half_goes_up() -> None:
    assert rate_text(Fraction("81.125")) == "81.13"
    assert rounded(Decimal("81.125")) == Decimal("81.13")
    assert two_decimals(Decimal("2.675")) == "2.68"
    assert rate_text(None) is None


def test_example_6_ties_share_a_rank_and_the_next_is_left_out() -> None:
    assert ranks([Fraction(each) for each in ("88.20", "86.75", "86.75", "80.00")]) == [1, 2, 2, 4]
    assert ranks([Fraction("86.7549"), Fraction("86.7451"), None, Fraction(80)]) == [1, 1, None, 3]
    assert ranks([]) == []


@pytest.mark.parametrize(
    ("how", "found", "earned"),
    [
        (per("0.5"), [finding("A", 3)], "8.50"),
        (per("0.5", "2"), [finding("A", 30)], "8.00"),
        (per("0.5", "99"), [finding("A", 30)], "0.00"),
        (per("3", "5"), [finding("A", 1), finding("A", 1, id="2")], "5.00"),
        (rule("all_or_nothing"), [finding("A")], "0.00"),
        (rule("pass_fail"), [finding("A", 4)], "0.00"),
        (rule("shortage", "1.5", required=5), [finding("A", 2)], "7.00"),
        (rule("shortage", "4", required=5), [finding("A", 5)], "0.00"),
        (per("1"), [finding("A", 5, "0.25")], "9.75"),
        (per("1"), [finding("A", 5, "0")], "10.00"),
        (per("1"), [finding("A", 1, "-3")], "10.00"),
        (per("1"), [finding("A", 1, "99")], "0.00"),
        (rule("ratio", required=10), [finding("A")], "0.00"),
        (rule("tier", tiers=TIERS), [finding("A")], "0.00"),
    ],
)
def test_every_kind_of_rule(how: Rule, found: Sequence[FindingFact], earned: str) -> None:
    score = score_item(item("A", "10", how), AnswerFact(), found, PLAIN)
    assert (two_decimals(score.earned), score.state, score.possible) == (earned, "deducted", 1000)
    assert score.lost == sum(each.lost for each in score.costs)
    assert not score.contradiction


@pytest.mark.parametrize(
    ("how", "measured", "earned", "state"),
    [
        (rule("ratio", required=10), "10", "10.00", "conforming"),
        (rule("ratio", required=10), "12", "10.00", "conforming"),
        (rule("ratio", required=10), "8.5", "8.50", "deducted"),
        (rule("ratio", required=3), "1", "3.33", "deducted"),
        (rule("ratio", required=3), "2", "6.67", "deducted"),
        (rule("ratio", required=10), "-1", "0.00", "deducted"),
        (rule("ratio"), "0.5", "5.00", "deducted"),
        (rule("tier", tiers=TIERS), "95", "10.00", "conforming"),
        (rule("tier", tiers=TIERS), "94.99", "6.00", "deducted"),
        (rule("tier", tiers=TIERS), "80", "3.00", "deducted"),
        (rule("tier", tiers=TIERS), "79.99", "0.00", "deducted"),
    ],
)
def test_measured_values(how: Rule, measured: str, earned: str, state: AnswerState) -> None:
    score = score_item(item("A", "10", how), AnswerFact("unanswered", to_hundredths(measured)), [], PLAIN)
    assert (two_decimals(score.earned), score.state, score.possible) == (earned, state, 1000)


def test_a_measured_value_decides_and_findings_are_its_evidence() -> None:
    ratio = item("A", "10", rule("ratio", required=10))
    answer = AnswerFact("conforming", to_hundredths("4"))
    first, second = finding("A", 1, "2"), finding("A", 1, "1.5", id="two")
    score = score_item(ratio, answer, [first, second], PLAIN)
    assert (score.earned, [each.lost for each in score.costs]) == (400, [200, 400])
    score = score_item(ratio, AnswerFact("conforming", 900), [first], PLAIN)
    assert (score.earned, [each.lost for each in score.costs]) == (900, [100])


def test_a_measured_value_says_nothing_where_the_item_does_not_apply_or_knows_no_values() -> None:
    ratio = item("A", "10", rule("ratio", required=10))
    assert score_item(ratio, AnswerFact("na", 400), [], PLAIN).state == "na"
    assert score_item(ratio, AnswerFact("exempt", 400), [], PLAIN).earned == 1000
    assert score_item(item("A", "10"), AnswerFact("conforming", 400), [], PLAIN).earned == 1000


@pytest.mark.parametrize(("na", "possible", "earned"), [("drop", 0, 0), ("full", 1000, 1000), ("zero", 1000, 0)])
def test_not_applicable_counts_as_the_office_decides(na: str, possible: int, earned: int) -> None:
    profile = {each.na: each for each in (PLAIN, ScoringProfile(na="full"), ScoringProfile(na="zero"))}[na]
    score = score_item(item("A", "10"), AnswerFact("na"), [], profile)
    assert (score.state, score.possible, score.earned) == ("na", possible, earned)


@pytest.mark.parametrize("state", ["conforming", "exempt", "na"])
def test_an_answer_beside_a_finding_is_a_contradiction_and_deducted(state: AnswerState) -> None:
    score = score_item(item("A", "10"), AnswerFact(state), [finding("A")], PLAIN)
    assert (score.state, score.contradiction, score.lost) == ("deducted", True, 100)


def test_not_answered_is_neither_zero_nor_full() -> None:
    score = score_visit([item("A", "10"), item("B", "6")], answered(A="exempt"), [], PLAIN)
    assert (score.possible, score.earned, score.unanswered, score.waiting) == (1000, 1000, 1, 600)
    empty = score_visit([item("A", "10")], {}, [], PLAIN)
    assert (empty.rate, empty.unanswered) == (None, 1)


def test_vetoes() -> None:
    found = [finding("A", 1, "0.5"), finding("A", 1, id="again")]
    other = item("B", "6")
    of_item = score_visit([item("A", "10", veto="item"), other], answered(B="conforming"), found, PLAIN)
    assert (of_item.raw, of_item.earned, of_item.vetoes) == (600, 600, 1)
    assert [each.lost for each in of_item.items[0].costs] == [1000, 0]
    of_site = score_visit([item("A", "10", veto="site"), other], answered(B="conforming"), found, PLAIN)
    assert (of_site.raw, of_site.earned, of_site.possible, of_site.vetoes) == (600, 0, 1600, 1)
    untouched = score_visit([item("A", "10", veto="site")], answered(A="conforming"), [], PLAIN)
    assert (untouched.earned, untouched.vetoes) == (1000, 0)


def test_what_is_solved_on_the_spot_and_who_found_it_may_count_for_less() -> None:
    league = ScoringProfile(solved_percent=50, finder={"city": 150})
    found = [finding("A", 2, solved=True), finding("A", 1, id="2")]
    score = score_item(item("A", "10"), AnswerFact(), found, league)
    assert [each.asked for each in score.costs] == [150, 150]
    odd = score_item(item("A", "10", per("0.01")), AnswerFact(), [finding("A", solved=True)], league)
    assert odd.costs[0].asked == 1


def same(**more: str) -> list[FindingFact]:
    at = {"problem": "06010", "place": "东门", **more}
    return [finding("A", 1, "2", id="a", **at), finding("B", 1, "3", id="b", **at)]


def test_the_same_problem_at_one_place_costs_once_where_it_costs_most() -> None:
    items = [item("A", "10"), item("B", "10")]
    score = score_visit(items, {}, same(), PLAIN)
    assert [each.lost for each in score.items] == [0, 300]
    assert [one.lost for each in score.items for one in each.costs] == [0, 300]
    each = score_visit(items, {}, same(), ScoringProfile(same_problem="each"))
    assert [one.lost for one in each.items] == [200, 300]


@pytest.mark.parametrize("more", [{"place": ""}, {"problem": ""}])
def test_without_a_place_or_a_problem_nothing_is_the_same(more: dict[str, str]) -> None:
    score = score_visit([item("A", "10"), item("B", "10")], {}, same(**more), PLAIN)
    assert [each.lost for each in score.items] == [200, 300]


def test_one_item_s_own_occurrences_all_count() -> None:
    at = {"problem": "06010", "place": "东门"}
    found = [finding("A", 1, "2", id="1", **at), finding("A", 1, "2", id="2", **at), finding("B", 1, "1", id="3", **at)]
    score = score_visit([item("A", "10"), item("B", "10")], {}, found, PLAIN)
    assert [each.lost for each in score.items] == [400, 0]


def test_sparing_one_finding_leaves_the_cap_to_the_others() -> None:
    at = {"problem": "06010", "place": "东门"}
    found = [finding("A", 1, "4", id="1", **at), finding("A", 1, "4", id="2"), finding("B", 1, "6", id="3", **at)]
    score = score_visit([item("A", "10", per("1", "5")), item("B", "10")], {}, found, PLAIN)
    assert [[one.lost for one in each.costs] for each in score.items] == [[0, 400], [600]]


def test_a_measured_value_is_not_bettered_by_sparing() -> None:
    at = {"problem": "06010", "place": "东门"}
    found = [finding("A", 1, "1", id="1", **at), finding("B", 1, "6", id="3", **at)]
    answers = {"A": AnswerFact("unanswered", 600)}
    score = score_visit([item("A", "10", rule("ratio", required=10)), item("B", "10")], answers, found, PLAIN)
    assert [each.earned for each in score.items] == [600, 400]


RULES: SearchStrategy[Rule] = st.one_of(
    st.builds(Rule, st.just("per_occurrence"), st.integers(1, 300), st.integers(0, 1200)),
    st.builds(Rule, st.just("shortage"), st.integers(1, 300), st.just(0), st.integers(1, 9)),
    st.builds(Rule, st.sampled_from(["all_or_nothing", "pass_fail"])),
    st.builds(Rule, st.just("ratio"), required=st.integers(0, 9)),
    st.just(Rule("tier", tiers=TIERS)),
)
PROFILES = st.builds(
    ScoringProfile,
    na=st.sampled_from(["drop", "full", "zero"]),
    same_problem=st.sampled_from(["one", "each"]),
    solved_percent=st.sampled_from([0, 50, 100]),
    finder=st.sampled_from([{}, {"city": 50}, {"city": 200}]),
)
CODES = ("A", "B", "C")
FOUND = found_at(CODES)


def _item(code: str, points: int, how: Rule, veto: str) -> Item:
    made = item(code, "1", how, veto="site" if veto == "site" else "item" if veto else "")
    return replace(made, points=points)


ITEMS = st.tuples(
    *(
        st.builds(_item, st.just(code), st.integers(1, 1500), RULES, st.sampled_from(["", "", "", "item", "site"]))
        for code in CODES
    )
)


@given(ITEMS, st.dictionaries(st.sampled_from(CODES), ANSWERS), st.lists(FOUND, max_size=6), PROFILES)
def test_bounds_and_sums(
    items: Sequence[Item], answers: dict[str, AnswerFact], found: list[FindingFact], profile: ScoringProfile
) -> None:
    score = score_visit(items, answers, found, profile)
    for each in score.items:
        assert 0 <= each.earned <= each.possible <= each.item.points
        assert all(one.lost >= 0 for one in each.costs)
        assert sum(one.lost for one in each.costs) <= each.lost
        measured = answers.get(each.item.code, AnswerFact()).measured is not None
        if each.costs and not (measured and each.item.rule.kind in ("ratio", "tier")):
            assert sum(one.lost for one in each.costs) == each.lost
    assert score.possible == sum(each.possible for each in score.items)
    assert score.raw == sum(each.earned for each in score.items)
    assert score.earned in (score.raw, 0)
    assert sum(len(each.costs) for each in score.items) == len(found)
    assert score.rate is None or 0 <= score.rate <= 100
    assert score.rate is None or score.rate * score.possible == score.earned * 100


@given(ITEMS, st.dictionaries(st.sampled_from(CODES), ANSWERS), st.lists(FOUND, max_size=6))
def test_an_item_that_does_not_apply_is_as_if_it_were_not_there(
    items: Sequence[Item], answers: dict[str, AnswerFact], found: list[FindingFact]
) -> None:
    def points(score: VisitScore) -> tuple[int, int, int]:
        return score.possible, score.earned, score.vetoes

    more = [*items, item("Z", "9")]
    with_it = score_visit(more, {**answers, "Z": AnswerFact("na")}, found, PLAIN)
    assert points(with_it) == points(score_visit(items, answers, found, PLAIN))


@given(st.lists(st.none() | st.fractions(0, 100, max_denominator=400), max_size=12))
def test_ranks_count_those_before(rates: list[Fraction | None]) -> None:
    places = ranks(rates)
    for place, rate in zip(places, rates, strict=True):
        if rate is None:
            assert place is None
        else:
            shown = half_up(rate * 100)
            assert place == 1 + sum(half_up(other * 100) > shown for other in rates if other is not None)


@given(st.fractions(0, 100, max_denominator=10_000))
def test_one_rounding_everywhere(rate: Fraction) -> None:
    shown = rate_text(rate)
    assert shown == two_decimals(decimal(rate))
    assert abs(Fraction(shown or "0") - rate) <= Fraction(1, 200)


@given(st.lists(st.tuples(st.integers(1, 50), st.fractions(0, 100)), min_size=1, max_size=8))
def test_a_weighted_mean_lies_between_its_parts(parts: list[tuple[int, Fraction]]) -> None:
    joined = weighted(parts)
    assert joined is not None
    assert min(value for _, value in parts) <= joined <= max(value for _, value in parts)


def test_a_mean_of_nothing_is_nothing() -> None:
    assert mean([]) is None
    assert weighted([]) is None
    assert weighted([(5, None)]) is None
    assert weighted([(0, Fraction(3))]) is None
    assert mean([Fraction(1), Fraction(2)]) == Fraction(3, 2)


@pytest.mark.parametrize(
    ("typed", "hundredths"),
    [("0.5", 50), (" 10 ", 1000), ("−2", -200), ("－２", -200), ("１．５", 150), ("1e1", 1000), (3, 300), ("0.10", 10)],
)
def test_points_as_people_type_them(typed: str | int, hundredths: int) -> None:
    assert to_hundredths(typed) == hundredths
    assert from_hundredths(hundredths) * 100 == hundredths


@pytest.mark.parametrize("typed", ["", "abc", "0.005", "NaN", "inf", "1,5", "1e99", "1.2.3", "½", "1e999999999"])
def test_what_are_no_points(typed: str) -> None:
    with pytest.raises(Refusal) as refusal:
        to_hundredths(typed)
    assert refusal.value.code == "M27"


def test_points_written_short() -> None:
    assert [short(each) for each in (50, 1000, 125, 0, -50)] == ["0.5", "10", "1.25", "0", "-0.5"]
    assert two_decimals(8750) == "87.50"


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("90.00", "92.50", "+2.50"),
        ("90.00", "89.95", "-0.05"),
        ("90.0", "90.3", "+0.3"),
        ("90.00", "90.00", ""),
        (None, "90.00", ""),
        ("90.00", None, ""),
    ],
)
def test_a_difference_is_of_what_is_shown(before: str | None, after: str | None, moved: str) -> None:
    assert difference(before, after) == moved
