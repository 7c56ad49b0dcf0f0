"""Other programs: whether one that left something behind still runs, and running one to its end."""

from __future__ import annotations

import ctypes
import hashlib
import os
import platform
import signal
import subprocess
import sys
from collections.abc import Sequence

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


def run_to_end(command: Sequence[str], seconds: float) -> int | None:
    """The exit status of a program that gets no input and whose words nobody reads; None when it took too long and was
    ended, with all that it started. OSError when it cannot be started."""
    quiet = subprocess.DEVNULL
    own_group = sys.platform != "win32"
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=own_group) as program:
        try:
            return program.wait(seconds)
        except subprocess.TimeoutExpired:
            _end(program)
            return None


def _end(program: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        program.kill()
    else:
        os.killpg(program.pid, signal.SIGKILL)
