"""Proving a file: it reports and never deletes (R7)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, select, text

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import Change, read_change
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import rows, tables
from chuangjian_desktop.store.dump import digest, recomputed_digest
from chuangjian_desktop.store.erasing import erased_names
from chuangjian_desktop.store.tables import ENTITIES
from chuangjian_desktop.store.writer import folded_journal


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it should be: what kind, where, and the details."""

    kind: str
    where: str
    detail: str = ""


def check(connection: Connection, progress: Progress) -> list[Problem]:
    """Integrity of the pages, ids and parents of changes, bytes of blobs, projection equal to the journal's fold."""
    parts = (_pages, _changes, _blobs, _projection, _entities)
    progress.expect(len(parts))
    found: list[Problem] = []
    for part in parts:
        progress.step(part.__name__.removeprefix("_"))
        found.extend(part(connection))
        if found and part in (_pages, _changes):
            break
    return found


def _pages(connection: Connection) -> Iterator[Problem]:
    for (answer,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if answer != "ok":
            yield Problem("integrity", "pages", str(answer))


def _changes(connection: Connection) -> Iterator[Problem]:
    owners: dict[str, tuple[str, str]] = {}
    waiting: list[Change] = []
    for key, entity, record, raw in connection.execute(
        text("SELECT id, entity, record, body FROM change ORDER BY seq")
    ):
        try:
            change = read_change(str(raw))
        except Refusal as fault:
            yield Problem("change", bytes(key).hex(), str(fault.details.get("detail", "")))
            continue
        if change.id != bytes(key).hex() or (change.entity, change.record) != (entity, record):
            yield Problem("change", bytes(key).hex(), "id")
        owners[change.id] = (change.entity, change.record)
        waiting.append(change)
    for change in waiting:
        for parent in change.parents:
            if owners.get(parent) != (change.entity, change.record):
                yield Problem("parent", change.id, parent)


def _blobs(connection: Connection) -> Iterator[Problem]:
    held: set[str] = set()
    for key, size, data in connection.execute(text("SELECT sha256, size, bytes FROM blob")):
        name = bytes(key).hex()
        if data is None:
            continue
        held.add(name)
        if hashlib.sha256(data).digest() != key or len(data) != size:
            yield Problem("blob", name, "bytes differ from their name (M15)")
    erased = erased_names(connection)
    named = connection.execute(select(tables.blob_name.c.sha256, tables.blob_name.c.record))
    for sha256, record in named:
        if sha256 not in held and sha256 not in erased:
            yield Problem("blob", sha256, f"missing, named by {record} (M15)")


def _projection(connection: Connection) -> Iterator[Problem]:
    stored = {
        (row["entity"], row["id"]): rows.from_row(dict(row))
        for row in connection.execute(select(tables.record)).mappings()
    }
    for record in folded_journal(connection):
        if stored.pop((record.entity, record.id), None) != record:
            yield Problem("projection", f"{record.entity} {record.id}", "differs from the journal")
    for entity, identity in stored:
        yield Problem("projection", f"{entity} {identity}", "not in the journal")
    if digest(connection) != recomputed_digest(connection):
        yield Problem("projection", "digest", "kept sum differs")


def _entities(connection: Connection) -> Iterator[Problem]:
    for place in ENTITIES.values():
        want = select(tables.record).where(tables.record.c.entity == place.entity, tables.record.c.removed == 0)
        expected = {
            str(row["id"]): {name: rows.cell(kind, record.fields.get(name)) for name, kind in place.kinds.items()}
            for row in connection.execute(want).mappings()
            for record in (rows.from_row(dict(row)),)
        }
        actual = {
            str(row["id"]): {name: row[name] for name in place.kinds}
            for row in connection.execute(select(place.table)).mappings()
        }
        for identity in chain(expected.keys() - actual.keys(), actual.keys() - expected.keys()):
            yield Problem("projection", f"{place.entity} {identity}", "row missing or left over")
        for identity in expected.keys() & actual.keys():
            if expected[identity] != actual[identity]:
                yield Problem("projection", f"{place.entity} {identity}", "row differs")
