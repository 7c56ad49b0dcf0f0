"""A child process that looks at foreign bytes and talks to us in frames, so that whatever it meets harms only itself.

The child may crash, hang or swell. It limits its own memory and processor time before it starts; we watch the time
for which we wait (also in the middle of a frame), the size of each frame and of all of them, and kill it when one is
beyond its limit. Frames are plain bytes, never pickles. In a frozen program the entry must call
`multiprocessing.freeze_support()` first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Literal, Self

from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.system.limits import MEBIBYTE, limit_this_process

Serve = Callable[[Connection, str], None]
"""A function of a module, run in the child with its end of the pipe and one text."""

Reason = Literal["ended", "time", "memory", "output"]

_GLANCE = 0.2
_NO_MEMORY = 83
"""The exit status of a child that could not get more memory."""
_TOLD: dict[int | None, Reason] = {_NO_MEMORY: "memory"}
if sys.platform != "win32":
    _TOLD[-signal.SIGXCPU] = "time"


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """What a child may use: memory, processor seconds, seconds for which we wait in all, bytes of one frame, and of
    all frames."""

    memory: int = 1024 * MEBIBYTE
    processor_seconds: int = 10
    waiting_seconds: float = 60.0
    frame_bytes: int = 64 * MEBIBYTE
    total_bytes: int = 1024 * MEBIBYTE


class StreamBroken(Exception):
    """The child is gone: it `ended` by itself, took too much `time` (ours or the processor's), needed too much
    `memory`, or gave too much `output`."""

    def __init__(self, reason: Reason, status: int | None = None) -> None:
        super().__init__(reason, status)
        self.reason = reason
        self.status = status


class Stream:
    """Our end. Use as a context manager: leaving it ends the child, whatever it is doing.

    `heed` is called every fifth of a second while we wait, in a thread of its own, so that a wish to stop can be heard:
    when it raises `Cancelled`, the child is ended and the call under way raises it.
    """

    def __init__(
        self, serve: Serve, argument: str, limits: StreamLimits, heed: Callable[[], None] | None = None
    ) -> None:
        self._limits = limits
        self._left_seconds = limits.waiting_seconds
        self._left_bytes = limits.total_bytes
        self._connection, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        arguments = (serve, theirs, argument, limits.memory, limits.processor_seconds)
        child = context.Process(target=_child, args=arguments, name="stream", daemon=True)
        try:
            child.start()
        except BaseException:
            self._connection.close()
            raise
        finally:
            theirs.close()
        self._child: BaseProcess | None = child
        self._watch = _Watch(lambda: _end(self._connection, child), heed or _nothing)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the child, None once it was ended."""
        return None if self._child is None else self._child.pid

    def send(self, frame: bytes) -> None:
        """`StreamBroken` when nobody is there any more, or nobody takes it in time."""
        with self._within_limits():
            self._connection.send_bytes(frame)

    def receive(self) -> bytes:
        """The next frame; `StreamBroken` when there is none to come, or when a limit is reached."""
        with self._within_limits():
            frame = self._connection.recv_bytes(self._limits.frame_bytes)
        self._left_bytes -= len(frame)
        if self._left_bytes < 0:
            raise self._broken("output")
        return frame

    @contextmanager
    def _within_limits(self) -> Generator[None]:
        if self._connection.closed:
            raise self._broken("ended")
        began = time.monotonic()
        try:
            with self._watch.over(began + self._left_seconds):
                yield
        except EOFError as fault:
            raise self._broken("ended") from fault
        except OSError as fault:
            raise self._broken("ended" if fault.errno else "output") from fault
        except StreamBroken:
            self.close()
            raise
        self._left_seconds -= time.monotonic() - began

    def close(self) -> None:
        """End and reap the child; may be called twice."""
        self._watch.close()
        self._connection.close()
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.join()
            child.close()

    def _broken(self, reason: Reason) -> StreamBroken:
        status: int | None = None
        if self._child is not None and reason == "ended":
            self._child.join(_GLANCE)
            status = self._child.exitcode
        self.close()
        return StreamBroken(_TOLD.get(status, reason), status)


class _Watch:
    """Looks after a call from a thread of its own, for reading and writing a frame know no limit in time. What ends a
    call is raised in it."""

    def __init__(self, end: Callable[[], None], heed: Callable[[], None]) -> None:
        self._end = end
        self._heed = heed
        self._lock = threading.Lock()
        self._until: float | None = None
        self._why: Cancelled | StreamBroken | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="watching a stream", daemon=True)
        self._thread.start()

    @contextmanager
    def over(self, until: float) -> Generator[None]:
        """The block is ended when that moment (`time.monotonic`) has passed: `StreamBroken`; or `Cancelled`."""
        with self._lock:
            self._until = until
        try:
            yield
        except (EOFError, OSError) as fault:
            if (why := self._let_go()) is not None:
                raise why from fault
            raise
        finally:
            self._let_go()
        if self._why is not None:
            raise self._why

    def _let_go(self) -> Cancelled | StreamBroken | None:
        with self._lock:
            self._until = None
            return self._why

    def close(self) -> None:
        """May be called twice."""
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(_GLANCE):
            with self._lock:
                if self._until is not None and self._why is None:
                    self._look(self._until)

    def _look(self, until: float) -> None:
        try:
            self._heed()
            if time.monotonic() > until:
                raise StreamBroken("time")
        except (Cancelled, StreamBroken) as why:
            self._why = why
            self._end()


def _end(connection: Connection, child: BaseProcess) -> None:
    """End the child while another thread waits for it in `connection`, which comes back at once. Where a pipe is a pair
    of sockets it comes back even if the child has handed its end on."""
    child.kill()
    if os.name == "posix":
        with socket.socket(fileno=os.dup(connection.fileno())) as ours:
            ours.shutdown(socket.SHUT_RDWR)


def _nothing() -> None:
    return


# ---- in the child ----------------------------------------------------------------------------------------------------


def _child(serve: Serve, connection: Connection, argument: str, memory: int, processor_seconds: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warnings.simplefilter("ignore")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)
    limit_this_process(memory, processor_seconds)
    try:
        serve(connection, argument)
    except MemoryError:
        os._exit(_NO_MEMORY)
