"""When the garbage collector goes through everything: not in the middle of somebody's scrolling."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

NEVER = 1_000_000
LOOK_MS = 60_000
MOST = 500
"""Rounds over young objects after which a full one is due even while somebody looks: some millions of new objects."""


class Collecting(QObject):
    """Full rounds hold up every thread for as long as they go through all that lives: half a second with a hundred
    thousand findings open. They are made while the window is not in front, and otherwise only when very much has piled
    up; young objects are looked after as ever."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        young, middle, _ = gc.get_threshold()
        gc.set_threshold(young, middle, NEVER)
        app.applicationStateChanged.connect(self._left)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @classmethod
    def begun(cls, app: QCoreApplication) -> None:
        """Begin it, once for an application."""
        if isinstance(app, QApplication) and app.findChild(cls) is None:
            cls(app)

    def _left(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive and gc.get_count()[2]:
            gc.collect()

    def _look(self) -> None:
        if gc.get_count()[2] > MOST:
            gc.collect()
