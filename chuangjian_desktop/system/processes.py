"""Whether a program that left something behind is still running on this computer."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import sys

HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
"""A mark of this computer, for names on a stick: process numbers mean nothing on another one."""


def lives(process: int) -> bool:
    """Whether a process of that number runs; in doubt it does."""
    if sys.platform == "win32":
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, 0, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
