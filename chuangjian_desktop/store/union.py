"""Taking in what another file of the same office holds: the union of two journals and of their blobs.

Changes name themselves, so that what is here already is known by its id, and the result is the same in any order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import fold
from chuangjian_desktop.domain.journal import read_change
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Writer, Written, append, history

BATCH = 32
"""Blobs written in one transaction; a stop between two leaves bytes that no record names yet, and no harm."""


@dataclass(frozen=True, slots=True)
class Taken:
    """How many blobs and changes were new, and what they touched."""

    blobs: int
    changes: int
    written: Written


def take_in(target: Store, source: Store, progress: Progress | None = None) -> Taken:
    """Everything of `source` that `target` does not hold: first bytes, in short transactions, then all changes in one.

    `Refusal` M17 for a file of another office, M15 for bytes that differ from their name, M02 for a damaged change;
    in each case no record of the target is touched. Cancelling between two batches leaves no record touched either.
    """
    progress = progress or Progress()
    if source.facts().get("office") != target.facts().get("office"):
        raise Refusal("M17", file=source.path.name, detail="office")
    with source.reading() as connection:
        missing = sorted(_blob_names(connection) - _held(target))
        progress.expect(len(missing) // BATCH + 2)
        for start in range(0, len(missing), BATCH):
            _copy_blobs(target, connection, missing[start : start + BATCH], source.path.name)
            progress.step("blob")
        with target.writing() as writer:
            changes = _copy_changes(writer, connection)
            progress.step("change")
    return Taken(len(missing), changes, writer.written())


def _held(store: Store) -> set[str]:
    with store.reading() as connection:
        return _blob_names(connection)


def _blob_names(connection: Connection) -> set[str]:
    return {bytes(key).hex() for (key,) in connection.execute(text("SELECT sha256 FROM blob WHERE bytes IS NOT NULL"))}


def _copy_blobs(target: Store, source: Connection, names: list[str], file: str) -> None:
    statement = text("SELECT bytes FROM blob WHERE sha256 = :k")
    with target.writing() as writer:
        for name in names:
            data = bytes(source.execute(statement, {"k": bytes.fromhex(name)}).scalar_one())
            if hashlib.sha256(data).hexdigest() != name:
                raise Refusal("M15", file=f"{file}: {name[:12]}")
            writer.put_blob(name, data)


def _copy_changes(writer: Writer, source: Connection) -> int:
    """Append the changes that are new, then fold each touched record once."""
    connection = writer.connection
    held = {bytes(key) for (key,) in connection.execute(text("SELECT id FROM change"))}
    count = 0
    for body in _bodies(source, held):
        change = read_change(body)
        append(connection, change, body.encode())
        writer.touched.setdefault(change.entity, set()).add(change.record)
        count += 1
    for entity, records in writer.touched.items():
        for record in sorted(records):
            rows.save(connection, fold(history(connection, entity, record)))
    return count


def _bodies(source: Connection, held: set[bytes]) -> Iterator[str]:
    """Changes of the source in the order in which they came there, those that are not held."""
    for key, body in source.execute(text("SELECT id, body FROM change ORDER BY seq")):
        if bytes(key) not in held:
            yield str(body)
