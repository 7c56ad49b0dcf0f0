"""The window: start, opening and closing, refusals, language and look, by clicks and keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services import upkeep
from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.shell.main_window import MainWindow
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.tokens import tokens
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        yield made


def a_file(person: Person, folder: Path, role: str = "team") -> Path:
    path = folder / "第二组.cjdb"
    workspaces.create(path, role, "第二组", person.installation).close()
    return path


def test_the_first_window_offers_three_ways_in(person: Person) -> None:
    for name in (names.START_DEMO, names.START_OPEN, names.START_NEW):
        assert person.find(QWidget, name).accessibleName()


def test_a_workspace_is_made_by_keys(person: Person, tmp_path: Path) -> None:
    person.press(Qt.Key.Key_3)
    person.write(names.CREATE_NAME, "第二组")
    person.press(Qt.Key.Key_Return)
    person.choose_file("create.place", tmp_path / "第二组.cjdb")
    person.until(lambda: person.window.area is not None)
    assert person.workspace.role == "team"
    assert person.workspace.name == "第二组"
    assert (tmp_path / "第二组.cjdb").is_file()


def test_a_name_is_asked_for(person: Person) -> None:
    person.press(Qt.Key.Key_3)
    person.await_(QLineEdit, names.CREATE_NAME)
    person.click(names.CREATE_OK)
    assert "M27" not in person.await_(QWidget, names.REFUSAL_SENTENCE).accessibleName()
    person.click(names.REFUSAL_OK)
    person.click(names.CREATE_CANCEL)
    person.until(lambda: person.seek(QWidget, names.CREATE) is None)


def test_each_role_begins_at_its_own_screen(person: Person, tmp_path: Path) -> None:
    team = a_file(person, tmp_path)
    office = tmp_path / "创建办.cjdb"
    workspaces.create(office, "office", "云川市创建办", person.installation).close()
    person.open(team)
    assert person.seek(QWidget, names.TODAY) is not None
    person.open(office)
    assert person.seek(QWidget, names.LEDGER) is not None


def test_every_screen_opens_by_its_number_and_is_empty_in_words(person: Person, tmp_path: Path) -> None:
    person.open(a_file(person, tmp_path))
    area = person.window.area
    assert area is not None
    shown: list[str] = []
    for place in range(10):
        person.press(Qt.Key(Qt.Key.Key_0 + (place + 1) % 10), modifier=Qt.KeyboardModifier.AltModifier)
        person.settle()
        shown.append(area.current)
    assert shown == [
        "today", "sites", "sites", "photos", "handin", "ledger", "notices", "results", "standards", "settings",
    ]  # fmt: skip


@pytest.mark.parametrize(("content", "code"), [(b"not a file of ours", "M01"), (b"SQLite format 3\0", "M01")])
def test_what_is_no_workspace_is_refused_in_words(person: Person, tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "bad.cjdb"
    path.write_bytes(content)
    person.window.open_file(path)
    sentence = person.await_(QWidget, names.REFUSAL_SENTENCE)
    assert "bad.cjdb" in sentence.accessibleName()
    texts = [label.text() for label in person.find(QWidget, names.REFUSAL).findChildren(QLabel)]
    assert any(text.startswith(("M01", "M02")) for text in texts), code
    person.press(Qt.Key.Key_Return)
    person.until(lambda: person.seek(QWidget, names.REFUSAL) is None)
    assert path.read_bytes() == content


def test_a_second_window_is_told_that_the_file_is_in_use(person: Person, tmp_path: Path) -> None:
    path = a_file(person, tmp_path)
    other = workspaces.open_workspace(path, Installation(tmp_path / "other"))
    try:
        person.window.open_file(path)
        texts = [label.text() for label in person.await_(QWidget, names.REFUSAL).findChildren(QLabel)]
        assert any(text.startswith("M08") for text in texts)
        person.click(names.REFUSAL_OK)
        assert person.window.area is None
    finally:
        other.close()


def test_an_unclean_end_is_told_once(person: Person, tmp_path: Path) -> None:
    path = a_file(person, tmp_path)
    lost = workspaces.open_workspace(path, person.installation)
    assert lost.lock is not None
    lost.lock.release()
    lost.lock = None
    lost.close()
    person.open(path)
    told = person.await_(Banner, names.STATUS_BANNER)
    assert "意外中断" in told.text()
    told.button().click()
    assert person.window.area is not None
    person.window.area.look_asked.emit("language", "en")
    assert not told.isVisible()


def test_language_and_look_change_while_it_runs(person: Person, tmp_path: Path) -> None:
    person.open(a_file(person, tmp_path))
    assert person.find(QLabel, "today.title").text() == "今日"
    area = person.window.area
    assert area is not None
    person.press(Qt.Key.Key_0, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    area.look_asked.emit("language", "en")
    area.look_asked.emit("theme", "dark")
    assert tokens().name == "dark"
    person.press(Qt.Key.Key_1, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    assert person.find(QLabel, "today.title").text() == "Today"
    assert person.installation.settings.language == "en"
    assert person.installation.settings.theme == "dark"


def test_a_copied_computer_is_registered_anew(person: Person, tmp_path: Path) -> None:
    person.open(a_file(person, tmp_path))
    before = person.workspace.facts["replica"]
    person.press(Qt.Key.Key_0, modifier=Qt.KeyboardModifier.AltModifier)
    person.settle()
    person.find(QTabWidget, names.SETTINGS_TABS).setCurrentIndex(4)
    person.click(names.SETTINGS_REGISTER)
    person.until(lambda: person.workspace.facts["replica"] != before)


def test_all_keys_are_shown(person: Person, tmp_path: Path) -> None:
    person.open(a_file(person, tmp_path))
    person.press(Qt.Key.Key_F1)
    person.await_(QWidget, names.KEYS_DIALOG)
    person.press(Qt.Key.Key_Escape)
    person.until(lambda: person.seek(QWidget, names.KEYS_DIALOG) is None)


def test_closing_makes_a_backup_and_leaves_one_file(person: Person, tmp_path: Path) -> None:
    path = a_file(person, tmp_path)
    person.installation.change(backup_on_close=True)
    person.open(path)
    person.window.close()
    person.until(lambda: person.window.session is None)
    assert upkeep.backups(person.installation, path)
    assert sorted(each.name for each in tmp_path.glob("第二组*")) == ["第二组.cjdb"]


def test_recent_files_come_first_next_time(person: Person, tmp_path: Path) -> None:
    path = a_file(person, tmp_path)
    person.open(path)
    person.press(Qt.Key.Key_W, modifier=Qt.KeyboardModifier.ControlModifier)
    person.until(lambda: person.window.session is None)
    buttons = person.find(QWidget, names.START_RECENT).findChildren(QWidget)
    assert any("第二组.cjdb" in button.accessibleName() for button in buttons)
    assert person.installation.settings.last_file == str(path.resolve())


def test_the_window_is_what_tests_say(person: Person) -> None:
    assert isinstance(person.find(MainWindow, names.WINDOW), MainWindow)
