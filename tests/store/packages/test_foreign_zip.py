"""Zips that are no packages: other people's, hostile ones, and what the program says to them."""

from __future__ import annotations

import hashlib
import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from chuangjian_desktop.store.packages.foreign_zip import is_unsafe
from tests.helpers.sealed import refused

CORPUS = Path(__file__).resolve().parents[3] / "../shared/corpora/archives/gofuzz-zip"
UNSAFE = [
    "../evil",
    "../../../../etc/cron.d/evil",
    "a/../../evil",
    "/etc/passwd",
    "//server/share/evil",
    "\\\\server\\share\\evil",
    "..\\evil",
    "a\\b",
    "C:evil",
    "C:/evil",
    "c:\\windows\\evil",
    "data.db:stream",
    "CON",
    "con.txt",
    "a/NUL",
    "Lpt1.log",
    "COM¹",
    "conin$",
    "evil.",
    "evil ",
    "a./b",
    "a/./b",
    "a//b",
    ".",
    "..",
    "a\x01b",
    "a\nb",
    "a\x7fb",
    "\u202egpj.exe",
    "\u2028",
]
SAFE = [
    "a.txt",
    "照片/一.jpg",
    "a/",
    "deep/er/file.tar.gz",
    "CONTENT",
    "nullify",
    "-rf",
    ".hidden",
    "a b.txt",
    "comma,",
]


@pytest.mark.parametrize("name", UNSAFE)
def test_a_name_that_could_leave_its_folder_is_unsafe(name: str, tmp_path: Path) -> None:
    assert is_unsafe(name)
    file = tmp_path / "in" / "odd.cjpkg"
    file.parent.mkdir()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("ok.txt", "hello")
        info = zipfile.ZipInfo("placeholder")
        info.filename = name
        archive.writestr(info, "hello")
    before = tree(tmp_path)
    refusal = refused(file, tmp_path)
    assert refusal.code == "M04"
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", SAFE)
def test_usual_names_are_safe(name: str) -> None:
    assert not is_unsafe(name)


def test_an_empty_name_is_unsafe() -> None:
    assert is_unsafe("")


def tree(folder: Path) -> list[tuple[str, str]]:
    return sorted(
        (str(path.relative_to(folder)), hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in folder.rglob("*")
    )


def zipped(act: Callable[[zipfile.ZipFile], object], method: int = zipfile.ZIP_STORED) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", method) as archive:
        act(archive)
    return raw.getvalue()


def many(archive: zipfile.ZipFile, *names: str) -> None:
    for name in names:
        archive.writestr(name, b"hello" * 10)


def linked(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("shortcut")
    info.create_system = 3
    info.external_attr = 0o120777 << 16
    archive.writestr(info, "/etc/passwd")


def bomb() -> bytes:
    return zipped(lambda archive: archive.writestr("zeros.bin", bytes(300_000_000)), zipfile.ZIP_DEFLATED)


def lying(count: int) -> bytes:
    """A directory that claims more entries than it has."""
    raw = zipped(lambda archive: many(archive, "a.txt"))
    place = raw.rindex(b"PK\x05\x06")
    end64 = struct.pack("<4sQ2H2I4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, 1, 1)
    return raw[:place] + end64 + struct.pack("<4sIQI", b"PK\x06\x07", 0, place, 1) + raw[place:]


def overlapping() -> bytes:
    raw = bytearray(zipped(lambda archive: many(archive, "a.txt", "b.txt", "c.txt")))
    place = raw.index(b"PK\x01\x02")
    struct.pack_into("<2I", raw, place + 20, 1_000_000, 1_000_000)
    return bytes(raw)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (zipped(lambda archive: many(archive, "a.txt", "b.txt")), "M01"),
        (zipped(lambda archive: many(archive, "xl/workbook.xml"), zipfile.ZIP_DEFLATED), "M01"),
        (zipped(lambda archive: many(archive, "manifest.json", "background.js")), "M01"),
        (zipped(lambda archive: many(archive, "background.js", "manifest.json")), "M01"),
        (zipped(lambda archive: None), "M01"),
        (zipped(lambda archive: many(archive, "a.txt"))[:-10], "M01"),
        (b"PK\x03\x04" + b"nonsense" * 50, "M01"),
        (b"PK\x05\x06" + bytes(18), "M01"),
        (zipped(lambda archive: many(archive, "A.txt", "a.txt")), "M04"),
        (zipped(lambda archive: many(archive, "caf\u00e9", "cafe\u0301")), "M04"),
        (zipped(linked), "M04"),
        (zipped(lambda archive: many(archive, "manifest.sig", "data.db", "more")), "M04"),
        (overlapping(), "M04"),
        (lying(10**6), "M04"),
        (lying(2**63), "M04"),
        (lying(3), "M01"),
    ],
    ids=range(16),
)
def test_each_other_zip_has_its_answer(raw: bytes, code: str, tmp_path: Path) -> None:
    file = tmp_path / "odd.cjpkg"
    file.write_bytes(raw)
    assert refused(file, tmp_path).code == code


def test_a_bomb_is_told_without_being_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "bomb.cjpkg"
    file.write_bytes(bomb())
    began = time.monotonic()
    assert refused(file, tmp_path).code == "M04"
    assert time.monotonic() - began < 1


def test_a_hundred_thousand_entries_are_told_by_their_number(tmp_path: Path) -> None:
    file = tmp_path / "many.cjpkg"
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(100_000):
            archive.writestr(str(number), b"")
    began = time.monotonic()
    assert refused(file, tmp_path).code == "M04"
    assert time.monotonic() - began < 1


@pytest.mark.corpora
def test_the_zips_of_others_are_refused(tmp_path: Path) -> None:
    if not CORPUS.is_dir():
        pytest.skip("../shared/corpora is missing: the archives are not tried")
    codes = {path.name: refused(path, tmp_path).code for path in sorted(CORPUS.iterdir())}
    assert len(codes) >= 30
    assert set(codes.values()) <= {"M01", "M02", "M04"}
