"""A `-wal` or `-journal` beside a workspace (B6): what belongs to it is taken with it, all else is left aside and told.

The files are made as a stopped program leaves them: by copying them while a program is at work.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.store.packages.arrival import Arrival, arrive
from tests.helpers.sealed import Taken, held, refused, taken, workspace

BODIES = [(f"late{n}", f'{{"entity":"finding","record":"late{n}","text":"{"x" * 5_000}"}}') for n in range(30)]


def add(connection: sqlite3.Connection) -> None:
    for record, body in BODIES:
        row = (hashlib.sha256(body.encode()).digest(), record, body)
        connection.execute("INSERT INTO change (id, entity, record, body) VALUES (?, 'finding', ?, ?)", row)


def stopped_in_wal(source: Path, folder: Path) -> tuple[Path, Taken]:
    """A copy with a `-wal` that holds thirty changes, and what both hold together."""
    folder.mkdir()
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        add(connection)
        for ending in ("", "-wal"):
            shutil.copy(f"{source}{ending}", folder / f"{source.name}{ending}")
    return folder / source.name, held(source)


def stopped_in_journal(source: Path, folder: Path) -> tuple[Path, Taken]:
    """A copy in the middle of a transaction that never ended, and what was there before it."""
    folder.mkdir()
    before = held(source)
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 5")
        connection.execute("BEGIN IMMEDIATE")
        add(connection)
        connection.execute("UPDATE blob SET size = 7")
        connection.execute("DELETE FROM workspace WHERE key <> 'office'")
        for ending in ("", "-journal"):
            shutil.copy(f"{source}{ending}", folder / f"{source.name}{ending}")
        connection.execute("ROLLBACK")
    return folder / source.name, before


def staged(file: Path, folder: Path) -> Arrival:
    """Take it in hand; whatever comes of it, nothing of it may change."""
    before = snapshot(file.parent)
    place = folder / f"staging-{os.urandom(4).hex()}"
    place.mkdir()
    arrival = arrive(file, place)
    assert list(place.iterdir()) == [arrival.path]
    assert snapshot(file.parent) == before
    return arrival


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_a_wal_that_belongs_is_taken_with_its_workspace(source: Path, tmp_path: Path) -> None:
    file, together = stopped_in_wal(source, tmp_path / "in")
    arrival = staged(file, tmp_path)
    assert taken(arrival) == together
    assert len(together.bodies) == 34
    assert [note.code for note in arrival.notes] == ["M14"]
    assert arrival.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()


def test_a_wal_cut_short_gives_what_was_finished(source: Path, tmp_path: Path) -> None:
    file, together = stopped_in_wal(source, tmp_path / "in")
    wal = file.with_name(f"{file.name}-wal")
    wal.write_bytes(wal.read_bytes()[: wal.stat().st_size // 2])
    bodies = taken(staged(file, tmp_path)).bodies
    assert 4 < len(bodies) < 34
    assert bodies == together.bodies[: len(bodies)]


def test_a_journal_that_belongs_takes_an_unfinished_write_back(source: Path, tmp_path: Path) -> None:
    file, before = stopped_in_journal(source, tmp_path / "in")
    arrival = staged(file, tmp_path)
    assert taken(arrival) == before
    assert [note.code for note in arrival.notes] == ["M14"]
    assert arrival.facts["role"] == "team"


def test_a_wal_of_another_workspace_is_left_aside_and_told(source: Path, tmp_path: Path) -> None:
    other, _ = stopped_in_wal(workspace(tmp_path / "b.cjdb", [b"other" * 5_000]), tmp_path / "other")
    mine, _ = stopped_in_wal(source, tmp_path / "in")
    shutil.copy(other.with_name("b.cjdb-wal"), mine.with_name("a.cjdb-wal"))
    arrival = staged(mine, tmp_path)
    assert len(taken(arrival).bodies) == 4
    assert [(note.code, note.details["file"]) for note in arrival.notes] == [("M04", "a.cjdb-wal")]
    assert "a.cjdb-wal" in sentence("M04", arrival.notes[0].details, "zh")


def test_a_wal_beside_a_workspace_that_uses_none_is_left_aside(source: Path, tmp_path: Path) -> None:
    plain = Path(shutil.copy(source, tmp_path / "plain.cjdb"))
    stopped, _ = stopped_in_wal(source, tmp_path / "in")
    beside = plain.with_name("plain.cjdb-wal")
    shutil.copy(stopped.with_name("a.cjdb-wal"), beside)
    arrival = staged(plain, tmp_path)
    assert len(taken(arrival).bodies) == 4
    assert [note.details["file"] for note in arrival.notes] == [beside.name]


def test_a_journal_of_another_workspace_is_left_aside(source: Path, tmp_path: Path) -> None:
    other, _ = stopped_in_journal(workspace(tmp_path / "b.cjdb", [b"other" * 5_000]), tmp_path / "other")
    right = held(source)
    shutil.copy(other.with_name("b.cjdb-journal"), source.with_name("a.cjdb-journal"))
    arrival = staged(source, tmp_path)
    assert taken(arrival) == right
    assert [note.code for note in arrival.notes] == ["M04"]


def test_a_journal_that_names_a_further_file_is_never_given_to_sqlite(source: Path, tmp_path: Path) -> None:
    """SQLite would look for the file that it names, and remove it when nobody refers to it."""
    file, _ = stopped_in_journal(source, tmp_path / "in")
    victim = tmp_path / "diary.txt"
    victim.write_text("keep me", encoding="utf-8")
    name = str(victim).encode()
    journal = file.with_name(f"{file.name}-journal")
    with journal.open("ab") as end:
        tail = len(name).to_bytes(4) + (sum(name) & 0xFFFFFFFF).to_bytes(4) + bytes.fromhex("d9d505f920a163d7")
        end.write((0x7FFFFFFF).to_bytes(4) + name + tail)
    refusal = refused(file, tmp_path)
    assert refusal.code == "M02"
    assert victim.read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("raw", [b"x", b"noise" * 5_000, bytes(5_000), bytes.fromhex("377f0682") + bytes(5_000)])
@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_anything_else_beside_a_workspace_is_left_aside(source: Path, tmp_path: Path, raw: bytes, ending: str) -> None:
    right = held(source)
    source.with_name(source.name + ending).write_bytes(raw)
    arrival = staged(source, tmp_path)
    assert taken(arrival) == right
    assert [note.code for note in arrival.notes] == ["M04"]


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_an_empty_file_beside_a_workspace_says_nothing(source: Path, tmp_path: Path, ending: str) -> None:
    source.with_name(source.name + ending).touch()
    assert staged(source, tmp_path).notes == ()
