"""What a file is, by its bytes: other people's files, damaged headers, and workspaces that other tools treated."""

from __future__ import annotations

import os
import sqlite3
import struct
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.helpers.sealed import (
    altered,
    held,
    refused,
    take,
)

CORPORA = Path(__file__).resolve().parents[3] / "../shared/corpora"
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def quickly_refused(file: Path, folder: Path, seconds: float = 1.0) -> str:
    began = time.monotonic()
    refusal = refused(file, folder)
    assert time.monotonic() - began < seconds
    return refusal.code


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"P",
        b"hello",
        "你好".encode() * 5_000,
        bytes(100_000),
        os.urandom(100_000),
        b"SQLite format 3\0",
        b"SQLite format 3\0" + bytes(84),
        b"SQLite format 3\0" + bytes(8176),
        b"%PDF-1.7\n" + bytes(500),
        b"\xff\xd8\xff\xe0" + bytes(500),
    ],
    ids=["empty", "P", "word", "text", "zeros", "noise", "magic", "header", "page", "pdf", "jpeg"],
)
def test_other_bytes_are_not_ours(raw: bytes, tmp_path: Path) -> None:
    file = tmp_path / "odd.cjpkg"
    file.write_bytes(raw)
    assert quickly_refused(file, tmp_path) == ("M02" if raw == b"P" else "M01")


def test_a_folder_and_nothing_at_all_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "folder.cjpkg").mkdir()
    assert quickly_refused(tmp_path / "folder.cjpkg", tmp_path) == "M01"
    assert quickly_refused(tmp_path / "gone.cjpkg", tmp_path) == "M01"
    assert quickly_refused(tmp_path / "gone" / "gone.cjpkg", tmp_path) == "M01"


@posix
def test_devices_pipes_and_links_to_them_are_not_ours(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.cjpkg")
    for number, target in enumerate([Path("/dev/zero"), Path("/dev/null"), tmp_path, tmp_path / "pipe.cjpkg"]):
        link = tmp_path / f"{number}.cjpkg"
        link.symlink_to(target)
        assert quickly_refused(link, tmp_path) == "M01"
    assert quickly_refused(tmp_path / "pipe.cjpkg", tmp_path) == "M01"
    loop = tmp_path / "loop.cjpkg"
    loop.symlink_to(loop)
    assert quickly_refused(loop, tmp_path) in ("M01", "M07")


@posix
@pytest.mark.parametrize(("head", "code"), [(b"", "M01"), (b"PK\x03\x04", "M01"), (b"SQLite format 3\0", "M01")])
def test_a_file_of_five_gigabytes_of_nothing_is_not_copied(head: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "sparse.cjpkg"
    with file.open("wb") as sparse:
        sparse.write(head)
        sparse.truncate(5 * 10**9)
    assert quickly_refused(file, tmp_path) == code


@posix
def test_a_workspace_followed_by_gigabytes_of_nothing_is_not_copied(source: Path, tmp_path: Path) -> None:
    with source.open("r+b") as sparse:
        sparse.truncate(8192 * 610_352)
    assert quickly_refused(source, tmp_path) == "M02"


@posix
@pytest.mark.skipif(sys.platform != "win32" and os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_told(source: Path, tmp_path: Path) -> None:
    source.chmod(0)
    assert quickly_refused(source, tmp_path) == "M16"


@pytest.mark.corpora
@pytest.mark.parametrize("folder", ["sqlite/encrypted", "sqlite/hexdb", "merge/geodiff"])
def test_databases_of_others_are_not_ours(folder: str, tmp_path: Path) -> None:
    files = sorted(path for path in (CORPORA / folder).rglob("*") if path.is_file())
    if not files:
        pytest.skip(f"../shared/corpora is missing: {folder} is not tried")
    assert {path.name: quickly_refused(path, tmp_path) for path in files} == {path.name: "M01" for path in files}


@pytest.mark.parametrize(
    ("offset", "raw", "code"),
    [
        (68, b"ABCD", "M01"),
        (68, bytes(4), "M01"),
        (60, struct.pack(">I", 2 << 16), "M03"),
        (60, struct.pack(">I", 0xFFFF << 16), "M03"),
        (60, struct.pack(">I", 5), "M01"),
        (16, struct.pack(">H", 512), "M02"),
        (16, struct.pack(">H", 0), "M02"),
        (16, struct.pack(">H", 1), "M02"),
        (16, struct.pack(">H", 7), "M02"),
        (28, struct.pack(">I", 1), "M02"),
        (28, struct.pack(">I", 2**31), "M02"),
        (0, b"SQLite format 4\0", "M01"),
        (44, struct.pack(">I", 9), "M02"),
        (18, b"\x09\x09", "M02"),
        (56, struct.pack(">I", 2), "M02"),
        (100, b"\x00", "M02"),
        (103, b"\xff\xff", "M02"),
    ],
)
def test_a_header_that_lies_is_refused(source: Path, tmp_path: Path, offset: int, raw: bytes, code: str) -> None:
    with source.open("r+b") as file:
        file.seek(offset)
        file.write(raw)
    refusal = refused(source, tmp_path)
    assert refusal.code in (code, "M04")
    if code == "M03":
        assert str(refusal.details["n"]).endswith(".0")


@pytest.mark.parametrize(
    "acts",
    [
        ["PRAGMA user_version = 65543"],
        ["PRAGMA page_size = 512", "VACUUM"],
        ["PRAGMA page_size = 65536", "VACUUM"],
        ["PRAGMA auto_vacuum = FULL", "VACUUM"],
        ["PRAGMA journal_mode = WAL"],
    ],
    ids=["newer minor", "small pages", "large pages", "auto vacuum", "wal"],
)
def test_a_workspace_that_another_tool_treated_well_is_read(source: Path, tmp_path: Path, acts: list[str]) -> None:
    treated = altered(source, tmp_path / "treated.cjdb", *acts)
    assert take(treated, tmp_path) == held(source)


def test_a_workspace_in_other_letters_is_read(source: Path, tmp_path: Path) -> None:
    recoded = tmp_path / "utf16.cjdb"
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(recoded, isolation_level=None)) as new:
        new.execute("PRAGMA encoding = 'UTF-16le'")
        new.execute("PRAGMA application_id = 0x434A4442")
        new.execute("PRAGMA user_version = 65536")
        for (sql,) in old.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL"):
            new.execute(sql)
        new.executemany("INSERT INTO change VALUES (?, ?, ?, ?, ?)", old.execute("SELECT * FROM change"))
        new.executemany("INSERT INTO blob VALUES (?, ?, ?)", old.execute("SELECT * FROM blob"))
        new.executemany("INSERT INTO workspace VALUES (?, ?)", old.execute("SELECT * FROM workspace"))
    assert take(recoded, tmp_path) == held(source)
