"""Bringing sources one ahead of whoever proves them: while one is proven and its photos are carried, the next is staged
and its child started. At most two staged copies lie on the disk."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.packages.arrival import Arrival, arrive
from chuangjian_desktop.store.packages.reading import Reader


@dataclass(frozen=True, slots=True)
class _Staged:
    arrival: Arrival
    context: AbstractContextManager[Reader]
    reader: Reader


class Ahead:
    """Answers sources in the order in which they were named; made by `ahead`."""

    def __init__(self, paths: Sequence[Path], folder: Path, progress: Progress, pool: ThreadPoolExecutor) -> None:
        self._paths = iter(paths)
        self._folder = folder
        self._progress = progress
        self._pool = pool
        self._next: Future[_Staged] | None = None
        self._step()

    def _step(self) -> None:
        path = next(self._paths, None)
        self._next = None if path is None else self._pool.submit(self._stage, path)

    def _stage(self, path: Path) -> _Staged:
        arrival = arrive(path, self._folder, self._progress)
        context = arrival.reading(self._progress)
        try:
            return _Staged(arrival, context, context.__enter__())
        except BaseException:
            arrival.path.unlink(missing_ok=True)
            raise

    @contextmanager
    def source(self) -> Generator[tuple[Arrival, Reader]]:
        """The next source; its child and its staged copy are gone when the block ends. What is wrong with it is
        raised here (`Refusal`)."""
        waiting = self._next
        if waiting is None:
            raise IndexError("no further source")
        try:
            staged = waiting.result()
        finally:
            self._step()
        try:
            yield staged.arrival, staged.reader
        finally:
            staged.context.__exit__(None, None, None)
            staged.arrival.path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of what was brought and not asked for."""
        waiting, self._next = self._next, None
        if waiting is not None and not waiting.cancel() and waiting.exception() is None:
            staged = waiting.result()
            staged.context.__exit__(None, None, None)
            staged.arrival.path.unlink(missing_ok=True)


@contextmanager
def ahead(paths: Sequence[Path], folder: Path, progress: Progress) -> Generator[Ahead]:
    """Bring these files one after the other into a folder of the caller's."""
    with ThreadPoolExecutor(1, thread_name_prefix="staging") as pool:
        bringing = Ahead(paths, folder, progress, pool)
        try:
            yield bringing
        finally:
            bringing.close()
