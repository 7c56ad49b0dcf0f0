"""When and where the garbage collector works: on the thread of the window, and not in the middle of scrolling."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

LOOK_MS = 100
OFTEN = 3
"""Rounds over young objects between two over those of middle age, which are few then."""
MOST = 500
"""Rounds over objects of middle age after which a full one is due even while somebody looks: some millions of new
objects."""


class Collecting(QObject):
    """Collects on the thread of the window only. Python would do it wherever an object happens to be made: a thread of
    the runner would then take down forgotten widgets whose timers still run, and the program would fall.

    Full rounds hold up every thread for as long as they go through all that lives: half a second with a hundred
    thousand findings open. They are made while the window is not in front, and otherwise only when very much has piled
    up; young objects are looked after all the time.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._young, _, _ = gc.get_threshold()
        app.applicationStateChanged.connect(self._left)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @classmethod
    def of(cls, app: QApplication) -> Collecting:
        """The one of an application, made on the first call."""
        return app.findChild(cls) or cls(app)

    def begin(self) -> None:
        """From now on nothing is collected elsewhere."""
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Collect everything, and leave it to Python again."""
        self._timer.stop()
        gc.collect()
        gc.enable()

    def _look(self) -> None:
        young, middle, old = gc.get_count()
        if old > MOST:
            gc.collect()
        elif young > self._young:
            gc.collect(1 if middle >= OFTEN else 0)

    def _left(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationInactive and self._timer.isActive() and gc.get_count()[2]:
            gc.collect()
