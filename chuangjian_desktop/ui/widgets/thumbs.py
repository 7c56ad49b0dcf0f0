"""Small pictures for lists: fetched away from the GUI thread, kept as long as they are likely to be shown again."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap, QPixmapCache
from shiboken6 import isValid

from chuangjian_desktop.ui.jobs.runner import Runner

log = logging.getLogger(__name__)
Fetch = Callable[[str], bytes]


class Thumbs(QObject):
    """`get` returns a picture or None and asks for it; `arrived` tells when it is there."""

    arrived = Signal(str)

    def __init__(self, runner: Runner, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._fetch = fetch
        self._asked: set[str] = set()
        self._broken: set[str] = set()

    def get(self, sha: str) -> QPixmap | None:
        """The picture when it is at hand; otherwise it is fetched once and `arrived` follows."""
        found = QPixmap()
        if QPixmapCache.find(_key(sha), found):
            return found
        if sha and sha not in self._asked and sha not in self._broken:
            self._asked.add(sha)
            self._runner.run(
                lambda _progress: self._decoded(sha),
                lambda image: self._keep(sha, image),
                lambda error: self._lost(sha, error),
                lane="work",
            )
        return None

    def put(self, sha: str, data: bytes) -> None:
        """Keep a small picture that is at hand already, for example one just prepared."""
        if not QPixmapCache.find(_key(sha), QPixmap()):
            self._keep(sha, QImage.fromData(data))

    def broken(self, sha: str) -> bool:
        """Whether the picture cannot be shown."""
        return sha in self._broken

    def _decoded(self, sha: str) -> QImage:
        return QImage.fromData(self._fetch(sha))

    def _keep(self, sha: str, image: QImage) -> None:
        self._asked.discard(sha)
        if image.isNull():
            self._broken.add(sha)
        else:
            QPixmapCache.insert(_key(sha), QPixmap.fromImage(image))
        self._tell(sha)

    def _lost(self, sha: str, error: Exception) -> None:
        """The bytes are not here (M15): the place stays marked, the list shows a crossed camera."""
        self._asked.discard(sha)
        self._broken.add(sha)
        log.warning("picture %s cannot be shown: %s", sha[:12], error)
        self._tell(sha)

    def _tell(self, sha: str) -> None:
        """Unless the list was closed meanwhile."""
        if isValid(self):
            self.arrived.emit(sha)


def _key(sha: str) -> str:
    return f"thumb:{sha}"
