"""One program at a time on a file. The lock is the system's, so a killed program leaves none behind, and it lies in
the temporary folder, so that the workspace is one file with nothing beside it."""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """Held from making to `release`; `Refusal` M08 naming who holds it, and since when."""

    def __init__(self, path: Path) -> None:
        found = path.stat()
        name = hashlib.sha256(f"{found.st_dev}:{found.st_ino}".encode()).hexdigest()[:24]
        self.place = Path(tempfile.gettempdir()) / f"chuangjian-{name}.lock"
        self._handle = _opened(self.place)
        try:
            _take(self._handle)
        except OSError:
            os.close(self._handle)
            user, _, since = _note_of(self.place).partition("\t")
            raise Refusal("M08", file=path.name, user=user or "?", time=since or "?") from None
        note = f"{getpass.getuser()}\t{datetime.now().astimezone():%Y-%m-%d %H:%M}"
        if os.access(self.place, os.W_OK):
            os.ftruncate(self._handle, 0)
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, b" " + note.encode())

    def release(self) -> None:
        """Give it back."""
        os.close(self._handle)


def _opened(place: Path) -> int:
    """Another user's lock file can be locked without being written."""
    no_links = getattr(os, "O_NOFOLLOW", 0)
    try:
        return os.open(place, os.O_RDWR | os.O_CREAT | no_links, 0o666)
    except PermissionError:
        return os.open(place, os.O_RDONLY | no_links)


def _note_of(place: Path) -> str:
    try:
        return place.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
