"""Typing as a person does: keys for ASCII, an input method's commit for everything else."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def type_text(widget: QWidget, text: str) -> None:
    """Commit a text as an input method does; real keys cannot carry Chinese."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def compose(widget: QWidget, preedit: str) -> None:
    """Show a text that is still being composed."""
    QApplication.sendEvent(widget, QInputMethodEvent(preedit, []))


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is, as a keyboard does."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, "nothing has the focus"
    qtbot.keyClick(target, key, modifier)  # pyright: ignore[reportUnknownMemberType]


def press_on(qtbot: QtBot, widget: QWidget, key: Qt.Key) -> None:
    """Press a key on a certain widget."""
    qtbot.keyClick(widget, key)  # pyright: ignore[reportUnknownMemberType]


def click_on(
    qtbot: QtBot,
    widget: QWidget,
    at: QPoint | None = None,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Click a widget with the left button."""
    place = QPoint() if at is None else at
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, modifier, place)  # pyright: ignore[reportUnknownMemberType]
