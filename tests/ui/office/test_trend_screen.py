"""Two rounds beside each other before the window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.rounds import comparing
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.city import city
from tests.helpers.second_round import second_round
from tests.helpers.typing import click_on
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as before:
        yield before


def compare(person: Person, file: Path) -> None:
    person.open(file)
    person.press(Qt.Key.Key_4, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.click(names.RESULTS_TREND)
    person.settle()


def test_a_leader_sees_how_the_round_stands_against_the_last_one(person: Person, tmp_path: Path) -> None:
    with city(tmp_path / "office") as office:
        first = office.round_id
        second_round(office)
        trend = comparing.trend(office, [first, office.round_id])
        path = office.path
    compare(person, path)
    person.until(lambda: len(person.rows(names.TREND_TABLE)) == 4)
    before, after = (step.comparable for step in trend.steps)
    assert person.find(QLabel, names.TREND_WHOLE).text() == f"{before} → {after}"
    moved = person.find(QLabel, names.TREND_MOVED).text()
    assert moved.startswith("+")
    toilets = trend.types[1]
    rows = {row[0]: row[1:] for row in person.rows(names.TREND_TABLE)}
    assert rows["公共厕所"] == (before, after, moved, f"{toilets.compared} / {toilets.items}", "2 → 1")
    assert rows["农贸市场"][3] == "只有一轮测过"

    person.row_click(names.TREND_TABLE, "公共厕所")
    person.until(lambda: len(person.rows(names.TREND_LEFT)) == 6)
    left = {row[0][:4]: row[1] for row in person.rows(names.TREND_LEFT)}
    assert (left["WC06"], left["WC08"], left["WC18"]) == ("含义已变", "已删去", "新增的")
    assert left["WC02"].startswith("分值 ")
    person.row_click(names.TREND_TABLE, "农贸市场")
    person.until(lambda: person.rows(names.TREND_LEFT) == [])

    person.click(names.TREND_NEW)
    menu = person.await_(QMenu, f"{names.TREND_NEW}.menu")
    action = next(each for each in menu.actions() if each.text().startswith("R1"))
    click_on(person.qtbot, menu, menu.actionGeometry(action).center())
    person.until(lambda: person.seek(QWidget, names.TREND_TABLE) is None)
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.RESULTS_TABLE) is not None)


def test_with_one_round_there_is_nothing_to_compare_yet(person: Person, tmp_path: Path) -> None:
    with city(tmp_path / "office") as office:
        path = office.path
    compare(person, path)
    assert person.seek(QWidget, names.TREND_TABLE) is None
    assert person.seek(QWidget, names.TREND_OLD) is None
    said = [each.text() for each in person.find(QWidget, names.TREND).findChildren(QLabel) if each.isVisible()]
    assert "还没有可以对比的两轮" in said
    person.click(names.TREND_BACK)
    person.until(lambda: person.seek(QWidget, names.RESULTS_TABLE) is not None)


def test_the_next_round_begins_and_the_last_one_is_opened_again(person: Person, tmp_path: Path) -> None:
    def facts() -> str:
        return person.find(QLabel, f"{names.RESULTS}.facts").text()

    with city(tmp_path / "office") as office:
        path = office.path
    compare(person, path)
    assert person.seek(QWidget, names.TREND_OPEN) is None
    person.click(names.TREND_BEGIN)
    person.write(names.TREND_NAME, "第二轮模拟测评")
    person.click(names.TREND_NAME_OK)
    person.until(lambda: facts().startswith("第二轮"))
    assert len(places.rounds(person.workspace)) == 2
    person.settle()

    person.click(names.TREND_NEW)
    menu = person.await_(QMenu, f"{names.TREND_NEW}.menu")
    action = next(each for each in menu.actions() if each.text().startswith("R1"))
    click_on(person.qtbot, menu, menu.actionGeometry(action).center())
    person.click(names.TREND_OPEN)
    person.until(lambda: facts().startswith("第四季度"))
    assert len(places.rounds(person.workspace)) == 2
