"""Staging a bare workspace, and what may lie beside it: a `-wal` or `-journal` that a stopped program left.

Such a file is taken together with the workspace only when the result is a sound file of the very same workspace;
otherwise it is left aside, and told. The workspace's own file is never written.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.lock import FileLock
from chuangjian_desktop.store.packages.reading import Source, joined, reading
from chuangjian_desktop.store.packages.staging import copied, require_space, steps_for

_JOURNAL = bytes.fromhex("d9d505f920a163d7")
_WAL = (bytes.fromhex("377f0682"), bytes.fromhex("377f0683"))
_SAME = ("role", "office", "replica")


@dataclass(frozen=True, slots=True)
class Bare:
    """A workspace file to be staged, and how long it is."""

    file: Path
    folder: Path
    length: int


@dataclass(frozen=True, slots=True)
class Staged:
    """The copy to read, the SHA-256 of the main file, and what is to be told."""

    path: Path
    sha256: str
    notes: tuple[Warn, ...] = ()


def stage(found: Bare, source: BinaryIO, progress: Progress) -> Staged:
    """Copy it while no other program of ours holds it (`Refusal` M08), together with what belongs to it."""
    lock = FileLock(found.file)
    try:
        beside = _beside(found.file)
        source.seek(0)
        head = source.read(100)
        if beside is None:
            _check_length(found, head)
        require_space(found.folder, found.length * (1 if beside is None else 3), found.file.name)
        source.seek(0)
        path, sha256 = _copy(source, found, progress)
        if beside is None:
            return Staged(path, sha256)
        return _with(beside, found, Staged(path, sha256), progress)
    finally:
        lock.release()


def page_size(head: bytes) -> int:
    """The size of a page that a header names, 0 when there is no such size."""
    page = int.from_bytes(head[16:18])
    page = 65536 if page == 1 else page
    return page if page >= 512 and page & (page - 1) == 0 else 0


def _check_length(found: Bare, head: bytes) -> None:
    """A file that was cut short or padded says so itself: M02."""
    page = page_size(head)
    told = int.from_bytes(head[28:32])
    known = head[24:28] == head[92:96] and told > 0
    if found.length % page or (known and told * page != found.length):
        raise Refusal("M02", file=found.file.name, detail=f"{found.length} / {told * page}")


def _copy(source: BinaryIO, found: Bare, progress: Progress) -> tuple[Path, str]:
    path = found.folder / f"{secrets.token_hex(8)}.db"
    digest = hashlib.sha256()
    progress.add(steps_for(found.length))
    with path.open("xb") as target:
        if copied(source, found.length, target, (digest.update,), progress) < found.length:
            raise Refusal("M07", file=found.file.name, detail="short")
    return path, digest.hexdigest()


def _beside(file: Path) -> Path | None:
    """A `-wal` or `-journal` with bytes in it; an empty one says nothing."""
    for ending in ("-wal", "-journal"):
        place = file.with_name(file.name + ending)
        if place.is_file() and place.stat().st_size:
            return place
    return None


def _with(beside: Path, found: Bare, alone: Staged, progress: Progress) -> Staged:
    """The group when it proves to be one, else the main file alone."""
    if _could_belong(beside, alone.path):
        path = found.folder / f"{secrets.token_hex(8)}.db"
        _plain_copy(alone.path, path, progress)
        _plain_copy(beside, path.with_name(path.name + beside.name.removeprefix(found.file.name)), progress)
        if joined(path, progress) and _fits(_seen(path, progress), _seen(alone.path, progress), beside):
            alone.path.unlink()
            return Staged(path, alone.sha256, (Warn("M14", {"file": found.file.name}),))
    return Staged(alone.path, alone.sha256, (Warn("M04", {"file": beside.name, "detail": found.file.name}),))


def _plain_copy(source: Path, target: Path, progress: Progress) -> None:
    with source.open("rb", buffering=0) as opened, target.open("xb") as written:
        copied(opened, source.stat().st_size, written, (_ignore,), Progress())
    progress.heed()


def _ignore(_chunk: bytes) -> None:
    return


def _could_belong(beside: Path, main: Path) -> bool:
    """By its own head and tail, before SQLite ever sees it. A journal that names a further file is never used: SQLite
    would look for that file, and could remove it."""
    size = beside.stat().st_size
    with beside.open("rb") as file:
        start = file.read(32)
        file.seek(max(0, size - 8))
        end = file.read(8)
    with main.open("rb") as file:
        head = file.read(100)
    page = page_size(head)
    if beside.name.endswith("-wal"):
        return head[18:20] == b"\x02\x02" and start[:4] in _WAL and int.from_bytes(start[8:12]) == page
    return start[:8] == _JOURNAL and end != _JOURNAL and int.from_bytes(start[24:28]) == page


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a sound file holds: who it is, its changes and its blobs."""

    identity: tuple[str, ...]
    changes: frozenset[bytes]
    blobs: frozenset[str]


def _fits(together: _Seen | None, apart: _Seen | None, beside: Path) -> bool:
    """A `-wal` adds to what the main file holds, a `-journal` takes an unfinished write back, and neither makes another
    workspace of it. A main file that is not sound alone may still be completed by what lies beside it."""
    if together is None or apart is None:
        return together is not None
    less, more = (apart, together) if beside.name.endswith("-wal") else (together, apart)
    return together.identity == apart.identity and less.changes <= more.changes and less.blobs <= more.blobs


def _seen(path: Path, progress: Progress) -> _Seen | None:
    """Everything in it is read and proved; None for a file that is not sound."""
    source = Source(path, path.name, schema.expected(), schema.projected())
    try:
        with reading(source, progress) as reader:
            facts, _ = reader.facts()
            changes = frozenset(hashlib.sha256(body).digest() for body in reader.bodies())
            names = [name for name, _ in reader.blob_names()]
            for _ in reader.blobs(names):
                progress.heed()
    except Refusal:
        return None
    return _Seen(tuple(facts.get(name, "") for name in _SAME), changes, frozenset(names))
