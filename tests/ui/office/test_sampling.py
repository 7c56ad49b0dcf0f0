"""Sample sizes of the technical assessment as quotas of the round, in the library of standards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.office.rounds import quotas
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.city import city
from tests.helpers.typing import click_on
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with city(tmp_path / "office") as made:
        path = made.path
    with window(qtbot, tmp_path) as before:
        before.open(path)
        before.press(Qt.Key.Key_5, modifier=Qt.KeyboardModifier.AltModifier)
        before.settle()
        yield before


def sampling(person: Person) -> dict[str, tuple[str, ...]]:
    part = next(
        each
        for each in person.find(QWidget, names.STANDARDS_PART).findChildren(QAbstractButton)
        if each.text() == "抽样"
    )
    click_on(person.qtbot, part, QPoint(part.width() // 2, part.height() // 2))
    person.settle()
    return shown(person)


def shown(person: Person) -> dict[str, tuple[str, ...]]:
    return {row[0].strip(): row[1:] for row in person.rows(names.STANDARDS_FIGURES)}


def test_the_size_of_the_city_plans_the_round(person: Person) -> None:
    person.row_click(names.STANDARDS_LIBRARY, "国家卫生城市")
    person.settle()
    assert sampling(person)["主次干道"] == ("—", "3", "2", "—")
    person.click(names.STANDARDS_SIZE)
    menu = person.await_(QMenu, f"{names.STANDARDS_SIZE}.menu")
    action = next(each for each in menu.actions() if each.text().startswith("50万至"))
    click_on(person.qtbot, menu, menu.actionGeometry(action).center())
    person.until(lambda: shown(person)["主次干道"] == ("12", "3", "2", "10"))
    assert shown(person)["抽样总数"][0] == "215"
    assert shown(person)["市爱卫办"] == ("1", "—", "—", "—")
    assert quotas.chosen_size(person.workspace, "H") == "50万至200万人"


def test_a_standard_without_sample_sizes_says_so(person: Person) -> None:
    person.row_click(names.STANDARDS_LIBRARY, "全国文明城市")
    person.settle()
    assert sampling(person) == {}
    assert person.seek(QWidget, names.STANDARDS_SIZE) is None
