"""An open workspace file: reading, writing, blobs. What is around it (lock, replica, round) is in `services`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, bindparam, text

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import role_named
from chuangjian_desktop.store import engine, schema
from chuangjian_desktop.store.writer import Pen, Writer

Reading = Connection
"""A consistent view of the file, for functions of `store.queries`; it is all that others see of a connection."""


class Store:
    """One file. Writes go through one lane; every read has a connection of its own."""

    def __init__(self, path: Path, *, journal_mode: str, clock: Callable[[], datetime]) -> None:
        self.path = path
        self.clock = clock
        self._writer = engine.writer(path, journal_mode)
        self._reader = engine.reader(path)
        self._lane = threading.RLock()
        self._wrote = False
        self._merging = 0
        self._ahead = threading.local()

    @classmethod
    def create(cls, path: Path, facts: dict[str, str], clock: Callable[[], datetime]) -> Store:
        """A new file with an empty journal; `Refusal` M26 when the name is taken."""
        if path.exists():
            raise Refusal("M26", what=path.name, reason="exists")
        with engine.surroundings(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            store = cls(path, journal_mode=_journal_mode(facts["role"]), clock=clock)
            try:
                with store.transaction() as connection:
                    schema.create(connection, facts)
            except BaseException:
                store.close()
                engine.discard(path)
                raise
            path.chmod(0o600)
        return store

    @classmethod
    def open(cls, path: Path, clock: Callable[[], datetime], *, renew: bool = True) -> Store:
        """An existing file, checked; its projection is rebuilt when an older program made it.

        `Refusal` M01 (no workspace), M02 (damaged), M03 (newer), M04 (foreign things inside), M08, M16.
        """
        schema.check_header(path)
        with engine.surroundings(path):
            store = cls(path, journal_mode="DELETE", clock=clock)
            try:
                with store._reader.connect() as connection:
                    schema.check(connection, path)
                    role = schema.facts(connection)["role"]
                    stale = schema.is_stale(connection)
                if stale and renew:
                    with store.transaction() as connection:
                        schema.renew(connection)
            except BaseException:
                store.close()
                raise
        if _journal_mode(role) != "DELETE":
            store.close()
            store = cls(path, journal_mode=_journal_mode(role), clock=clock)
        return store

    def close(self) -> None:
        """Let go of the file; at rest it is one file with nothing beside it. `Refusal` M06, M07 when it cannot be put
        away so: then nothing is lost, but what lies beside it belongs to it."""
        with self._lane:
            self._reader.dispose()
            try:
                if self._wrote and self.path.exists():
                    self._put_away()
            finally:
                self._writer.dispose()

    def _put_away(self) -> None:
        with engine.surroundings(self.path), self._writer.connect() as connection:
            raw = connection.connection.driver_connection
            connection.rollback()
            if raw is not None:
                raw.execute("PRAGMA journal_mode=DELETE")

    def ready(self) -> None:
        """Take the writing connection now, while nobody reads: an office's way of writing (WAL) begins with the file
        to itself."""
        with self.transaction():
            return

    @contextmanager
    def transaction(self) -> Generator[Connection]:
        """One transaction, for what the journal's writer does not do. Whoever only looks never comes here, and leaves
        the file's bytes and other programs alone."""
        if self._merging not in (0, threading.get_ident()):
            raise Refusal("M08", file=self.path.name, user="merging")
        with self._lane, engine.surroundings(self.path):
            self._wrote = True
            with self._writer.begin() as connection:
                yield connection

    @contextmanager
    def reading(self) -> Generator[Connection]:
        """One consistent view; it cannot write."""
        ahead: Connection | None = getattr(self._ahead, "connection", None)
        if ahead is not None:
            yield ahead
            return
        with engine.surroundings(self.path), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def merging(self) -> Generator[Connection]:
        """One long transaction: whoever else wants to write meanwhile is told so at once (M08); readers go on."""
        with self.transaction() as connection:
            self._merging = threading.get_ident()
            try:
                yield connection
            finally:
                self._merging = 0

    @contextmanager
    def looking_ahead(self, connection: Connection) -> Generator[None]:
        """Within the block all that this thread reads it reads there: what an open transaction has written and nobody
        else sees, or one and the same view of the file."""
        before: Connection | None = getattr(self._ahead, "connection", None)
        self._ahead.connection = connection
        try:
            yield
        finally:
            self._ahead.connection = before

    @contextmanager
    def writing(self, author: str | None = None) -> Generator[Writer]:
        """One transaction: durable when the block ends, as before when it raises."""
        with self.transaction() as connection:
            facts = schema.facts(connection)
            pen = Pen(facts["replica"], role_named(facts["role"]), author, self.clock)
            writer = Writer(connection, pen, facts.get("head") or None, moment(self.clock()))
            yield writer
            schema.set_fact(connection, "head", writer.prev or "")

    def facts(self) -> dict[str, str]:
        """Who this file is: role, name, office, replica, installation and more."""
        with self.reading() as connection:
            return schema.facts(connection)

    def set_facts(self, **facts: str) -> None:
        """Change facts about this file itself (they do not travel)."""
        with self.transaction() as connection:
            for key, value in facts.items():
                schema.set_fact(connection, key, value)

    def rebuild(self) -> None:
        """Make the projection anew from the journal, in one transaction."""
        with self.transaction() as connection:
            schema.renew(connection)

    def blob(self, sha256: str) -> bytes:
        """The bytes of that name; `Refusal` M15 when they are not here or are erased."""
        with self.reading() as connection:
            statement = text("SELECT bytes FROM blob WHERE sha256 = :k")
            row = connection.execute(statement, {"k": bytes.fromhex(sha256)}).first()
        if row is None or row[0] is None:
            raise Refusal("M15", file=sha256[:12])
        return bytes(row[0])

    def absent(self, names: set[str]) -> set[str]:
        """Those of some blob names whose bytes are not here."""
        statement = text("SELECT sha256 FROM blob WHERE sha256 IN :names AND bytes IS NOT NULL")
        statement = statement.bindparams(bindparam("names", expanding=True))
        keys, here = iter(sorted(names)), set[str]()
        with self.reading() as connection:
            while batch := [bytes.fromhex(name) for name in islice(keys, 500)]:
                here |= {bytes(row[0]).hex() for row in connection.execute(statement, {"names": batch})}
        return names - here


def moment(now: datetime) -> str:
    """A time as changes hold it: ISO 8601 with offset, to the millisecond."""
    return now.astimezone().isoformat(timespec="milliseconds")


def _journal_mode(role: str) -> str:
    return "WAL" if role == "office" else "DELETE"
