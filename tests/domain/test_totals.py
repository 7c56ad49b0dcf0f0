"""Sums over visits, each with the visits it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chuangjian_desktop.domain.scoring import ItemScore, ScoringProfile, Tie, rate_text
from chuangjian_desktop.domain.totals import (
    Scored,
    Total,
    by_group,
    by_item,
    means_of,
    pooled,
    ranked,
    type_means,
    visit_total,
)
from tests.domain.examples import nothing, visit

PLAIN = ScoringProfile()


def district(one: Scored) -> Sequence[tuple[str, str]]:
    return [(path, path.split("/")[-1]) for path in one.areas]


def campaigns(each: ItemScore) -> Sequence[tuple[str, str]]:
    return [(node.campaign, node.campaign) for node in each.item.campaigns]


def test_example_2_means_of_types_join_by_their_weights() -> None:
    profile = ScoringProfile(weights={"ZG": 20, "BX": 15, "NM": 20, "XQ": 25, "LX": 10, "WC": 10})
    visits = [
        visit("1", "86.00", "ZG"),
        visit("2", "87.00", "ZG"),
        visit("3", "78.25", "BX"),
        visit("4", "70.10", "NM"),
        visit("5", "81.37", "XQ"),
        visit("6", "81.38", "XQ"),
        visit("7", "92.00", "WC"),
        visit("8", "84.00", "LX", areas=("西区",)),
    ]
    east, west = by_group(visits, district, profile)
    assert (east.key, rate_text(east.rate)) == ("东区", "80.67")
    assert east.rate == Fraction("7260.125") / 90
    assert (east.possible, east.findings, len(east.visits)) == (70_000, 7, 7)
    assert rate_text(west.rate) == "84.00"
    filled = ScoringProfile(weights=profile.weights, missing_type="mean")
    assert rate_text(by_group(visits, district, filled)[0].rate) == "81.00"


def test_a_missing_type_is_filled_by_rows_of_the_same_level_only() -> None:
    visits = [
        visit("1", "80.00", "ZG", areas=("东区", "东区/光明街道")),
        visit("2", "60.00", "NM", areas=("西区", "西区/和平街道")),
        nothing("3", "WC", areas=("西区", "西区/和平街道")),
    ]
    rows = {row.key: row for row in by_group(visits, district, ScoringProfile(missing_type="mean"))}
    assert rows["东区"].rate == rows["西区"].rate == 70
    assert rows["东区/光明街道"].rate == rows["西区/和平街道"].rate == 70
    plain = {row.key: row.rate for row in by_group(visits, district, PLAIN)}
    assert (plain["东区"], plain["西区"]) == (80, 60)
    assert rows["西区"].unanswered == 1
    assert (rows["东区"].filled, rows["西区"].filled) == (frozenset({"NM"}), frozenset({"ZG"}))


def test_a_row_without_anything_answered_has_no_rate() -> None:
    (row,) = by_group([nothing("1")], district, PLAIN)
    assert (row.rate, row.possible, row.unanswered) == (None, 0, 1)
    assert pooled("R1", "本轮", [nothing("1")]).rate is None
    assert by_item([nothing("1")], campaigns)[0].rate is None
    assert type_means([nothing("1")]) == {}
    assert by_group([], district, PLAIN) == []


def test_a_visit_is_a_row_and_all_visits_are_one() -> None:
    one, two = visit("1", "90.00"), visit("2", "70.50")
    row = visit_total(one)
    assert (row.key, row.name, row.possible, row.earned, row.rate, row.visits) == (
        "1",
        "点位1",
        10_000,
        9000,
        90,
        (one,),
    )
    city = pooled("R1", "本轮", [one, two])
    assert (city.possible, city.earned, rate_text(city.rate)) == (20_000, 16_050, "80.25")


def test_items_are_pooled_and_count_for_every_campaign_they_serve() -> None:
    rows = by_item([visit("1", "90.00"), visit("2", "100.00"), nothing("3")], campaigns)
    assert [(row.key, row.possible, row.earned, row.findings, row.unanswered) for row in rows] == [
        ("W", 20_000, 19_000, 1, 1)
    ]
    assert rows[0].rate == 95


def test_example_6_ranked_rows() -> None:
    visits = [visit("d", "88.20"), visit("b", "86.75"), visit("a", "86.75"), visit("c", "80.00"), nothing("e")]
    rows = ranked([visit_total(each) for each in visits])
    assert [(place, row.key) for place, row in rows] == [(1, "d"), (2, "a"), (2, "b"), (4, "c"), (None, "e")]


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from(["ZG", "BX"]), st.sampled_from(["东区", "西区"]))))
def test_rows_keep_every_point_and_stay_between_their_parts(parts: list[tuple[int, str, str]]) -> None:
    visits = [visit(str(n), str(rate), kind, areas=(area,)) for n, (rate, kind, area) in enumerate(parts)]
    rows = by_group(visits, district, PLAIN)
    assert sum(row.possible for row in rows) == pooled("R1", "", visits).possible
    assert sum(row.earned for row in rows) == sum(each.score.earned for each in visits)
    for row in rows:
        rates = [each.score.rate for each in row.visits if each.score.rate is not None]
        assert row.rate is not None
        assert min(rates) <= row.rate <= max(rates)


@pytest.mark.parametrize("weights", [{}, {"ZG": 5, "BX": 5}])
def test_equal_weights_are_a_plain_mean_of_types(weights: dict[str, int]) -> None:
    (row,) = by_group(
        [visit("1", "90"), visit("2", "80"), visit("3", "60", "BX")], district, ScoringProfile(weights=weights)
    )
    assert row.rate == Fraction(85 + 60, 2)


def test_rows_of_different_depth_are_ranked_among_their_own_kind() -> None:
    rows = [
        Total("东区", "东区", 0, 0, Fraction(80), 0, 0, 0),
        Total("东区/一街", "一街", 0, 0, Fraction(90), 0, 0, 0),
        Total("西区", "西区", 0, 0, Fraction(85), 0, 0, 0),
        Total("西区/二街", "二街", 0, 0, None, 0, 0, 0),
    ]

    ordered = [(rank, row.key) for rank, row in ranked(rows, by_depth=True)]

    assert ordered == [(1, "西区"), (2, "东区"), (1, "东区/一街"), (None, "西区/二街")]


def test_a_missing_type_may_count_with_the_row_s_own_of_the_round_before() -> None:
    """东区 had markets at 60 before and has none now: (90 + 60) ÷ 2; 西区 had nothing before."""
    before = means_of([visit("1", "60.00", "NM"), visit("2", "10.00", "ZG")], district)
    now = [visit("1", "90.00", "ZG"), visit("2", "70.00", "ZG", areas=("西区",))]
    profile = ScoringProfile(missing_type="previous")
    assert [row.rate for row in by_group(now, district, profile, before)] == [75, 70]
    assert [row.rate for row in by_group(now, district, profile)] == [90, 70]


def row_of(key: str, rate: str, findings: int = 0, vetoes: int = 0, rectified: Fraction | None = None) -> Total:
    return Total(key, key, 0, 0, Fraction(rate), findings, 0, vetoes, rectified=rectified)


def test_equal_rates_are_decided_by_what_the_profile_names() -> None:
    rows = [
        row_of("a", "80", 3, 1, Fraction(1, 2)),
        row_of("b", "80", 2, 1, Fraction(1, 2)),
        row_of("c", "80", 9, 0, None),
        row_of("d", "80", 9, 2, Fraction(3, 4)),
        row_of("e", "81", 99, 9),
    ]

    def places(*ties: Tie) -> list[tuple[int | None, str]]:
        return [(place, row.key) for place, row in ranked(rows, profile=ScoringProfile(ties=ties))]

    assert places() == [(1, "e"), (2, "a"), (2, "b"), (2, "c"), (2, "d")]
    assert places("vetoes") == [(1, "e"), (2, "c"), (3, "a"), (3, "b"), (5, "d")]
    assert places("rectified", "findings") == [(1, "e"), (2, "d"), (3, "b"), (4, "a"), (5, "c")]


def test_leagues_are_ranked_apart() -> None:
    rows = [row_of("a", "90"), row_of("b", "80"), row_of("c", "85"), row_of("d", "70")]
    profile = ScoringProfile(leagues={"a": "甲组", "b": "甲组", "c": "乙组"})
    assert [(place, row.key) for place, row in ranked(rows, profile=profile)] == [
        (1, "d"), (1, "c"), (1, "a"), (2, "b"),
    ]  # fmt: skip


def test_ranks_may_compare_tenths() -> None:
    rows = [row_of("a", "86.74"), row_of("b", "86.66"), row_of("c", "86.64")]
    assert [place for place, _ in ranked(rows, profile=ScoringProfile(decimals=1))] == [1, 1, 3]
    assert [place for place, _ in ranked(rows)] == [1, 2, 3]


def test_a_visit_row_tells_what_is_closed() -> None:
    one = replace(visit("1", "90.00"), due=4, closed=3)
    assert visit_total(one).rectified == Fraction(3, 4)
    assert by_group([one], district, PLAIN)[0].rectified == Fraction(3, 4)
