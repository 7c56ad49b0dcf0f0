"""An item as the texts of a form and back, and test runs as lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.scenarios import Said
from chuangjian_desktop.domain.standard import CampaignNode, Phrase
from chuangjian_desktop.ui.office.standards.checklists.fields import ORDER, blank, changed, choices, texts
from chuangjian_desktop.ui.office.standards.checklists.rows import choice_words, item_facts
from chuangjian_desktop.ui.office.standards.checklists.run_text import lines_of, said_of
from chuangjian_desktop.ui.text.words import use_language

NODES = {"W-公共环境": "W", "H-市容环境": "H"}
ITEM = replace(
    blank("ZG01", "一、环境"),
    title="墙面整洁",
    requirement="无小广告。\n无乱涂写。",
    departments=("城管", "环卫"),
    phrases=(Phrase("张贴小广告", "07001"),),
    campaigns=(CampaignNode("W", "W-公共环境"), CampaignNode("H", "H-市容环境", 550)),
)


def test_every_field_reads_back_what_it_shows() -> None:
    shown = texts(ITEM)
    assert tuple(shown) == ORDER
    for field in ORDER:
        assert changed(ITEM, field, shown[field], NODES) == ITEM, field
        assert not choices(field) or shown[field] in choices(field)


def test_points_take_the_cap_of_a_rule_along() -> None:
    dearer = changed(ITEM, "points", "2.5", NODES)
    assert (dearer.points, dearer.rule.cap) == (250, 250)
    capped = changed(changed(ITEM, "points", "5", NODES), "rule", "每处扣1分，最多扣2分", NODES)
    assert changed(capped, "points", "6", NODES).rule.cap == 200


def test_names_may_be_parted_in_several_ways() -> None:
    assert changed(ITEM, "departments", "城管，街道、 城管", NODES).departments == ("城管", "街道")
    assert changed(ITEM, "title", "  墙面  整洁 ", NODES).title == "墙面 整洁"
    assert changed(ITEM, "phrases", "乱堆放\n\n店外经营〔09006〕", NODES).phrases == (
        Phrase("乱堆放", ""),
        Phrase("店外经营", "09006"),
    )


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("points", "一", "M27"),
        ("points", "101", "M27"),
        ("rule", "看着扣", "M27"),
        ("deadline", "过几天", "M27"),
        ("photos_most", "-1", "M27"),
        ("photos_required", "100", "M27"),
        ("method", "听说", "M27"),
        ("nodes", "W-没有", "M21"),
        ("nodes", "W-公共环境、H-市容环境(5)、X", "M21"),
    ],
)
def test_what_a_field_cannot_be(field: str, text: str, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        changed(ITEM, field, text, NODES)


def test_test_runs_are_lines() -> None:
    said = (
        Said("ZG05", count=3),
        Said("ZG07", count=2, points=150),
        Said("ZG09", measured=8000),
        Said("ZG10", measured=250, count=1),
        Said("ZG12", "na"),
        Said("ZG13", "exempt"),
        Said("ZG14", "unanswered"),
        Said("ZG15"),
    )
    text = lines_of(said)
    assert text.splitlines()[:5] == ["ZG05 3处", "ZG07 2处 1.5分", "ZG09 测得 80", "ZG10 测得 2.5 1处", "ZG12 不适用"]
    assert said_of(text) == said
    assert said_of(" ZG05  3 处 1.5 分 \n\n") == (Said("ZG05", count=3, points=150),)
    for line in ("ZG05", "ZG05 三处", "ZG05 很差", "3处"):
        with pytest.raises(Refusal, match="M27"):
            said_of(line)


def test_choices_read_in_the_language_in_force() -> None:
    kinds = [word for field in ORDER for word in choices(field)]
    assert choice_words()["7个工作日"] == "7个工作日"
    use_language("en")
    try:
        shown = [choice_words()[word] for word in kinds]
        said = dict(item_facts(ITEM, Catalogue({}, frozenset(), {}, {})).pairs)
    finally:
        use_language("zh")
    assert all(word.isascii() for word in shown)
    assert said["Method"].isascii()
