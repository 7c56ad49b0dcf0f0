"""What the system's errors mean in the contract's codes."""

from __future__ import annotations

import errno

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_HELD = frozenset({5, 32, 33})


def code_of(fault: OSError) -> str:
    """M06 no space, M08 held by another program (Windows), M16 not allowed, M07 for anything else that went wrong."""
    if fault.errno in _FULL:
        return "M06"
    if is_held(fault):
        return "M08"
    return "M16" if fault.errno in _READ_ONLY else "M07"


def is_held(fault: OSError) -> bool:
    """Whether another program holds the file for a moment, as Windows says it."""
    return getattr(fault, "winerror", None) in _HELD
