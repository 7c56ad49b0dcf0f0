"""A checklist as cells: what a clerk reads, and that nothing is lost in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.checklist_sheet import (
    cells,
    facts,
    listed,
    names,
    node_of,
    phrase_of,
    rule_data,
    rule_of,
    unlisted,
    unnamed,
)
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.standard import CampaignNode, Checklist, Grade, Item, Phrase, Rule, Tier

ITEM = Item(
    code="NM01",
    section="环境",
    title="地面干净",
    requirement="无积水",
    how_to_check="逐处看",
    method="observe",
    unit="处",
    points=550,
    rule=Rule("per_occurrence", each=50, cap=550),
    na_allowed=True,
    veto="site",
    exemption="雨天",
    departments=("城管", "环卫"),
    phrases=(Phrase("地面积水", "06010"), Phrase("墙面污损", "")),
    deadline="3d",
    severity="grave",
    photos_required=1,
    photos_most=6,
    campaigns=(CampaignNode("W", "W-公共环境"), CampaignNode("H", "H-市容环境", 500)),
    order=7,
    confidence="low",
    replaces=("NM00",),
)


def test_an_item_reads_as_a_clerk_writes_it() -> None:
    assert cells(ITEM) == {
        "number": "7", "code": "NM01", "section": "环境", "title": "地面干净", "requirement": "无积水", "how": "逐处看",
        "method": "观察", "unit": "处", "points": "5.5", "rule": "每处扣0.5分，扣完为止", "na": "是", "veto": "点位",
        "exemption": "雨天", "departments": "城管、环卫", "deadline": DEADLINES["3d"].label_zh, "severity": "严重",
        "photos_required": "1", "photos_most": "6", "nodes": "W-公共环境、H-市容环境(5)",
        "phrases": "地面积水〔06010〕\n墙面污损〔〕",
        "confidence": "低", "replaces": "NM00", "data": "",
    }  # fmt: skip
    other = cells(replace(ITEM, na_allowed=False, deadline="外定"))
    assert (other["na"], other["deadline"]) == ("否", "外定")


def test_the_facts_of_a_checklist() -> None:
    checklist = Checklist("NM", "农贸市场", ("菜市场", "集贸、市场"), "2026.2", (ITEM,), "draft", "2026-11-22")
    assert [value for _, value in facts(checklist)] == [
        "NM", "农贸市场", "2026.2", "2026-11-22", "草稿", "菜市场、集贸\\d市场",
    ]  # fmt: skip


@pytest.mark.parametrize("texts", [(), ("",), ("a", ""), ("两\n行", "回\r车"), ("反\\斜\\n线", "甲、乙"), ("\\e",)])
def test_several_texts_in_one_cell_come_back(texts: tuple[str, ...]) -> None:
    assert unlisted(listed(texts)) == texts
    assert unnamed(names(texts)) == texts


def test_names_may_have_lines_of_their_own() -> None:
    assert unnamed("城管\n环卫、住建") == ("城管", "环卫", "住建")


def test_phrases_and_nodes() -> None:
    assert phrase_of("积水〔06010〕") == Phrase("积水", "06010")
    assert phrase_of("积水") == Phrase("积水", "")
    assert phrase_of("〔甲〕乙〔06010〕") == Phrase("〔甲〕乙", "06010")
    assert node_of(" H-市容环境（2.5分） ") == ("H-市容环境", "2.5")
    assert node_of("H-市容环境") == ("H-市容环境", "")
    assert node_of("两\n行") == ("两\n行", "")


RULES = (
    Rule("tier", tiers=(Tier(8000, 500), Tier(5000, 200))),
    Rule("grade_value", grades=(Grade("A", 8500, strict=True), Grade("B", 0))),
    Rule("grade_conditions", conditions=("有 空格", "两\n行"), grades=(Grade("A", 200), Grade("B", 0))),
    Rule("shortage", each=100, cap=500, parameters=(("required", "k"),)),
)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_for_a_machine_comes_back(rule: Rule) -> None:
    assert rule_of(rule_data(rule)) == rule


def test_data_stand_only_where_words_do_not_say_all() -> None:
    assert cells(replace(ITEM, rule=RULES[0]))["data"] == ""
    assert cells(replace(ITEM, rule=RULES[2]))["data"] == rule_data(RULES[2])
    unreadable = replace(RULES[1], grades=(Grade("优？", 8500), Grade("C", 0)))
    assert cells(replace(ITEM, rule=unreadable))["data"] == rule_data(unreadable)


@pytest.mark.parametrize(
    "data",
    [
        "", "{", "[]", "1", '{"kind": "nothing"}', '{"each": 5}', '{"kind": "tier", "tiers": [{"a": 1}]}',
        '{"kind": "per_occurrence", "each": "5"}', '{"kind": "per_occurrence", "each": -5}',
        '{"kind": "per_occurrence", "each": true}', '{"kind": "grade_value", "grades": []}',
        '{"kind": "pass_fail", "conditions": [5]}', '{"kind": "pass_fail", "parameters": [["each", 5]]}',
    ],
)  # fmt: skip
def test_what_holds_no_rule_is_none(data: str) -> None:
    assert rule_of(data) is None
