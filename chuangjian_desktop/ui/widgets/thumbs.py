"""Small pictures for lists: fetched away from the GUI thread, kept as long as they are likely to be shown again."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap, QPixmapCache
from shiboken6 import isValid

from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.words import t

log = logging.getLogger(__name__)
Fetch = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Erased:
    """Why a photo is gone for good: by whom (a name, may be empty; else the role), when (ISO) and why."""

    by: str
    role: str
    at: str
    reason: str


def erased_words(erased: Erased) -> str:
    """What stands in the place of an erased photo: that it is gone, by whom and when, and why."""
    role = {"office": t("创建办"), "team": t("测评组"), "unit": t("责任单位")}.get(erased.role, erased.role)
    who = " · ".join(part for part in (role, erased.by, local_minute(erased.at)) if part)
    return "\n".join((t("已删除"), who, t("理由：{reason}", reason=erased.reason)))


class Gone(Exception):
    """What `fetch` raises for a photo that was erased."""

    def __init__(self, erased: Erased) -> None:
        super().__init__(erased.reason)
        self.erased = erased


class Thumbs(QObject):
    """`get` returns a picture or None and asks for it; `arrived` tells when it is there."""

    arrived = Signal(str)

    def __init__(self, runner: Runner, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._fetch = fetch
        self._asked: set[str] = set()
        self._broken: set[str] = set()
        self._gone: dict[str, Erased] = {}

    def get(self, sha: str) -> QPixmap | None:
        """The picture when it is at hand; otherwise it is fetched once and `arrived` follows."""
        found = QPixmap()
        if QPixmapCache.find(_key(sha), found):
            return found
        if sha and not self._asked_for(sha):
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

    def gone(self, sha: str) -> Erased | None:
        """By whom and why a picture was erased; None for one that was not, as far as is known yet."""
        return self._gone.get(sha)

    def forget(self, shas: Iterable[str]) -> None:
        """Let go of pictures, of other lists too: they were erased. Asked for again, they say by whom and why."""
        for sha in shas:
            if sha not in self._gone:
                QPixmapCache.remove(_key(sha))
                self._broken.discard(sha)
                self._tell(sha)

    def _asked_for(self, sha: str) -> bool:
        return sha in self._asked or sha in self._broken or sha in self._gone

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
        if isinstance(error, Gone):
            self._gone[sha] = error.erased
        else:
            self._broken.add(sha)
            log.warning("picture %s cannot be shown: %s", sha[:12], error)
        self._tell(sha)

    def _tell(self, sha: str) -> None:
        """Unless the list was closed meanwhile."""
        if isValid(self):
            self.arrived.emit(sha)


def _key(sha: str) -> str:
    return f"thumb:{sha}"
