"""What one finding costs in each campaign."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.assessment import Node, Standard
from chuangjian_desktop.domain.scoring import ScoringProfile
from chuangjian_desktop.domain.sheet import Touch
from chuangjian_desktop.domain.standard import CampaignNode
from chuangjian_desktop.domain.touching import in_order, touches_of_visit
from tests.domain.examples import answered, finding, item, per

STANDARDS = {
    "W": Standard("W", "全国文明城市", "", "", (Node("W-基础设施", "基础设施"),)),
    "H": Standard("H", "国家卫生城市", "", "", (Node("H-3", "市容环境"), Node("H-4", "生态"))),
}


def test_a_blocked_path_costs_in_every_standard_that_it_touches() -> None:
    """One of 5 points lost under W; under H the item is worth 2 and the second finding is beyond its cap."""
    nodes = (
        CampaignNode("H", "H-3", 200),
        CampaignNode("H", "H-4"),
        CampaignNode("W", "W-基础设施"),
        CampaignNode("X", "X1"),
    )
    path = replace(item("A", "5", per("1.5")), campaigns=nodes)
    other = item("B", "5", campaigns=("W",))
    found = [finding("A", id="first"), finding("A", id="second"), finding("C", id="elsewhere")]
    touched = touches_of_visit([path, other], answered(B="conforming"), found, ScoringProfile(), STANDARDS)
    assert set(touched) == {"first", "second"}
    assert touched["first"] == (
        Touch("W", "全国文明城市", (("W-基础设施", "基础设施"),), 150),
        Touch("H", "国家卫生城市", (("H-3", "市容环境"), ("H-4", "生态")), 150),
        Touch("X", "X", (("X1", "X1"),), 150),
    )
    assert [each.lost for each in touched["second"]] == [150, 50, 150]


def test_standards_stand_in_the_order_of_the_round() -> None:
    assert list(in_order(STANDARDS, ("H", "Z"))) == ["H", "W"]


def test_without_findings_nothing_is_touched() -> None:
    assert touches_of_visit([item("A", "5", campaigns=("W",))], {}, [], ScoringProfile(), STANDARDS) == {}
