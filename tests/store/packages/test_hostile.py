"""Databases that bear our number and are made to hurt: refused with the right code, in bounded time and memory."""

from __future__ import annotations

import hashlib
import json
import os
import random
import sqlite3
import struct
import sys
import time
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.store.packages import foreign
from chuangjian_desktop.store.packages.arrival import arrive
from tests.helpers.sealed import MANIFEST, Taken, altered, child_says, held, refused, resealed, sealed, take

CORPORA = Path(__file__).resolve().parents[3] / "../shared/corpora"
FLIPS = int(os.environ.get("CHUANGJIAN_DATABASE_FLIPS", "24"))
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS key, x AS value FROM n"
Act = str | Callable[[sqlite3.Connection], object]


def hostile(source: Path, *acts: Act) -> Path:
    return altered(source, source.with_name("hostile.cjdb"), *acts)


def told(file: Path, seconds: float = 5.0) -> Refusal:
    began = time.monotonic()
    refusal = refused(file, file.parent)
    assert time.monotonic() - began < seconds
    return refusal


def schema(sql: str, name: str = "change", kind: str = "table") -> Callable[[sqlite3.Connection], object]:
    """Puts other SQL under a name, as no tool would."""

    def act(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_schema SET sql = ?, type = ? WHERE name = ?", (sql, kind, name))
        version = connection.execute("PRAGMA schema_version").fetchone()[0]
        connection.execute(f"PRAGMA schema_version = {version + 1}")

    return act


def functions(connection: sqlite3.Connection) -> None:
    connection.create_function("evil", 1, str, deterministic=True)
    connection.execute("CREATE INDEX answer_evil ON answer (evil(id))")


# ---- objects that do not belong (B1, B2) -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (["DROP TABLE workspace", f"CREATE VIEW workspace AS {ENDLESS}"], "workspace"),
        (["DROP TABLE change", "CREATE VIEW change AS SELECT 1"], "change"),
        (["DROP TABLE answer", f"CREATE VIEW answer AS {ENDLESS}"], "answer"),
        (["CREATE VIEW extra AS SELECT 1"], "extra"),
        (["CREATE TRIGGER on_change AFTER INSERT ON change BEGIN DELETE FROM blob; END"], "on_change"),
        (["CREATE TABLE extra (a)"], "extra"),
        (["CREATE TABLE 'select' (a)"], "select"),
        (["CREATE VIRTUAL TABLE words USING fts5(text)"], "words"),
        (["DROP TABLE answer", "CREATE VIRTUAL TABLE answer USING fts5(text)"], "answer"),
        (["DROP TABLE answer", "CREATE TABLE answer (id TEXT, b AS (hex(id)))"], "answer"),
        (["DROP TABLE answer", "CREATE TABLE answer (id TEXT CHECK (length(id) < 9))"], "answer"),
        (["DROP TABLE answer", "CREATE TABLE answer (id TEXT DEFAULT (random()))"], "answer"),
        (["DROP TABLE answer", "CREATE TABLE answer (id TEXT GENERATED ALWAYS AS ('a') STORED, c)"], "answer"),
        ([functions], "answer_evil"),
        (["CREATE INDEX answer_upper ON answer (upper(id))"], "answer_upper"),
        (["CREATE INDEX answer_part ON answer (id) WHERE abs(id) > 1"], "answer_part"),
        (["CREATE INDEX change_more ON change (body)"], "change_more"),
        (["CREATE INDEX extra ON blob (size)"], "extra"),
        (["ANALYZE"], "sqlite_stat1"),
        ([schema("CREATE TABLE change (seq, id UNIQUE, entity, record, body)")], "change"),
        ([schema("CREATE TABLE blob (sha256 PRIMARY KEY, size, bytes, more)", "blob")], "blob"),
        (["DROP INDEX change_record", "CREATE INDEX change_record ON change (entity)"], "change_record"),
    ],
    ids=range(22),
)
def test_objects_that_do_not_belong_are_named(source: Path, act: list[Act], name: str) -> None:
    refusal = told(hostile(source, *act))
    assert refusal.code == "M04"
    assert name in str(refusal.details["detail"])


def test_a_package_holds_nothing_but_the_journal(source: Path, tmp_path: Path) -> None:
    """A projection that would be right in a workspace does not belong in a package."""
    refusal = told(resealed(source.read_bytes(), tmp_path / "p.cjpkg", MANIFEST))
    assert (refusal.code, "answer" in str(refusal.details["detail"])) == ("M04", True)


def test_a_hostile_object_in_a_signed_package_is_named(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.cjpkg"
    manifest = sealed(source, package)
    database = altered(arrive(package, tmp_path).path, tmp_path / "data.db", f"CREATE VIEW evil AS {ENDLESS}")
    refusal = told(resealed(database.read_bytes(), package, manifest))
    assert (refusal.code, refusal.details["detail"]) == ("M04", "evil")


@pytest.mark.parametrize(
    ("act", "code"),
    [("PRAGMA user_version = 131072", "M03"), ("PRAGMA user_version = 3", "M01"), ("PRAGMA application_id = 5", "M01")],
)
def test_the_database_in_a_signed_package_is_of_our_format(source: Path, tmp_path: Path, act: str, code: str) -> None:
    package = tmp_path / "p.cjpkg"
    manifest = sealed(source, package)
    database = altered(arrive(package, tmp_path).path, tmp_path / "data.db", act)
    assert told(resealed(database.read_bytes(), package, manifest)).code == code


def test_a_journal_that_lacks_a_table_is_damaged(source: Path) -> None:
    refusal = told(hostile(source, "DROP TABLE package"))
    assert (refusal.code, "package" in str(refusal.details["detail"])) == ("M02", True)


# ---- too much (B3) ---------------------------------------------------------------------------------------------------


def wide(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE wide (" + ", ".join(f"c{n}" for n in range(1_500)) + ")")


def long_schema(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE answer")
    connection.execute("CREATE TABLE answer (id TEXT /*" + "x" * 1_200_000 + "*/)")


def many_tables(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    for number in range(2_500):
        connection.execute(f"CREATE TABLE t{number} (a)")
    connection.execute("COMMIT")


@pytest.mark.parametrize("act", [wide, long_schema, many_tables])
def test_a_schema_that_is_too_much_is_refused(source: Path, act: Act) -> None:
    assert told(hostile(source, act)).code in ("M02", "M04")


def large_body(connection: sqlite3.Connection) -> None:
    body = json.dumps({"entity": "finding", "record": "r", "text": "x" * 5_000_000})
    row = (hashlib.sha256(body.encode()).digest(), "finding", "r", body)
    connection.execute("INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)", row)


def large_fact(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO workspace VALUES ('x', ?)", ("x" * 100_000,))


def many_facts(connection: sqlite3.Connection) -> None:
    with closing(connection.cursor()) as cursor:
        cursor.execute("BEGIN")
        cursor.executemany("INSERT INTO workspace VALUES (?, 'x')", ((f"k{n}",) for n in range(1_001)))
        cursor.execute("COMMIT")


@pytest.mark.parametrize("act", [large_body, large_fact, many_facts])
def test_values_that_are_too_large_are_refused(source: Path, act: Act) -> None:
    assert told(hostile(source, act)).code == "M02"


def test_a_blob_of_three_hundred_megabytes_is_refused(source: Path) -> None:
    act = "INSERT INTO blob VALUES (zeroblob(32), 300000000, zeroblob(300000000))"
    assert told(hostile(source, act)).code == "M02"


# ---- rows that are not as they must be (B8) --------------------------------------------------------------------------


BODY = b'{"entity":"finding","record":"r1"}'


def row(body: bytes = BODY, **other: object) -> Act:
    """A change that is right but for what is given."""

    def act(connection: sqlite3.Connection) -> None:
        values = {"id": hashlib.sha256(body).digest(), "entity": "finding", "record": "r1", "body": body.decode()}
        with loosened(connection):
            columns = "(id, entity, record, body) VALUES (:id, :entity, :record, :body)"
            connection.execute(f"INSERT INTO change {columns}", values | other)

    return act


@contextmanager
def loosened(connection: sqlite3.Connection) -> Generator[None]:
    """Takes the strictness away, so that anything can be put in, and then puts it back."""
    names = "SELECT name, sql FROM sqlite_schema WHERE name IN ('change', 'blob', 'package', 'workspace')"
    journal = connection.execute(names).fetchall()
    for table, sql in journal:
        schema(sql.replace(" STRICT", "").replace(" NOT NULL", "").replace(" TEXT", " ANY"), table)(connection)
    yield
    for table, sql in journal:
        schema(sql, table)(connection)


def loose(sql: str) -> Act:
    def act(connection: sqlite3.Connection) -> None:
        with loosened(connection):
            connection.execute(sql)

    return act


@pytest.mark.parametrize(
    "act",
    [
        row(id=bytes(32)),
        row(id=b"short"),
        row(id="text"),
        row(entity="visit"),
        row(record="r2"),
        row(entity=5),
        row(record=None),
        row(record=b"r1"),
        row(b'{"entity":"finding","record":"r1"} x'),
        row(b"[]"),
        row(b"null"),
        row(b"{"),
        row(b""),
        row(b"{}"),
        row(b"[" * 200_000),
        row(b'{"entity":"finding","record":7}'),
        "UPDATE change SET body = replace(body, '2', '3')",
        "UPDATE change SET id = zeroblob(32) WHERE seq = 1",
        loose("UPDATE change SET body = CAST(body AS BLOB)"),
        loose("UPDATE change SET body = 1e300"),
        loose("UPDATE change SET body = 9e999"),
        loose("UPDATE change SET body = CAST(x'ff' AS TEXT)"),
        loose("UPDATE change SET entity = CAST(x'80' AS TEXT)"),
        loose("UPDATE blob SET size = 'abc'"),
        loose("UPDATE blob SET size = 1.5"),
        loose("UPDATE blob SET bytes = 'text'"),
        loose("UPDATE blob SET bytes = 5"),
        loose("UPDATE blob SET sha256 = 'text' WHERE size = 3"),
        loose("UPDATE blob SET sha256 = NULL WHERE size = 3"),
        "UPDATE blob SET size = size + 1",
        "UPDATE blob SET size = -1",
        "UPDATE blob SET size = 9223372036854775807",
        "UPDATE blob SET sha256 = zeroblob(31) WHERE size = 3",
        loose("INSERT INTO workspace VALUES ('a', 5)"),
        loose("INSERT INTO workspace VALUES ('a', x'00')"),
        loose("INSERT INTO workspace VALUES ('a', CAST(x'ff' AS TEXT))"),
        loose("INSERT INTO package VALUES ('p', 't', x'00', 'r')"),
        loose("INSERT INTO package VALUES ('p', 't', 5, 'r')"),
    ],
    ids=range(38),
)
def test_a_row_that_is_not_as_it_must_be_refuses_the_file(source: Path, act: Act) -> None:
    assert child_says(hostile(source, act), foreign.FACTS, foreign.BODIES, foreign.NAMES, every_blob(source)) == "M02"


@pytest.mark.parametrize(
    "act",
    [
        row(entity=5),
        "UPDATE blob SET size = -1",
        "UPDATE blob SET bytes = zeroblob(size)",
        "UPDATE blob SET sha256 = randomblob(32) WHERE size = 3",
    ],
)
def test_such_a_row_is_told_by_the_child_too(source: Path, act: Act) -> None:
    assert told(hostile(source, act)).code == "M02"


def every_blob(source: Path) -> bytes:
    return foreign.BLOBS + b"".join(bytes.fromhex(name) for name, _ in held(source).blobs)


def test_what_is_right_is_answered(source: Path) -> None:
    assert child_says(source, foreign.FACTS, foreign.BODIES, foreign.NAMES, every_blob(source)) == ""
    assert child_says(source, foreign.BLOBS + bytes(32)) == "M02"
    assert child_says(source, b"?") == "M02"


def test_bytes_that_were_erased_are_no_blob(source: Path, tmp_path: Path) -> None:
    erased = hostile(source, "UPDATE blob SET bytes = NULL WHERE size = 3")
    assert take(erased, tmp_path) == held(erased)
    with arrive(erased, tmp_path).reading() as reader:
        gone = hashlib.sha256(b"one").hexdigest()
        with pytest.raises(Refusal) as caught:
            list(reader.blobs([gone]))
    assert (caught.value.code, gone[:12] in str(caught.value.details["detail"])) == ("M02", True)


# ---- damaged pages (B4) ----------------------------------------------------------------------------------------------


def test_a_workspace_cut_anywhere_is_refused(source: Path, tmp_path: Path) -> None:
    raw = source.read_bytes()
    file = tmp_path / "cut.cjdb"
    for place in [*range(512, len(raw), len(raw) // 40), len(raw) - 1]:
        file.write_bytes(raw[:place])
        assert told(file).code == "M02"


def test_a_flipped_bit_in_a_workspace_changes_nothing_that_is_taken(source: Path, tmp_path: Path) -> None:
    """A bit that is no part of any change or blob may flip unseen; content is as it was, or the file is refused."""
    raw, right = source.read_bytes(), held(source)
    dice = random.Random(5)
    file = tmp_path / "flipped.cjdb"
    outcomes: set[str | Taken] = set()
    for _ in range(FLIPS):
        place = dice.randrange(len(raw) * 8)
        flipped = bytearray(raw)
        flipped[place // 8] ^= 1 << place % 8
        file.write_bytes(bytes(flipped))
        outcomes.add(outcome(file, tmp_path))
    assert outcomes <= {"M01", "M02", "M03", "M04", right}


def outcome(file: Path, folder: Path) -> str | Taken:
    try:
        return take(file, folder)
    except Refusal as refusal:
        return refusal.code


@pytest.mark.corpora
def test_the_databases_of_others_under_our_number_are_refused(tmp_path: Path) -> None:
    files = sorted((CORPORA / "sqlite/hexdb").glob("*.db"))
    if not files:
        pytest.skip("../shared/corpora is missing: sqlite/hexdb is not tried")
    for path in files:
        raw = bytearray(path.read_bytes())
        struct.pack_into(">I", raw, 60, 1 << 16)
        struct.pack_into(">I", raw, 68, 0x434A4442)
        ours = tmp_path / path.name
        ours.write_bytes(bytes(raw))
        assert told(ours).code in ("M02", "M04")


# ---- what names and statements could do (B7) -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a?mode=rwc.cjdb", "a#b.cjdb", "a%20b%00.cjdb", "a'b\".cjdb", "-a;b.cjdb", "😀 &.cjdb"]
)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_a_name_is_only_a_name(source: Path, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name.removesuffix(".cjdb")
    folder.mkdir()
    file = source.rename(folder / name)
    assert take(file, folder) == held(file)
    assert [path.name for path in folder.iterdir()] == [name]


def test_many_changes_are_read_in_little_memory(source: Path, tmp_path: Path) -> None:
    bodies = [json.dumps({"entity": "finding", "record": f"r{n}", "text": "x" * 2_000}).encode() for n in range(20_000)]
    with closing(sqlite3.connect(source)) as connection, connection:
        rows = ((hashlib.sha256(each).digest(), f"r{n}", each.decode()) for n, each in enumerate(bodies))
        connection.executemany("INSERT INTO change (id, entity, record, body) VALUES (?, 'finding', ?, ?)", rows)
    with arrive(source, tmp_path).reading() as reader:
        assert sum(1 for _ in reader.bodies()) == 20_004
        if sys.platform == "linux":
            status = Path(f"/proc/{reader.pid}/status").read_text(encoding="utf-8")
            peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
            assert peak < 120_000
