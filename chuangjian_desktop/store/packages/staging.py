"""Bringing foreign bytes to a folder of our own: one pass that copies, hashes and checks the space first."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Callable, Generator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.sizes import megabytes
from chuangjian_desktop.system.faults import code_of
from chuangjian_desktop.system.medium import free_space

CHUNK, STEP = 1024 * 1024, 8 * 1024 * 1024
_AHEAD = 4
_MISSING = {errno.ENOENT, errno.ENOTDIR}

Feed = Callable[[bytes], None]


def require_space(folder: Path, needed: int, name: str) -> None:
    """`Refusal` M06 naming what is needed and what is free."""
    free = free_space(folder)
    if needed > free:
        raise Refusal("M06", file=name, needed=megabytes(needed), free=megabytes(free))


@contextmanager
def telling(name: str, folder: Path | None = None) -> Generator[None]:
    """Turn what the system says while a file is read or staged into refusals that name it."""
    try:
        yield
    except OSError as fault:
        raise _refusal(fault, name, folder) from fault


def _refusal(fault: OSError, name: str, folder: Path | None) -> Refusal:
    code = code_of(fault)
    if code == "M06":
        return Refusal(code, file=name, free="" if folder is None else megabytes(free_space(folder)))
    if fault.errno in _MISSING:
        return Refusal("M01", file=name, detail="not found")
    return Refusal(code, file=name, detail=fault.strerror or type(fault).__name__)


def steps_for(size: int) -> int:
    """How many steps of progress a copy of that many bytes takes."""
    return size // STEP + 1


def copied(source: BinaryIO, size: int, target: BinaryIO, feeds: tuple[Feed, ...], progress: Progress) -> int:
    """Copy `size` bytes; every feed sees all of them in order, in a thread of its own. Answers how many there were,
    fewer when the source ends early."""
    done = 0
    waiting: deque[list[Future[None]]] = deque()
    with ExitStack() as stack:
        threads = [stack.enter_context(ThreadPoolExecutor(1, thread_name_prefix="staging")) for _ in feeds]
        while done < size and (chunk := source.read(min(CHUNK, size - done))):
            waiting.append([thread.submit(feed, chunk) for thread, feed in zip(threads, feeds, strict=True)])
            target.write(chunk)
            done += len(chunk)
            if len(waiting) > _AHEAD:
                _settle(waiting.popleft())
            if done % STEP < len(chunk):
                progress.step()
        for each in waiting:
            _settle(each)
        progress.step()
    return done


def _settle(futures: list[Future[None]]) -> None:
    for each in futures:
        each.result()
