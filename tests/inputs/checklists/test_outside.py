"""Rows of penalties and ledgers: they have no points of their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.rule_text import rule_words
from tests.helpers.checklists import HEAD, lines, write_book


@pytest.mark.parametrize("points", [None, 0, "0分", "—", -3, "无", 3])
def test_a_penalty_needs_no_points(tmp_path: Path, points: object) -> None:
    (line,) = lines(write_book(tmp_path / "a.xlsx", [HEAD, [1, "负面清单", "重大事故", points, "百分制外每次扣3分"]]))
    assert line.item is not None
    assert (line.item.points, rule_words(line.item.rule), line.verdict) == (0, "百分制外每次扣3分", "understood")


@pytest.mark.parametrize("points", [None, 0])
def test_a_ledger_needs_no_points(tmp_path: Path, points: object) -> None:
    (line,) = lines(write_book(tmp_path / "a.xlsx", [HEAD, [1, "台账", "日常加减分", points, "加减分"]]))
    assert line.item is not None
    assert (line.item.points, line.item.rule.kind, line.verdict) == (0, "ledger", "understood")


@pytest.mark.parametrize("rule", ["每处加1分", "加减分", "百分制外每次扣3分"])
def test_points_that_count_nothing_are_told(tmp_path: Path, rule: str) -> None:
    (line,) = lines(write_book(tmp_path / "a.xlsx", [HEAD, [1, "环境", "噪声", 10, rule]]))
    assert line.item is not None
    assert (line.item.points, line.verdict) == (0, "doubtful")
    (told,) = [each for each in line.remarks if each.key == "points"]
    assert "10 分没有采用" in told.zh
    assert told.hint_zh


def test_missing_points_say_how_a_penalty_is_written(tmp_path: Path) -> None:
    rows = [HEAD, [1, "环境", "干净", 5, "每处扣1分"], [2, "安全", "重大事故", None, "发生一起扣3分"]]
    _, line = lines(write_book(tmp_path / "a.xlsx", rows))
    assert line.item is None
    assert "百分制外每次扣3分" in line.remarks[0].hint_zh


def test_a_negative_number_is_no_points_of_anything_else(tmp_path: Path) -> None:
    (line,) = lines(write_book(tmp_path / "a.xlsx", [HEAD, [1, "环境", "干净", -5, "每处扣1分"]]))
    assert line.item is None


def test_a_veto_in_the_column_of_points_says_what_to_do(tmp_path: Path) -> None:
    (line,) = lines(write_book(tmp_path / "a.xlsx", [HEAD, [1, "安全", "亡人事故", "一票否决", "实行一票否决"]]))
    assert line.item is None
    assert [(each.key, each.zh) for each in line.remarks] == [("points", "分值栏写的是一票否决，没有分值")]


def test_a_penalty_among_the_requirements_needs_no_points(tmp_path: Path) -> None:
    head = ["序号", "考核内容", "分值", "考核标准"]
    rows = [head, [1, "干净", 100, "每处扣1分"], [2, "减分项：被媒体曝光", None, "每次扣3分，从总分中扣除"]]
    _, line = lines(write_book(tmp_path / "a.xlsx", rows))
    assert line.item is not None
    assert (line.item.points, rule_words(line.item.rule)) == (0, "百分制外每次扣3分")


@pytest.mark.parametrize("points", ["1分/处", "每盏扣0.2分", "实地考察，10分。每少1幅扣2分"])
def test_a_rule_in_the_column_of_points_says_where_it_belongs(tmp_path: Path, points: str) -> None:
    rows = [["序号", "扣分标准", "分值", "考评方式"], [1, "路灯不亮的", points, "现场"]]
    (line,) = lines(write_book(tmp_path / "a.xlsx", rows))
    assert line.item is None
    (told,) = (each for each in line.remarks if each.fatal)
    assert (told.key, told.zh) == ("points", f"分值栏里写着怎么扣分（{points}），分不清本条几分")
