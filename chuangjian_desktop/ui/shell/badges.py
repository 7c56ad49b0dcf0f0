"""How many matters wait for a person's decision, counted away from the GUI thread once things are calm."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from chuangjian_desktop.services.exchange.waiting import waiting
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.jobs.runner import Job, Runner

log = logging.getLogger(__name__)


class Badges(QObject):
    """`counted` tells the name of a screen and its number; only what changed is told."""

    counted = Signal(str, int)

    def __init__(self, workspace: Workspace, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._runner = workspace, runner
        self._job: Job | None = None
        self._again = False
        self._known: dict[str, int] = {}

    def refresh(self) -> None:
        """Count anew; while a count is under way, once more after it."""
        if self._job is not None:
            self._again = True
            return
        self._job = self._runner.run(lambda _progress: self._counted(), self._took, self._failed, lane="work")

    def _counted(self) -> dict[str, int]:
        found = waiting(self._workspace)
        return {"conflicts": found.conflicts, "duplicates": found.duplicates}

    def _took(self, found: dict[str, int]) -> None:
        for name, count in found.items():
            if self._known.get(name) != count:
                self._known[name] = count
                self.counted.emit(name, count)
        self._ended()

    def _failed(self, error: Exception) -> None:
        log.warning("what waits for a decision was not counted: %s", error)
        self._ended()

    def _ended(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.refresh()
