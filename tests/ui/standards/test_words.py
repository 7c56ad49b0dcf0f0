"""How an item is scored, as it is read in the library."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.standard import Grade, Rule
from chuangjian_desktop.ui.office.standards.words import ruled
from tests.domain.examples import item

CONDITIONS = ("有专人保洁；每日两次", "垃圾日产日清", "无暴露垃圾")


def test_each_condition_stands_on_a_line_of_its_own() -> None:
    grades = (Grade("A", 300), Grade("B", 200), Grade("C", 0))
    rule = Rule("grade_conditions", conditions=CONDITIONS, grades=grades)
    lines = ruled(replace(item("ZG01", "10"), rule=rule)).splitlines()
    assert len(lines) == 3
    assert [words in line for words, line in zip(CONDITIONS, lines, strict=True)] == [True] * 3


def test_a_plain_rule_stays_one_line() -> None:
    assert ruled(item("ZG01", "10", parse_rule("每处扣0.5分，扣完为止", 1000))) == "每处扣0.5分，扣完为止"
