"""The laptop's camera for findings: which ones there are, and their pictures one after the other. Both block."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.inputs.camera import CameraError, cameras, grab_frames


@dataclass(frozen=True, slots=True)
class CameraChoice:
    """A camera to look through: its number, or a film file in its place; `name` is for people."""

    source: int | Path
    name: str


def found_cameras() -> tuple[CameraChoice, ...]:
    """The cameras of this machine that can be opened now."""
    return tuple(CameraChoice(info.number, info.name) for info in cameras())


class LaptopCamera:
    """Looks for cameras with `find` and reads their pictures. Call it away from the window's thread."""

    def __init__(self, find: Callable[[], tuple[CameraChoice, ...]] = found_cameras) -> None:
        self._find = find

    def choices(self) -> tuple[CameraChoice, ...]:
        """What can be opened now; empty where there is no camera or another program uses it."""
        return self._find()

    def frames(self, choice: CameraChoice, stop: threading.Event) -> Iterator[bytes]:
        """JPEGs until `stop` is set; ends by itself when the camera cannot be opened any more or was unplugged."""
        try:
            yield from grab_frames(choice.source, stop)
        except CameraError:
            return
