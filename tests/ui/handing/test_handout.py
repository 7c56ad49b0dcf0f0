"""Handing out by clicks: a package for each team and a lower office, corrections by the same dialog."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.exchange import keys, opening
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.buttons import Button
from tests.helpers.offices import workspace_file
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        made.open(workspace_file(tmp_path / "创建办.cjdb", "office"))
        yield made


def to_dialog(person: Person) -> None:
    assert person.window.area is not None
    person.window.area.go("sites", "")
    person.settle()
    person.click(names.SITES_HANDOUT)
    person.await_(QCheckBox, names.HANDOUT_TEAM.format(code="T1"))


def write_to(person: Person, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    person.click(names.HANDOUT_WRITE)
    person.choose_file("handout.place", folder)
    person.await_(QWidget, names.HANDOUT_RESULT)
    person.settle()


def toggle(person: Person, name: str) -> None:
    person.await_(QCheckBox, name).setFocus()
    person.press(Qt.Key.Key_Space)


def test_every_team_gets_its_package(person: Person, tmp_path: Path) -> None:
    to_dialog(person)
    write_to(person, tmp_path / "stick")
    assert sorted(each.name for each in (tmp_path / "stick").iterdir()) == ["任务-第一组.cjpkg", "任务-第二组.cjpkg"]
    first = opening.envelope(tmp_path / "stick" / "任务-第一组.cjpkg")
    assert (first.purpose, first.addressee.team) == ("assignment", "T1")
    own = keys.own_fingerprint(person.installation).replace("-", " ")
    assert own in person.find(QWidget, names.HANDOUT_FINGERPRINT).accessibleName()
    shown = [label.text() for label in person.find(QWidget, names.HANDOUT_RESULT).findChildren(QLabel)]
    assert "任务-第一组.cjpkg" in shown
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.seek(QWidget, names.HANDOUT) is None)


def test_who_was_given_something_gets_a_correction(person: Person, tmp_path: Path) -> None:
    to_dialog(person)
    toggle(person, names.HANDOUT_TEAM.format(code="T2"))
    write_to(person, tmp_path / "stick")
    assert [each.name for each in (tmp_path / "stick").iterdir()] == ["任务-第一组.cjpkg"]
    person.press(Qt.Key.Key_Return)
    to_dialog(person)
    assert not person.find(QCheckBox, names.HANDOUT_TEAM.format(code="T1")).isChecked()
    assert person.find(QCheckBox, names.HANDOUT_TEAM.format(code="T2")).isChecked()
    person.click(names.HANDOUT_ALL)
    write_to(person, tmp_path / "stick")
    purposes = {each.name: opening.envelope(each).purpose for each in (tmp_path / "stick").iterdir()}
    assert purposes == {"任务-第一组.cjpkg": "correction", "任务-第二组.cjpkg": "assignment"}


def test_a_lower_office_is_named(person: Person, tmp_path: Path) -> None:
    to_dialog(person)
    person.click(names.HANDOUT_ALL)
    assert not person.find(Button, names.HANDOUT_WRITE).isEnabled()
    person.write(names.HANDOUT_OFFICE, "光明街道创建办")
    write_to(person, tmp_path / "stick")
    made = opening.envelope(tmp_path / "stick" / "任务-光明街道创建办.cjpkg")
    assert (made.addressee.role, made.addressee.name) == ("office", "光明街道创建办")


def test_a_folder_that_is_gone_is_told(person: Person, tmp_path: Path) -> None:
    to_dialog(person)
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "任务-第一组.cjpkg").mkdir()
    person.click(names.HANDOUT_WRITE)
    person.choose_file("handout.place", stick)
    person.await_(QWidget, names.REFUSAL_SENTENCE)
    person.click(names.REFUSAL_OK)
    assert person.seek(QWidget, names.HANDOUT_RESULT) is None
