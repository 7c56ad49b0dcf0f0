"""Verified copies of a workspace, and their thinning by age."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pysqlite3

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.engine import discard, reader, surroundings


def copy_to(path: Path, target: Path) -> None:
    """A consistent copy of a workspace, also while it is open (`VACUUM INTO`), checked by opening it.

    `target` must not exist; on failure nothing is left under that name.
    """
    with surroundings(target):
        try:
            _vacuum(path, target)
            target.chmod(0o600)
            verify(target, absent(path))
            flush(target)
        except BaseException:
            discard(target)
            raise


def _vacuum(path: Path, target: Path) -> None:
    connection = pysqlite3.connect(str(path), timeout=5)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()


def absent(path: Path) -> frozenset[str]:
    """Names of bytes that records name and that a workspace does not hold: erased ones, and ones that never came."""
    connection = pysqlite3.connect(str(path), timeout=5)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        if not connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'blob_name'").fetchall():
            return frozenset()
        found = connection.execute(
            "SELECT DISTINCT n.sha256 FROM blob_name AS n LEFT JOIN blob AS b ON b.sha256 = unhex(n.sha256)"
            " WHERE b.bytes IS NULL"
        )
        return frozenset(str(name) for (name,) in found)
    finally:
        connection.close()


def verify(path: Path, absent_: Collection[str] = ()) -> None:
    """Open a copy and prove it; `Refusal` M02 naming the first fault. Bytes of the names in `absent_` may be missing:
    the original has them neither."""
    schema.check_header(path)
    engine = reader(path)
    try:
        with surroundings(path), engine.connect() as connection:
            schema.check(connection, path)
            if schema.is_stale(connection):
                return
            found = [each for each in check(connection, Progress()) if each.kind != "blob" or each.where not in absent_]
            if found:
                raise Refusal("M02", file=path.name, detail=f"{found[0].kind} {found[0].where} {found[0].detail}")
    finally:
        engine.dispose()


def flush(path: Path) -> None:
    """Bytes and folder entry to the medium."""
    for place in (path, path.parent):
        if os.name != "posix" and place.is_dir():
            continue
        handle = os.open(place, os.O_RDONLY if place.is_dir() else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def to_thin(stamps: Iterable[datetime], now: datetime) -> list[datetime]:
    """Which backups may go: all of the last two days stay, then one a day for 12 days, one a week for 10 weeks, one a
    month for 9 months; the newest always stays."""
    keep: set[datetime] = set()
    slots: set[tuple[str, int, int]] = set()
    ordered = sorted(stamps, reverse=True)
    for stamp in ordered:
        age = now - stamp
        slot = _slot(stamp, age)
        if slot is None or (slot not in slots and slot[0] != "old"):
            keep.add(stamp)
        if slot is not None:
            slots.add(slot)
    keep.update(ordered[:1])
    return [stamp for stamp in ordered if stamp not in keep]


def _slot(stamp: datetime, age: timedelta) -> tuple[str, int, int] | None:
    if age < timedelta(days=2):
        return None
    if age < timedelta(days=14):
        return ("day", stamp.year, stamp.timetuple().tm_yday)
    if age < timedelta(weeks=12):
        year, week, _ = stamp.isocalendar()
        return ("week", year, week)
    if age < timedelta(days=365):
        return ("month", stamp.year, stamp.month)
    return ("old", 0, 0)
