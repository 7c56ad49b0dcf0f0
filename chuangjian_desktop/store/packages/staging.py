"""Bringing foreign bytes to a folder of our own: one pass that copies, hashes and checks the space first."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.system.medium import free_space

CHUNK = 4 * 1024 * 1024
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_MISSING = {errno.ENOENT, errno.ENOTDIR}

Feed = Callable[[bytes], None]


def require_space(folder: Path, needed: int, name: str) -> None:
    """`Refusal` M06 naming what is needed and what is free."""
    free = free_space(folder)
    if needed > free:
        raise Refusal("M06", file=name, needed=megabytes(needed), free=megabytes(free))


def megabytes(size: int) -> str:
    """A size as people read it."""
    return f"{size / 1e6:,.1f} MB"


@contextmanager
def telling(name: str, folder: Path | None = None) -> Generator[None]:
    """Turn what the system says while a file is read or staged into refusals that name it."""
    try:
        yield
    except OSError as fault:
        raise _refusal(fault, name, folder) from fault


def _refusal(fault: OSError, name: str, folder: Path | None) -> Refusal:
    if fault.errno in _FULL:
        free = "" if folder is None else megabytes(free_space(folder))
        return Refusal("M06", file=name, free=free)
    if fault.errno in _MISSING:
        return Refusal("M01", file=name, detail="not found")
    code = "M16" if fault.errno in _READ_ONLY else "M07"
    return Refusal(code, file=name, detail=fault.strerror or type(fault).__name__)


def steps_for(size: int) -> int:
    """How many steps of progress a copy of that many bytes takes."""
    return size // CHUNK + 1


def copied(source: BinaryIO, size: int, target: BinaryIO, feeds: tuple[Feed, ...], progress: Progress) -> int:
    """Copy `size` bytes; every feed sees all of them in order, each in a thread of its own. Answers how many there
    were, fewer when the source ends early."""
    done = 0
    with ThreadPoolExecutor(len(feeds), thread_name_prefix="staging") as pool:
        while done < size and (chunk := source.read(min(CHUNK, size - done))):
            waiting = [pool.submit(feed, chunk) for feed in feeds]
            target.write(chunk)
            done += len(chunk)
            for each in waiting:
                each.result()
            progress.step()
    return done


def sha256_of(path: Path, progress: Progress) -> str:
    """Hash a file that nobody has open; never a live database of this process."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            progress.heed()
    return digest.hexdigest()
