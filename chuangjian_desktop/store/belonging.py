"""Which objects a file of ours may hold. No import of any SQL library: a child process stands on this too."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

_PLAIN = re.compile(r"CREATE TABLE (?!.*\b(GENERATED|CHECK|DEFAULT|AS|REFERENCES)\b)", re.DOTALL | re.IGNORECASE)
_TERM = r"[\w\"]+ (?:!=|=|IS NOT|IS) (?:'[^']*'|\d+|NULL)"
_INDEX = re.compile(
    r"CREATE (?:UNIQUE )?INDEX \"?(\w+)\"? ON \"?(\w+)\"? \([\w\", ]+\)"
    f"(?: WHERE {_TERM}(?: (?:OR|AND) {_TERM})*)?"
)
_AUTOMATIC = "sqlite_autoindex_"

Object = tuple[str, str, str | None]
"""Kind, name and SQL of a row of the schema."""


def statements(script: str) -> list[str]:
    """The statements of a script of ours, without comments, as SQLite keeps them."""
    lines = [line.split("--")[0].rstrip() for line in script.splitlines()]
    return [part.strip() for part in "\n".join(lines).split(";") if part.strip()]


def foreign(
    objects: Iterable[Object], journal: Mapping[str, str | None], projected: Collection[str] | None
) -> list[str]:
    """Names of the objects that do not belong, sorted. `journal` are the journal's own objects with their very SQL;
    tables named in `projected` need only be plain ones, with plain indexes, for they may be an older program's. None
    lets any plain table be: a later minor version projects what it likes, and all of it is dropped here."""
    return sorted(name for kind, name, sql in objects if not _belongs((kind, name, sql), journal, projected))


def _belongs(each: Object, journal: Mapping[str, str | None], projected: Collection[str] | None) -> bool:
    kind, name, sql = each
    if kind not in ("table", "index"):
        return False
    if name in journal:
        return sql == journal[name]
    if kind == "table":
        return (projected is None or name in projected) and sql is not None and _PLAIN.match(sql) is not None
    if sql is None:
        tables = ("",) if projected is None else tuple(f"{table}_" for table in projected)
        return name.startswith(tuple(f"{_AUTOMATIC}{table}" for table in tables))
    found = _INDEX.fullmatch(sql)
    return found is not None and found[1] == name and (projected is None or found[2] in projected)
