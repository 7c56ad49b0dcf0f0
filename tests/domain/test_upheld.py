"""A finding that a unit objected to with right costs nothing, and tells what it would have cost."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.scoring import AnswerFact, FindingFact, ScoringProfile, score_item
from tests.domain.examples import item, per

ITEM = item("ZG01", "4", per("1"))
FOUND = FindingFact("f", "ZG01", count=2)
RIGHT = replace(FOUND, id="g", upheld=True)
PROFILE = ScoringProfile()


def test_it_costs_nothing_and_tells_what_it_would_have_cost() -> None:
    score = score_item(ITEM, AnswerFact(), [FOUND, RIGHT], PROFILE)
    assert score.earned == 200
    assert [(each.finding.id, each.asked, each.lost) for each in score.costs] == [("f", 200, 200), ("g", 200, 0)]
    assert [each.finding.id for each in score.counted] == ["f"]


def test_the_cap_bounds_what_it_tells() -> None:
    (only,) = score_item(ITEM, AnswerFact(), [replace(RIGHT, count=99)], PROFILE).costs
    assert (only.asked, only.lost) == (400, 0)


def test_an_item_with_nothing_else_conforms_unless_it_says_otherwise() -> None:
    assert score_item(ITEM, AnswerFact(), [RIGHT], PROFILE).state == "conforming"
    assert score_item(ITEM, AnswerFact("na"), [RIGHT], PROFILE).state == "na"
    assert score_item(ITEM, AnswerFact(), [replace(FOUND, joined_to="x")], PROFILE).state == "unanswered"
