"""Which key means what on the Walk. Letters and digits count only while nobody types; the rest counts always."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from chuangjian_desktop.ui.widgets.focus import PaintedButton

Command = Literal[
    "record", "more", "fewer", "conforming", "na", "exempt", "next_open", "repeat", "search", "free", "next_item",
    "previous_item", "remove", "next_page", "previous_page", "place", "paste", "undo", "redo", "units", "files",
    "camera", "repair", "drawer", "panel", "panel_back", "keys", "escape",
]  # fmt: skip

_FREE: dict[Qt.Key, Command] = {
    Qt.Key.Key_Return: "record",
    Qt.Key.Key_Enter: "record",
    Qt.Key.Key_Plus: "more",
    Qt.Key.Key_Equal: "more",
    Qt.Key.Key_Minus: "fewer",
    Qt.Key.Key_P: "conforming",
    Qt.Key.Key_N: "na",
    Qt.Key.Key_E: "exempt",
    Qt.Key.Key_Space: "next_open",
    Qt.Key.Key_R: "repeat",
    Qt.Key.Key_Slash: "search",
    Qt.Key.Key_C: "camera",
    Qt.Key.Key_G: "repair",
    Qt.Key.Key_0: "free",
    Qt.Key.Key_J: "next_item",
    Qt.Key.Key_K: "previous_item",
    Qt.Key.Key_Down: "next_item",
    Qt.Key.Key_Up: "previous_item",
    Qt.Key.Key_Delete: "remove",
    Qt.Key.Key_PageDown: "next_page",
    Qt.Key.Key_PageUp: "previous_page",
    Qt.Key.Key_Tab: "place",
}
_ALWAYS: dict[Qt.Key, Command] = {
    Qt.Key.Key_F4: "drawer",
    Qt.Key.Key_F6: "panel",
    Qt.Key.Key_F1: "keys",
    Qt.Key.Key_Escape: "escape",
}
_CONTROL: dict[Qt.Key, Command] = {
    Qt.Key.Key_V: "paste",
    Qt.Key.Key_Z: "undo",
    Qt.Key.Key_Y: "redo",
    Qt.Key.Key_U: "units",
    Qt.Key.Key_O: "files",
}
_TYPING_CONTROL = frozenset({"undo", "redo"})
_FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox)


def typing_in(widget: QWidget | None) -> bool:
    """Whether a widget takes text, so that letters belong to it."""
    return isinstance(widget, _FIELDS)


def digit_of(event: QKeyEvent) -> int:
    """1 to 9 for a plain digit, from the row or the pad; otherwise 0."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    value = event.key() - Qt.Key.Key_0.value
    return value if plain and 1 <= value <= 9 else 0


def command_of(event: QKeyEvent, focus: QWidget | None) -> Command | None:
    """What a key asks for, given what has the focus; None when the key belongs to the widget."""
    key = Qt.Key(event.key())
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key in _ALWAYS:
        return "panel_back" if key == Qt.Key.Key_F6 and modifiers & Qt.KeyboardModifier.ShiftModifier else _ALWAYS[key]
    typing = typing_in(focus)
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        if modifiers & Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_Z:
            return None if typing else "redo"
        command = _CONTROL.get(key)
        return None if typing and command in _TYPING_CONTROL else command
    if typing or modifiers & Qt.KeyboardModifier.AltModifier:
        return None
    presses = key in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
    if presses and isinstance(focus, PaintedButton) and focus.ringed:
        return None
    return _FREE.get(key)
