"""Numbers of documents in a copy of the office's file: taken over knowingly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.office.papers import notices
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.city import city
from tests.helpers.window import Person, window


@pytest.fixture
def copied(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    """A window on a copy of a file in which another computer has issued one notice."""
    with city(tmp_path / "本机") as office:
        path = issued_one(office, tmp_path)
    with window(qtbot, tmp_path) as made:
        made.open(path)
        yield made


def issued_one(office: Workspace, folder: Path) -> Path:
    units = [each.unit_id for each in notices.unit_notices(office)]
    notices.issue(office, units[:1], notices.Wanted(folder=folder / "先发"))
    return office.path


def test_a_copy_takes_numbering_over_before_it_numbers(copied: Person, tmp_path: Path) -> None:
    out = tmp_path / "通知"
    out.mkdir()
    copied.press(Qt.Key.Key_3, modifier=Qt.KeyboardModifier.AltModifier)
    copied.until(lambda: len(copied.rows(names.NOTICES_UNITS)) > 1)
    copied.settle()
    copied.click(names.NOTICES_ISSUE)
    assert not copied.find(QCheckBox, names.ISSUE_RENEW).isChecked()
    copied.click(names.ISSUE_RENEW)
    copied.press(Qt.Key.Key_Return)
    copied.choose_file("issue.place", out)
    copied.until(lambda: len(notices.listed(copied.workspace)) == 2)
    copied.settle()
    assert [row.serial for row in notices.listed(copied.workspace)] == [1, 2]
    copied.click(names.NOTICES_ISSUE)
    assert copied.seek(QCheckBox, names.ISSUE_RENEW) is None
    copied.press(Qt.Key.Key_Escape)
