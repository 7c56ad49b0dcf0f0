"""The intake: changes of the sources of one call, proven but not yet taken in, in a file of their own that is thrown
away afterwards. So a merge needs little memory, however much it brings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import pysqlite3

from chuangjian_desktop.store.engine import surroundings

_TABLES = """
CREATE TABLE change (
    pos INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entity TEXT NOT NULL, record TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE TABLE holding (source INTEGER, pos INTEGER, PRIMARY KEY (source, pos)) STRICT, WITHOUT ROWID;
CREATE INDEX holding_pos ON holding (pos);
CREATE TABLE naming (source INTEGER, sha256 TEXT, size INTEGER, PRIMARY KEY (source, sha256)) STRICT, WITHOUT ROWID;
CREATE TABLE bringing (source INTEGER, sha256 TEXT, size INTEGER, PRIMARY KEY (source, sha256)) STRICT, WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A proven change as the journal holds it."""

    id: bytes
    entity: str
    record: str
    body: str


class Intake:
    """Opened in a folder of the call; a context manager."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "intake.db"
        with surroundings(self.path):
            self._connection = pysqlite3.connect(str(self.path), check_same_thread=False)
            for pragma in ("journal_mode=OFF", "synchronous=OFF", "locking_mode=EXCLUSIVE"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def add(self, source: int, rows: Sequence[Row]) -> None:
        """Changes that a source holds, parents before children; those of earlier sources are noted only."""
        with surroundings(self.path):
            self._connection.executemany(
                "INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [(row.id, row.entity, row.record, row.body) for row in rows],
            )
            self._connection.executemany(
                "INSERT OR IGNORE INTO holding SELECT ?, pos FROM change WHERE id = ?",
                [(source, row.id) for row in rows],
            )

    def hold(self, source: int, ids: Iterable[bytes]) -> None:
        """Changes of earlier sources that this one holds too."""
        with surroundings(self.path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO holding SELECT ?, pos FROM change WHERE id = ?", [(source, each) for each in ids]
            )

    def name(self, source: int, blobs: Iterable[tuple[str, int]]) -> None:
        """Blobs that the changes of a source name."""
        with surroundings(self.path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO naming VALUES (?, ?, ?)", [(source, *each) for each in blobs]
            )

    def bring(self, source: int, blobs: Iterable[tuple[str, int]]) -> None:
        """Blobs whose bytes a source holds and that are wanted here."""
        with surroundings(self.path):
            self._connection.executemany(
                "INSERT OR IGNORE INTO bringing VALUES (?, ?, ?)", [(source, *each) for each in blobs]
            )

    def drop(self, source: int) -> None:
        """Forget a source that is refused."""
        with surroundings(self.path):
            self._connection.execute(
                "DELETE FROM change WHERE pos IN (SELECT pos FROM holding WHERE source = ?1)"
                " AND pos NOT IN (SELECT pos FROM holding WHERE source <> ?1)",
                (source,),
            )
            for table in ("holding", "naming", "bringing"):
                self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,))  # noqa: S608 - our names

    def owners(self, ids: Sequence[bytes]) -> dict[str, tuple[str, str]]:
        """Entity and record of those changes that some source holds, by id in hex."""
        statement = f"SELECT id, entity, record FROM change WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
        with surroundings(self.path):
            return {
                bytes(key).hex(): (entity, record) for key, entity, record in self._connection.execute(statement, ids)
            }

    def holders(self, identity: bytes) -> set[int]:
        """Sources that hold a change."""
        statement = "SELECT source FROM holding WHERE pos = (SELECT pos FROM change WHERE id = ?)"
        with surroundings(self.path):
            return {int(source) for (source,) in self._connection.execute(statement, (identity,))}

    def rows(self, source: int) -> Iterator[Row]:
        """The new changes of a source, parents before children."""
        statement = (
            "SELECT id, entity, record, body FROM holding JOIN change USING (pos) WHERE source = ? ORDER BY holding.pos"
        )
        with surroundings(self.path):
            for key, entity, record, body in self._connection.execute(statement, (source,)):
                yield Row(bytes(key), entity, record, body)

    def brought(self, source: int) -> list[str]:
        """Names of the bytes to take from a source."""
        statement = "SELECT sha256 FROM bringing WHERE source = ? ORDER BY sha256"
        with surroundings(self.path):
            return [name for (name,) in self._connection.execute(statement, (source,))]

    def counts(self, source: int) -> tuple[int, int, int]:
        """How many changes, blobs and bytes of blobs a source brings."""
        with surroundings(self.path):
            changes = self._connection.execute("SELECT count(*) FROM holding WHERE source = ?", (source,)).fetchone()
            blobs = self._connection.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM bringing WHERE source = ?", (source,)
            ).fetchone()
        return int(changes[0]), int(blobs[0]), int(blobs[1])

    def named(self, source: int) -> Iterator[tuple[str, int]]:
        """Blobs that the changes of a source name, with their sizes."""
        statement = "SELECT sha256, size FROM naming WHERE source = ? ORDER BY sha256"
        with surroundings(self.path):
            yield from self._connection.execute(statement, (source,))

    def awaited(self) -> set[str]:
        """Names of blobs that the changes of any source name."""
        with surroundings(self.path):
            return {name for (name,) in self._connection.execute("SELECT DISTINCT sha256 FROM naming")}


def marks(values: Sequence[object]) -> str:
    """As many question marks as there are values."""
    return ",".join("?" * len(values))
