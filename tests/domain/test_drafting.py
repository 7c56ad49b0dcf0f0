"""Everything that keeps a checklist from being published is told with its item and field."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.drafting import Fault, Known, faults
from chuangjian_desktop.domain.standard import CampaignNode, Checklist, Item, Parameter, Phrase, Rule

KNOWN = Known(
    {"07001"},
    {"W-公共环境": "W"},
    {"城管"},
    {"广告间距": Parameter("广告间距", "公益广告间距", "米", 20_000, 0, 50_000, "low")},
)
ITEM = Item(
    "A", "环境", "墙面整洁", "每{广告间距}米一处", "看", "inspect", "处", 10_000, Rule("per_occurrence", 50, 10_000),
    na_allowed=True, veto="", exemption="", departments=("城管",), phrases=(Phrase("小广告", "07001"), Phrase("", "")),
    deadline="now", severity="normal", photos_required=1, photos_most=3, campaigns=(CampaignNode("W", "W-公共环境"),),
    order=1,
)  # fmt: skip


def found(*items: Item, title: str = "主次干道") -> list[Fault]:
    return list(faults(Checklist("ZG", title, (), "1", items), KNOWN))


def test_a_whole_checklist_has_no_fault() -> None:
    assert found(ITEM) == []
    outside = replace(ITEM, code="B", points=0, rule=Rule("penalty", 300))
    assert found(ITEM, outside) == []


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        (replace(ITEM, title=""), "title", "条目未填"),
        (replace(ITEM, departments=()), "departments", "责任部门未填"),
        (replace(ITEM, departments=("园艺",)), "departments", "责任部门“园艺”未知"),
        (replace(ITEM, phrases=(Phrase("小广告", "09999"),)), "phrases", "问题编号“09999”不在编码表中"),
        (replace(ITEM, campaigns=(CampaignNode("W", "W-别处"),)), "campaigns", "创建节点“W-别处”未知"),
        (replace(ITEM, campaigns=(CampaignNode("H", "W-公共环境"),)), "campaigns", "创建节点“W-公共环境”未知"),
        (replace(ITEM, deadline="soon"), "deadline", "整改时限“soon”未知"),
        (replace(ITEM, photos_required=4), "photos_required", "必拍照片须不多于最多照片"),
        (replace(ITEM, photos_most=100), "photos_required", "必拍照片须不多于最多照片"),
        (replace(ITEM, requirement="每{没有}米一处"), "rule", "参数“没有”不存在"),
        (replace(ITEM, rule=Rule("per_occurrence", 50, 20_000)), "rule", "上限不超过本条分值100"),
        (replace(ITEM, rule=Rule("ratio", required=1, parameters=(("required", "没有"),))), "rule", "参数“没有”不存在"),
    ],
)
def test_faults_of_an_item(changed: Item, field: str, words: str) -> None:
    told = found(changed)
    assert [(each.item, each.field) for each in told] == [("A", field)]
    assert words in told[0].reason_zh
    assert told[0].reason_en


def test_points_must_be_some_and_add_up() -> None:
    nothing = replace(ITEM, points=0, rule=Rule("all_or_nothing"))
    assert [(each.item, each.field) for each in found(nothing)] == [("A", "points"), ("", "points")]
    outside = replace(ITEM, code="B", points=100, rule=Rule("ledger"))
    assert [(each.item, each.field, each.reason_zh) for each in found(ITEM, outside)] == [
        ("B", "points", "百分制外的条目分值须为0"),
        ("", "points", "分值合计101，应为100"),
    ]


def test_codes_are_unique_and_the_checklist_has_a_title() -> None:
    half = replace(ITEM, points=5000, rule=Rule("all_or_nothing"))
    told = found(half, half, title="")
    assert [(each.item, each.field) for each in told] == [("A", "code"), ("", "title")]
