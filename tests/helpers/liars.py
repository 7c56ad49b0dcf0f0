"""What a child could send that a hostile file has taken over. Few imports: a child loads this before it begins."""

from __future__ import annotations

import json
import os
import signal
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
