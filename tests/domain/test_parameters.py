"""A city's numbers in texts and rules."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.parameters import filled, in_force, keys_in
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.standard import Checklist, Parameter, Phrase
from chuangjian_desktop.domain.versions import Version
from tests.domain.examples import item

NUMBER = Parameter("广告数", "公益广告数量", "处", 500, 100, 3000, "low")
SHARE = Parameter("占比", "围挡占比", "%", 3000, 1000, 10_000, "low")
KNOWN = {each.key: each for each in (NUMBER, SHARE)}
PLAIN = item("A", "10")
ASKING = replace(
    item("B", "10", parse_rule("要求{广告数}处，每少1处扣2分", 1000)),
    title="不少于{广告数}处",
    requirement="面积不低于{占比}%。",
    how_to_check="清点{广告数}处，多出的不抵。",
    exemption="低于{占比}%时除外。",
    phrases=(Phrase("不足{广告数}处", "L002"),),
)


def test_an_item_names_its_parameters_in_texts_and_rule() -> None:
    assert keys_in(PLAIN) == frozenset()
    assert keys_in(ASKING) == {"广告数", "占比"}
    assert keys_in(replace(PLAIN, rule=parse_rule("分档：≥{占比}得10，≥10得2", 1000))) == {"占比"}


def test_numbers_stand_in_every_text_and_in_the_rule() -> None:
    now = filled(ASKING, KNOWN)
    assert now.title == "不少于5处"
    assert now.requirement == "面积不低于30%。"
    assert now.how_to_check == "清点5处，多出的不抵。"
    assert now.exemption == "低于30%时除外。"
    assert now.phrases == (Phrase("不足5处", "L002"),)
    assert now.rule == parse_rule("要求5处，每少1处扣2分", 1000)
    assert not keys_in(now)


def test_a_half_number_reads_as_people_write_it() -> None:
    high = Parameter("高", "高度", "米", 250, 100, 500, "found")
    assert filled(replace(PLAIN, requirement="不低于{高}米"), {"高": high}).requirement == "不低于2.5米"


def test_what_is_no_parameter_stays_as_it_is_written() -> None:
    now = filled(ASKING, {"占比": SHARE})
    assert now.requirement == "面积不低于30%。"
    assert now.title == "不少于{广告数}处"
    assert now.rule == ASKING.rule
    assert filled(PLAIN, KNOWN) is PLAIN


def test_a_version_is_filled_item_by_item() -> None:
    written = Version("v", Checklist("ZG", "主干道", (), "1", (PLAIN, ASKING)), {"a": PLAIN, "b": ASKING})
    now = in_force(written, KNOWN)
    assert now.items == {"a": PLAIN, "b": filled(ASKING, KNOWN)}
    assert now.checklist.items == (PLAIN, filled(ASKING, KNOWN))
    assert (now.id, now.checklist.code) == ("v", "ZG")
