"""A child process that looks at foreign bytes and talks to us in frames, so that whatever it meets harms only itself.

The child may crash, hang or swell. It limits its own memory and processor time before it starts; we watch the time
for which we wait, the size of each frame and of all of them, and kill it when one is beyond its limit. Frames are
plain bytes, never pickles. In a frozen program the entry must call `multiprocessing.freeze_support()` first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Literal, Self

from chuangjian_desktop.system.limits import MEBIBYTE, limit_this_process

Serve = Callable[[Connection, str], None]
"""A function of a module, run in the child with its end of the pipe and one text."""

_GLANCE = 0.2


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
    """The child is gone: it `ended` by itself, took too much `time`, or gave too much `output`."""

    def __init__(self, reason: Literal["ended", "time", "output"], status: int | None = None) -> None:
        super().__init__(reason, status)
        self.reason = reason
        self.status = status


class Stream:
    """Our end. Use as a context manager: leaving it ends the child, whatever it is doing.

    `heed` is called every fifth of a second while we wait, so that a wish to stop can be heard by raising.
    """

    def __init__(
        self, serve: Serve, argument: str, limits: StreamLimits, heed: Callable[[], None] | None = None
    ) -> None:
        self._limits = limits
        self._heed = heed or _nothing
        self._left_seconds = limits.waiting_seconds
        self._left_bytes = limits.total_bytes
        self._connection, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        arguments = (serve, theirs, argument, limits.memory, limits.processor_seconds)
        self._child: BaseProcess | None = context.Process(target=_child, args=arguments, name="stream", daemon=True)
        try:
            self._child.start()
        except BaseException:
            self._child = None
            self.close()
            raise
        finally:
            theirs.close()

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
        """`StreamBroken` when nobody is there any more."""
        try:
            self._connection.send_bytes(frame)
        except (OSError, ValueError) as fault:
            raise self._broken("ended") from fault

    def receive(self) -> bytes:
        """The next frame; `StreamBroken` when there is none to come, or when a limit is reached."""
        began = time.monotonic()
        try:
            while not self._connection.poll(min(_GLANCE, max(self._left_seconds, 0))):
                self._heed()
                if time.monotonic() - began > self._left_seconds:
                    raise self._broken("time")
            frame = self._connection.recv_bytes(self._limits.frame_bytes)
        except EOFError as fault:
            raise self._broken("ended") from fault
        except OSError as fault:
            raise self._broken("ended" if fault.errno else "output") from fault
        self._left_seconds -= time.monotonic() - began
        self._left_bytes -= len(frame)
        if self._left_bytes < 0:
            raise self._broken("output")
        return frame

    def close(self) -> None:
        """End and reap the child; may be called twice."""
        self._connection.close()
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            child.join()
            child.close()

    def _broken(self, reason: Literal["ended", "time", "output"]) -> StreamBroken:
        status = None
        if self._child is not None and reason == "ended":
            self._child.join(_GLANCE)
            status = self._child.exitcode
        self.close()
        return StreamBroken(reason, status)


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
    serve(connection, argument)
