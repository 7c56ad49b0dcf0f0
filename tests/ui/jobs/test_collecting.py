"""Garbage is collected on the thread of the window, and full rounds wait until nobody looks."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from chuangjian_desktop.app.window import application
from chuangjian_desktop.ui.jobs.collecting import Collecting


class Ring:
    """Something that only the collector finds; it notes on which thread it goes."""

    def __init__(self, gone: list[str]) -> None:
        self.itself = self
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(threading.current_thread().name)


@pytest.fixture
def app(qtbot: QtBot) -> Iterator[QApplication]:
    made = application()
    assert Collecting.of(made) is Collecting.of(made)
    Collecting.of(made).begin()
    yield made
    Collecting.of(made).end()
    assert gc.isenabled()


def make_much(count: int = 20_000) -> None:
    kept = [[number] for number in range(count)]
    assert len(kept) == count


@pytest.mark.usefixtures("app")
def test_what_threads_leave_goes_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    gone: list[str] = []

    def leave() -> None:
        for _ in range(5):
            Ring(gone)
            make_much()

    worker = threading.Thread(target=leave, name="worker")
    worker.start()
    worker.join()
    assert gone == []
    held = [[number] for number in range(2_000)]
    qtbot.waitUntil(lambda: len(gone) == 5)
    assert set(gone) == {threading.main_thread().name}
    assert len(held) == 2_000


def test_full_rounds_wait_until_the_window_is_left(app: QApplication) -> None:
    gone: list[str] = []
    ring = Ring(gone)
    seen = weakref.ref(ring)
    gc.collect(0)
    gc.collect(1)
    del ring
    gc.collect(1)
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert seen() is not None
    app.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert seen() is None
