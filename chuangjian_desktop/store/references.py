"""Who refers to whom in a file, and what that means for removals that wait (`domain.references`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet

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


def settle_removals(connection: Connection, changed: AbstractSet[Key], refold: Refold) -> set[Key]:
    """Bring removals in line with who refers to the records now; answers what was saved anew.

    `changed` are the keys of records that were saved, and of all that these refer or referred to; `refold` answers
    the fold of a record's journal.
    """
    suspects = _suspects(connection, changed)
    outside = [key for key in suspects if any(other not in suspects for other in referring(connection, *key))]
    waiting = held_up({key: refs_of(record) for key, record in suspects.items()}, outside)
    moved = sorted(key for key, record in suspects.items() if record.kept != (key in waiting))
    if moved:
        rows.save_all(connection, [refold(*key, key in waiting) for key in moved])
    return set(moved)


def gone(connection: Connection) -> set[Key]:
    """Records removed by their own history, held up or not."""
    statement = "SELECT entity, id FROM record WHERE removed = 1 OR kept = 1"
    return {(str(entity), str(record)) for entity, record in connection.exec_driver_sql(statement)}


def _suspects(connection: Connection, changed: AbstractSet[Key]) -> dict[Key, Record]:
    """Removed records among those, and removed ones that these refer to in turn."""
    removed = gone(connection)
    waiting = removed & changed
    suspects: dict[Key, Record] = {}
    while waiting:
        key = waiting.pop()
        if (found := rows.load(connection, *key)) is not None:
            suspects[key] = found
            waiting |= (refs_of(found) & removed) - suspects.keys()
    return suspects
