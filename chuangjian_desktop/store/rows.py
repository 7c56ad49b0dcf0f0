"""Folded records to rows of the projection and back."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TypedDict

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import dialect, insert

from chuangjian_desktop.domain.canonical import Value, canonical, encoded, is_list, is_map, parse
from chuangjian_desktop.domain.fold import Candidate, Record, blobs_named, digest_of, dump_lines
from chuangjian_desktop.domain.journal import blobs_in, ref_of, refs_in
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.tables import ENTITIES, TARGETS, EntityTable, Kind

Cell = str | int | None


class _Rival(TypedDict):
    ids: list[str]
    value: Value


def save(connection: Connection, record: Record) -> None:
    """Put a folded record in place of what the projection held of it."""
    save_all(connection, (record,))


def save_all(connection: Connection, records: Sequence[Record], *, new: bool = False) -> None:
    """Put folded records in place of what the projection held of them; `new` says that it held nothing of any."""
    texts = [encoded(record.fields) for record in records]
    _write(connection, tables.record, [_row(*pair) for pair in zip(records, texts, strict=True)])
    placed: dict[str, list[tuple[Cell, ...]]] = {}
    for record in records:
        place = ENTITIES.get(record.entity)
        if place is not None and not record.removed:
            placed.setdefault(record.entity, []).append(_cells(place, record))
        elif place is not None:
            connection.execute(delete(place.table).where(place.table.c.id == record.id))
    for entity, lines in placed.items():
        _write(connection, ENTITIES[entity].table, lines)
    if not new:
        keys = [(record.id, record.entity) for record in records]
        connection.exec_driver_sql("DELETE FROM blob_name WHERE record = ? AND entity = ?", keys)
        connection.exec_driver_sql("DELETE FROM other_reference WHERE record = ? AND entity = ?", keys)
    _save_blobs(
        connection, [each for each, text in zip(records, texts, strict=True) if _BLOB in text or each.conflicts]
    )
    _save_other_references(connection, [each for each, text in zip(records, texts, strict=True) if _loose(each, text)])


_BLOB, _REF = b'"blob":', b'{"ref":['


def _loose(record: Record, text: bytes) -> bool:
    """Whether there are references beside those that columns hold; a look at the encoded fields is enough for most."""
    number = text.count(_REF)
    place = ENTITIES.get(record.entity)
    if not number or place is None:
        return number > 0
    get = record.fields.get
    for name, target in place.references:
        value = get(name)
        if isinstance(value, dict):
            number -= _refers_to(value, target)
        elif isinstance(value, list | tuple):
            number -= sum(_refers_to(member, target) for member in value)
    return number > 0


def _refers_to(value: Value, entity: str) -> bool:
    return isinstance(value, dict) and len(value) == 1 and is_list(found := value.get("ref")) and found[:1] == [entity]


def _row(record: Record, fields: bytes) -> tuple[Cell | bytes, ...]:
    """In the order of the columns of `record`."""
    return (
        record.id,
        record.entity,
        int(record.removed),
        fields.decode(),
        json.dumps(record.heads),
        _conflicts_text(record) if record.conflicts else "{}",
        json.dumps(sorted(record.erased)) if record.erased else "[]",
        digest_of(dump_lines(record, fields)).to_bytes(32),
        int(record.kept),
    )


def _cells(place: EntityTable, record: Record) -> tuple[Cell, ...]:
    get = record.fields.get
    return (
        record.id,
        *(
            value if (value := get(name)) is None or (kind == "text" and type(value) is str) else cell(kind, value)
            for name, kind in place.kinds.items()
        ),
    )


def _write(connection: Connection, table: Table, lines: Sequence[tuple[Cell | bytes, ...]]) -> None:
    if len(lines) == 1:
        connection.exec_driver_sql(_upsert(table), lines[0])
    elif lines:
        connection.exec_driver_sql(_upsert(table), list(lines))


@cache
def _upsert(table: Table) -> str:
    """Written once for each table: building the statement costs more than running it."""
    statement = insert(table)
    values = {column.name: statement.excluded[column.name] for column in table.c}
    whole = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
    return str(whole.compile(dialect=dialect(paramstyle="qmark")))


def _save_blobs(connection: Connection, records: Sequence[Record]) -> None:
    found = [(record.id, record.entity, sha256, size) for record in records for sha256, size in blobs_named(record)]
    if found:
        connection.exec_driver_sql("INSERT INTO blob_name (record, entity, sha256, size) VALUES (?, ?, ?, ?)", found)


def _save_other_references(connection: Connection, records: Sequence[Record]) -> None:
    """References in fields that no column holds: those of unknown entities and fields."""
    found = [(target, entity, record.id, record.entity) for record in records for entity, target in _unplaced(record)]
    if found:
        connection.exec_driver_sql("INSERT INTO other_reference VALUES (?, ?, ?, ?)", found)


def _unplaced(record: Record) -> list[tuple[str, str]]:
    if record.removed:
        return []
    place = ENTITIES.get(record.entity)
    kinds: Mapping[str, Kind] = place.kinds if place is not None else {}
    found: set[tuple[str, str]] = set()
    for name, value in record.fields.items():
        if isinstance(value, dict | list | tuple):
            placed = TARGETS[name] if kinds.get(name) in ("ref", "refs") else ""
            pairs = refs_in(value)
            if pairs and not (len(pairs) == 1 and pairs[0][0] == placed):
                found.update(pair for pair in pairs if pair[0] != placed)
    return sorted(found) if found else []


def cell(kind: Kind, value: Value) -> Cell:
    """A field's value as its column holds it; None for what has another type than the column expects."""
    if value is None:
        return None
    if kind == "ref":
        return ref_of(value)
    if kind == "blob":
        found = blobs_in(value)
        return found[0][0] if found else None
    if kind in ("int", "flag"):
        return int(value) if isinstance(value, int) else None
    if kind == "text":
        return value if isinstance(value, str) else None
    if kind == "refs":
        members = value if is_list(value) else ()
        return json.dumps([target for member in members if (target := ref_of(member))])
    return encoded(value).decode()


def load(connection: Connection, entity: str, record: str) -> Record | None:
    """What the projection holds of a record, or None."""
    statement = "SELECT * FROM record WHERE id = ? AND entity = ?"
    row = connection.exec_driver_sql(statement, (record, entity)).mappings().first()
    return None if row is None else from_row(dict(row))


def forget_all(connection: Connection, keys: Sequence[tuple[str, str]]) -> None:
    """Take records out of the projection, of which the journal holds nothing any more."""
    if not keys:
        return
    pairs = [(record, entity) for entity, record in keys]
    connection.exec_driver_sql("DELETE FROM record WHERE id = ? AND entity = ?", pairs)
    connection.exec_driver_sql("DELETE FROM blob_name WHERE record = ? AND entity = ?", pairs)
    connection.exec_driver_sql("DELETE FROM other_reference WHERE record = ? AND entity = ?", pairs)
    for entity, record in keys:
        if (place := ENTITIES.get(entity)) is not None:
            connection.execute(delete(place.table).where(place.table.c.id == record))


def load_all(connection: Connection, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Record]:
    """What the projection holds of some records (a few hundred at a time), by entity and id."""
    marks = ",".join("?" * len(keys))
    statement = f"SELECT * FROM record WHERE id IN ({marks})"  # noqa: S608 - marks only
    found = connection.exec_driver_sql(statement, tuple(record for _, record in keys)).mappings()
    records = (from_row(dict(row)) for row in found)
    return {(record.entity, record.id): record for record in records}


def from_row(row: Mapping[str, object]) -> Record:
    """A folded record from its row in `record`."""
    fields = parse(str(row["fields"]))
    return Record(
        str(row["entity"]),
        str(row["id"]),
        fields if is_map(fields) else {},
        tuple(json.loads(str(row["heads"]))),
        bool(row["removed"]),
        _conflicts(str(row["conflicts"])),
        frozenset(json.loads(str(row["erased"]))),
        bool(row["kept"]),
    )


def _conflicts_text(record: Record) -> str:
    value: dict[str, Value] = {
        name: [{"ids": list(each.ids), "value": each.value} for each in rivals]
        for name, rivals in record.conflicts.items()
    }
    return canonical(value).decode()


def _conflicts(text: str) -> dict[str, tuple[Candidate, ...]]:
    stored: dict[str, list[_Rival]] = json.loads(text)
    return {
        name: tuple(Candidate(each["value"], tuple(each["ids"])) for each in rivals) for name, rivals in stored.items()
    }


def by_name(connection: Connection, entity: str, name: str) -> str | None:
    """The visible record of an entity that bears a name or a code."""
    table = ENTITIES[entity].table
    for column in ("name", "code"):
        if column in table.c:
            found = connection.execute(select(table.c.id).where(table.c[column] == name).order_by(table.c.id)).scalar()
            if found is not None:
                return str(found)
    return None


def removed_referring(connection: Connection, entity: str, field: str, record: str) -> list[str]:
    """Removed records of an entity whose field refers to a record."""
    t = tables.record
    statement = select(t).where(t.c.entity == entity, t.c.removed == 1, t.c.fields.contains(record))
    found = (from_row(dict(row)) for row in connection.execute(statement).mappings())
    return [each.id for each in found if ref_of(each.fields.get(field)) == record]
