"""What a child could send that a hostile file has taken over. Few imports: a child loads this before it begins."""

from __future__ import annotations

import json
import os
import signal
import threading
from multiprocessing.connection import Connection

from chuangjian_desktop.store.packages import foreign


def answering(connection: Connection, *frames: bytes) -> None:
    connection.send_bytes(foreign.END)
    connection.recv_bytes()
    for frame in frames:
        connection.send_bytes(frame)
    connection.recv_bytes()


def noise(connection: Connection, _argument: str) -> None:
    answering(connection, foreign.DATA + b"\xff" * 50, foreign.END)


def short(connection: Connection, _argument: str) -> None:
    answering(connection, foreign.DATA + b"\x01", foreign.END)


def odd_refusal(connection: Connection, _argument: str) -> None:
    answering(connection, foreign.REFUSED + json.dumps(["M99", "x" * 5_000]).encode())


def broken_refusal(connection: Connection, _argument: str) -> None:
    answering(connection, foreign.REFUSED + b"\xff{")


def other_bytes(connection: Connection, _argument: str) -> None:
    answering(connection, foreign.DATA, b"not what was asked for", foreign.END)


def gone(connection: Connection, _argument: str) -> None:
    connection.send_bytes(foreign.END)


def crashed(connection: Connection, _argument: str) -> None:
    connection.send_bytes(foreign.END)
    connection.recv_bytes()
    os.kill(os.getpid(), signal.SIGSEGV)


def endless(connection: Connection, _argument: str) -> None:
    connection.send_bytes(foreign.END)
    while True:
        pass


def greedy(connection: Connection, _argument: str) -> None:
    connection.send_bytes(foreign.END)
    connection.recv_bytes()
    connection.send_bytes(bytes(2**40))


def hushed(connection: Connection, _argument: str) -> None:
    connection.send_bytes(foreign.END)
    threading.Event().wait()


def half(connection: Connection, _argument: str) -> None:
    """Five bytes of a frame of a hundred, and then nothing."""
    os.write(connection.fileno(), b"\x00\x00\x00\x64D")
    threading.Event().wait()


def deaf(_connection: Connection, _argument: str) -> None:
    threading.Event().wait()


def heir(connection: Connection, argument: str) -> None:
    """Half a frame, and a process of its own that keeps the pipe open when its parent is ended. It goes when the file
    of that name is let go."""
    if os.fork() == 0:
        signal.alarm(60)
        with open(argument, "rb") as kept:  # noqa: PTH123 - a pipe, read to its end
            kept.read()
        os._exit(0)
    half(connection, "")
