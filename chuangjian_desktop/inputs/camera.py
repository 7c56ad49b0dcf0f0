"""The laptop's camera. Everything here blocks: use it from a thread of its own, never from the window's.

The camera library is loaded with the first use only, so that it costs the start of the program nothing.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import cv2

_MOST_CAMERAS = 4
_DEVICES = Path("/sys/class/video4linux")


class CameraError(Exception):
    """The camera is missing, used by another program, or was unplugged."""


@dataclass(frozen=True, slots=True)
class CameraInfo:
    """A camera of this machine; `number` opens it, `name` is for people."""

    number: int
    name: str


def cameras() -> tuple[CameraInfo, ...]:
    """The cameras that can be opened now; empty where there is none."""
    if sys.platform.startswith("linux"):
        known = _linux_devices()
    else:
        known = [CameraInfo(number, f"Camera {number + 1}") for number in range(_MOST_CAMERAS)]
    return tuple(info for info in known if _opens(info.number))


def _linux_devices() -> list[CameraInfo]:
    found = list[CameraInfo]()
    for device in sorted(_DEVICES.glob("video*")):
        digits = device.name.removeprefix("video")
        if not digits.isdigit():
            continue
        name = f"Camera {int(digits) + 1}"
        with contextlib.suppress(OSError):
            name = (device / "name").read_text("utf-8", "replace").strip() or name
        found.append(CameraInfo(int(digits), name))
    return found


def _opens(number: int) -> bool:
    try:
        Camera(number).close()
    except CameraError:
        return False
    return True


def _library() -> Any:  # noqa: ANN401 - the module, loaded late
    import cv2

    library: Any = cv2
    logging = library.utils.logging
    logging.setLogLevel(logging.LOG_LEVEL_SILENT)  # else it prints about every device that is not there
    return library


class Camera:
    """An opened camera, or a film file in its place; `CameraError` when it cannot be opened. Close it."""

    def __init__(self, source: int | Path, size: tuple[int, int] = (1920, 1080)) -> None:
        self._library = _library()
        self._capture: cv2.VideoCapture | None = self._open(source, size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self, source: int | Path, size: tuple[int, int]) -> cv2.VideoCapture:
        library = self._library
        if isinstance(source, Path):
            capture = library.VideoCapture(str(source))
        else:
            backend = library.CAP_DSHOW if sys.platform == "win32" else library.CAP_ANY
            capture = library.VideoCapture(source, backend)
            capture.set(library.CAP_PROP_FRAME_WIDTH, size[0])
            capture.set(library.CAP_PROP_FRAME_HEIGHT, size[1])
        if not capture.isOpened():
            capture.release()
            raise CameraError(str(source))
        return capture

    def read(self, quality: int = 92) -> bytes:
        """The next frame as JPEG; `CameraError` when the camera gives no more."""
        if self._capture is None:
            raise CameraError("closed")
        good, frame = self._capture.read()
        if not good:
            raise CameraError("no frame")
        good, data = self._library.imencode(".jpg", frame, [self._library.IMWRITE_JPEG_QUALITY, quality])
        if not good:
            raise CameraError("no frame")
        return bytes(data)

    def close(self) -> None:
        """Gives the camera back. May be called twice."""
        capture, self._capture = self._capture, None
        if capture is not None:
            capture.release()


def grab_frames(source: int | Path, stop: threading.Event) -> Iterator[bytes]:
    """Frame after frame until `stop` is set or the camera gives no more; the camera is given back in any case."""
    with Camera(source) as camera:
        while not stop.is_set():
            try:
                frame = camera.read()
            except CameraError:
                return
            yield frame
