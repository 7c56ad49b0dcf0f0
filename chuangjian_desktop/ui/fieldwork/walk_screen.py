"""The Walk as a screen of the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.fieldwork.walk.gateway import WorkspaceWalk
from chuangjian_desktop.ui.fieldwork.walk.view import WalkView
from chuangjian_desktop.ui.screen import Screen


class WalkScreen(Screen):
    """Holds the walk of one visit; it brings a header and a status line of its own."""

    own_status = True

    def __init__(self, desk: Desk) -> None:
        super().__init__("walk.screen", header=False)
        self._desk = desk
        self._view = WalkView(WorkspaceWalk(desk.workspace, desk.photos), desk.runner, now)
        self._view.back_asked.connect(self._back)
        self.column.addWidget(self._view)
        self.setFocusProxy(self._view)

    def open_at(self, what: str, part: str) -> None:
        self._view.open_visit(what, part)

    def has_content(self) -> bool:
        return self._view.has_visit

    def keys(self) -> tuple[KeyRow, ...]:
        return ()

    def show_own_keys(self) -> bool:
        target = QApplication.focusWidget() or self._view
        QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier))
        return True

    def _back(self) -> None:
        self._desk.go("today", "")
