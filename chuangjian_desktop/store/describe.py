"""The projection's schema as SQL text, for `db/projection.sql`."""

from __future__ import annotations

import sys

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from chuangjian_desktop.store.tables import VERSION, metadata


def projection_sql() -> str:
    """All tables and indexes of the projection, sorted by name."""
    dialect = sqlite.dialect()
    parts = [f"-- The projection, version {VERSION}. Generated; derived from the journal, rebuilt at any time.\n"]
    for table in sorted(metadata.tables.values(), key=lambda each: each.name):
        parts.append(str(CreateTable(table).compile(dialect=dialect)).strip().replace("\t", "    ") + ";\n")
        ordered = sorted(table.indexes, key=lambda index: str(index.name))
        parts.extend(str(CreateIndex(index).compile(dialect=dialect)).strip() + ";\n" for index in ordered)
    return "\n".join(line.rstrip() for line in "\n".join(parts).splitlines()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(projection_sql())
