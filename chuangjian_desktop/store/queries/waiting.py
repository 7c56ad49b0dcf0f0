"""How much waits for a person's decision, by counting alone."""

from __future__ import annotations

from sqlalchemy import Connection, text

from chuangjian_desktop.domain.fold import ERASED

_OPEN = """
    SELECT count(DISTINCT record.entity || '/' || record.id || '/' || CASE WHEN field.key LIKE :asked || '%'
           THEN :asked ELSE field.key END)
    FROM record, json_each(record.conflicts) AS field WHERE record.conflicts <> '{}'
"""


def open_conflicts(connection: Connection) -> int:
    """How many fields are in conflict, removals among them; requests to erase the bytes of one record are one."""
    return int(connection.execute(text(_OPEN), {"asked": ERASED}).scalar_one())
