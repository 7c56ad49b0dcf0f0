"""The one way to write (law 1): each act appends a change to the journal and updates the projection with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, insert, select, text

from chuangjian_desktop.domain.canonical import Fields, Value, canonical
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import REMOVED, Record, extend, fold
from chuangjian_desktop.domain.journal import OFFICE, Change, Kind, Role, entered, read_change
from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.store import rows, tables
from chuangjian_desktop.store.tables import REFERRED


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

    def perform(self, act: Act) -> None:
        """Do what an `Act` says (used to undo and redo)."""
        if act.kind == "put":
            self.put(act.entity, act.record, act.fields)
        elif act.kind == "remove":
            self.remove(act.entity, act.record)
        else:
            self.restore(act.entity, act.record)

    def put_blob(self, sha256: str, data: bytes) -> bool:
        """Store bytes under their hash, once. False when they were here already."""
        key = bytes.fromhex(sha256)
        found = self.connection.execute(text("SELECT bytes IS NULL FROM blob WHERE sha256 = :k"), {"k": key}).first()
        if found is not None:
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
        for table, column, kind in REFERRED.get(entity, []):
            held = table.c[column]
            match = held == record if kind == "ref" else held.contains(json.dumps(record))
            if self.connection.execute(select(table.c.id).where(match).limit(1)).first() is not None:
                zh, en = (word(table.name, lang) for lang in ("zh", "en"))
                raise Refusal("M26", what=entity, reason_zh=f"还有{zh}属于它", reason_en=f"a {en} belongs to it")

    def _append(self, before: Record | None, entity: str, record: str, kind: Kind, fields: Fields) -> None:
        change, raw = self._named(before, entity, record, kind, fields)
        append(self.connection, change, raw)
        rows.save(self.connection, self._folded(before, change))
        self.prev = change.id
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
        if change.entity.startswith(OFFICE) and not change.by_office:
            return fold(history(self.connection, change.entity, change.record))
        return extend(before, change)


def _differs(before: Record, name: str, value: Value) -> bool:
    return name not in before.fields or canonical(before.fields[name]) != canonical(value)


def append(connection: Connection, change: Change, raw: bytes) -> None:
    """Add a change with its canonical body to the journal; it must not be there yet."""
    row = (bytes.fromhex(change.id), change.entity, change.record, raw.decode())
    connection.exec_driver_sql("INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)", row)


def history(connection: Connection, entity: str, record: str) -> list[Change]:
    """All changes of a record that the journal holds."""
    statement = text("SELECT body FROM change WHERE record = :record AND entity = :entity ORDER BY seq")
    return [read_change(str(raw)) for (raw,) in connection.execute(statement, {"record": record, "entity": entity})]


def rebuild(connection: Connection) -> int:
    """Make the projection anew from the journal; answers how many records there are."""
    tables.metadata.drop_all(connection)
    tables.metadata.create_all(connection)
    count = 0
    for record in folded_journal(connection):
        rows.save(connection, record)
        count += 1
    connection.execute(insert(tables.projection).values(key="version", value=tables.VERSION))
    return count


def folded_journal(connection: Connection) -> list[Record]:
    """Every record as the journal alone says it is."""
    grouped: dict[tuple[str, str], list[Change]] = {}
    for (raw,) in connection.execute(text("SELECT body FROM change ORDER BY seq")):
        change = read_change(str(raw))
        grouped.setdefault((change.entity, change.record), []).append(change)
    return [fold(changes) for changes in grouped.values()]
