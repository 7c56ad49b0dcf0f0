"""The shapes in a plain SQLite file, as a program without a journal would keep them; written through apsw."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import apsw

from tests.reliability.peers.shapes import (
    BASE,
    Act,
    AddDeduction,
    AddSite,
    Deduction,
    Drop,
    Edit,
    Keys,
    Merged,
    NewerProgram,
    Shape,
)

_SPACE = uuid.UUID("0190a000-0000-5000-8000-000000000001")
_COLUMNS: dict[Keys, tuple[str, str]] = {
    "integer": ("id INTEGER PRIMARY KEY", "INTEGER"),
    "uuid": ("id TEXT PRIMARY KEY NOT NULL", "TEXT"),
    "both": ("fid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE", "TEXT"),
}


def lay(shape: Shape, folder: Path) -> Path:
    """The file that both laptops start from."""
    path = folder / "base.db"
    key, refers = _COLUMNS[shape.keys]
    unique = " UNIQUE" if shape.unique else ""
    connection = opened(path)
    connection.execute(
        f"CREATE TABLE site ({key}, mark TEXT, code TEXT{unique});"
        f"CREATE TABLE deduction ({key}, site {refers} REFERENCES site (id), mark TEXT, points TEXT, text TEXT);"
    )
    for act in BASE:
        play(connection, shape.keys, act)
    connection.close()
    return path


def opened(path: Path) -> Any:  # noqa: ANN401 - its types say less than they seem to
    """A connection of apsw."""
    return apsw.Connection(str(path))


def copied(path: Path, name: str) -> Path:
    """The same file under another name."""
    return Path(shutil.copy(path, path.with_name(name)))


def play(connection: Any, keys: Keys, act: Act) -> None:  # noqa: ANN401
    """One act of a person."""
    match act:
        case AddSite():
            _insert(connection, keys, "site", {"mark": act.mark, "code": act.code})
        case AddDeduction():
            home = connection.execute("SELECT id FROM site WHERE mark = ?", (act.site,)).get
            fields = {"site": home, "mark": act.mark, "points": act.points, "text": act.text}
            _insert(connection, keys, "deduction", fields)
        case Edit():
            statement = f"UPDATE deduction SET {act.field} = ? WHERE mark = ?"  # noqa: S608 - our own name
            connection.execute(statement, (act.value, act.mark))
        case Drop():
            connection.execute("DELETE FROM deduction WHERE mark = ?", (act.mark,))
        case NewerProgram():
            connection.execute("ALTER TABLE deduction ADD COLUMN risk TEXT")


def _insert(connection: Any, keys: Keys, table: str, fields: Mapping[str, object]) -> None:  # noqa: ANN401
    """With the next number, or with an id made from the mark."""
    if keys != "integer":
        fields = {"id": str(uuid.uuid5(_SPACE, str(fields["mark"]))), **fields}
    names, marks = ", ".join(fields), ", ".join("?" * len(fields))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.execute(statement, tuple(fields.values()))


def keys_in(*paths: Path) -> dict[str, str]:
    """The keys that files give, by mark."""
    found: dict[str, str] = {}
    for path in paths:
        connection = opened(path)
        rows = connection.execute("SELECT mark, id FROM site UNION ALL SELECT mark, id FROM deduction")
        found |= {str(mark): str(key) for mark, key in rows}
        connection.close()
    return found


def seen(path: Path, given: dict[str, str], listed: frozenset[str]) -> Merged:
    """What a merged file shows."""
    connection = opened(path)
    sites = {str(mark): str(key) for mark, key in connection.execute("SELECT mark, id FROM site")}
    there = {str(row[1]) for row in connection.execute("PRAGMA table_info(deduction)")}
    names = [name for name in ("points", "text", "risk") if name in there]
    columns = ", ".join(f"deduction.{name}" for name in names)
    statement = (
        f"SELECT deduction.mark, deduction.id, site.mark, {columns} FROM deduction"  # noqa: S608 - our own names
        " LEFT JOIN site ON site.id = deduction.site"
    )
    deductions: dict[str, Deduction] = {}
    for mark, key, home, *values in connection.execute(statement):
        told = {name: str(value) for name, value in zip(names, values, strict=True)}
        deductions[str(mark)] = Deduction(str(key), str(home or ""), told)
    connection.close()
    return Merged(sites, deductions, given, listed)
