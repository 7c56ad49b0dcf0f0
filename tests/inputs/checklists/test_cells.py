"""Single cells of a checklist in the ways in which offices fill them."""

from __future__ import annotations

import pytest

from chuangjian_desktop.inputs.checklists import cells
from chuangjian_desktop.inputs.checklists.cells import Cell
from chuangjian_desktop.inputs.checklists.values import Remark


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", ""),
        ("3日", "3d"),
        ("３天", "3d"),
        ("三日内", "3d"),
        ("3个工作日", "3d"),
        ("5个工作日内完成", "5d"),
        ("七天内", "7d"),
        ("立即整改", "now"),
        ("立行立改", "now"),
        ("当日", "now"),
        ("24小时", "24h"),
        ("24小时内", "24h"),
        ("一周", "7d"),
        ("半个月", "15d"),
        ("长期", "long"),
    ],
)
def test_deadlines(text: str, code: str) -> None:
    assert cells.deadline(Cell("deadline", text, [])) == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[
            ("5", 500),
            ("５分", 500),
            ("2.5分", 250),
            ("满分10分", 1000),
            ("共6", 600),
            (" 8 分 ", 800),
            ("1分/处", 100),
        ],
        *[("十五分", 1500), ("五", 500), ("半分", 50), ("两分", 200), ("一百二十", 12_000)],
    ],
)
def test_points(text: str, value: int) -> None:
    doubts: list[Remark] = []
    assert cells.points(Cell("points", text, doubts)) == value
    assert not doubts


def test_points_as_a_percentage_are_doubted() -> None:
    doubts: list[Remark] = []
    assert cells.points(Cell("points", "30%", doubts)) == 3000
    assert [(each.fatal, "30 分" in each.zh) for each in doubts] == [(False, True)]


@pytest.mark.parametrize(
    ("own", "how", "requirement", "found"),
    [
        ("观察", "", "", ("observe", "")),
        ("查看", "逐个看箱体", "", ("inspect", "逐个看箱体")),
        ("", "实地查看", "", ("inspect", "实地查看")),
        ("", "拨打12345电话", "", ("call", "拨打12345电话")),
        ("", "", "询问群众", ("ask", "")),
        ("随机", "现场", "", ("observe", "现场；随机")),
    ],
)
def test_ways_of_checking(own: str, how: str, requirement: str, found: tuple[str, str]) -> None:
    doubts: list[Remark] = []
    assert cells.method_and_words(Cell("method", own, doubts), how, requirement) == found
    assert not doubts


def test_a_method_that_nobody_knows_is_doubted() -> None:
    doubts: list[Remark] = []
    assert cells.method_and_words(Cell("method", "闻", doubts), "", "") == ("observe", "闻")
    (doubt,) = doubts
    assert "“闻”不认识" in doubt.zh
    assert "观察" in doubt.hint_zh
    assert not doubt.fatal


@pytest.mark.parametrize("text", ["是", "√", "Ｙ", "可以"])
def test_yes(text: str) -> None:
    assert cells.yes(Cell("na", text, []), default=False)
