"""What every screen is given: the open workspace, the runner of long work, pictures, and ways to the other screens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.widgets.thumbs import Thumbs

KeyRow = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True)
class Desk:
    """`failed` shows a refusal (or tells of a fault); `go` opens a screen by name, the second value says at what
    (a visit's id for "walk", words for "sites"), optionally with an item's code after a line break."""

    workspace: Workspace
    runner: Runner
    photos: PhotoWorker
    thumbs: Thumbs
    failed: Callable[[Exception], None]
    go: Callable[[str, str], None]
