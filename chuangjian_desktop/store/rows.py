"""Folded records to rows of the projection and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TypedDict

from sqlalchemy import Connection, Table, delete, select
from sqlalchemy.dialects.sqlite import dialect, insert

from chuangjian_desktop.domain.canonical import Value, canonical, encoded, is_list, is_map, parse
from chuangjian_desktop.domain.fold import Candidate, Record, blobs_named, digest_of, dump_lines
from chuangjian_desktop.domain.journal import blobs_in, ref_of
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.tables import ENTITIES, EntityTable, Kind

Cell = str | int | None


class _Rival(TypedDict):
    ids: list[str]
    value: Value


def save(connection: Connection, record: Record) -> None:
    """Put a folded record in place of what the projection held of it."""
    values = {
        "id": record.id,
        "entity": record.entity,
        "removed": int(record.removed),
        "fields": encoded(record.fields).decode(),
        "heads": json.dumps(record.heads),
        "conflicts": _conflicts_text(record),
        "erased": json.dumps(sorted(record.erased)),
        "digest": digest_of(dump_lines(record)).to_bytes(32),
    }
    connection.exec_driver_sql(_upsert(tables.record), values)
    if (place := ENTITIES.get(record.entity)) is not None:
        _save_entity(connection, place, record)
    _save_blobs(connection, record)


def _save_entity(connection: Connection, place: EntityTable, record: Record) -> None:
    if record.removed:
        connection.execute(delete(place.table).where(place.table.c.id == record.id))
        return
    row: dict[str, Cell] = {"id": record.id}
    row |= {name: cell(kind, record.fields.get(name)) for name, kind in place.kinds.items()}
    connection.exec_driver_sql(_upsert(place.table), row)


@cache
def _upsert(table: Table) -> str:
    """Written once for each table: building the statement costs more than running it."""
    statement = insert(table)
    values = {column.name: statement.excluded[column.name] for column in table.c}
    whole = statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=values)
    return str(whole.compile(dialect=dialect(paramstyle="named")))


def _save_blobs(connection: Connection, record: Record) -> None:
    named = blobs_named(record)
    place = ENTITIES.get(record.entity)
    if not named and place is not None and "blob" not in place.kinds.values():
        return
    connection.execute(delete(tables.blob_name).where(tables.blob_name.c.record == record.id))
    if named:
        rows = [{"record": record.id, "sha256": sha256, "size": size} for sha256, size in named]
        connection.execute(insert(tables.blob_name).on_conflict_do_nothing(), rows)


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
