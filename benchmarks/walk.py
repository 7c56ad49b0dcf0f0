"""Walking in a file of 100,000 findings, without a screen: from a key to the painted answer, and from start to window.

    python benchmarks/walk.py [visits] [starts]

Keys: `space` until the next item is painted; `conforming` P and Space until the next item is painted; `pick` 1 until
the draft is painted; `finding` Enter until the finding is stored, read back and painted. Aim: 95 of 100 under 50 ms.
Reference in the same run: the bare repaint of the same window. Start: a process from its beginning until the first
screen has its rows, beside one that only shows an empty window; aim: twice that and one second.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from big_file import big_file
from measuring import median, milliseconds, p95, tell
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from chuangjian_desktop.app.crash import CrashHandler
from chuangjian_desktop.app.window import application, surroundings
from chuangjian_desktop.services import places
from chuangjian_desktop.services.fieldwork import visits
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.fieldwork.walk.presenter import WalkPresenter
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.fieldwork.walk.view import WalkView
from chuangjian_desktop.ui.shell.main_window import MainWindow

PATIENCE_S, PULSE_MS = 60, 2
KEYS = {" ": Qt.Key.Key_Space, "p": Qt.Key.Key_P, "1": Qt.Key.Key_1, "\r": Qt.Key.Key_Return}
EMPTY = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.show()
app.processEvents()
print("painted", flush=True)
import os
os._exit(0)
"""


class Painted(QObject):
    """Counts the paints of a window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self.count = 0
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.UpdateRequest:
            self.count += 1
        return super().eventFilter(watched, event)


def until(reached: Callable[[], bool]) -> None:
    """Let the window work until something is so; between events it sleeps, as a window at rest does."""
    end = time.monotonic() + PATIENCE_S
    pulse = QTimer()
    pulse.start(PULSE_MS)
    while not reached():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > end:
            raise TimeoutError


def opened(path: Path, folder: Path) -> MainWindow:
    """The program's own window with that file, ready: its first screen has read what it shows."""
    app = application()
    installation = Installation(folder)
    installation.change(backup_on_close=False)
    window = MainWindow(surroundings(app, installation, CrashHandler(folder, app), "zh"))
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.open_file(path)
    until(lambda: window.session is not None and not window.session.runner.busy)
    app.processEvents()
    return window


class Walker:
    """A person at the keyboard of one walk."""

    def __init__(self, window: MainWindow, view: WalkView) -> None:
        self._painted = Painted(window)
        self._view = view
        self._presenter: WalkPresenter = view._presenter  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]

    @property
    def state(self) -> WalkState:
        """What is shown."""
        return self._presenter.state

    def at(self, site_id: str) -> bool:
        """Whether the walk of that site is shown."""
        return self.state.sheet is not None and self.state.sheet.site_id == site_id

    def timed(self, keys: str, reached: Callable[[], bool]) -> float:
        """From the first key until what it led to is painted."""

        def work() -> None:
            for key in keys:
                QTest.keyClick(QApplication.focusWidget() or self._view, KEYS[key])
            until(reached)
            shown = self._painted.count
            until(lambda: self._painted.count > shown or not self._waiting())

        return milliseconds(work)

    def _waiting(self) -> bool:
        """Let what is posted happen, a paint among it; nothing is left to wait for then."""
        QApplication.processEvents()
        return False

    def calm(self, window: MainWindow) -> None:
        """Until everything that was begun is done."""
        session = window.session
        until(lambda: session is not None and not session.runner.busy)
        QApplication.processEvents()


def walk(window: MainWindow, count: int) -> dict[str, list[float]]:
    """Walk through some sites of the last round."""
    session, area = window.session, window.area
    if session is None or area is None:
        raise RuntimeError("no file is open")
    spent: dict[str, list[float]] = {"space": [], "conforming": [], "pick": [], "finding": [], "bare": []}
    for site in places.sites(session.workspace)[:count]:
        area.go("walk", visits.visit_of(session.workspace, site.id))
        view = next(each for each in window.findChildren(WalkView))
        walker = Walker(window, view)
        until(partial(walker.at, site.id))
        walker.calm(window)
        one_visit(window, walker, spent)
    return spent


def one_visit(window: MainWindow, walker: Walker, spent: dict[str, list[float]]) -> None:
    """Three open items: skip one, one in order, one with a finding."""

    def moved(before: str) -> Callable[[], bool]:
        return lambda: walker.state.item_code != before

    spent["space"].append(walker.timed(" ", moved(walker.state.item_code)))
    walker.calm(window)
    spent["conforming"].append(walker.timed("p ", moved(walker.state.item_code)))
    walker.calm(window)
    row = walker.state.row
    held = len(row.findings) if row else 0
    spent["pick"].append(walker.timed("1", lambda: walker.state.draft is not None))
    walker.calm(window)
    spent["finding"].append(
        walker.timed("\r", lambda: walker.state.row is not None and len(walker.state.row.findings) > held)
    )
    walker.calm(window)
    spent["bare"].append(milliseconds(window.repaint))


def started(code: list[str], compiled: str) -> float:
    """How long a process takes until it says that its window is painted; byte code is kept, as in an installation."""
    around = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
    around.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    with subprocess.Popen([sys.executable, *code], stdout=subprocess.PIPE, text=True, env=around) as child:
        if child.stdout is None or "painted" not in child.stdout.read():
            raise RuntimeError("a window did not show")
    return (time.perf_counter() - begin) * 1000


def starts(path: Path, folder: Path, role: str, times: int) -> None:
    """The program's start on the file beside an empty window, in turns."""
    sides = ([__file__, "--open", str(path), str(folder)], ["-c", EMPTY])
    compiled = str(folder / "compiled")
    for side in sides:
        started(side, compiled)
    pairs = [[started(side, compiled) for side in sides] for _ in range(times)]
    ours, empty = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    allowed = 2 * median(empty) + 1000
    figures = {"ours_ms": median(ours), "empty_ms": median(empty), "allowed_ms": round(allowed, 3)}
    tell(measured="start", role=role, **figures, ratio_to_allowed=round(median(ours) / allowed, 2))


def main() -> None:
    if sys.argv[1:2] == ["--open"]:
        opened(Path(sys.argv[2]), Path(sys.argv[3]))
        print("painted", flush=True)
        os._exit(0)
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    for role in ("team", "office"):
        with big_file(role=role) as path, tempfile.TemporaryDirectory() as name:
            starts(path, Path(name), role, times)
            window = opened(path, Path(name))
            spent = walk(window, count)
            bare = median(spent.pop("bare"))
            for keys, values in spent.items():
                figures = {"median_ms": median(values), "p95_ms": p95(values), "bare_repaint_ms": bare}
                tell(measured=f"walk/{keys}", role=role, **figures, ratio=round(median(values) / bare, 2))
            window.close()
            until(lambda window=window: window.session is None)


if __name__ == "__main__":
    main()
