"""What runs in the child that reads a foreign database: hardened, bounded, and nothing believed.

It imports the standard library and two plain modules only, so that it starts quickly and holds little that could be
turned against us. It
opens a private copy, compares the schema before it reads any table, proves the pages, then checks every row that it
hands back. Answers are frames: one byte that says what it is, then plain bytes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

from chuangjian_desktop.domain.format import FORMAT_MINOR
from chuangjian_desktop.store import belonging

FACTS, BODIES, NAMES, BLOBS = b"F", b"C", b"N", b"B"
"""What may be asked; `BLOBS` is followed by names of 32 bytes each."""
DATA, END, REFUSED = b"D", b"E", b"X"
"""What is answered: part of the answer, its end, or a refusal after which the child is gone."""

MEBIBYTE = 1024 * 1024
LARGEST_BODY = 4 * MEBIBYTE
LARGEST_BLOB = 256 * MEBIBYTE
LARGEST_FACT = 64 * 1024
LARGEST_SCHEMA = MEBIBYTE
MOST_FACTS, MOST_OBJECTS = 1_000, 2_000
BATCH = 512 * 1024
LENGTH = struct.Struct("<I")
NAMED = struct.Struct("<32sQ")
_ROOM = 64 * 1024
_READABLE = frozenset({"sqlite_schema", "sqlite_master", "change", "blob", "package", "workspace"})
_CALLABLE = frozenset({"typeof", "length"})
_PRAGMAS = frozenset({"quick_check", "user_version"})
_OPERATIONS = 200_000


class Fault(Exception):
    """Why the file is refused: a code of the contract and a detail."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def serve(connection: Connection, argument: str) -> None:
    """Answer questions about the file until the other end closes; `argument` is the order as JSON (`order_for`)."""
    order = json.loads(argument)
    try:
        with closing(_opened(Path(order["path"]), order["seconds"])) as database:
            (version,) = database.execute("PRAGMA user_version").fetchone()
            newer = version & 0xFFFF > order["minor"]
            _check_schema(database, order["journal"], None if newer else frozenset(order["projected"]))
            _check_pages(database)
            connection.send_bytes(END)
            while (request := _next(connection)) is not None:
                for frame in _answers(database, request):
                    connection.send_bytes(frame)
                connection.send_bytes(END)
    except Fault as fault:
        _refuse(connection, fault.code, fault.detail)
    except sqlite3.Error as fault:
        _refuse(connection, *_reason(fault))
    except MemoryError:
        _refuse(connection, "M02", "memory")
    except (UnicodeError, ValueError, TypeError, LookupError, OverflowError, RecursionError) as fault:
        _refuse(connection, "M02", type(fault).__name__)
    except BrokenPipeError:
        return  # The other end closed in the middle of an answer: nobody wants the rest.


def join(connection: Connection, argument: str) -> None:
    """Let SQLite take a staged file and what stands beside it (`-wal`, `-journal`) together into one file."""
    try:
        with closing(sqlite3.connect(argument, isolation_level=None)) as database:
            _harden(database)
            database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            answer = database.execute("PRAGMA journal_mode=DELETE").fetchone()
        if answer != ("delete",):
            raise Fault("M02", "journal_mode")
        connection.send_bytes(END)
    except Fault as fault:
        _refuse(connection, fault.code, fault.detail)
    except (sqlite3.Error, UnicodeError) as fault:
        _refuse(connection, "M02", type(fault).__name__)


def order_for(path: Path, journal: dict[str, str | None], projected: frozenset[str], seconds: int) -> str:
    """The argument of `serve`."""
    known = {"journal": journal, "projected": sorted(projected), "minor": FORMAT_MINOR}
    return json.dumps({"path": str(path), "seconds": seconds} | known)


def _next(connection: Connection) -> bytes | None:
    try:
        return connection.recv_bytes()
    except (EOFError, OSError):
        return None


def _refuse(connection: Connection, code: str, detail: str) -> None:
    connection.send_bytes(REFUSED + json.dumps([code, detail[:300]]).encode())


_LIMITED = ("too big", "too many", "too large", "too long", "parser stack", "out of memory")


def _reason(fault: sqlite3.Error) -> tuple[str, str]:
    saying = str(fault)
    if "malformed database schema" in saying and any(part in saying for part in _LIMITED):
        return "M04", saying
    return "M02", "time" if saying == "interrupted" else saying


# ---- opening ---------------------------------------------------------------------------------------------------------


def _opened(path: Path, seconds: int) -> sqlite3.Connection:
    """Nobody writes to the staged copy, so that no lock, no `-wal` and no hot journal is ever looked at."""
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    database.text_factory = bytes
    _harden(database)
    database.execute("PRAGMA query_only=ON")
    database.set_authorizer(_permitted)
    until = time.process_time() + seconds
    database.set_progress_handler(lambda: time.process_time() > until, _OPERATIONS)
    return database


def _harden(database: sqlite3.Connection) -> None:
    limits = (
        (sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_SCHEMA),
        (sqlite3.SQLITE_LIMIT_SQL_LENGTH, LARGEST_SCHEMA),
        (sqlite3.SQLITE_LIMIT_COLUMN, 100),
        (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
        (sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 5),
        (sqlite3.SQLITE_LIMIT_VDBE_OP, 25_000),
        (sqlite3.SQLITE_LIMIT_FUNCTION_ARG, 8),
        (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
        (sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
        (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
        (sqlite3.SQLITE_LIMIT_WORKER_THREADS, 0),
    )
    for which, value in limits:
        database.setlimit(which, value)
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        "cache_size=-16000",
        "hard_heap_limit=671088640",
    ):
        database.execute(f"PRAGMA {pragma}")


def _permitted(action: int, first: str | None, second: str | None, _base: str | None, _inner: str | None) -> int:
    allowed = (
        action == sqlite3.SQLITE_SELECT
        or (action == sqlite3.SQLITE_READ and first in _READABLE)
        or (action == sqlite3.SQLITE_FUNCTION and second in _CALLABLE)
        or (action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def _check_schema(
    database: sqlite3.Connection, journal: dict[str, str | None], projected: frozenset[str] | None
) -> None:
    objects: list[belonging.Object] = []
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema"):
        objects.append((_shown(kind), _shown(name), None if sql is None else _shown(sql)))
        if len(objects) > MOST_OBJECTS:
            raise Fault("M04", f"> {MOST_OBJECTS} tables")
    if found := belonging.foreign(objects, journal, projected):
        raise Fault("M04", ", ".join(ascii(name)[1:-1][:60] for name in found[:5]))
    if lacking := sorted(journal.keys() - {name for _, name, _ in objects}):
        raise Fault("M02", ", ".join(lacking[:5]))


def _shown(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _check_pages(database: sqlite3.Connection) -> None:
    (answer,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if answer != b"ok":
        raise Fault("M02", _shown(answer)[:200])


# ---- answering -------------------------------------------------------------------------------------------------------


def _answers(database: sqlite3.Connection, request: bytes) -> Iterator[bytes]:
    kinds: dict[bytes, Callable[[], Iterator[bytes]]] = {
        FACTS: lambda: _facts(database),
        BODIES: lambda: _bodies(database),
        NAMES: lambda: _names(database),
        BLOBS: lambda: _blobs(database, request[1:]),
    }
    return kinds[request[:1]]()


def _facts(database: sqlite3.Connection) -> Iterator[bytes]:
    """Rows of `workspace` and `package` as JSON lists, told apart by their length."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 16 * MEBIBYTE)
    for table, columns in (("workspace", "key, value"), ("package", "id, manifest, report")):
        rows = database.execute(f"SELECT {columns} FROM {table}")  # noqa: S608 - names of our own
        for count, row in enumerate(rows, 1):
            if not all(isinstance(each, bytes) for each in row) or count > 100 * MOST_FACTS:
                raise Fault("M02", table)
            if table == "workspace" and (count > MOST_FACTS or sum(map(len, row)) > LARGEST_FACT):
                raise Fault("M02", table)
            yield DATA + json.dumps([each.decode() for each in row]).encode()


def _bodies(database: sqlite3.Connection) -> Iterator[bytes]:
    """Canonical bodies in the order of the journal, many to a frame, each after its length."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_BODY + _ROOM)
    rows = database.execute(
        "SELECT typeof(id), id, typeof(entity), entity, typeof(record), record, typeof(body), body"
        " FROM change NOT INDEXED ORDER BY seq"
    )
    parts: list[bytes] = [DATA]
    size = 0
    for row in rows:
        body = _body(row)
        parts += (LENGTH.pack(len(body)), body)
        size += len(body)
        if size > BATCH:
            yield b"".join(parts)
            parts, size = [DATA], 0
    if size:
        yield b"".join(parts)


_CHANGE_TYPES = (b"blob", b"text", b"text", b"text")


def _body(row: tuple[bytes, ...]) -> bytes:
    name, entity, record, body = row[1::2]
    if row[::2] != _CHANGE_TYPES:
        raise Fault("M02", "change: type")
    if len(body) > LARGEST_BODY:
        raise Fault("M02", f"change {name.hex()[:12]}: > {LARGEST_BODY // MEBIBYTE} MB")
    if hashlib.sha256(body).digest() != name:
        raise Fault("M02", f"change {name.hex()[:12]}: id")
    told = json.loads(body)
    if not isinstance(told, dict) or [told["entity"], told["record"]] != [entity.decode(), record.decode()]:
        raise Fault("M02", f"change {name.hex()[:12]}: entity, record")
    return body


def _names(database: sqlite3.Connection) -> Iterator[bytes]:
    """Name and size of every blob whose bytes are here."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_BLOB + _ROOM)
    rows = database.execute(
        "SELECT typeof(sha256), sha256, typeof(size), size, typeof(bytes), length(bytes) FROM blob NOT INDEXED"
    )
    parts: list[bytes] = [DATA]
    seen: set[bytes] = set()
    for kind, name, size_kind, size, held_kind, held in rows:
        if kind != b"blob" or len(name) != 32 or size_kind != b"integer" or name in seen:
            raise Fault("M02", "blob: type")
        seen.add(name)
        if held_kind == b"null":
            continue
        if held_kind != b"blob" or held != size or size > LARGEST_BLOB:
            raise Fault("M02", f"blob {name.hex()[:12]}: size")
        parts.append(NAMED.pack(name, size))
        if len(parts) > BATCH // NAMED.size:
            yield b"".join(parts)
            parts = [DATA]
    if len(parts) > 1:
        yield b"".join(parts)


def _blobs(database: sqlite3.Connection, names: bytes) -> Iterator[bytes]:
    """The bytes of each name in turn, a frame each; their hash is for the receiver to check."""
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_BLOB + _ROOM)
    for start in range(0, len(names), 32):
        name = names[start : start + 32]
        row = database.execute("SELECT typeof(bytes), bytes FROM blob WHERE sha256 = ?", (name,)).fetchone()
        if row is None or row[0] != b"blob" or len(row[1]) > LARGEST_BLOB:
            raise Fault("M02", f"blob {name.hex()[:12]}")
        yield DATA
        yield row[1]
