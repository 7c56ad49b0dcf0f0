"""A photo erased in the viewer: a reason is asked for, then it is gone wherever photos are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.photo_records import photos_of
from chuangjian_desktop.services.pictures import erasure
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.viewer import Canvas
from tests.helpers.quarrels import Quarrel
from tests.helpers.typing import type_text
from tests.helpers.window import Person, window


def look(person: Person, quarrelling: Quarrel) -> None:
    """The ledger's photo of the disputed finding, large."""
    person.click(names.RAIL.format(name=names.LEDGER))
    person.row_click(names.LEDGER_TABLE, "小广告")
    person.press(Qt.Key.Key_V)
    person.await_(QWidget, names.VIEWER)
    person.settle()


def test_the_office_erases_a_photo_with_a_reason(person: Person, quarrelling: Quarrel) -> None:
    blob = photos_of(person.workspace, quarrelling.finding)[0].blob
    look(person, quarrelling)
    assert not person.find(Canvas, names.VIEWER_CANVAS).accessibleDescription()
    person.click(names.VIEWER_ERASE)
    done = person.await_(QAbstractButton, names.ERASE_OK)
    assert not done.isEnabled()
    type_text(person.find(QWidget, names.ERASE_REASON), "本人要求")
    person.click(names.ERASE_OK)
    person.until(lambda: erasure(person.workspace, blob) is not None)
    person.until(lambda: "本人要求" in person.find(Canvas, names.VIEWER_CANVAS).accessibleDescription())
    said = person.find(Canvas, names.VIEWER_CANVAS).accessibleDescription()
    assert said.startswith("已删除\n创建办 · 欧阳晴 · ")
    assert not person.find(QAbstractButton, names.VIEWER_ERASE).isEnabled()
    assert "已彻底删除" in person.find(Banner, names.VIEWER_TOLD).text()
    person.press(Qt.Key.Key_Escape)
    thumb = next(row.line.thumb for row in reading.cases(person.workspace).rows if row.line.thumb)
    person.until(lambda: person.session.thumbs.get(thumb) is None and person.session.thumbs.gone(thumb) is not None)
    try:
        person.workspace.store.blob(blob)
    except Refusal as refusal:
        assert refusal.code == "M15"  # noqa: PT017 - the bytes are gone
    else:
        raise AssertionError
    person.settle()


def test_without_a_word_nothing_happens(person: Person, quarrelling: Quarrel) -> None:
    blob = photos_of(person.workspace, quarrelling.finding)[0].blob
    look(person, quarrelling)
    person.press(Qt.Key.Key_Delete, modifier=Qt.KeyboardModifier.ShiftModifier)
    person.click(names.ERASE_CANCEL)
    person.press(Qt.Key.Key_Escape)
    assert erasure(person.workspace, blob) is None


def test_a_team_that_did_not_bring_it_is_told_that_it_asks(qtbot: QtBot, quarrelling: Quarrel) -> None:
    with window(qtbot, quarrelling.team.parent / "other") as team:
        team.open(quarrelling.team)
        blob = photos_of(team.workspace, quarrelling.finding)[0].blob
        look(team, quarrelling)
        team.click(names.VIEWER_ERASE)
        assert team.await_(QAbstractButton, names.ERASE_OK).text() == "提出申请"
        type_text(team.find(QWidget, names.ERASE_REASON), "本人要求")
        team.click(names.ERASE_OK)
        team.until(lambda: "由创建办决定" in team.find(Banner, names.VIEWER_TOLD).text())
        assert erasure(team.workspace, blob) is None
        assert not team.find(Canvas, names.VIEWER_CANVAS).accessibleDescription()
        team.press(Qt.Key.Key_Escape)
