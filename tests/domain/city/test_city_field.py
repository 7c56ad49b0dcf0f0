"""Visits as one standard counts them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from chuangjian_desktop.domain.assessment import Block, Component, Judging, Node, Standard
from chuangjian_desktop.domain.city.facts import CityFacts, FieldFacts, Pooled
from chuangjian_desktop.domain.city.field import ancestors, field_facts
from chuangjian_desktop.domain.city.score import city_score
from chuangjian_desktop.domain.city.surveys import guessed_option
from chuangjian_desktop.domain.scoring import AnswerFact, ScoringProfile, not_visited, score_visit, served
from chuangjian_desktop.domain.standard import CampaignNode, Item
from chuangjian_desktop.domain.totals import Scored
from tests.domain.examples import Veto, answered, finding, item, per

NODES = (Node("H-3", "市容环境"), Node("H-31", "道路", "H-3"), Node("H-6", "食品"))
BLOCKS = (Block("3", "市容", 23_000, nodes=("H-3",)), Block("4", "农贸市场", 10_000, types=("NM",)))
STANDARD = Standard("H", "国家卫生城市", "", "", NODES, judging=Judging(blocks=BLOCKS))


def serving(code: str, points: str, *nodes: str, veto: Veto = "") -> Item:
    where = tuple(CampaignNode(node.partition("-")[0], node) for node in nodes)
    return replace(item(code, points, per("1"), veto=veto), campaigns=where)


def facts(standard: Standard, visits: list[Scored]) -> FieldFacts:
    """As a workspace counts them: the visits under the standard."""
    return field_facts(standard, [under(standard.code, each) for each in visits])


def under(campaign: str, visit: Scored) -> Scored:
    answers = {each.item.code: AnswerFact(each.state) for each in visit.score.items}
    found = [cost.finding for each in visit.score.items for cost in each.costs]
    items = served([each.item for each in visit.score.items], campaign)
    return replace(visit, score=score_visit(items, answers, found, ScoringProfile()))


def visited(key: str, site_type: str, items: list[Item], *findings: str) -> Scored:
    found = [finding(code) for code in findings]
    rest = {one.code: "conforming" for one in items if one.code not in findings and one.code != "open"}
    score = score_visit(items, answered(**rest), found, ScoringProfile())  # pyright: ignore[reportArgumentType]
    return Scored(key, f"点位{key}", site_type, (), "", "", score)


def test_an_item_counts_once_for_the_whole_and_at_every_node_it_serves() -> None:
    street = [serving("A", "10", "H-31", "H-6"), serving("B", "6", "W-1"), serving("C", "4", "H-3", "W-1")]
    found = facts(STANDARD, [visited("1", "ZG", street, "A"), visited("2", "ZG", street, "C")])
    assert found.whole == Pooled(2_800, 2_600, 2, 0)
    assert found.whole.rate == Fraction(2600, 28)
    assert found.parts == {"H-31": Pooled(2_000, 1_900, 1), "H-3": Pooled(800, 700, 1)}
    assert found.nodes == {
        "H-31": Pooled(2_000, 1_900, 1),
        "H-6": Pooled(2_000, 1_900, 1),
        "H-3": Pooled(2_800, 2_600, 2),
    }


def test_rows_take_items_of_the_standard_by_node_or_by_type_of_site() -> None:
    """What another standard alone asks for costs nothing here."""
    market = [serving("A", "10", "H-31"), serving("B", "6", "W-1")]
    found = facts(STANDARD, [visited("1", "NM", market, "B"), visited("2", "ZG", market)])
    assert found.blocks == {"3": Pooled(2_000, 2_000), "4": Pooled(1_000, 1_000)}
    assert found.whole == Pooled(2_000, 2_000)


def test_open_items_are_told_and_vetoes_of_the_title_named() -> None:
    items = [
        serving("A", "10", "H-6", veto="campaign"),
        serving("B", "5", "H-6", veto="site"),
        serving("open", "5", "H-6"),
    ]
    found = facts(STANDARD, [visited("NM-1", "NM", items, "A", "B")])
    assert found.vetoes == ("NM-1 点位NM-1 A 项目A",)
    assert (found.whole.unanswered, found.whole.possible) == (1, 1_500)
    other = facts(replace(STANDARD, code="W"), [visited("NM-1", "NM", items, "A")])
    assert (other.vetoes, other.whole) == ((), Pooled())


def test_points_of_a_campaign_are_its_own() -> None:
    """10 on the sheet are 20 there; one finding costs 1 in both."""
    item_ = replace(serving("A", "10"), campaigns=(CampaignNode("H", "H-3", 2_000),))
    found = facts(STANDARD, [visited("1", "ZG", [item_], "A")])
    assert found.whole == Pooled(2_000, 1_900, 1)


def test_a_site_that_is_vetoed_or_was_not_visited_has_lines_of_its_own() -> None:
    """Of 20 points 9 are left on A, and the veto under B takes them; 10 more were never asked: 0 of 30."""
    items = [serving("A", "10", "H-3"), serving("B", "10", "H-6", veto="site")]
    nobody = Scored("9", "无人去", "ZG", (), "", "", not_visited(items[:1]))
    under_h = [under("H", visited("1", "NM", items, "A", "B")), nobody]
    found = field_facts(STANDARD, under_h)
    assert (found.whole, found.vetoed, found.unvisited) == (Pooled(3_000, 0, 2, 1), 900, 1_000)
    part = Component("F", "实地", "field", 10_000)
    standard = replace(STANDARD, judging=Judging(components=(part,)))
    score = city_score(standard, CityFacts(field=found)).components[0]
    assert [(line.level, line.points) for line in score.lines] == [
        ("node", 30),
        ("node", 0),
        ("vetoed", -30),
        ("unvisited", 0),
    ]
    assert score.rate == 0


def test_the_way_up_ends_even_in_a_circle() -> None:
    circle = (Node("a", "", "b"), Node("b", "", "a"), Node("c", "", "x"))
    assert ancestors(circle) == {"a": ("a", "b"), "b": ("b", "a"), "c": ("c", "x")}


def test_usual_words_of_an_answer_say_their_share() -> None:
    happy, unclear = guessed_option("A", "基本满意"), guessed_option("D", "说不清")
    assert happy is not None
    assert unclear is not None
    assert (happy.share, unclear.share, happy.guessed) == (6_000, None, True)
    assert guessed_option("E", "其他") is None
