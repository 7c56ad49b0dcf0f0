"""A warm child process that prepares pictures, so that no picture can harm, block or swell the program."""

from __future__ import annotations

import contextlib
import json
import logging
import multiprocessing
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import TracebackType
from typing import Self

from chuangjian_desktop.inputs.photos.child import LARGEST_ANSWER, serve, unpack
from chuangjian_desktop.inputs.photos.values import PreparedPhoto, cannot_read
from chuangjian_desktop.system.limits import MEBIBYTE

_log = logging.getLogger(__name__)


class PhotoWorker:
    """Prepares one picture after the other in a child process; use from any thread, `close` when done.

    The child starts with the first picture (or with `start`) and stays. A picture that takes longer than
    `seconds`, needs more than `memory_bytes` or makes the decoder fail is refused with M09, and the next one finds a
    fresh child. A frozen program must call `multiprocessing.freeze_support()` first thing in its entry.
    """

    def __init__(self, seconds: float = 20.0, memory_bytes: int = 2048 * MEBIBYTE) -> None:
        self._seconds = seconds
        self._memory_bytes = memory_bytes
        self._turn = threading.Lock()
        self._state = threading.Lock()
        self._child: BaseProcess | None = None
        self._connection: Connection | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the child process, None while there is none."""
        child = self._child
        return None if child is None else child.pid

    def start(self) -> None:
        """Warm the child up before the first picture; returns when it is ready."""
        with self._turn:
            self._ready()

    def prepare(self, path: Path, name: str = "") -> PreparedPhoto:
        """Blocks until the picture is prepared; `Refusal` M09 where it cannot be. `name` stands in the refusal."""
        path = Path(path)
        with self._turn:
            return self._ask(path, name or path.name)

    def submit(self, path: Path, name: str = "") -> Future[PreparedPhoto]:
        """The same in the background, in the order of the calls; the future holds the photo or the `Refusal`."""
        with self._state:
            if self._closed:
                raise RuntimeError("the photo worker is closed")
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="photo-worker")
            return self._pool.submit(self.prepare, path, name)

    def close(self) -> None:
        """Ends the child and forgets what was not begun (those futures are cancelled). May be called twice."""
        with self._state:
            self._closed = True
            pool, self._pool = self._pool, None
            child = self._child
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        if child is not None:
            with contextlib.suppress(ValueError):  # closed by the thread that used it
                child.kill()
        if pool is not None:
            pool.shutdown(wait=True)
        with self._turn:
            self._end()

    def _ask(self, path: Path, name: str) -> PreparedPhoto:
        answer = self._exchange(path, name) or self._exchange(path, name)
        if answer is None:
            raise cannot_read(name, "crashed")
        if isinstance(answer, PreparedPhoto):
            return answer
        reason, trace = answer
        if trace:
            _log.error("unforeseen error while preparing %s:\n%s", name, trace)
        raise cannot_read(name, reason)

    def _exchange(self, path: Path, name: str) -> PreparedPhoto | tuple[str, str] | None:
        """None when the child ended: killed from outside, which costs a second attempt, or by the picture."""
        connection = self._ready()
        request = json.dumps({"path": str(path), "name": name, "time": _modified(path)}).encode()
        try:
            connection.send_bytes(request)
            if not connection.poll(self._seconds):
                self._end()
                return "time", ""
            return unpack(connection.recv_bytes(LARGEST_ANSWER))
        except (EOFError, OSError, ValueError):
            _log.info("the picture child ended while it prepared %s", name)
            self._end()
            return None

    def _ready(self) -> Connection:
        """A living, warm child. One that died while idle is replaced without anybody noticing."""
        if self._connection is not None and self._child is not None and self._child.is_alive():
            return self._connection
        self._end()
        ours, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        child = context.Process(target=serve, args=(theirs, self._memory_bytes), name="photo-worker", daemon=True)
        with self._state:
            if self._closed:
                raise RuntimeError("the photo worker is closed")
            child.start()
            self._child, self._connection = child, ours
        theirs.close()
        if not ours.poll(max(60.0, self._seconds)):
            self._end()
            raise RuntimeError("the picture child does not start")
        try:
            ours.recv_bytes(64)
        except (EOFError, OSError) as error:
            self._end()
            raise RuntimeError("the picture child does not start") from error
        return ours

    def _end(self) -> None:
        """Kill and reap, so that no zombie stays; close the pipe."""
        with self._state:
            child, self._child = self._child, None
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        if child is not None:
            if child.is_alive():
                child.kill()
            child.join()
            child.close()


def _modified(path: Path) -> float | None:
    with contextlib.suppress(OSError, ValueError):
        return path.stat().st_mtime
    return None
