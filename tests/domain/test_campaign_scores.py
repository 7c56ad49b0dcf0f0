"""One visit under each campaign: only what serves it counts, with the points that it has there."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings

from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.scoring import (
    AnswerFact,
    FindingFact,
    ScoringProfile,
    campaigns_of,
    item_in,
    not_visited,
    points_in,
    score_item,
    score_visit,
    served,
)
from chuangjian_desktop.domain.scoring.digest import Recorded
from chuangjian_desktop.domain.standard import CampaignNode, Item
from tests.domain.examples import answered, finding, item
from tests.domain.strategies import CAMPAIGNS, FOUND, PROFILES, rounds

PLAIN = ScoringProfile()


def serving(code: str, points: str, rule: str, *nodes: tuple[str, str | None]) -> Item:
    made = item(code, points, parse_rule(rule, to_hundredths(points)))
    found = [CampaignNode(n.partition("-")[0], n, None if p is None else to_hundredths(p)) for n, p in nodes]
    return replace(made, campaigns=tuple(found))


def test_one_finding_costs_in_every_campaign_by_its_points_there() -> None:
    """10 points here, 5 under H, 20 under Y; three places of 1: 7 of 10, 2 of 5, 17 of 20."""
    one = serving("A", "10", "每处扣1分", ("W-a", None), ("H-b", "5"), ("Y-c", "20"))
    sheet = [one, serving("B", "6", "每处扣1分", ("W-a", None))]
    scores = {
        code: score_visit(served(sheet, code), answered(B="conforming"), [finding("A", 3)], PLAIN)
        for code in ("W", "H", "Y", "S")
    }
    assert {code: (score.earned, score.possible) for code, score in scores.items()} == {
        "W": (1300, 1600), "H": (200, 500), "Y": (1700, 2000), "S": (0, 0),
    }  # fmt: skip
    assert campaigns_of(one) == ("W", "H", "Y")


def test_an_item_counts_once_for_a_campaign_with_the_most_of_its_points_there() -> None:
    one = serving("A", "10", "每处扣1分", ("W-a", None), ("W-b", "4"), ("W-c", "6"), ("H-a", None))
    assert (points_in(one, "W"), points_in(one, "H")) == (600, 1000)
    assert len(served([one], "W")) == 1
    assert item_in(one, "H") is one


def test_caps_stay_and_levels_grow_with_the_points() -> None:
    capped = serving("A", "10", "每处扣1分，最多扣5分", ("H-a", "8"), ("Y-a", "3"))
    assert (item_in(capped, "H").rule.cap, item_in(capped, "Y").rule.cap) == (500, 300)
    tier = serving("A", "10", "分档：≥80得10，≥50得6", ("H-a", "5"))
    assert [each.points for each in item_in(tier, "H").rule.tiers] == [500, 300]
    bonus = serving("A", "10", "不超过10得6分，每优1加2分，优2及以上加4分", ("H-a", "20"))
    there = item_in(bonus, "H")
    assert (there.rule.base, there.rule.each, there.rule.tiers[0].points) == (1200, 400, 800)
    assert score_item(there, AnswerFact("unanswered", 900), [], PLAIN).earned == 1600
    outside = replace(serving("N", "0", "百分制外每次扣3分", ("H-a", "5")), points=0)
    assert item_in(outside, "H") is outside


def test_a_problem_that_costs_elsewhere_costs_where_only_one_item_serves() -> None:
    """Recorded under A (W) and B (W and H) at one place: W loses the dearer one, H what B costs."""
    at = {"problem": "06010", "place": "东门"}
    sheet = [
        serving("A", "10", "每处扣3分", ("W-a", None)),
        serving("B", "10", "每处扣2分", ("W-a", None), ("H-a", None)),
    ]
    found = [finding("A", 1, **at), finding("B", 1, **at)]
    assert score_visit(served(sheet, "W"), {}, found, PLAIN).earned == 1700
    assert score_visit(served(sheet, "H"), {}, found, PLAIN).earned == 800


def test_a_site_nobody_went_to_may_count_as_nothing() -> None:
    sheet = [serving("A", "10", "每处扣1分", ("W-a", None)), serving("B", "6", "每处扣1分")]
    assert (not_visited(sheet).possible, not_visited(served(sheet, "W")).possible) == (1600, 1000)
    assert (not_visited(sheet).rate, not_visited(sheet).unanswered) == (0, 2)


@settings(max_examples=30, deadline=None)
@given(rounds(), PROFILES, FOUND)
def test_a_campaign_changes_only_by_findings_of_items_that_serve_it(
    visits: tuple[Recorded, ...], profile: ScoringProfile, more: FindingFact
) -> None:
    visit = visits[0]
    touched = {code for each in visit.items if each.code == more.item for code in campaigns_of(each)}
    for code in CAMPAIGNS:
        sheet = served(visit.items, code)
        before = score_visit(sheet, visit.answers, visit.findings, profile)
        after = score_visit(sheet, visit.answers, (*visit.findings, more), profile)
        assert code in touched or before == after
        assert 0 <= after.earned <= after.raw <= after.possible


@settings(max_examples=30, deadline=None)
@given(rounds(), PROFILES, PROFILES)
def test_scoring_again_changes_no_answer_and_says_the_same(
    visits: tuple[Recorded, ...], profile: ScoringProfile, other: ScoringProfile
) -> None:
    for visit in visits:
        kept = (dict(visit.answers), tuple(visit.findings))
        first = score_visit(visit.items, visit.answers, visit.findings, profile)
        score_visit(visit.items, visit.answers, visit.findings, other)
        assert score_visit(visit.items, visit.answers, visit.findings, profile) == first
        assert (dict(visit.answers), tuple(visit.findings)) == kept
