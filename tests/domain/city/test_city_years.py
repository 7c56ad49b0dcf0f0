"""Years, gates and a table over the same visits, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from chuangjian_desktop.domain.assessment import (
    Block,
    Component,
    Cycle,
    Gate,
)
from chuangjian_desktop.domain.city.facts import (
    CityFacts,
    Entry,
    FieldFacts,
    Ledger,
    Pooled,
)
from chuangjian_desktop.domain.city.score import city_score, present_year
from tests.domain.city.examples import FIELD, entries, field, standard, text, total_of

# ---- years and gates -------------------------------------------------------------------------------------------------

CYCLE = Cycle((2_000, 2_000, 6_000))
MINORS = Gate("M", "未成年人思想道德建设", 8_500, 2_000)


def test_three_years_join_by_their_shares_and_the_gate_takes_its_own() -> None:
    """82.31 × 20 % + 85.10 × 20 % + 88.74 × 60 % = 86.726; × 80 % + 89.50 × 20 % = 87.2808."""
    total = Component("A", "总分", "entered", 10_000)
    given_ = entries(year_1="82.31", year_2="85.10", component_A="88.74")
    score = city_score(standard(total, cycle=CYCLE), CityFacts(given_))
    assert (score.effective, text(score.effective)) == (Fraction("86.726"), "86.73")
    assert [(each.year, each.present, each.entered) for each in score.years] == [
        (1, False, True),
        (2, False, True),
        (3, True, False),
    ]
    gated = city_score(standard(total, cycle=CYCLE, gates=(MINORS,)), CityFacts(given_ | entries(gate_M="89.50")))
    assert (gated.effective, text(gated.effective)) == (Fraction("87.2808"), "87.28")
    assert gated.eligible is True
    assert [(line.level, line.weight) for line in gated.lines] == [
        ("year", 16),
        ("year", 16),
        ("component", 48),
        ("gate", 20),
    ]
    assert total_of(gated.lines) == gated.effective


def test_an_entered_year_takes_the_place_of_this_round() -> None:
    total = Component("A", "总分", "entered", 10_000)
    given_ = entries(year_1="80", year_2="80", year_3="90", component_A="10")
    score = city_score(standard(total, cycle=CYCLE), CityFacts(given_))
    assert (score.effective, score.round_total) == (86, 10)


def test_years_that_are_not_known_hand_their_share_on() -> None:
    """First year only: the round itself stands for the first year, 20 of 20."""
    total = Component("A", "总分", "entered", 10_000)
    given_ = entries(cycle_year="1", component_A="77")
    score = city_score(standard(total, cycle=CYCLE), CityFacts(given_))
    assert (score.effective, score.missing) == (77, ("year.2", "year.3"))
    assert score.years[0].present
    only_past = city_score(standard(total, cycle=CYCLE), CityFacts(entries(year_1="70")))
    assert (only_past.round_total, only_past.effective) == (None, 70)
    ledger = (Ledger("1", "minus", 200, "迟报"),)
    halved = city_score(standard(total, cycle=Cycle((5_000, 5_000))), CityFacts({
        "component.A": Entry(8_000), "year.1": Entry(9_000)
    }, ledger=ledger))  # fmt: skip
    assert halved.effective == 45 + Fraction(78, 2)
    assert [line.points for line in halved.lines] == [45, 40, -1]


@pytest.mark.parametrize(("entered", "year"), [("0", 1), ("2", 2), ("7", 3)])
def test_the_present_year_stays_within_the_cycle(entered: str, year: int) -> None:
    assert present_year(standard(cycle=CYCLE), entries(cycle_year=entered)) == year


def test_a_gate_that_is_not_entered_takes_nothing_and_stands_open() -> None:
    score = city_score(standard(FIELD, gates=(MINORS,)), CityFacts(field=field("100", "90")))
    assert (score.effective, score.eligible, score.gates[0].to_pass) == (90, None, None)
    assert score.missing == ("gate.M",)


def test_a_gate_below_its_mark_closes_the_way_and_still_counts() -> None:
    """84.9 is 0.1 short; 90 × 80 % + 84.9 × 20 % = 88.98."""
    score = city_score(standard(FIELD, gates=(MINORS,)), CityFacts(entries(gate_M="84.9"), field=field("100", "90")))
    assert (score.gates[0].passed, score.gates[0].to_pass) == (False, Fraction("-0.1"))
    assert (score.eligible, score.effective) == (False, Fraction("88.98"))
    assert score.gates[0].contribution == Fraction("16.98")


def test_a_gate_without_a_share_is_only_a_gate() -> None:
    gate = replace(MINORS, share=0)
    score = city_score(standard(FIELD, gates=(gate,)), CityFacts(entries(gate_M="85"), field=field("100", "90")))
    assert (score.effective, score.eligible, score.gates[0].contribution) == (90, True, None)
    alone = city_score(standard(gates=(MINORS,)), CityFacts(entries(gate_M="85")))
    assert (alone.effective, alone.gates[0].passed) == (None, True)


def test_the_office_s_own_goal_is_told() -> None:
    assert city_score(standard(), CityFacts(entries(goal="90"))).goal == 90
    assert city_score(standard(), CityFacts()).goal is None


# ---- a table over the same visits ------------------------------------------------------------------------------------

TABLE = Component("T", "暗访评价表", "table", 0, full=100_000, pass_mark=80_000)
BLOCKS = (
    Block("1", "综合评价", 5_000),
    Block("2", "健康教育", 7_000),
    Block("2.1", "健康教育", 3_600, "2", ("H-1",)),
    Block("2.2", "控烟", 3_400, "2", ("H-2",)),
    Block("2.2.1", "标识", 0, "2.2"),
    Block("3", "市容环境", 88_000, nodes=("H-3",)),
)


def test_each_row_earns_its_points_by_the_rate_of_what_serves_it() -> None:
    """50 × 80 % + 36 × 75 % + 880 × 90 % = 40 + 27 + 792 = 859 of 966 known: 88.92 % of 1,000 points."""
    measured = {"1": Pooled(1_000, 800), "2.1": Pooled(400, 300), "3": Pooled(50_000, 45_000)}
    score = city_score(standard(TABLE, blocks=BLOCKS), CityFacts(field=FieldFacts(blocks=measured)))
    rows = {row.block.code: row for row in score.blocks}
    assert [row.block.code for row in score.blocks] == ["1", "2", "2.1", "2.2", "2.2.1", "3"]
    assert [row.depth for row in score.blocks] == [0, 0, 1, 1, 2, 0]
    assert (rows["2"].earned, rows["2"].known, rows["2"].rate, rows["2"].leaf) == (27, 3_600, 75, False)
    assert (rows["2.2"].earned, rows["2.2"].rate) == (None, None)
    part = score.components[0]
    assert (part.rate, text(part.score), part.state, part.open) == (Fraction(85_900, 966), "889.23", "partial", 1)
    assert total_of(part.lines) == part.rate


def test_points_entered_for_a_row_take_the_place_of_what_was_measured() -> None:
    measured = {"1": Pooled(1_000, 1_000), "3": Pooled(1, 1)}
    blocks = tuple(each for each in BLOCKS if each.code in ("1", "3"))
    facts = CityFacts(entries(block_1="35"), field=FieldFacts(blocks=measured))
    score = city_score(standard(TABLE, blocks=blocks), facts)
    assert score.blocks[0].earned == 35
    assert score.components[0].state == "scored"
    blank = CityFacts({"block.1": Entry()}, field=FieldFacts(blocks=measured))
    assert city_score(standard(TABLE, blocks=blocks), blank).blocks[0].earned == 50
    assert city_score(standard(TABLE, blocks=blocks), CityFacts()).components[0].rate is None
