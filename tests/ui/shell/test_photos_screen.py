"""The Photos screen: a card dropped in, proposals by time, confirmed by keys, the camera's clock, the tray."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.fieldwork import card, findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.ui import testing_names as names
from tests.helpers.walks import drawn_photo, street
from tests.helpers.window import Person, window


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with street(tmp_path) as made:
        item = made.sheet().rows[0].item
        findings.record(made.workspace, made.visit_id, item.code, FindingDraft(item.phrases[0].text))
        path = made.workspace.path
    with window(qtbot, tmp_path) as person:
        person.open(path)
        person.press(Qt.Key.Key_4, modifier=Qt.KeyboardModifier.AltModifier)
        person.settle()
        yield person


def a_card(folder: Path) -> Path:
    """A folder as a camera leaves it: a photo of now, one of last year, a broken file."""
    place = folder / "DCIM" / "100MEDIA"
    place.mkdir(parents=True)
    (place / "now.jpg").write_bytes(drawn_photo(1, taken=datetime.now()))  # noqa: DTZ005
    (place / "old.jpg").write_bytes(drawn_photo(2, taken=datetime(2025, 1, 2, 3, 4, 5)))
    (place / "bad.jpg").write_bytes(b"\xff\xd8 broken")
    return folder / "DCIM"


def drop(person: Person, path: Path) -> None:
    screen = person.find(QWidget, names.PHOTOS)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy, left = QPoint(200, 200), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(screen, QDragEnterEvent(at, copy, mime, left, none))
    QApplication.sendEvent(screen, QDropEvent(QPointF(at), copy, mime, left, none))


def test_a_card_is_proposed_and_confirmed_by_keys(person: Person, tmp_path: Path) -> None:
    drop(person, a_card(tmp_path))
    person.until(lambda: len(person.rows(names.PHOTOS_TABLE)) == 2)
    person.settle()
    first, second = person.rows(names.PHOTOS_TABLE)
    assert "now.jpg" in first
    assert "解放路" in first[3]
    assert "old.jpg" in second
    visit = next(target.visit_id for target in card.targets(person.workspace))
    person.row_click(names.PHOTOS_TABLE, "now.jpg")
    person.press(Qt.Key.Key_Return)
    person.until(lambda: len(person.rows(names.PHOTOS_TABLE)) == 1)
    kept = [photo for row in visits.sheet(person.workspace, visit).rows for f in row.findings for photo in f.photos]
    assert [photo.name for photo in kept] == ["now.jpg"]
    assert [each.photo.name for each in card.proposals(person.workspace)] == ["old.jpg"]


def test_the_same_card_twice_is_stored_once(person: Person, tmp_path: Path) -> None:
    place = a_card(tmp_path)
    drop(person, place)
    person.until(lambda: len(person.rows(names.PHOTOS_TABLE)) == 2)
    person.settle()
    drop(person, place)
    person.settle()
    assert len(card.proposals(person.workspace)) == 2


def test_a_cameras_clock_is_set_by_one_known_photo(person: Person, tmp_path: Path) -> None:
    drop(person, a_card(tmp_path))
    person.until(lambda: len(person.rows(names.PHOTOS_TABLE)) == 2)
    person.settle()
    person.row_click(names.PHOTOS_TABLE, "old.jpg")
    person.click(names.PHOTOS_CLOCK)
    person.click("clock.ok")
    person.settle()
    person.press(Qt.Key.Key_Delete)
    person.until(lambda: len(person.rows(names.PHOTOS_TABLE)) == 1)
