"""The ledger's screen on 100,000 findings of one round: opening, filtering, scrolling.

    python benchmarks/ledger_window.py [findings] [times]

Opening is from opening the file (an office begins at its ledger) until the rows stand there, less what that takes
for an empty file in the same run; filtering is until the narrowed rows stand there. While the table is scrolled
through some thousand rows a timer of the GUI thread asks to be woken every 5 ms; what counts is how late it is. Aims:
1.5 s, 200 ms, 50 ms.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from benchmarks.big_file import big_file
from benchmarks.measuring import median, tell
from chuangjian_desktop.app.crash import CrashHandler
from chuangjian_desktop.app.window import application, surroundings
from chuangjian_desktop.services import places, workspace
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.office.ledger.view import TYPING_MS
from chuangjian_desktop.ui.shell.main_window import MainWindow
from chuangjian_desktop.ui.testing_names import LEDGER_FILTER, LEDGER_SEARCH, LEDGER_SUM, LEDGER_TABLE
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.table import Table

PULSE_MS, FRAME_MS, STEPS, STEP_ROWS = 5, 16, 400, 8
WORDS = "解放路77段"
P = TypeVar("P", bound=QWidget)


@contextmanager
def window() -> Generator[MainWindow]:
    """The program's window, before a file is opened."""
    app = application()
    with tempfile.TemporaryDirectory(prefix="chuangjian-ledger-") as folder:
        own = Installation(Path(folder))
        own.change(backup_on_close=False, theme="light")
        made = MainWindow(surroundings(app, own, CrashHandler(own.folder, app), "zh"))
        made.resize(1366, 768)
        made.show()
        try:
            yield made
        finally:
            calm(made)
            made.close()
            until(lambda: not made.isVisible())


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so; between its events the other threads have the processor."""
    loop, pulse = QEventLoop(), QTimer()
    pulse.setInterval(PULSE_MS)
    pulse.timeout.connect(lambda: loop.quit() if done() else None)
    pulse.start()
    if not done():
        loop.exec()


def calm(made: MainWindow) -> None:
    """Wait until nothing is under way: sums come after the rows."""
    until(lambda: made.session is not None and not made.session.runner.busy)


def part(made: MainWindow, kind: type[P], name: str) -> P:
    """A part of the window by its name."""
    found = made.findChild(kind, name)
    if isinstance(found, kind):
        return found
    raise TypeError(name)


def sums(made: MainWindow) -> str:
    """What stands beside the filters, nothing before the ledger is made."""
    return "" if made.area is None else part(made, QLabel, LEDGER_SUM).text()


def opened(made: MainWindow, file: Path) -> float:
    """Milliseconds from opening a file until its ledger stands there, or says that there is nothing."""
    began = time.perf_counter()
    made.open_file(file)
    until(lambda: bool(sums(made)))
    return (time.perf_counter() - began) * 1000


def narrowed(made: MainWindow) -> float:
    """Milliseconds until only one unit's findings stand there."""
    pill = part(made, FilterPill, LEDGER_FILTER.format(name="unit_id"))
    unit = next(each for each in places.units(made.session.workspace)) if made.session is not None else None
    began = time.perf_counter()
    pill.picked.emit("" if unit is None else unit.id)
    until(lambda: sums(made).startswith("筛出"))
    took = (time.perf_counter() - began) * 1000
    calm(made)
    pill.picked.emit("")
    calm(made)
    return took


def searched(made: MainWindow) -> float:
    """Milliseconds until only what holds some words stands there, after the pause that follows typing."""
    began = time.perf_counter()
    part(made, QLineEdit, LEDGER_SEARCH).setText(WORDS)
    until(lambda: sums(made).startswith("筛出"))
    took = (time.perf_counter() - began) * 1000 - TYPING_MS
    calm(made)
    part(made, QLineEdit, LEDGER_SEARCH).setText("")
    until(lambda: sums(made).startswith("共"))
    calm(made)
    return took


def scrolled(made: MainWindow) -> float:
    """The worst delay of the GUI thread while the table is scrolled, in milliseconds."""
    table = part(made, Table, LEDGER_TABLE)
    late: list[float] = []
    last = [time.perf_counter()]

    def beat() -> None:
        now = time.perf_counter()
        late.append((now - last[0]) * 1000 - PULSE_MS)
        last[0] = now

    timer = QTimer()
    timer.setInterval(PULSE_MS)
    timer.timeout.connect(beat)
    timer.start()
    frame = QEventLoop()
    for _ in range(STEPS):
        bar = table.verticalScrollBar()
        bar.setValue(bar.value() + STEP_ROWS * table.row_height())
        QTimer.singleShot(FRAME_MS, frame.quit)
        frame.exec()
    timer.stop()
    return max(late)


def main() -> None:
    findings = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    figures: dict[str, list[float]] = {name: [] for name in ("empty", "full", "unit", "words", "frame")}
    with big_file(findings, "office", 1) as file, tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "empty.cjdb"
        workspace.create(bare, "office", "市创建办", Installation(Path(folder))).close()
        for _ in range(times):
            with window() as made:
                figures["empty"].append(opened(made, bare))
            with window() as made:
                figures["full"].append(opened(made, file))
                calm(made)
                figures["unit"].append(narrowed(made))
                figures["words"].append(searched(made))
                figures["frame"].append(scrolled(made))
    found = {f"{name}_ms": round(median(values)) for name, values in figures.items()}
    tell(measured="ledger_window", findings=findings, **found, more_ms=found["full_ms"] - found["empty_ms"])


if __name__ == "__main__":
    main()
