"""What erasing asks of the services, and the words in which an erased photo is shown. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from chuangjian_desktop.domain.local_time import local
from chuangjian_desktop.services import pictures
from chuangjian_desktop.services.exchange import erasing
from chuangjian_desktop.services.exchange.erasing import Erased, Outlook
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.thumbs import Erased as Why
from chuangjian_desktop.ui.widgets.thumbs import Gone


class ErasingPort(Protocol):
    """Runs on a lane, never on the GUI thread."""

    def outlook(self, photo: str) -> Outlook:
        """What erasing a photo would do: at once, or only as a request to the office."""
        ...

    def erase(self, photo: str, reason: str) -> Erased:
        """Erase it."""
        ...


@dataclass(frozen=True, slots=True)
class WorkspaceErasing:
    """Erasing in an open workspace."""

    workspace: Workspace

    def outlook(self, photo: str) -> Outlook:
        """What erasing a photo would do."""
        return erasing.outlook(self.workspace, photo)

    def erase(self, photo: str, reason: str) -> Erased:
        """Erase it."""
        return erasing.erase(self.workspace, photo, reason)


def look(workspace: Workspace, sha256: str) -> bytes:
    """The bytes of a picture for lists and the viewer; raises `Gone` for one that was erased."""
    found = pictures.erasure(workspace, sha256)
    if found is not None:
        raise Gone(Why(found.by, found.role, found.at, found.reason))
    return pictures.picture(workspace, sha256)


def when_words(at: str) -> str:
    """A time as screens show it: 11 月 18 日 18:05; what is no time stays as it is."""
    moment = local(at)
    if moment is None:
        return at
    clock = f"{moment.hour:02d}:{moment.minute:02d}"
    return t("{month} 月 {day} 日 {time}", month=moment.month, day=moment.day, time=clock)


def role_words(role: str) -> str:
    """A role: 创建办, 测评组, 责任单位."""
    return {"office": t("创建办"), "team": t("测评组"), "unit": t("责任单位")}.get(role, role)
