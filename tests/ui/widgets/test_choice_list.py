"""Filters with more values than a menu can hold: all of them are there, found by typing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from chuangjian_desktop.ui.widgets.choice_list import ChoiceList
from chuangjian_desktop.ui.widgets.filters import FEW, FilterPill
from chuangjian_desktop.ui.widgets.table import Table
from tests.helpers.typing import press_on, type_text

MANY = tuple((f"U{n}", f"第{n}社区居委会") for n in range(900))


@pytest.fixture
def pill(qtbot: QtBot) -> FilterPill:
    made = FilterPill("ledger.unit")
    qtbot.addWidget(made)
    made.show_choices("责任单位", MANY, "")
    made.show()
    return made


def dropped(qtbot: QtBot, pill: FilterPill) -> ChoiceList:
    press_on(qtbot, pill, Qt.Key.Key_Return)
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, ChoiceList) and each.isVisible()]
    return found[-1]


def test_every_value_can_be_taken(qtbot: QtBot, pill: FilterPill) -> None:
    listed = dropped(qtbot, pill)
    rows, find = listed.findChild(Table), listed.findChild(QLineEdit)
    assert isinstance(rows, Table)
    assert isinstance(find, QLineEdit)
    assert rows.model().rowCount() == len(MANY) + 1
    type_text(find, "89 社区")
    first = [rows.model().index(n, 0).data() for n in range(3)]
    assert first == ["第89社区居委会", "第189社区居委会", "第289社区居委会"]
    press_on(qtbot, find, Qt.Key.Key_Down)
    taken: list[str] = []
    pill.picked.connect(taken.append)
    press_on(qtbot, find, Qt.Key.Key_Return)
    assert taken == ["U189"]


def test_the_value_in_force_is_current_and_can_be_taken_off(qtbot: QtBot, pill: FilterPill) -> None:
    pill.show_choices("责任单位", MANY, "U777")
    listed = dropped(qtbot, pill)
    rows, find = listed.findChild(Table), listed.findChild(QLineEdit)
    assert isinstance(rows, Table)
    assert isinstance(find, QLineEdit)
    assert rows.current_key() == "U777"
    rows.setCurrentIndex(rows.model().index(0, 0))
    taken: list[str] = []
    pill.picked.connect(taken.append)
    press_on(qtbot, find, Qt.Key.Key_Return)
    assert taken == [""]


def test_escape_and_words_that_nothing_holds_take_nothing(qtbot: QtBot, pill: FilterPill) -> None:
    listed = dropped(qtbot, pill)
    find = listed.findChild(QLineEdit)
    assert isinstance(find, QLineEdit)
    type_text(find, "没有这个单位")
    with qtbot.assertNotEmitted(pill.picked):
        press_on(qtbot, find, Qt.Key.Key_Return)
        assert listed.isVisible()
        press_on(qtbot, find, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not any(isinstance(each, ChoiceList) for each in QApplication.topLevelWidgets()))


def test_a_few_values_stand_in_a_menu(qtbot: QtBot, pill: FilterPill) -> None:
    pill.show_choices("责任单位", MANY[:FEW], "")
    press_on(qtbot, pill, Qt.Key.Key_Return)
    menu = pill.findChild(QMenu)
    assert isinstance(menu, QMenu)
    assert len(menu.actions()) == FEW + 1
    menu.close()


def test_what_is_required_cannot_be_taken_off(qtbot: QtBot, pill: FilterPill) -> None:
    taken: list[str] = []
    pill.picked.connect(taken.append)
    for required, told in ((False, [""]), (True, [""])):
        pill.show_choices("种类", (("a", "甲"), ("b", "乙")), "b", required=required)
        press_on(qtbot, pill, Qt.Key.Key_Delete)
        assert taken == told
    pill.click()
    menu = pill.findChild(QMenu, f"{pill.objectName()}.menu")
    assert isinstance(menu, QMenu)
    assert [each.text() for each in menu.actions()] == ["甲", "乙"]
    menu.close()
