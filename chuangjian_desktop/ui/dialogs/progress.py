"""Long work with real figures and a way to stop it; shown only when the work takes a moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.jobs.runner import Job, Runner
from chuangjian_desktop.ui.testing_names import PROGRESS, PROGRESS_CANCEL
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label

R = TypeVar("R")
PATIENCE_MS = 400


class ProgressDialog(Dialog):
    """Runs a piece of work and is gone when it is over; `cancel` asks it to stop, which rolls back."""

    def __init__(self, headline: str, parent: QWidget | None) -> None:
        super().__init__(PROGRESS, parent, width=420)
        self.head(headline)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._words = label(" ", 12, ink="2")
        self.content.addWidget(self._bar)
        self.content.addWidget(self._words)
        self._cancel = Button(t("取消"), key="Esc")
        self._cancel.setObjectName(PROGRESS_CANCEL)
        self._cancel.clicked.connect(self.reject)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self._job: Job | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.show)

    def run(
        self,
        runner: Runner,
        work: Callable[[Progress], R],
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
        *,
        cancelled: Callable[[], None] | None = None,
    ) -> None:
        """Begin; a cancelled piece of work calls neither `done` nor `failed`."""

        def over(result: R) -> None:
            self._end()
            done(result)

        def wrong(error: Exception) -> None:
            self._end()
            if not isinstance(error, Cancelled):
                failed(error)
            elif cancelled is not None:
                cancelled()

        self._later.start(PATIENCE_MS)
        self._job = runner.run(work, over, wrong, reported=self._report)

    def reject(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._cancel.setEnabled(False)
            self._words.setText(t("正在停下…"))

    def _report(self, progress: Progress) -> None:
        if progress.total:
            self._bar.setRange(0, progress.total)
            self._bar.setValue(progress.done)
        figures = f"{progress.done} / {progress.total}" if progress.total else ""
        self._words.setText("  ".join(part for part in (figures, progress.label) if part))

    def _end(self) -> None:
        self._job = None
        self._later.stop()
        self.hide()
        self.deleteLater()


def run_long(
    headline: str,
    around: tuple[QWidget, Runner],
    work: Callable[[Progress], R],
    done: Callable[[R], None],
    failed: Callable[[Exception], None],
    *,
    cancelled: Callable[[], None] | None = None,
) -> None:
    """Run work with a progress dialog over a widget; a person who stops it calls `cancelled` only."""
    parent, runner = around
    ProgressDialog(headline, parent.window()).run(runner, work, done, failed, cancelled=cancelled)
