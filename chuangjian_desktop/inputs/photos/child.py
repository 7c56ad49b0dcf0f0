"""What runs inside the picture child: a loop of one request, one answer.

Answers are bytes with a JSON head, never pickles: a decoder that a hostile picture has taken over must not be able to
make the parent run anything.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import os
import signal
import struct
import traceback
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.photos.values import REASONS, PreparedPhoto
from chuangjian_desktop.system.limits import limit_this_process

_LENGTHS = struct.Struct("<III")
LARGEST_ANSWER = 64 * 1024 * 1024


def serve(connection: Connection, memory_bytes: int) -> None:
    """Prepare pictures until the other end closes; the entry of the child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _be_silent()
    limit_this_process(memory_bytes)
    # Loaded before the first picture arrives: this is what "warm" means.
    from chuangjian_desktop.inputs.photos.prepare import prepare, warm_up

    warm_up()
    connection.send_bytes(b"ready")
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        moment = request["time"]
        try:
            photo = prepare(Path(request["path"]), request["name"], _moment(moment))
            answer = pack(photo)
        except Refusal as refusal:
            answer = _head({"reason": refusal.details["cause"]})
        except Exception:  # noqa: BLE001 - the edge of the process: told to the parent, which logs it
            answer = _head({"reason": "crashed", "trace": traceback.format_exc()[-4000:]})
        connection.send_bytes(answer)


def _be_silent() -> None:
    """Decoders print warnings about foreign files; nobody reads them here, and a window has nowhere to show them."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def _moment(seconds: float | None) -> dt.datetime | None:
    if seconds is None:
        return None
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _head(values: dict[str, Any], working: bytes = b"", thumb: bytes = b"") -> bytes:
    head = json.dumps(values).encode()
    return _LENGTHS.pack(len(head), len(working), len(thumb)) + head + working + thumb


def pack(photo: PreparedPhoto) -> bytes:
    """One photo as bytes for the pipe."""
    names = [field.name for field in dataclasses.fields(photo) if field.name not in ("working", "thumb")]
    return _head({name: getattr(photo, name) for name in names}, photo.working, photo.thumb)


def unpack(answer: bytes) -> PreparedPhoto | tuple[str, str]:
    """The photo, or the key of a reason and the trace of an unforeseen error. `ValueError` for any other bytes."""
    try:
        lengths = _LENGTHS.unpack_from(answer)
        if _LENGTHS.size + sum(lengths) != len(answer):
            raise ValueError("lengths do not agree")
        head_end = _LENGTHS.size + lengths[0]
        head = json.loads(answer[_LENGTHS.size : head_end])
        if "reason" in head:
            reason = head["reason"] if head["reason"] in REASONS else "crashed"
            return reason, str(head.get("trace", ""))
        working_end = head_end + lengths[1]
        return PreparedPhoto(working=answer[head_end:working_end], thumb=answer[working_end:], **head)
    except (struct.error, TypeError, KeyError) as error:
        raise ValueError("not an answer of the picture child") from error
