"""Figures of a standard: which there are, which are asked for, and what the office's word makes of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.assessment import (
    Block,
    Component,
    Cycle,
    Gate,
    Indicator,
    Judging,
    Negative,
    Node,
    Quota,
    Standard,
)
from chuangjian_desktop.domain.figures import effective, figures, is_open

STANDARD = Standard(
    "W",
    "全国文明城市",
    "2021版",
    "2021",
    (Node("W-环境", "环境"), Node("W-特色", "特色", points=2000)),
    judging=Judging(
        judgement="mixed",
        components=(
            Component("实地", "实地考察", "field", 6000, certainty="low", source="说法不一"),
            Component("评价表", "评价表", "table", 4000, 100_000, 80_000, "medium"),
            Component("暗访", "中期暗访", "secret", 0, certainty="found"),
            Component("评估", "技术评估", "entered", 0, pass_mark=8000, certainty="low"),
        ),
        indicators=(
            Indicator("1", "W-环境", "绿地率", "%", "at_least", 4000, certainty="found"),
            Indicator("2", "W-环境", "噪声", "dB", "at_most", certainty="medium"),
            Indicator("3", "W-环境", "规划", "", "yes", certainty="low"),
            Indicator("4", "W-环境", "重复利用率", "%", "points", points=500, rule="符合或不符合", certainty="high"),
        ),
        gates=(Gate("未成年人", "未成年人", 8500, 2000, "found"), Gate("前提", "前提", 6000, certainty="low")),
        negatives=(
            Negative("1", "安全事故", "points", 300, "found"),
            Negative("2", "停牌", "title", certainty="low"),
        ),
        cycle=Cycle((2000, 2000, 6000), "low", "两种说法"),
        blocks=(Block("1", "综合", 5000),),
        quotas=(Quota("1", "总数", (161, 215, 267)),),
        sizes=("小", "中"),
        success="排名",
    ),
)
ALL = {
    "cycle.1": 2000,
    "cycle.2": 2000,
    "cycle.3": 6000,
    "component.实地.weight": 6000,
    "component.评价表.weight": 4000,
    "component.评价表.pass_mark": 80_000,
    "component.评估.pass_mark": 8000,
    "gate.未成年人.at_least": 8500,
    "gate.未成年人.share": 2000,
    "gate.前提.at_least": 6000,
    "indicator.1.target": 4000,
    "indicator.2.target": None,
    "indicator.4.points": 500,
    "negative.1.points": 300,
    "block.1.points": 5000,
    "quota.1.1": 16_100,
    "quota.1.2": 21_500,
    "quota.1.3": 26_700,
    "node.W-特色.points": 2000,
}
ASKED = {
    *("cycle.1", "cycle.2", "cycle.3", "component.实地.weight", "component.评价表.weight"),
    *("component.评价表.pass_mark", "component.评估.pass_mark", "gate.前提.at_least", "indicator.2.target"),
}


def test_every_number_is_a_figure_with_where_it_comes_from() -> None:
    found = figures(STANDARD)
    assert {each.key: each.value for each in found} == ALL
    assert len(found) == len(ALL)
    first = {each.key: each for each in found}
    assert (first["cycle.1"].label, first["cycle.1"].unit) == ("第1年 · 占比", "%")
    weight = first["component.实地.weight"]
    assert (weight.label, weight.unit, weight.certainty, weight.source) == ("实地考察 · 权重", "%", "low", "说法不一")
    assert first["indicator.2.target"].unit == "dB"
    assert [first[f"quota.1.{place}"].label for place in (1, 2, 3)] == ["总数 · 小", "总数 · 中", "总数 · 3"]


def test_the_office_is_asked_for_what_is_uncertain_or_unknown() -> None:
    assert {each.key for each in figures(STANDARD) if is_open(each)} == ASKED


def test_a_figure_that_was_confirmed_is_not_asked_for_again() -> None:
    found = {each.key: each for each in figures(STANDARD, {"indicator.2.target": 5500})}
    assert (found["indicator.2.target"].value, found["indicator.2.target"].certainty) == (5500, "confirmed")
    assert not is_open(found["indicator.2.target"])
    assert is_open(found["cycle.1"])


def test_nothing_said_leaves_everything_as_it_was_shipped() -> None:
    assert effective(STANDARD, {}) == STANDARD


def test_corrected_numbers_stand_where_the_shipped_ones_stood() -> None:
    said = {
        "cycle.2": 2500,
        "component.实地.weight": 5500,
        "indicator.2.target": 5500,
        "gate.未成年人.at_least": 9000,
        "negative.1.points": 500,
        "block.1.points": 6000,
        "quota.1.2": 20_000,
        "node.W-特色.points": 1500,
        "component.nobody.weight": 1,
    }
    now = effective(STANDARD, said)
    judging = now.judging
    assert judging.cycle.shares == (2000, 2500, 6000)
    assert judging.components[0].weight == 5500
    assert judging.indicators[1].target == 5500
    assert (judging.gates[0].at_least, judging.gates[0].share) == (9000, 2000)
    assert judging.negatives[0].points == 500
    assert judging.blocks[0].points == 6000
    assert judging.quotas[0].numbers == (161, 200, 267)
    assert now.nodes[1].points == 1500
    assert (judging.success, judging.sizes, judging.judgement) == ("排名", ("小", "中"), "mixed")


def test_a_part_counts_as_confirmed_when_each_of_its_numbers_is() -> None:
    half = effective(STANDARD, {"component.评价表.weight": 4000, "cycle.1": 2000, "quota.1.1": 16_100})
    assert half.judging.components[1].certainty == "medium"
    assert half.judging.cycle.certainty == "low"
    assert half.judging.quotas[0].certainty == "found"
    keys = ("component.评价表.weight", "component.评价表.pass_mark", "cycle.1", "cycle.2", "cycle.3")
    whole = effective(STANDARD, {key: ALL[key] or 0 for key in keys})
    assert whole.judging.components[1].certainty == "confirmed"
    assert whole.judging.cycle.certainty == "confirmed"


def test_a_standard_is_confirmed_with_its_last_open_figure() -> None:
    said = {key: ALL[key] or 5500 for key in ASKED}
    assert effective(STANDARD, said).confirmed
    for key in ASKED:
        assert not effective(STANDARD, {other: value for other, value in said.items() if other != key}).confirmed


@pytest.mark.parametrize("complete", [True, False])
def test_an_outline_is_never_confirmed(*, complete: bool) -> None:
    outline = Standard("X", "省级文明城市", "", "", (), judging=Judging(complete=complete))
    assert effective(outline, {}).confirmed is complete


def test_a_confirmed_flag_of_a_record_does_not_count() -> None:
    assert not effective(replace(STANDARD, confirmed=True), {}).confirmed
