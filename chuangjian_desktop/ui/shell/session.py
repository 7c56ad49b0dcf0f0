"""An open workspace with everything that works for it: runner, picture worker, small pictures. Closes in order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.exchange.erasing import erased_names
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.erasing.port import look
from chuangjian_desktop.ui.jobs.runner import JobRunner
from chuangjian_desktop.ui.widgets.thumbs import Thumbs

log = logging.getLogger(__name__)


class Session(QObject):
    """`written` tells the time of every durable commit, on the GUI thread whichever lane wrote."""

    written = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.runner = JobRunner(self)
        self.photos = PhotoWorker()
        self.thumbs = Thumbs(self.runner, lambda sha: look(workspace, sha), self)
        workspace.listeners.append(self._heard)

    @property
    def path(self) -> Path:
        """The open file."""
        return self.workspace.path

    def desk(self, failed: Callable[[Exception], None], go: Callable[[str, str], None]) -> Desk:
        """What screens are given."""
        return Desk(self.workspace, self.runner, self.photos, self.thumbs, failed, go)

    def forget_erased(self) -> None:
        """Let go of small pictures that were erased here or by what was merged."""
        self.runner.run(lambda _progress: erased_names(self.workspace), self.thumbs.forget, _noted, lane="work")

    def _heard(self, written: object) -> None:
        self.written.emit(str(getattr(written, "at", "")))

    def close(self) -> None:
        """Finish what is being written, then let go of pictures and of the file."""
        if self._heard in self.workspace.listeners:
            self.workspace.listeners.remove(self._heard)
        self.runner.shutdown()
        self.photos.close()
        self.workspace.close()


def _noted(error: Exception) -> None:
    """Old pictures stay in the cache until the next write; the bytes themselves are gone."""
    log.warning("erased pictures were not looked up: %s", error)
