"""Packages and workspaces as they come on a stick, and what the program says to them."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import shutil
import sqlite3
import threading
import zlib
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import blob
from chuangjian_desktop.domain.package import DATA, FileFact, Manifest, Sender, manifest_bytes
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.packages import foreign, sealing
from chuangjian_desktop.store.packages.arrival import Arrival, arrive
from chuangjian_desktop.store.packages.container import head_of, tail_of
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.store import Store

KEY = bytes(range(32))
SENDER = Sender(sealing.public_of(KEY).hex(), "team", "一队", "T1", "r1", "王芳")
MANIFEST = Manifest("return", "o1", "2026-11-16T09:00:00+08:00", "0.1.0", SENDER, counts={"photo": 3})


def sign(message: bytes) -> bytes:
    return sealing.sign(KEY, message)


def clock() -> datetime:
    return datetime(2026, 11, 16, 9, tzinfo=UTC)


def workspace(path: Path, photos: Sequence[bytes] = (b"one", b"two" * 9_000, b"three"), role: str = "team") -> Path:
    """A closed workspace with a photo for each of some bytes, and a finding with much text."""
    store = Store.create(path, {"role": role, "name": "一队", "office": "o1", "replica": fresh()}, clock)
    with store.writing() as writer:
        for data in photos:
            name = hashlib.sha256(data).hexdigest()
            writer.put_blob(name, data)
            writer.put("photo", fresh(), {"blob": blob(name, len(data))})
        writer.put("finding", fresh(), {"text": "垃圾桶满溢" * 400, "count": 2})
    store.close()
    return path


def sealed(source: Path, target: Path, manifest: Manifest = MANIFEST, contents: Contents | None = None) -> Manifest:
    """A package of what a closed workspace holds."""
    store = Store.open(source, clock)
    try:
        with store.reading() as connection:
            packing = Packing(target.parent, sign)
            return write_package(connection, target, manifest, contents or Contents(), packing)
    finally:
        store.close()


@dataclass(frozen=True, slots=True)
class Taken:
    """What came out of a file."""

    bodies: tuple[bytes, ...]
    blobs: tuple[tuple[str, bytes], ...]


def taken(arrival: Arrival) -> Taken:
    with arrival.reading() as reader:
        bodies = tuple(reader.bodies())
        names = [name for name, _ in reader.blob_names()]
        return Taken(bodies, tuple(sorted(reader.blobs(names))))


def held(path: Path) -> Taken:
    """The same by SQL alone."""
    with closing(sqlite3.connect(path)) as connection:
        bodies = tuple(row[0].encode() for row in connection.execute("SELECT body FROM change ORDER BY seq"))
        rows = connection.execute("SELECT sha256, bytes FROM blob WHERE bytes IS NOT NULL")
        return Taken(bodies, tuple(sorted((name.hex(), data) for name, data in rows)))


def take(file: Path, folder: Path) -> Taken:
    """All of a file, through a staging folder that is gone afterwards."""
    staging = folder / f"staging-{fresh()}"
    staging.mkdir()
    try:
        return taken(arrive(file, staging))
    finally:
        shutil.rmtree(staging)


def refused(file: Path, folder: Path) -> Refusal:
    """The refusal of a file, which must leave it as it was and name it."""
    with pytest.raises(Refusal) as caught:
        take(file, folder)
    assert caught.value.details["file"] == file.name
    return caught.value


def altered(source: Path, target: Path, *acts: str | Callable[[sqlite3.Connection], object]) -> Path:
    """A copy of a workspace in which somebody did things that we never do."""
    shutil.copy(source, target)
    with closing(sqlite3.connect(target, isolation_level=None)) as connection:
        for act in acts:
            if callable(act):
                act(connection)
            else:
                connection.execute(act)
    return target


def child_says(path: Path, *requests: bytes) -> str:
    """The code with which the reading child would refuse a database, "" when it answers; here in a thread, so that
    many files can be tried in a second."""
    ours, theirs = multiprocessing.Pipe()
    order = foreign.order_for(path, schema.expected(), schema.projected(), 60)
    child = threading.Thread(target=foreign.serve, args=(theirs, order))
    child.start()
    code = ""
    for request in (b"", *requests):
        if request:
            ours.send_bytes(request)
        while (frame := ours.recv_bytes())[:1] == foreign.DATA:
            if request[:1] == foreign.BLOBS:
                ours.recv_bytes()
        if frame[:1] == foreign.REFUSED:
            code = json.loads(frame[1:])[0]
            break
    ours.close()
    child.join()
    return code


def resealed(database: bytes, target: Path, manifest: Manifest) -> Path:
    """A package around any bytes, signed rightly: what somebody with a key of their own can always make."""
    fact = FileFact(len(database), hashlib.sha256(database).hexdigest(), f"{zlib.crc32(database):08x}")
    return wrapped(database, target, manifest_bytes(replace(manifest, files={DATA: fact})))


def wrapped(database: bytes, target: Path, said: bytes) -> Path:
    """A package whose manifest says anything, with our signature."""
    parts = (said, sign(said), zlib.crc32(database), len(database))
    target.write_bytes(head_of(*parts) + database + tail_of(*parts))
    return target
