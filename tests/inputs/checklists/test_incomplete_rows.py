"""Rows that leave out their points or their content: what the sheet says elsewhere is taken, the rest is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.inputs.checklists.understanding import guessed, understood
from tests.helpers.checklists import HEAD, KNOWN, laid, lines, write_book

PLAIN = ("项目", "考评标准", "评分办法")


def points(path: Path) -> list[tuple[int, bool]]:
    """The points of each row, and whether they are a guess."""
    found: list[tuple[int, bool]] = []
    for line in lines(path):
        assert line.item is not None, line.remarks
        found.append((line.item.points, any(remark.key == "points" for remark in line.remarks)))
    return found


@pytest.mark.parametrize("name", ["内部保洁（40分）", "内部保洁(40分)", "内部保洁 ４０分", "内部保洁（满分40分）"])
def test_points_in_the_name_of_a_section_of_one_row(tmp_path: Path, name: str) -> None:
    rows = [PLAIN, [name, "地面干净", "每处扣2分"], ["无异味（60分）", "通风良好", "有异味的，不得分"]]
    assert points(write_book(tmp_path / "a.xlsx", rows)) == [(4000, False), (6000, False)]


@pytest.mark.parametrize("merged", [["A2:A4"], []])
def test_points_of_a_section_are_shared_out_among_its_rows(tmp_path: Path, merged: list[str]) -> None:
    rows = [
        PLAIN,
        ["内部保洁（10分）", "地面干净", "每处扣0.5分"],
        [None, "墙面干净", "每处扣0.5分"],
        [None, "台面干净", "每处扣0.5分"],
        ["无异味（60分）", "通风良好", "不得分"],
    ]
    path = write_book(tmp_path / "a.xlsx", rows, merged)
    assert points(path) == [(334, True), (333, True), (333, True), (6000, False)]
    (table,) = laid(path).tables
    assert guessed(understood(table, KNOWN)) == ()


def test_points_that_are_all_shared_out_are_all_guessed(tmp_path: Path) -> None:
    rows = [PLAIN, ["保洁（10分）", "地面干净", "每处扣0.5分"], [None, "墙面干净", "每处扣0.5分"]]
    (table,) = laid(write_book(tmp_path / "a.xlsx", rows)).tables
    assert guessed(understood(table, KNOWN)) == ("points",)


def test_the_points_of_either_level_of_sections(tmp_path: Path) -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", None],
        [None, None, "内容", "办法"],
        ["环境（20分）", "院内", "地面干净", "每处扣1分"],
        [None, "院外", "墙面干净", "每处扣1分"],
        ["服务", "秩序（30分）", "排队有序", "每次扣2分"],
    ]
    merged = ["A1:A2", "B1:B2", "C1:D1", "A3:A4"]
    assert points(write_book(tmp_path / "a.xlsx", rows, merged)) == [(1000, True), (1000, True), (3000, False)]


def test_what_a_rule_takes_off_is_no_points_of_a_section(tmp_path: Path) -> None:
    rows = [PLAIN, ["每处扣5分", "地面干净", "每处扣0.5分"]]
    assert points(write_book(tmp_path / "a.xlsx", rows)) == [(100, True)]


def test_a_row_with_a_rule_but_no_content_is_not_understood(tmp_path: Path) -> None:
    rows = [
        HEAD,
        [1, "环境", "地面干净", 50, "每处扣1分"],
        [2, "环境", None, 50, "每处扣1分，扣完本项分值为止，不计负分"],
    ]
    first, second = lines(write_book(tmp_path / "a.xlsx", rows))
    assert first.item is not None
    assert second.item is None
    assert [(remark.key, remark.zh) for remark in second.remarks] == [("title", "没有测评内容，只有评分规则")]
