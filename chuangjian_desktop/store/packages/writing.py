"""Writing a package: one file, made fresh from a consistent view, proved by reading it back."""

from __future__ import annotations

import hashlib
import os
import secrets
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import BinaryIO, cast

import pysqlite3
from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.package import DATA, FileFact, Manifest, manifest_bytes, set_digest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.engine import PAGE_SIZE, surroundings
from chuangjian_desktop.store.packages.container import head_of, tail_of
from chuangjian_desktop.store.packages.sealing import SIGNATURE_BYTES
from chuangjian_desktop.store.packages.staging import CHUNK

Sign = Callable[[bytes], bytes]
_MANY = 500


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes in: ids of changes (None: all of them) and names of blobs (hex; None: all whose bytes are here)."""

    changes: Iterable[bytes] | None = None
    blobs: Sequence[str] | None = None


@dataclass(slots=True)
class _Sum:
    """A set digest as it grows."""

    total: int = 0
    count: int = 0

    def add(self, name: bytes) -> None:
        self.total += int.from_bytes(name)
        self.count += 1


@dataclass(frozen=True, slots=True)
class Packing:
    """How to pack: where the database is made before it goes into the package, and who signs."""

    scratch: Path
    sign: Sign


def write_package(
    connection: Connection,
    target: Path,
    manifest: Manifest,
    contents: Contents,
    packing: Packing,
    *,
    progress: Progress | None = None,
) -> Manifest:
    """Write a package at `target`, which must not exist, and flush it; answers the manifest as it was signed.

    `connection` is a reading view of the source; changes go in the order in which they stand there, parents before
    children. The manifest's `files`, `changes`, `blobs` and the counts of "change" and "blob" are filled in here.
    Blobs go through memory one at a time. `scratch` needs room for the database once more.

    `Refusal` M02 for a damaged change, M15 for a blob that is not here or differs from its name, M26 for a name that is
    taken, M06, M07, M16; whatever fails, nothing is left behind.
    """
    progress = progress or Progress()
    data = packing.scratch / f"{secrets.token_hex(8)}.db"
    if os.path.lexists(target):
        raise Refusal("M26", what=target.name, reason="exists")
    with surroundings(target):
        try:
            filled = _filled(connection, data, manifest, contents, progress)
            return _sealed(data, target, filled, packing.sign, progress)
        except BaseException:
            target.unlink(missing_ok=True)
            raise
        finally:
            data.unlink(missing_ok=True)


# ---- the database ----------------------------------------------------------------------------------------------------


def _filled(connection: Connection, data: Path, manifest: Manifest, contents: Contents, progress: Progress) -> Manifest:
    changes, blobs = _Sum(), _Sum()
    raw = _raw(connection)
    with closing(pysqlite3.connect(str(data), isolation_level=None)) as made:
        for pragma in (f"page_size={PAGE_SIZE}", "journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
            made.execute(f"PRAGMA {pragma}")
        made.execute("BEGIN")
        schema.lay(made.execute)
        rows = _changes(raw, contents.changes, changes, progress)
        made.executemany("INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)", rows)
        names = _names(raw) if contents.blobs is None else [bytes.fromhex(name) for name in contents.blobs]
        progress.add(len(names))
        made.executemany("INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?)", _blobs(raw, names, blobs, progress))
        made.execute("COMMIT")
    return replace(
        manifest,
        counts={**manifest.counts, "change": changes.count, "blob": blobs.count},
        changes=set_digest(changes.total),
        blobs=set_digest(blobs.total),
    )


def _raw(connection: Connection) -> pysqlite3.Connection:
    """The driver's own connection within the view's transaction, for its speed with many rows."""
    connection.exec_driver_sql("SELECT count(*) FROM workspace").scalar()
    return cast("pysqlite3.Connection", connection.connection.driver_connection)


Row = tuple[bytes, str, str, str]


def _changes(raw: pysqlite3.Connection, ids: Iterable[bytes] | None, total: _Sum, progress: Progress) -> Iterator[Row]:
    for name, entity, record, body in _selected(raw, ids):
        if hashlib.sha256(body.encode()).digest() != name:
            raise Refusal("M02", detail=f"change {name.hex()[:12]}")
        total.add(name)
        if total.count % _MANY == 0:
            progress.heed()
        yield name, entity, record, body


def _selected(raw: pysqlite3.Connection, ids: Iterable[bytes] | None) -> Iterator[Row]:
    """In the order of the journal, which puts parents before children."""
    if ids is None:
        yield from raw.execute("SELECT id, entity, record, body FROM change ORDER BY seq")
        return
    places: list[int] = []
    remaining = iter(set(ids))
    while some := list(islice(remaining, _MANY)):
        marks = ",".join("?" * len(some))
        found = raw.execute(f"SELECT seq FROM change WHERE id IN ({marks})", some).fetchall()  # noqa: S608 - marks only
        if len(found) < len(some):
            raise Refusal("M02", detail="change")
        places += [place for (place,) in found]
    places.sort()
    for place in places:
        yield raw.execute("SELECT id, entity, record, body FROM change WHERE seq = ?", (place,)).fetchone()


def _names(raw: pysqlite3.Connection) -> list[bytes]:
    return [bytes(row[0]) for row in raw.execute("SELECT sha256 FROM blob WHERE bytes IS NOT NULL ORDER BY rowid")]


def _blobs(
    raw: pysqlite3.Connection, names: Sequence[bytes], total: _Sum, progress: Progress
) -> Iterator[tuple[bytes, int, bytes]]:
    for name in names:
        row = raw.execute("SELECT bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
        if row is None or row[0] is None or hashlib.sha256(row[0]).digest() != name:
            raise Refusal("M15", file=name.hex()[:12])
        total.add(name)
        yield name, len(row[0]), row[0]
        progress.step()


# ---- the zip ---------------------------------------------------------------------------------------------------------


def _sealed(data: Path, target: Path, manifest: Manifest, sign: Sign, progress: Progress) -> Manifest:
    """Bytes of the database first, hashed on the way, then what goes before them: its length is known beforehand."""
    size = data.stat().st_size
    drafted = replace(manifest, files={DATA: FileFact(size, "0" * 64)})
    room = len(head_of(manifest_bytes(drafted), bytes(SIGNATURE_BYTES), 0, size))
    with target.open("xb") as file:
        file.seek(room)
        sha256, crc = _poured(data, file, progress)
        final = replace(manifest, files={DATA: FileFact(size, sha256, f"{crc:08x}")})
        said = manifest_bytes(final)
        signature = sign(said)
        file.write(tail_of(said, signature, crc, size))
        file.seek(0)
        file.write(head_of(said, signature, crc, size))
        file.flush()
        os.fsync(file.fileno())
    return final


def _poured(data: Path, target: BinaryIO, progress: Progress) -> tuple[str, int]:
    digest, crc = hashlib.sha256(), 0
    with data.open("rb", buffering=0) as source:
        while chunk := source.read(CHUNK):
            target.write(chunk)
            digest.update(chunk)
            crc = zlib.crc32(chunk, crc)
            progress.heed()
    return digest.hexdigest(), crc
