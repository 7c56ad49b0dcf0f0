"""What a folder's medium can hold: free space, and the largest single file."""

from __future__ import annotations

import ctypes
import re
import shutil
import sys
from pathlib import Path

FAT_LARGEST = 2**32 - 1
"""A FAT32 stick holds no file of 4 GiB or more."""

_FAT = frozenset({"vfat", "msdos", "fat", "fat12", "fat16", "fat32"})
_MOUNTS = Path("/proc/self/mounts")
_OCTAL = re.compile(r"\\([0-7]{3})")


def free_space(folder: Path) -> int:
    """Bytes that can be written there now; `OSError` when the medium is gone."""
    return shutil.disk_usage(folder).free


def largest_file(folder: Path) -> int | None:
    """How large one file may become there, None when nothing less than free space limits it.

    Known are FAT media, and on POSIX systems a limit set on this process. An unknown kind of file system is taken as
    one without a limit: writing then fails cleanly, and nothing is lost.
    """
    found = [FAT_LARGEST] if file_system(folder).lower() in _FAT else []
    if (own := _limit_of_this_process()) is not None:
        found.append(own)
    return min(found, default=None)


def file_system(folder: Path, mounts: Path = _MOUNTS) -> str:
    """The name of the folder's kind of file system, "" where it cannot be told."""
    if sys.platform == "win32":
        return _windows_file_system(folder)
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        return _mounted(folder.resolve(), lines)
    except OSError:
        return ""


def _mounted(folder: Path, lines: list[str]) -> str:
    """The last mount whose point is nearest above the folder wins, as it does for the system."""
    nearest, kind = -1, ""
    for line in lines:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = Path(_OCTAL.sub(lambda code: chr(int(code[1], 8)), parts[1]))
        if folder.is_relative_to(point) and len(point.parts) >= nearest:
            nearest, kind = len(point.parts), parts[2]
    return kind


def _limit_of_this_process() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    soft, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    return None if soft == resource.RLIM_INFINITY else soft


def _windows_file_system(folder: Path) -> str:
    if sys.platform != "win32":
        return ""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    root = ctypes.create_unicode_buffer(1024)
    if not kernel.GetVolumePathNameW(str(folder.resolve()), root, len(root)):
        return ""
    name = ctypes.create_unicode_buffer(64)
    told = kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, len(name))
    return name.value if told else ""
