"""Who refers to whom in a file, and what that means for removals that wait (`domain.references`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.references import Key, held_up, refs_of
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.tables import REFERRED

Refold = Callable[[str, str, bool], Record]


def referring(connection: Connection, entity: str, record: str) -> Iterator[Key]:
    """Visible records that refer to a record, as (entity, id)."""
    for place, column, kind in REFERRED.get(entity, []):
        held = place.table.c[column]
        match = held == record if kind == "ref" else held.contains(json.dumps(record))
        for (found,) in connection.execute(select(place.table.c.id).where(match)):
            referrer = rows.load(connection, place.entity, str(found))
            if referrer is not None and (entity, record) in refs_of(referrer):
                yield place.entity, str(found)
    others = "SELECT entity, record FROM other_reference WHERE target = ? AND target_entity = ?"
    for own, found in connection.exec_driver_sql(others, (record, entity)):
        yield str(own), str(found)


def settle_removals(connection: Connection, changed: Iterable[Record], refold: Refold) -> set[Key]:
    """Bring the removals that some changes may have released or held up in line with who refers to them now.

    `changed` are the records as they were before and as they are now; `refold` answers the fold of a record's
    journal. Answers what was saved anew.
    """
    gone = _gone(connection)
    if not gone:
        return set()
    suspects = _suspects(connection, gone, changed)
    outside = [key for key in suspects if any(other not in suspects for other in referring(connection, *key))]
    waiting = held_up({key: refs_of(record) for key, record in suspects.items()}, outside)
    moved = sorted(key for key, record in suspects.items() if record.kept != (key in waiting))
    if moved:
        rows.save_all(connection, [refold(*key, key in waiting) for key in moved])
    return set(moved)


def _gone(connection: Connection) -> set[Key]:
    """Records removed by their own history, held up or not."""
    statement = "SELECT entity, id FROM record WHERE removed = 1 OR kept = 1"
    return {(str(entity), str(record)) for entity, record in connection.exec_driver_sql(statement)}


def _suspects(connection: Connection, gone: set[Key], changed: Iterable[Record]) -> dict[Key, Record]:
    """Removed records that something changed refers to, and what these refer to in turn."""
    waiting = {key for each in changed for key in (*refs_of(each), (each.entity, each.id)) if key in gone}
    suspects: dict[Key, Record] = {}
    while waiting:
        key = waiting.pop()
        if (found := rows.load(connection, *key)) is not None:
            suspects[key] = found
            waiting |= (refs_of(found) & gone) - suspects.keys()
    return suspects
