"""Whether the window stays alive while files are examined and taken in, and whether its lists answer.

    python benchmarks/merge_window.py [packages] [findings]

A timer of the GUI thread asks to be woken every 5 ms; what counts is how late it is (no more than 100 ms), in each
phase of a merge that is driven through the window itself. Meanwhile the ledger is read again and again, as its screen
does. Reference in the same run: the same timer and the same reading while nothing is merged.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks import merge
from benchmarks.measuring import p95, tell
from chuangjian_desktop.app.crash import CrashHandler
from chuangjian_desktop.app.window import application, surroundings
from chuangjian_desktop.domain.merging import Signer
from chuangjian_desktop.services import workspace
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.exchange import opening
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.store.merging.signers import enrol
from chuangjian_desktop.ui.exchange.taking.panel import TakingPanel
from chuangjian_desktop.ui.shell.main_window import MainWindow

PULSE_MS, LIST_MS, PATIENCE_S = 5, 150, 900


@dataclass
class Seen:
    """What one phase showed, in milliseconds."""

    late: list[float] = field(default_factory=list[float])
    lists: list[float] = field(default_factory=list[float])


class Probe(QObject):
    """A heartbeat of the GUI thread, and a list that is read beside it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.seen = Seen()
        self._last = time.perf_counter()
        self._reading = False
        for interval, act in ((PULSE_MS, self._beat), (LIST_MS, self._read)):
            timer = QTimer(self)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.setInterval(interval)
            timer.timeout.connect(act)
            timer.start()

    def begin(self) -> Seen:
        """The phase that was, a new one from now on."""
        was, self.seen = self.seen, Seen()
        self._last = time.perf_counter()
        return was

    def _beat(self) -> None:
        now = time.perf_counter()
        self.seen.late.append(max(0.0, (now - self._last) * 1000 - PULSE_MS))
        self._last = now

    def _read(self) -> None:
        session = self._window.session
        if session is None or self._reading:
            return
        self._reading = True
        asked = time.perf_counter()

        def answered(_page: object) -> None:
            self._reading = False
            self.seen.lists.append((time.perf_counter() - asked) * 1000)

        opened = session.workspace
        session.runner.run(
            lambda _progress: reading.cases(opened, CaseFilter(LedgerFilter(opened.round_id)), 0, 100),
            answered,
            _fault,
            lane="work",
        )


def _fault(error: Exception) -> None:
    raise error


def until(done: Callable[[], bool]) -> None:
    """Let the window live until something is so."""
    loop, begun = QEventLoop(), time.monotonic()
    timer = QTimer()
    timer.setInterval(20)

    def look() -> None:
        if done() or time.monotonic() - begun > PATIENCE_S:
            loop.quit()

    timer.timeout.connect(look)
    timer.start()
    loop.exec()
    if not done():
        raise TimeoutError("the window did not come so far")


def wait(seconds: float) -> None:
    """Let the window live for a while."""
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def prepared(folder: Path, packages: int, findings: int) -> tuple[Path, list[Path], Installation]:
    """An office that knows the signers of the packages."""
    installation = Installation(folder / "installation")
    installation.change(backup_on_close=False, theme="light")
    path = folder / "office.cjdb"
    made = workspace.create(path, "office", "创建办", installation, "2026年第四季度模拟测评")
    merge.OFFICE, merge.ROUND = made.office, made.round_id
    files = [merge.made_package(folder, number, findings, 0) for number in range(packages)]
    for file in files:
        sender = opening.envelope(file).sender
        with made.store.transaction() as connection:
            enrol(connection, Signer(sender.key, "team", sender.name), workspace.now().isoformat(timespec="seconds"))
    made.close()
    return path, files, installation


def told(phase: str, seen: Seen, seconds: float) -> None:
    """One line of figures."""
    tell(
        phase=phase,
        seconds=round(seconds, 2),
        late_max_ms=round(max(seen.late, default=0.0), 1),
        late_p95_ms=p95(seen.late) if seen.late else None,
        over_100_ms=sum(each > 100 for each in seen.late),
        list_max_ms=round(max(seen.lists, default=0.0), 1),
        lists=len(seen.lists),
    )


def main(packages: int, findings: int) -> None:
    """Nothing, examining, taking in, after it."""
    with tempfile.TemporaryDirectory(prefix="chuangjian-merge-window-") as name:
        folder = Path(name)
        path, files, installation = prepared(folder, packages, findings)
        app: QApplication = application()
        window = MainWindow(surroundings(app, installation, CrashHandler(installation.folder, app), "zh"))
        window.show()
        window.open_file(path)
        until(lambda: window.area is not None)
        area = window.area
        assert area is not None
        area.go("merge", "")
        panel = area.findChild(TakingPanel)
        assert panel is not None
        wait(1)
        probe, presenter = Probe(window), panel.presenter
        phases: dict[str, tuple[Callable[[], None], Callable[[], bool]]] = {
            "nothing": (lambda: None, lambda: len(probe.seen.lists) >= 20),
            "examining": (lambda: presenter.add(files), lambda: presenter.state.phase == "ready"),
            "taking in": (presenter.take, lambda: presenter.state.phase == "taken"),
            "afterwards": (lambda: area.go("ledger", ""), lambda: len(probe.seen.lists) >= 10),
        }
        for phase, (act, done) in phases.items():
            probe.begin()
            begun = time.perf_counter()
            act()
            until(done)
            told(phase, probe.begin(), time.perf_counter() - begun)
        window.close()
        until(lambda: window.session is None)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [10, 2_000][len(numbers) :]))
