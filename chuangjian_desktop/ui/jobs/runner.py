"""Work away from the GUI thread: one lane that writes in order, one for decoding; results come back by a signal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress

Lane = Literal["store", "work"]
R = TypeVar("R")
POLL_MS = 100
log = logging.getLogger(__name__)


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work under way. `progress.cancel()` asks it to stop; `drop()` forgets its result."""

    lane: Lane
    progress: Progress
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    reported: Callable[[Progress], None] | None = None
    future: Future[Any] | None = None
    dropped: bool = False
    _seen: tuple[int, int, str] = field(default=(0, 0, ""))

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it rolls back and `failed` hears `Cancelled`."""
        self.progress.cancel()

    def drop(self) -> None:
        """The screen is gone: finish the work, tell nobody."""
        self.dropped = True

    def news(self) -> bool:
        """Whether the progress moved since the last look."""
        now = (self.progress.done, self.progress.total, self.progress.label)
        moved, self._seen = now != self._seen, now
        return moved


class Runner(Protocol):
    """What presenters need of a runner; tests may pass one that works at once."""

    def run(
        self,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        *,
        lane: Lane = "store",
        reported: Callable[[Progress], None] | None = None,
    ) -> Job:
        """Start a piece of work; exactly one of `done` and `failed` is called later on the GUI thread."""
        ...


class JobRunner(QObject):
    """Runs services on two lanes and hands results back on the GUI thread.

    The store lane has one worker, so writes keep their order. `busy_changed` tells the status line.
    """

    busy_changed = Signal(bool)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None, *, workers: int = 2) -> None:
        super().__init__(parent)
        self._lanes: dict[Lane, ThreadPoolExecutor] = {
            "store": ThreadPoolExecutor(1, thread_name_prefix="store"),
            "work": ThreadPoolExecutor(workers, thread_name_prefix="work"),
        }
        self._jobs: list[Job] = []
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def run(
        self,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        *,
        lane: Lane = "store",
        reported: Callable[[Progress], None] | None = None,
    ) -> Job:
        """Start a piece of work; exactly one of `done` and `failed` is called later on the GUI thread.

        `reported` is called at most ten times a second while the progress moves.
        """
        job = Job(lane, Progress(), done, failed, reported)
        self._jobs.append(job)
        job.future = self._lanes[lane].submit(work, job.progress)
        job.future.add_done_callback(lambda _future: self._ended.emit(job))
        if reported is not None and not self._timer.isActive():
            self._timer.start()
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    @property
    def writing(self) -> bool:
        """Whether the store lane is under way; closing the window asks first."""
        return any(job.lane == "store" for job in self._jobs)

    def shutdown(self) -> None:
        """Take no more work and wait for what runs; results are dropped. Call before closing the workspace."""
        for job in self._jobs:
            job.drop()
        for pool in self._lanes.values():
            pool.shutdown(wait=True)
        self._timer.stop()

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        self._jobs.remove(job)
        if not self._jobs:
            self._timer.stop()
            self.busy_changed.emit(False)
        if job.future is None:
            raise RuntimeError("a job ended that never began")
        error = _error_of(job.future)
        if job.dropped:
            if error is not None:
                log.error("dropped job failed", exc_info=error)
        elif error is None:
            job.done(job.future.result())
        elif isinstance(error, Exception):
            job.failed(error)
        else:
            raise error

    @Slot()
    def _poll(self) -> None:
        for job in tuple(self._jobs):
            if job.reported is not None and not job.dropped and job.news():
                job.reported(job.progress)


def _error_of(future: Future[Any]) -> BaseException | None:
    try:
        return future.exception()
    except CancelledError:
        return Cancelled()
