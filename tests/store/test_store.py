"""Opening what people bring, and how a file looks while it is open and at rest."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pysqlite3
import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import create, open_workspace
from chuangjian_desktop.store import engine
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.dump import digest
from chuangjian_desktop.store.store import Store

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "sqlite"


def clock() -> datetime:
    return datetime(2026, 11, 16, 9, tzinfo=UTC)


def small(path: Path, role: str = "team") -> Path:
    store = Store.create(path, {"role": role, "name": "一组", "office": "o1", "replica": fresh()}, clock)
    with store.writing() as writer:
        writer.put("finding", "f1", {"text": "店外经营", "count": 2})
    store.close()
    return path


def refused(path: Path) -> Refusal:
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(Refusal) as refusal:
        Store.open(path, clock)
    if path.is_file():
        assert path.read_bytes() == before
    return refusal.value


def altered(path: Path, *statements: str) -> Path:
    connection = pysqlite3.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


@pytest.mark.parametrize(
    "content",
    [b"", b"SQLite format 3\0", b"PK\3\4" + bytes(200), b"\0" * 4096, "点位表".encode() * 100],
    ids=["empty", "short", "zip", "zeros", "text"],
)
def test_what_is_no_workspace_is_told_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.cjdb"
    path.write_bytes(content)
    refusal = refused(path)
    assert (refusal.code, refusal.details["file"]) == ("M01", "a.cjdb")


def test_a_folder_and_a_missing_file_are_told_so(tmp_path: Path) -> None:
    assert refused(tmp_path).code == "M01"
    assert refused(tmp_path / "nowhere.cjdb").code == "M01"
    for path in (tmp_path, tmp_path / "nowhere.cjdb"):
        with pytest.raises(Refusal) as refusal:
            open_workspace(path, Installation(tmp_path / "i"))
        assert refusal.value.code == "M01"


def test_another_program_s_database_is_told_so(tmp_path: Path) -> None:
    path = altered(tmp_path / "a.cjdb", "CREATE TABLE notes (a)")
    assert refused(path).code == "M01"


def test_a_newer_major_version_is_refused_and_a_newer_minor_one_opens(tmp_path: Path) -> None:
    path = small(tmp_path / "a.cjdb")
    altered(path, f"PRAGMA user_version={1 << 16 | 7}")
    Store.open(path, clock).close()
    altered(path, f"PRAGMA user_version={2 << 16 | 3}")
    refusal = refused(path)
    assert (refusal.code, refusal.details["n"]) == ("M03", "2.3")


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIEW site_view AS SELECT 1",
        "CREATE TRIGGER t AFTER INSERT ON change BEGIN DELETE FROM change; END",
        "CREATE TABLE extra (a)",
        "CREATE TABLE visit2 (a)",
        "CREATE VIRTUAL TABLE docs USING fts5(a)",
        "CREATE TRIGGER finding AFTER INSERT ON finding BEGIN DELETE FROM change; END",
        "CREATE INDEX odd ON change (entity)",
    ],
)
def test_what_does_not_belong_is_named(tmp_path: Path, statement: str) -> None:
    path = altered(small(tmp_path / "a.cjdb"), statement)
    assert refused(path).code == "M04"


@pytest.mark.parametrize(
    "made",
    [
        "CREATE VIEW finding AS SELECT 1 AS id",
        "CREATE TABLE finding (id TEXT, a TEXT GENERATED ALWAYS AS (upper(id)))",
        "CREATE TABLE finding (id TEXT CHECK (length(id) < 99))",
        "CREATE TABLE finding (id TEXT DEFAULT (random()))",
    ],
)
def test_nothing_takes_the_place_of_a_table(tmp_path: Path, made: str) -> None:
    path = altered(small(tmp_path / "a.cjdb"), "DROP TABLE finding", made)
    assert refused(path).code == "M04"


def test_a_journal_of_another_shape_is_refused(tmp_path: Path) -> None:
    path = altered(small(tmp_path / "a.cjdb"), "ALTER TABLE change ADD COLUMN more TEXT")
    assert refused(path).code == "M04"


def test_damaged_pages_are_told_and_nothing_crashes(tmp_path: Path) -> None:
    whole = small(tmp_path / "a.cjdb").read_bytes()
    codes: set[str] = set()
    for place in range(512, len(whole), len(whole) // 40):
        path = tmp_path / "b.cjdb"
        path.write_bytes(
            whole[:place] + bytes(0xFF ^ each for each in whole[place : place + 700]) + whole[place + 700 :]
        )
        codes.add(outcome(path))
        path.write_bytes(whole[:place])
        codes.add(outcome(path))
    assert "M02" in codes
    assert codes <= {"M02", "M01", "M04", "opened"}


def outcome(path: Path) -> str:
    """How a file is received: a refusal's code, or that it opened and every fault in it is told."""
    try:
        store = Store.open(path, clock)
    except Refusal as refusal:
        return refusal.code
    try:
        with store.reading() as connection:
            check(connection, Progress())
    except Refusal as refusal:
        return refusal.code
    finally:
        store.close()
    return "opened"


@pytest.mark.corpora
def test_other_people_s_damaged_databases_are_refused(tmp_path: Path) -> None:
    if not CORPUS.exists():
        pytest.skip("../shared/corpora is missing: sqlite")
    files = sorted(path for path in CORPUS.rglob("*") if path.is_file())
    assert files
    for source in files:
        path = tmp_path / "a.cjdb"
        path.write_bytes(source.read_bytes())
        assert refused(path).code == "M01", source.name


@pytest.mark.corpora
def test_a_damaged_database_that_claims_to_be_ours_does_no_harm(tmp_path: Path) -> None:
    if not CORPUS.exists():
        pytest.skip("../shared/corpora is missing: sqlite")
    for source in sorted((CORPUS / "hexdb").glob("*.db")):
        raw = bytearray(source.read_bytes())
        if not raw.startswith(b"SQLite format 3\0"):
            continue
        raw[60:64] = (1 << 16).to_bytes(4)
        raw[68:72] = engine.APPLICATION_ID.to_bytes(4)
        path = tmp_path / "a.cjdb"
        path.write_bytes(raw)
        assert outcome(path) in ("M01", "M02", "M04"), source.name


def test_a_name_that_is_taken_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.cjdb"
    path.write_bytes(b"precious")
    with pytest.raises(Refusal) as refusal:
        create(path, "team", "一组", Installation(tmp_path / "i"))
    assert (refusal.value.code, path.read_bytes()) == ("M26", b"precious")


@pytest.mark.parametrize(
    ("role", "name", "standards", "code"),
    [("guest", "一组", "all", "M27"), ("team", " ", "all", "M27"), ("team", "a\0", "all", "M27"),
     ("team", "一组", "no-such", "M21"), ("team", "一组", ",", "M21")],
)  # fmt: skip
def test_a_workspace_that_cannot_be_made_leaves_nothing(
    tmp_path: Path, role: str, name: str, standards: str, code: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        create(tmp_path / "a.cjdb", role, name, Installation(tmp_path / "i"), standards=standards)
    assert refusal.value.code == code
    assert not (tmp_path / "a.cjdb").exists()


@pytest.mark.parametrize(("role", "mode"), [("team", "delete"), ("office", "wal")])
def test_one_file_at_rest_and_the_right_journal_while_open(tmp_path: Path, role: str, mode: str) -> None:
    path = small(tmp_path / "a.cjdb", role)
    assert [each.name for each in tmp_path.iterdir()] == ["a.cjdb"]
    store = Store.open(path, clock)
    with store.writing() as writer:
        writer.put("finding", "f2", {"text": "b"})
        found = writer.connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        flushed = writer.connection.exec_driver_sql("PRAGMA synchronous").scalar()
    assert (found, flushed) == (mode, 2 if mode == "wal" else 3)
    store.close()
    assert [each.name for each in tmp_path.iterdir()] == ["a.cjdb"]
    assert path.read_bytes()[18:20] == b"\1\1"


def test_readers_cannot_write_and_see_one_moment(tmp_path: Path) -> None:
    store = Store.open(small(tmp_path / "a.cjdb", "office"), clock)
    store.ready()
    with store.reading() as connection:
        before = digest(connection)
        with store.writing() as writer:
            writer.put("finding", "f2", {"text": "b"})
        assert digest(connection) == before
    with pytest.raises(Refusal) as refusal, store.reading() as connection:
        connection.exec_driver_sql("DELETE FROM change")
    assert refusal.value.code == "M16"
    store.close()


@pytest.mark.parametrize("role", ["team", "office"])
def test_looking_changes_no_byte(tmp_path: Path, role: str) -> None:
    path = small(tmp_path / "a.cjdb", role)
    before = path.read_bytes()
    store = Store.open(path, clock)
    assert store.facts()["role"] == role
    store.close()
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.cjdb"]


def test_an_older_projection_is_made_anew_on_opening(tmp_path: Path) -> None:
    path = small(tmp_path / "a.cjdb")
    statements = ("UPDATE projection SET value='0'", "DROP TABLE finding", "CREATE TABLE finding (id TEXT, old TEXT)")
    altered(path, *statements)
    store = Store.open(path, clock)
    with store.reading() as connection:
        assert check(connection, Progress()) == []
        assert connection.exec_driver_sql("SELECT text, count FROM finding").one() == ("店外经营", 2)
    store.close()
    altered(path, "DROP TABLE projection")
    Store.open(path, clock).close()


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("UPDATE finding SET count=3", "projection"),
        ("DELETE FROM finding", "projection"),
        ("INSERT INTO finding (id) VALUES ('more')", "projection"),
        ("UPDATE record SET digest=zeroblob(32)", "projection"),
        (("INSERT INTO record SELECT 'more', entity, removed, fields, heads, conflicts, erased, digest, kept"
         " FROM record"), "projection"),
        ("UPDATE change SET body=replace(body, '店外', '店内')", "change"),
        ("UPDATE change SET record='f2'", "change"),
        ("UPDATE change SET body='{}'", "change"),
        ("INSERT INTO blob VALUES (zeroblob(32), 3, x'616263')", "blob"),
    ],
)  # fmt: skip
def test_the_check_finds_what_is_wrong_and_deletes_nothing(tmp_path: Path, statement: str, kind: str) -> None:
    path = altered(small(tmp_path / "a.cjdb"), statement)
    before = path.read_bytes()
    store = Store.open(path, clock)
    with store.reading() as connection:
        assert {each.kind for each in check(connection, Progress())} == {kind}
    store.close()
    assert path.read_bytes() == before


def test_a_change_without_its_parent_is_found(tmp_path: Path) -> None:
    path = small(tmp_path / "a.cjdb")
    store = Store.open(path, clock)
    with store.writing() as writer:
        writer.put("finding", "f1", {"text": "b"})
    store.close()
    altered(path, "DELETE FROM change WHERE seq=1")
    store = Store.open(path, clock)
    with store.reading() as connection:
        assert {each.kind for each in check(connection, Progress())} == {"parent"}
    store.close()


def test_what_the_system_says_becomes_a_refusal(tmp_path: Path) -> None:
    path = tmp_path / "a.cjdb"
    for error, code in [
        (OSError(28, "full"), "M06"),
        (OSError(30, "read-only"), "M16"),
        (OSError(5, "input/output"), "M07"),
        (UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), "M02"),
        (pysqlite3.OperationalError("database or disk is full"), "M06"),
        (pysqlite3.OperationalError("database is locked"), "M08"),
        (pysqlite3.OperationalError("attempt to write a readonly database"), "M16"),
        (pysqlite3.OperationalError("disk I/O error"), "M07"),
        (pysqlite3.DatabaseError("database disk image is malformed"), "M02"),
    ]:
        with pytest.raises(Refusal) as refusal, engine.surroundings(path):
            raise error
        assert (refusal.value.code, refusal.value.details["file"]) == (code, "a.cjdb")
