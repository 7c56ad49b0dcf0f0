"""A cell of the import's table while it is typed into."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from chuangjian_desktop.ui.testing_names import CHECKLIST_IMPORT_EDITOR


class CellEditor(QLineEdit):
    """Over a cell: Enter, Tab or a click elsewhere keeps what was typed, Esc leaves it. `moved` asks for the cell to
    the right (1) or to the left (-1)."""

    changed = Signal(str)
    moved = Signal(int)

    def __init__(self, parent: QWidget, text: str) -> None:
        super().__init__(text.replace("\n", " "), parent)
        self._home = parent
        self.setObjectName(CHECKLIST_IMPORT_EDITOR)
        self._text = self.text()
        self.over = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave(keep=False)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.leave(keep=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002
        """Tab and Shift+Tab stay in the row."""
        self.leave(keep=True)
        self.moved.emit(1 if next else -1)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.leave(keep=True)

    def leave(self, *, keep: bool) -> None:
        """It is over; the keyboard goes back to the table."""
        if self.over:
            return
        self.over = True
        if keep and self.text() != self._text:
            self.changed.emit(self.text())
        self.hide()
        self.deleteLater()
        self._home.setFocus()
