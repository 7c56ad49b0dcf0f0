"""Making a workspace file, and checking one before anything in it is believed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection, inspect, select, text

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.format import FORMAT_MAJOR, FORMAT_MINOR
from chuangjian_desktop.resources import JOURNAL_SQL
from chuangjian_desktop.store import belonging, tables
from chuangjian_desktop.store.engine import APPLICATION_ID
from chuangjian_desktop.store.writer import rebuild

_HEADER = b"SQLite format 3\x00"


def create(connection: Connection, facts: dict[str, str]) -> None:
    """The tables of an empty workspace, within the caller's transaction."""
    lay(connection.exec_driver_sql)
    rebuild(connection)
    for key, value in facts.items():
        set_fact(connection, key, value)


def lay(execute: Callable[[str], object]) -> None:
    """The header numbers and the journal's tables, through whatever runs a statement."""
    execute(f"PRAGMA application_id={APPLICATION_ID}")
    execute(f"PRAGMA user_version={FORMAT_MAJOR << 16 | FORMAT_MINOR}")
    for statement in _journal():
        execute(statement)


def check_header(path: Path) -> None:
    """Look at the first 100 bytes only: M01 for what is no workspace, M03 for a newer major version.

    Never called while this process has the file open: closing any handle of it would drop SQLite's locks.
    """
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except IsADirectoryError:
        raise Refusal("M01", file=path.name, detail="directory") from None
    except (FileNotFoundError, NotADirectoryError):
        raise Refusal("M01", file=path.name, detail="not found") from None
    except OSError as fault:
        raise Refusal("M16", file=path.name, detail=str(fault.strerror)) from fault
    if len(head) < 100 or not head.startswith(_HEADER) or int.from_bytes(head[68:72]) != APPLICATION_ID:
        raise Refusal("M01", file=path.name, detail="header")
    version = int.from_bytes(head[60:64])
    if version >> 16 > FORMAT_MAJOR:
        raise Refusal("M03", file=path.name, n=f"{version >> 16}.{version & 0xFFFF}")


def check(connection: Connection, path: Path) -> None:
    """M04 when the file holds things that do not belong, M02 when its pages are damaged."""
    objects = connection.execute(text("SELECT type, name, sql FROM sqlite_schema"))
    known = expected(), None if _minor(connection) > FORMAT_MINOR else projected()
    found = belonging.foreign(((str(kind), str(name), sql) for kind, name, sql in objects), *known)
    if found:
        raise Refusal("M04", file=path.name, detail=", ".join(found[:5]))
    answer = connection.execute(text("PRAGMA quick_check(1)")).scalar()
    if answer != "ok":
        raise Refusal("M02", file=path.name, detail=str(answer))


def _minor(connection: Connection) -> int:
    """The minor version that wrote the file; a later one's projection may have tables that nobody here knows."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar() or 0) & 0xFFFF


@cache
def projected() -> frozenset[str]:
    """Names of the projection's tables."""
    return frozenset(tables.metadata.tables)


@cache
def expected() -> dict[str, str | None]:
    """The journal's own objects with their statements as SQLite keeps them. The projection may be an older program's:
    its tables need only be plain ones, for it is dropped and rebuilt then."""
    connection = pysqlite3.connect(":memory:")
    try:
        for statement in _journal():
            connection.execute(statement)
        rows = connection.execute("SELECT name, sql FROM sqlite_schema").fetchall()
    finally:
        connection.close()
    return {str(name): sql for name, sql in rows}


def _journal() -> list[str]:
    return belonging.statements(JOURNAL_SQL.read_text(encoding="utf-8"))


def is_stale(connection: Connection) -> bool:
    """Whether the projection was made by another version of the program."""
    if not inspect(connection).has_table("projection"):
        return True
    p = tables.projection
    return connection.execute(select(p.c.value).where(p.c.key == "version")).scalar() != tables.VERSION


def renew(connection: Connection) -> None:
    """Drop every table that is not the journal's and fold the journal anew. A file of an earlier minor version says
    from now on that this one wrote it; a later one's number stays."""
    if _minor(connection) < FORMAT_MINOR:
        connection.exec_driver_sql(f"PRAGMA user_version={FORMAT_MAJOR << 16 | FORMAT_MINOR}")
    for name in inspect(connection).get_table_names():
        if name not in expected():
            connection.exec_driver_sql('DROP TABLE "' + name.replace('"', '""') + '"')
    rebuild(connection)


def facts(connection: Connection) -> dict[str, str]:
    """The workspace table."""
    return {str(key): str(value) for key, value in connection.exec_driver_sql("SELECT key, value FROM workspace")}


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Write one row of the workspace table."""
    statement = (
        "INSERT INTO workspace (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    )
    connection.exec_driver_sql(statement, (key, value))
