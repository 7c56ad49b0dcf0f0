"""Bytes that must not be kept: dropped here, and refused wherever they arrive."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection

from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.journal import is_sha256


def erased_names(connection: Connection) -> set[str]:
    """The SHA-256 of all bytes that some record says are erased."""
    found = connection.exec_driver_sql("SELECT erased FROM record WHERE erased != '[]'")
    return {str(name) for (names,) in found for name in json.loads(names)}


def drop_erased(connection: Connection, records: Iterable[Record]) -> None:
    """Overwrite and let go of the bytes that these records say are erased; the name stays."""
    drop_names(connection, {name for record in records for name in record.erased})


def drop_names(connection: Connection, erased: Iterable[str]) -> None:
    """The same for bytes by their names."""
    names = [(bytes.fromhex(name),) for name in erased if is_sha256(name)]
    if names:
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
        connection.exec_driver_sql("UPDATE blob SET bytes = NULL WHERE sha256 = ? AND bytes IS NOT NULL", names)
