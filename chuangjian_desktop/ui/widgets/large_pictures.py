"""Pictures at the size they are kept: a few at a time, since each takes megabytes and would burst the common cache."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.widgets.thumbs import Fetch, Thumbs

MOST = 6


class LargePictures(Thumbs):
    """Asked and told like small pictures; the oldest goes when one too many is held."""

    def __init__(self, runner: Runner, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(runner, fetch, parent)
        self._held: dict[str, QPixmap] = {}

    def get(self, sha: str) -> QPixmap | None:
        """The picture when it is at hand; otherwise it is fetched once and `arrived` follows."""
        held = self._held.get(sha)
        return super().get(sha) if held is None else held

    def _keep(self, sha: str, image: QImage) -> None:
        if image.isNull():
            super()._keep(sha, image)
            return
        self._asked.discard(sha)
        self._held[sha] = QPixmap.fromImage(image)
        while len(self._held) > MOST:
            self._held.pop(next(iter(self._held)))
        self._tell(sha)
