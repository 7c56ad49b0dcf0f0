"""Automatic backups: copies of everything but blobs, thinned by age; blobs kept once beside them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pysqlite3

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import is_sha256
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.engine import PAGE_SIZE, discard, surroundings
from chuangjian_desktop.store.snapshot import absent, flush, to_thin

_STAMP = "%Y%m%d-%H%M%S-%f"
_COPIED = ("change", "package", "workspace")
_ABSENT = ".absent"
"""After a SHA-256: says that these bytes are not kept, so that no restored file is found wanting for them."""


@dataclass(frozen=True, slots=True)
class Backup:
    """One automatic backup: its file, when it was made, and its size in bytes without blobs."""

    path: Path
    made_at: datetime
    size: int


def make(source: Path, folder: Path, moment: datetime, progress: Progress) -> Backup:
    """Back a workspace up into its folder: blobs that are new, then the journal; checked before it counts."""
    with surroundings(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("*.part*"):
            left.unlink()
        _keep_blobs(source, folder / "blobs", progress)
        target = folder / f"{moment:{_STAMP}}.cjdb"
        part = target.with_suffix(".part")
        try:
            _copy_journal(source, part)
            flush(part)
            part.replace(target)
            flush(target)
        except BaseException:
            discard(part)
            raise
    return Backup(target, moment, target.stat().st_size)


def _keep_blobs(source: Path, folder: Path, progress: Progress) -> None:
    folder.mkdir(exist_ok=True)
    _note_absent(source, folder)
    held = {place.name for place in folder.iterdir()}
    connection = _connected(source)
    try:
        listed = [bytes(row[0]) for row in connection.execute("SELECT sha256 FROM blob WHERE bytes IS NOT NULL")]
        new = [key for key in listed if key.hex() not in held]
        progress.expect(len(new) + 1)
        for key in new:
            data = connection.execute("SELECT bytes FROM blob WHERE sha256 = ?", (key,)).fetchone()[0]
            part = folder / f"{key.hex()}.part"
            part.write_bytes(data)
            flush(part)
            part.replace(folder / key.hex())
            progress.step(key.hex()[:12])
    finally:
        connection.close()


def _note_absent(source: Path, folder: Path) -> None:
    """Let go of bytes that were erased meanwhile, and note what the workspace does not hold."""
    connection = _connected(source)
    try:
        erase(folder, _erased(connection))
    finally:
        connection.close()
    missing = absent(source)
    for mark in folder.glob(f"*{_ABSENT}"):
        if mark.stem not in missing and (folder / mark.stem).exists():
            mark.unlink()
    for name in missing:
        (folder / f"{name}{_ABSENT}").touch()


def _erased(connection: pysqlite3.Connection) -> frozenset[str]:
    """Names of bytes that some record of a workspace says are erased."""
    found = connection.execute("SELECT e.value FROM record, json_each(record.erased) AS e WHERE record.erased <> '[]'")
    return frozenset(str(name) for (name,) in found)


def erase(folder: Path, names: Iterable[str]) -> None:
    """Remove bytes from a backup's folder of blobs; what is restored later does not hold them."""
    for name in names:
        if folder.is_dir() and is_sha256(name):
            (folder / f"{name}{_ABSENT}").touch()
            (folder / name).unlink(missing_ok=True)


def absent_from(blobs: Path) -> frozenset[str]:
    """Names of bytes that a backup's folder leaves out on purpose."""
    return frozenset(mark.stem for mark in blobs.glob(f"*{_ABSENT}"))


def _connected(path: Path) -> pysqlite3.Connection:
    connection = pysqlite3.connect(str(path), timeout=5, isolation_level=None)
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def _copy_journal(source: Path, target: Path) -> None:
    connection = _connected(target)
    try:
        connection.execute(f"PRAGMA page_size={PAGE_SIZE}")
        connection.execute("BEGIN")
        schema.lay(connection.execute)
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS source", (str(source),))
        connection.execute("BEGIN")
        for table in _COPIED:
            connection.execute(f"INSERT INTO main.{table} SELECT * FROM source.{table}")  # noqa: S608 - own names
        erased = "INSERT INTO main.blob SELECT * FROM source.blob WHERE bytes IS NULL"
        connection.execute(erased)
        connection.execute("COMMIT")
        answer = connection.execute("PRAGMA main.quick_check(1)").fetchone()[0]
    finally:
        connection.close()
    if answer != "ok":
        raise Refusal("M02", file=target.name, detail=str(answer))


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder, newest first."""
    return tuple(sorted(_found(folder), key=lambda each: each.made_at, reverse=True))


def _found(folder: Path) -> Iterator[Backup]:
    for place in folder.glob("*.cjdb"):
        try:
            stamp = datetime.strptime(place.stem, _STAMP).astimezone()
        except ValueError:
            continue
        yield Backup(place, stamp, place.stat().st_size)


def thin(folder: Path, now: datetime, budget: int) -> list[Path]:
    """Remove backups that are too many by age, then the oldest while the folder is over its budget (bytes); the newest
    always stays. Answers what went."""
    found = {each.made_at: each for each in listed(folder)}
    gone = [found[stamp].path for stamp in to_thin(found, now)]
    left = [each for each in listed(folder) if each.path not in gone]
    blobs = sum(place.stat().st_size for place in (folder / "blobs").glob("*"))
    while len(left) > 1 and blobs + sum(each.size for each in left) > budget:
        gone.append(left.pop().path)
    for path in gone:
        path.unlink()
    return gone


def bring_back_blobs(copy: Path, blobs: Path) -> int:
    """Put the blobs of a backup's folder into a restored copy; answers how many. A file whose bytes are not what its
    name says is left out, `check` will name what is missing."""
    if not blobs.is_dir():
        return 0
    count = 0
    connection = _connected(copy)
    try:
        held = {bytes(row[0]).hex() for row in connection.execute("SELECT sha256 FROM blob")} | _erased(connection)
        connection.execute("BEGIN IMMEDIATE")
        for place in sorted(blobs.iterdir()):
            if place.name in held or place.suffix:
                continue
            data = place.read_bytes()
            key = hashlib.sha256(data).digest()
            if key.hex() == place.name:
                connection.execute("INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?)", (key, len(data), data))
                count += 1
        connection.execute("COMMIT")
    finally:
        connection.close()
    return count
