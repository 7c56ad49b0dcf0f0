"""Cloned laptops: two different changes of one replica that name the same change as their previous one (M12)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

_UPTO = "succession"


@dataclass(frozen=True, slots=True)
class Clone:
    """A replica that two computers use, and the change (id) after which they went apart."""

    replica: str
    prev: str


def clones_since(connection: Connection, seq: int) -> tuple[Clone, ...]:
    """Clones that changes after `seq` show."""
    bring_up_to_date(connection)
    statement = """
        SELECT DISTINCT json_extract(mine.body, '$.replica'), json_extract(mine.body, '$.prev')
        FROM succession AS later
        JOIN succession AS other ON other.prev = later.prev AND other.seq <> later.seq
        JOIN change AS mine ON mine.seq = later.seq
        JOIN change AS theirs ON theirs.seq = other.seq
        WHERE later.seq > ? AND json_extract(mine.body, '$.replica') = json_extract(theirs.body, '$.replica')
        ORDER BY 1, 2
    """
    return tuple(Clone(str(replica), str(prev)) for replica, prev in connection.exec_driver_sql(statement, (seq,)))


def bring_up_to_date(connection: Connection) -> None:
    """Enter what was written since the last time; whoever records does not pay for it."""
    read = "SELECT value FROM projection WHERE key = ?"
    upto = int(connection.exec_driver_sql(read, (_UPTO,)).scalar() or 0)
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO succession SELECT unhex(json_extract(body, '$.prev')), seq FROM change"
        " WHERE seq > ? AND length(json_extract(body, '$.prev')) = 64",
        (upto,),
    )
    newest = connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM change").scalar()
    _keep_place(connection, int(newest or 0))


def _keep_place(connection: Connection, seq: int) -> None:
    keep = "INSERT INTO projection VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    connection.exec_driver_sql(keep, (_UPTO, str(seq)))


def forget(connection: Connection, first: int, last: int) -> None:
    """Changes of that range are about to go; their numbers may be given again."""
    connection.exec_driver_sql("DELETE FROM succession WHERE seq BETWEEN ? AND ?", (first, last))
    _keep_place(connection, first - 1)
