"""Connections to one workspace file: one writer, readers of their own, one SQLite library (`docs/decisions/0004`)."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pysqlite3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.system.faults import code_of

APPLICATION_ID = 0x434A4442
PAGE_SIZE = 8192
SQLITE_VERSION = pysqlite3.sqlite_version
_WAIT_MS = 5000


def writer(path: Path, journal_mode: str) -> Engine:
    """The one writing connection. A transaction begins immediately; a commit is durable when it returns."""
    synchronous = "FULL" if journal_mode == "WAL" else "EXTRA"
    pragmas = (f"page_size={PAGE_SIZE}", f"journal_mode={journal_mode}", f"synchronous={synchronous}")
    return _engine(path, "BEGIN IMMEDIATE", pragmas, one=True)


def reader(path: Path) -> Engine:
    """Connections that cannot write, a few kept open: opening one costs more than most reads. An idle one is in no
    transaction and holds no lock."""
    return _engine(path, "BEGIN", ("query_only=ON",), one=False)


def _engine(path: Path, begin: str, pragmas: tuple[str, ...], *, one: bool) -> Engine:
    engine = create_engine(
        "sqlite://",
        creator=lambda: pysqlite3.connect(str(path), timeout=_WAIT_MS / 1000, check_same_thread=False),
        module=pysqlite3,
        poolclass=StaticPool if one else QueuePool,
    )

    def connected(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        hardened = ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=OFF")
        for pragma in hardened + pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    def began(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    event.listen(engine, "connect", connected)
    event.listen(engine, "begin", began)
    return engine


@contextmanager
def surroundings(path: Path) -> Generator[None]:
    """Turn what SQLite and the system say into refusals that name the file and say what is safe."""
    try:
        yield
    except DBAPIError as fault:
        raise _refusal(path, str(fault.orig)) from fault
    except pysqlite3.Error as fault:
        raise _refusal(path, str(fault)) from fault
    except UnicodeDecodeError as fault:
        raise Refusal("M02", file=path.name, detail="text") from fault
    except UnicodeEncodeError as fault:
        raise Refusal("M27", field="text", value=ascii(fault.object[:40])) from fault
    except OSError as fault:
        raise Refusal(code_of(fault), file=path.name, detail=str(fault.strerror)) from fault


def discard(path: Path) -> None:
    """Remove a half-made file together with what SQLite laid beside it; a full disk leaves such journals."""
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


_SAYINGS = (
    ("disk is full", "M06"),
    ("locked", "M08"),
    ("readonly", "M16"),
    ("disk I/O", "M07"),
    ("unable to open", "M16"),
    ("not a database", "M01"),
)


def _refusal(path: Path, saying: str) -> Refusal:
    code = next((code for part, code in _SAYINGS if part in saying), "M02")
    return Refusal(code, file=path.name, detail=saying)
