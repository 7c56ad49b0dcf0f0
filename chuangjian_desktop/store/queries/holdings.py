"""Of which records some changes tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection

_BATCH = 500


def records_told(connection: Connection, ids: Sequence[bytes] | None) -> dict[str, int]:
    """How many records of each entity (without the office's prefix) these changes tell of; None: all changes."""
    if ids is None:
        statement = "SELECT entity, count(DISTINCT record) FROM change GROUP BY entity"
        return {_short(str(entity)): int(count) for entity, count in connection.exec_driver_sql(statement)}
    found: set[tuple[str, str]] = set()
    for start in range(0, len(ids), _BATCH):
        some = tuple(ids[start : start + _BATCH])
        marks = ",".join("?" * len(some))
        statement = f"SELECT entity, record FROM change WHERE id IN ({marks})"  # noqa: S608 - marks only
        found.update((str(entity), str(record)) for entity, record in connection.exec_driver_sql(statement, some))
    return dict(Counter(_short(entity) for entity, _ in found))


def _short(entity: str) -> str:
    return entity.removeprefix("office.")
