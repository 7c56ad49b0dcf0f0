"""The one way to write (law 1): each act appends a change to the journal and updates the projection with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby, islice
from typing import TypeVar

from sqlalchemy import Connection, insert, text

from chuangjian_desktop.domain.canonical import Fields, Value, canonical
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import REMOVED, Record, extend, extends, fold
from chuangjian_desktop.domain.journal import Change, Kind, Role, entered, held_change, read_change
from chuangjian_desktop.domain.references import Key, held_up, refs_of
from chuangjian_desktop.domain.unit_acts import may_write
from chuangjian_desktop.store import rows, tables
from chuangjian_desktop.store.erasing import drop_erased, erased_names
from chuangjian_desktop.store.plausible import holds_nul, implausible
from chuangjian_desktop.store.references import referring, settle_removals

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Act:
    """How to take one written change back: the kind and fields of the change that does it."""

    entity: str
    record: str
    kind: Kind
    fields: Fields


@dataclass(frozen=True, slots=True)
class Written:
    """What one transaction did: ids by entity (for whoever shows them), and the acts that undo it, in order."""

    touched: Mapping[str, frozenset[str]]
    inverse: tuple[Act, ...]
    last_change: str
    at: str


@dataclass(slots=True)
class Pen:
    """Who writes: the replica of this installation in this workspace, its role, and the person acting."""

    replica: str
    role: Role
    author: str | None
    clock: Callable[[], datetime]


@dataclass(slots=True)
class Writer:
    """Writes within one transaction; made by `Store.writing`, gone when the transaction ends."""

    connection: Connection
    pen: Pen
    prev: str | None
    now: str
    inverse: list[Act] = field(default_factory=list[Act])
    touched: dict[str, set[str]] = field(default_factory=dict[str, set[str]])

    def put(self, entity: str, record: str, fields: Mapping[str, Value]) -> bool:
        """Save fields of a record; only what differs is written. False when nothing did.

        `Refusal` M24 for a field in conflict, M26 for a removed record (restore it first).
        """
        before = rows.load(self.connection, entity, record)
        if before is not None and before.removed:
            raise Refusal("M26", what=entity, reason="removed")
        new = fields if before is None else {k: v for k, v in fields.items() if _differs(before, k, v)}
        if before is not None and not new:
            return False
        if before is not None and (quarrel := set(new) & set(before.conflicts)):
            raise Refusal("M24", field=min(quarrel), what=entity)
        self._refuse_removed_targets(new)
        if strange := implausible(entity, new):
            raise Refusal("M27", field=strange, what=entity)
        old = None if before is None else {name: before.fields.get(name) for name in new}
        self._append(before, entity, record, "put", new)
        self._undo_with(Act(entity, record, "remove", {}) if old is None else Act(entity, record, "put", old))
        return True

    def remove(self, entity: str, record: str) -> None:
        """Hide a record; it can be restored. M26 while a visible record refers to it."""
        before = self._present(entity, record)
        if before.removed:
            return
        self._refuse_if_referred(entity, record)
        self._append(before, entity, record, "remove", {})
        self._undo_with(Act(entity, record, "restore", {}))

    def restore(self, entity: str, record: str) -> None:
        """Bring a removed record back."""
        before = self._present(entity, record)
        if not before.removed and REMOVED not in before.conflicts:
            return
        self._append(before, entity, record, "restore", {})
        self._undo_with(Act(entity, record, "remove", {}))

    def settle(self, entity: str, record: str, fields: Mapping[str, Value]) -> None:
        """Decide fields that are in conflict (also `$removed`, and `$erased:` a request); M26 for a removal that a
        visible record holds up."""
        before = self._present(entity, record)
        if fields.get(REMOVED) is True:
            self._refuse_if_referred(entity, record)
        self._refuse_removed_targets(fields)
        old = {name: before.fields[name] for name in fields if name in before.fields}
        if REMOVED in fields:
            old[REMOVED] = before.removed
        self._append(before, entity, record, "settle", fields)
        if old:
            self._undo_with(Act(entity, record, "settle", old))

    def erase(self, entity: str, record: str, sha256: str, reason: str) -> None:
        """Let bytes that a record names go for good, here and wherever this change arrives. From a replica that did
        not bring them, and is no office, it is a listed request. It cannot be undone."""
        self._append(self._present(entity, record), entity, record, "erase", {"sha256": sha256, "reason": reason})

    def perform(self, act: Act) -> None:
        """Do what an `Act` says (used to undo and redo)."""
        if act.kind == "put":
            self.put(act.entity, act.record, act.fields)
        elif act.kind == "remove":
            self.remove(act.entity, act.record)
        elif act.kind == "settle":
            self.settle(act.entity, act.record, act.fields)
        else:
            self.restore(act.entity, act.record)

    def put_blob(self, sha256: str, data: bytes) -> bool:
        """Store bytes under their hash, once. False when they were here already; M26 for erased ones."""
        key = bytes.fromhex(sha256)
        if sha256 in erased_names(self.connection):
            raise Refusal("M26", what="photo", reason="erased")
        if self.connection.execute(text("SELECT 1 FROM blob WHERE sha256 = :k"), {"k": key}).first() is not None:
            return False
        self.connection.execute(
            text("INSERT INTO blob (sha256, size, bytes) VALUES (:k, :n, :b)"), {"k": key, "n": len(data), "b": data}
        )
        return True

    def exists(self, entity: str, record: str) -> bool:
        """Whether a record of that id was ever written here."""
        return rows.load(self.connection, entity, record) is not None

    def written(self) -> Written:
        """What was done so far."""
        touched = {entity: frozenset(ids) for entity, ids in self.touched.items()}
        return Written(touched, tuple(reversed(self.inverse)), self.prev or "", self.now)

    def _undo_with(self, act: Act) -> None:
        self.inverse.append(act)

    def _present(self, entity: str, record: str) -> Record:
        found = rows.load(self.connection, entity, record)
        if found is None:
            raise Refusal("M21", what=entity, value=record)
        return found

    def _refuse_if_referred(self, entity: str, record: str) -> None:
        for other, _ in referring(self.connection, entity, record):
            raise Refusal("M26", what=entity, reason="belongs to it", record=other)

    def _refuse_removed_targets(self, fields: Mapping[str, Value]) -> None:
        for entity, record in sorted(refs_of(Record("", "", fields, ()))):
            statement = "SELECT removed FROM record WHERE id = ? AND entity = ?"
            if self.connection.exec_driver_sql(statement, (record, entity)).scalar():
                raise Refusal("M26", what=entity, reason="removed")

    def _append(self, before: Record | None, entity: str, record: str, kind: Kind, fields: Fields) -> None:
        change, raw = self._named(before, entity, record, kind, fields)
        if change.role == "unit" and not may_write(change):
            raise Refusal("M22", role="unit", what=entity)
        if holds_nul(raw):
            raise Refusal("M27", field="text", what=entity, value="NUL")
        append(self.connection, change, raw)
        after = self._folded(before, change)
        rows.save(self.connection, after)
        drop_erased(self.connection, [after])
        self._settle_removals({(entity, record)} | refs_of(after) | (refs_of(before) if before else set()))
        self.prev = change.id
        self.touched.setdefault(entity, set()).add(record)

    def _settle_removals(self, changed: set[Key]) -> None:
        for entity, record in settle_removals(self.connection, changed, partial(refold, self.connection)):
            self.touched.setdefault(entity, set()).add(record)

    def _named(
        self, before: Record | None, entity: str, record: str, kind: Kind, fields: Fields
    ) -> tuple[Change, bytes]:
        parents = () if before is None else tuple(sorted(before.heads))
        pen = self.pen
        unnamed = Change(
            "", parents, self.prev, pen.replica, pen.role, pen.author, self.now, entity, record, kind, dict(fields)
        )
        return entered(unnamed)

    def _folded(self, before: Record | None, change: Change) -> Record:
        if before is None:
            return fold([change])
        if extends(before, change):
            return extend(before, change)
        return fold(history(self.connection, change.entity, change.record))


def _differs(before: Record, name: str, value: Value) -> bool:
    return name not in before.fields or canonical(before.fields[name]) != canonical(value)


def append(connection: Connection, change: Change, raw: bytes) -> None:
    """Add a change with its canonical body to the journal; it must not be there yet."""
    row = (bytes.fromhex(change.id), change.entity, change.record, raw.decode())
    connection.exec_driver_sql("INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)", row)


def history(connection: Connection, entity: str, record: str) -> list[Change]:
    """All changes of a record that the journal holds."""
    statement = text("SELECT body FROM change WHERE record = :record AND entity = :entity ORDER BY seq")
    return [held_change(str(raw)) for (raw,) in connection.execute(statement, {"record": record, "entity": entity})]


def in_batches(found: Iterator[T], size: int) -> Iterator[list[T]]:
    """A long row of things in lists of at most `size`."""
    while batch := list(islice(found, size)):
        yield batch


def refold(connection: Connection, entity: str, record: str, referred: bool) -> Record:
    """A record as its journal says it is."""
    return fold(history(connection, entity, record), referred=referred)


def rebuild(connection: Connection) -> int:
    """Make the projection anew from the journal; answers how many records there are."""
    tables.metadata.drop_all(connection)
    tables.metadata.create_all(connection)
    count = 0
    for batch in in_batches(folded_journal(connection), 500):
        rows.save_all(connection, batch)
        count += len(batch)
    connection.execute(insert(tables.projection).values(key="version", value=tables.VERSION))
    return count


def folded_journal(connection: Connection) -> Iterator[Record]:
    """Every record as the journal alone says it is; the removed ones last."""
    gone: dict[Key, set[Key]] = {}
    referred: set[Key] = set()
    for record in _folded(connection):
        if record.removed:
            gone[record.entity, record.id] = refs_of(record)
        else:
            referred |= refs_of(record)
            yield record
    waiting = held_up(gone, referred)
    for key in gone:
        yield refold(connection, *key, key in waiting)


def _folded(connection: Connection) -> Iterator[Record]:
    bodies = connection.execute(text("SELECT body FROM change ORDER BY record, entity, seq"))
    changes = (read_change(str(raw)) for (raw,) in bodies)
    for _, group in groupby(changes, key=lambda change: (change.record, change.entity)):
        yield fold(group)
