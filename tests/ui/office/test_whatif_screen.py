"""Tuning the scoring profile before the window: what would change is seen at once, kept or saved beside the present."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QMenu, QScrollArea, QWidget

from chuangjian_desktop.services import results
from chuangjian_desktop.services.office.rounds import profiles
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.typing import click_on
from tests.helpers.window import Person


@pytest.fixture
def person(clerk: Person) -> Person:
    clerk.press(Qt.Key.Key_4, modifier=Qt.KeyboardModifier.AltModifier)
    clerk.settle()
    clerk.until(lambda: clerk.seek(QWidget, names.RESULTS_PROFILE) is not None)
    clerk.click(names.RESULTS_PROFILE)
    clerk.until(lambda: len(clerk.rows(names.WHATIF_TABLE)) == 6)
    clerk.settle()
    return clerk


def option(person: Person, key: str) -> QWidget:
    found = person.window.findChild(QWidget, names.WHATIF_OPTION.format(key=key))
    assert isinstance(found, QWidget)
    area = next(each for each in person.window.findChildren(QScrollArea) if each.isAncestorOf(found))
    area.ensureWidgetVisible(found)
    return found


def pick(person: Person, holder: QWidget, word: str) -> None:
    part = next(each for each in holder.findChildren(QAbstractButton) if each.text() == word)
    click_on(person.qtbot, part, QPoint(part.width() // 2, part.height() // 2))
    person.settle()


def write(person: Person, key: str, text: str) -> None:
    field = option(person, key)
    assert isinstance(field, QLineEdit)
    person.write(field.objectName(), text)
    person.press(Qt.Key.Key_Return)
    person.settle()


def cells(person: Person, key: str) -> tuple[str, ...]:
    person.until(lambda: any(row[0] == key for row in person.rows(names.WHATIF_TABLE)))
    return next(row for row in person.rows(names.WHATIF_TABLE) if row[0] == key)


def test_a_choice_shows_what_would_change_and_is_kept(person: Person) -> None:
    assert cells(person, "东区")[1:] == ("93.42", "93.42", "", "1", "1", "")
    assert not person.find(QWidget, names.WHATIF_KEEP).isEnabled()

    pick(person, option(person, "na"), "零分")

    person.until(lambda: cells(person, "东区")[2] != "93.42")
    assert cells(person, "东区")[1:4] == ("93.42", "87.67", "−5.75")  # (90 + 83 + 90) ÷ 3
    assert person.find(QLabel, names.WHATIF_CITY).text() == "90.78 → 87.47"  # 433 of 495
    assert results.score(person.workspace, "area").rows[0].rate == "93.42"

    person.click(names.WHATIF_KEEP)
    person.until(lambda: profiles.profile_named(person.workspace).profile.na == "zero")
    person.until(lambda: cells(person, "东区")[1] == "87.67")
    person.click(names.WHATIF_BACK)
    person.until(lambda: any("87.67" in row for row in person.rows(names.RESULTS_TABLE)))


def test_weights_are_written_with_the_names_of_kinds(person: Person) -> None:
    write(person, "weights", "主干道 3")
    person.until(lambda: cells(person, "东区")[2] == "93.55")
    write(person, "weights", "主干道 很多")
    assert not person.find(QWidget, names.WHATIF_KEEP).isEnabled()
    assert cells(person, "东区")[2] == "93.55"
    write(person, "weights", "主干道 3、公共厕所 1")
    person.until(person.find(QWidget, names.WHATIF_KEEP).isEnabled)


def test_only_rows_that_change_and_another_level(person: Person) -> None:
    pick(person, option(person, "na"), "满分")
    person.click(names.WHATIF_ONLY)
    assert person.find(QCheckBox, names.WHATIF_ONLY).isChecked()
    person.until(lambda: {row[0] for row in person.rows(names.WHATIF_TABLE)} == {"东区", "东区 光明街道"})
    pick(person, person.find(QWidget, names.WHATIF_BY), "点位")
    shown = {row[0] for row in person.rows(names.WHATIF_TABLE)}
    assert shown == {"ZG-001 解放路", "NM-001 东门农贸市场"}


def test_a_usual_profile_is_tried_and_saved_as_another_one(person: Person) -> None:
    person.click(names.WHATIF_SOURCE)
    menu = person.await_(QMenu, f"{names.WHATIF_SOURCE}.menu")
    action = next(each for each in menu.actions() if "联赛" in each.text())
    click_on(person.qtbot, menu, menu.actionGeometry(action).center())
    person.settle()
    person.click(names.WHATIF_SAVE_AS)
    person.write(names.WHATIF_NAME, "街道月赛")
    person.click(names.WHATIF_NAME_OK)
    person.until(lambda: len(profiles.profiles(person.workspace)) == 2)
    saved = profiles.profile_named(person.workspace, "街道月赛")
    assert (saved.profile.missing_type, saved.profile.solved_percent, saved.used) == ("mean", 50, False)


def test_escape_goes_back_to_the_ranks(person: Person) -> None:
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.WHATIF_TABLE) is None)
    assert person.seek(QWidget, names.RESULTS_TABLE) is not None
