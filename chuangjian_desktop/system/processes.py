"""Whether a program that left something behind is still running on this computer."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import sys

HERE = hashlib.sha256(platform.node().encode()).hexdigest()[:8]
"""A mark of this computer, for names on a stick: process numbers mean nothing on another one."""

_ASKING = 0x1000
_NO_SUCH = 87
_RUNNING = 259


def lives(process: int) -> bool:
    """Whether a process of that number runs; in doubt it does."""
    if sys.platform == "win32":
        return process >= 2**32 or _lives_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _lives_on_windows(process: int) -> bool:
    """A process that may not be asked lives; one that has ended can still be asked while somebody holds on to it."""
    if sys.platform != "win32":
        return True
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(_ASKING, 0, ctypes.c_uint32(process)))
    if not handle:
        return ctypes.get_last_error() != _NO_SUCH
    status = ctypes.c_uint32()
    try:
        told = kernel.GetExitCodeProcess(handle, ctypes.byref(status))
    finally:
        kernel.CloseHandle(handle)
    return not told or status.value == _RUNNING
