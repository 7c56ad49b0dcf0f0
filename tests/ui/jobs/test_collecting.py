"""Full rounds of the garbage collector wait until nobody looks."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from chuangjian_desktop.app.window import application
from chuangjian_desktop.ui.jobs.collecting import NEVER, Collecting


class Ring:
    """Something that only a full round finds once it is old."""

    def __init__(self) -> None:
        self.itself = self


def test_old_rings_go_when_the_window_is_left(qtbot: QtBot) -> None:
    app = application()
    Collecting.begun(app)
    Collecting.begun(app)
    assert len(app.findChildren(Collecting)) == 1
    assert gc.get_threshold()[2] == NEVER
    ring = Ring()
    seen = weakref.ref(ring)
    gc.collect(0)
    gc.collect(1)
    del ring
    gc.collect(1)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert seen() is not None
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert seen() is None
