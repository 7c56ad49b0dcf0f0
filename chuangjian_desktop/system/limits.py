"""Ceilings that a child process sets on itself before it touches a foreign file.

POSIX systems enforce them through resource limits, Windows through a job object. Time is watched by the parent.
"""

from __future__ import annotations

import ctypes
import sys
import time

MEBIBYTE = 1024 * 1024
COUNTED = sys.platform != "win32"
"""Whether the system counts the processor time of a child and ends it by that."""


def used_by_children() -> float:
    """The processor time in seconds of all children that ended so far; nothing where it is not counted."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def limit_this_process(memory_bytes: int, processor_seconds: int | None = None) -> None:
    """Let an allocation beyond `memory_bytes` fail with `MemoryError`; a core dump is never written.

    `processor_seconds`, counted from now on, end a one-shot child that never comes to an end (by the signal XCPU, a
    second later by KILL); a child that lives on passes None.
    """
    if sys.platform == "win32":
        _limit_on_windows(memory_bytes)
    else:
        _limit_on_posix(memory_bytes, processor_seconds)


def _limit_on_posix(memory_bytes: int, processor_seconds: int | None) -> None:
    import resource

    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_AS, memory_bytes)
    if processor_seconds is not None:
        # What the start of the process took, on a busy machine several seconds, is not the file's doing.
        _lower(resource.RLIMIT_CPU, int(time.process_time()) + processor_seconds, 1)


def _lower(which: int, value: int, spare: int = 0) -> None:
    """Set both limits, the hard one by `spare` higher, without ever asking for more than the present hard limit (that
    would be refused)."""
    import resource

    _, hard = resource.getrlimit(which)
    soft, most = (value, value + spare) if hard == resource.RLIM_INFINITY else (min(value, hard), hard)
    resource.setrlimit(which, (soft, min(most, soft + spare)))


class _BasicLimits(ctypes.Structure):
    _fields_ = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class _ExtendedLimits(ctypes.Structure):
    _fields_ = [
        ("BasicLimitInformation", _BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


_PROCESS_MEMORY = 0x100
_EXTENDED_LIMIT_INFORMATION = 9


def _limit_on_windows(memory_bytes: int) -> None:
    if sys.platform != "win32":
        return
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
    limits.ProcessMemoryLimit = memory_bytes
    size = ctypes.sizeof(limits)
    if not kernel.SetInformationJobObject(job, _EXTENDED_LIMIT_INFORMATION, ctypes.byref(limits), size):
        raise ctypes.WinError(ctypes.get_last_error())
    if not kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess())):
        raise ctypes.WinError(ctypes.get_last_error())
