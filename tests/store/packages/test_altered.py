"""A package that was cut, flipped or added to is never taken, whatever the alteration was."""

from __future__ import annotations

import os
import random
import shutil
import struct
import zipfile
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.store.packages.arrival import arrive, verify_package
from chuangjian_desktop.store.packages.container import Misshapen, head_of, read_layout, tail_of
from chuangjian_desktop.store.packages.sealing import public_of
from tests.helpers.sealed import KEY, MANIFEST, refused, sealed, workspace

FLIPS = int(os.environ.get("CHUANGJIAN_FLIPS", "300"))
CUTS = int(os.environ.get("CHUANGJIAN_CUTS", "100"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    sealed(workspace(folder / "a.cjdb"), folder / "a.cjpkg")
    return folder / "a.cjpkg"


@pytest.fixture
def copy(package: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(package, tmp_path / "copy.cjpkg"))


def code_of(raw: bytes, folder: Path) -> str | None:
    file = folder / "altered.cjpkg"
    file.write_bytes(raw)
    staging = folder / "staging"
    staging.mkdir(exist_ok=True)
    try:
        arrive(file, staging)
    except Refusal as refusal:
        return refusal.code
    return None


def edges(raw: bytes) -> tuple[int, int]:
    """Where the bytes of the database begin and end."""
    start = raw.index(b"SQLite format 3\0")
    return start, raw.rindex(b"PK\x01\x02manifest"[:4], 0, raw.rindex(b"manifest.json"))


def test_a_package_cut_anywhere_is_damaged(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    start, end = edges(raw)
    places = [*range(1, start + 5, max(1, start // (CUTS // 2))), *range(start, end, max(1, (end - start) // CUTS))]
    places += range(end - 3, len(raw), max(1, (len(raw) - end) // (CUTS // 2)))
    assert len(places) >= CUTS
    places += [1, 2, 3, 29, 30, 42, len(raw) - 1]
    assert {place: code_of(raw[:place], tmp_path) for place in places} == dict.fromkeys(places, "M02")


def test_a_flipped_bit_is_never_taken(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    dice = random.Random(7)
    codes = {code_of(flipped(raw, dice.randrange(len(raw) * 8)), tmp_path) for _ in range(FLIPS)}
    assert codes <= {"M02", "M04", "M05"}
    assert "M05" in codes


def test_no_byte_around_the_database_may_differ(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    start, end = edges(raw)
    dice = random.Random(11)
    places = [place for place in range(len(raw)) if not start <= place < end]
    codes = {place: code_of(flipped(raw, place * 8 + dice.randrange(8)), tmp_path) for place in places}
    assert set(codes.values()) <= {"M02", "M04", "M05"}


def flipped(raw: bytes, bit: int) -> bytes:
    return raw[: bit // 8] + bytes([raw[bit // 8] ^ (1 << bit % 8)]) + raw[bit // 8 + 1 :]


def test_added_bytes_before_or_behind_are_seen(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    for altered in (raw + b"\0", raw + raw, b"\0" + raw, b"MZ" + raw, raw + b"PK\x05\x06" + bytes(18)):
        assert code_of(altered, tmp_path) in ("M02", "M04")


def test_a_comment_is_seen(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy, "a") as archive:
        archive.comment = b"hello"
    assert refused(copy, tmp_path).code == "M02"


def test_an_added_file_is_named(copy: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr("读我.txt", "hello")
    refusal = refused(copy, tmp_path)
    assert (refusal.code, refusal.details["detail"]) == ("M04", "读我.txt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["../../evil.sh", "/etc/passwd", "data.db", "DATA.DB", "con", "a\\b"])
def test_an_added_hostile_name_is_named(copy: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(copy, "a") as archive:
        archive.writestr(name, "hello")
    refusal = refused(copy, tmp_path)
    assert (refusal.code, name in str(refusal.details["detail"])) == ("M04", True)


def test_a_package_packed_anew_by_another_program_is_refused(package: Path, tmp_path: Path) -> None:
    for method, code in ((zipfile.ZIP_STORED, "M02"), (zipfile.ZIP_DEFLATED, "M04")):
        file = tmp_path / "again.cjpkg"
        with zipfile.ZipFile(package) as old, zipfile.ZipFile(file, "w", method) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        assert refused(file, tmp_path).code == code


def test_a_package_without_its_signature_or_database_is_damaged(package: Path, tmp_path: Path) -> None:
    for left_out in ("manifest.sig", "data.db"):
        file = tmp_path / "less.cjpkg"
        with zipfile.ZipFile(package) as old, zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                if name != left_out:
                    new.writestr(name, old.read(name))
        assert refused(file, tmp_path).code == "M02"


def test_another_packages_database_does_not_fit(package: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.cjpkg"
    sealed(workspace(tmp_path / "b.cjdb", [b"three", b"two" * 9_000, b"one"]), other)
    ours, theirs = package.read_bytes(), other.read_bytes()
    (start, end), (begin, stop) = edges(ours), edges(theirs)
    assert end - start == stop - begin
    assert code_of(ours[:start] + theirs[begin:stop] + ours[end:], tmp_path) == "M05"


def test_anothers_signature_does_not_fit(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    start, end = edges(raw)
    with zipfile.ZipFile(package) as archive:
        manifest = archive.read("manifest.json")
        info = archive.getinfo("data.db")
    parts = (manifest, bytes(64), info.CRC, info.file_size)
    assert code_of(head_of(*parts) + raw[start:end] + tail_of(*parts), tmp_path) == "M05"


def test_more_than_four_gigabytes_is_written_as_other_programs_read_it(tmp_path: Path) -> None:
    """The database would be one long hole; only what stands around it is real."""
    size = 2**32 + 4096
    parts = (b"{}", bytes(64), 0, size)
    file = tmp_path / "large.zip"
    with file.open("wb") as large:
        large.write(head_of(*parts))
        large.seek(len(head_of(*parts)) + size)
        large.write(tail_of(*parts))
    with zipfile.ZipFile(file) as archive:
        assert [(each.filename, each.file_size) for each in archive.infolist()] == [
            ("manifest.json", 2),
            ("manifest.sig", 64),
            ("data.db", size),
        ]
        with archive.open("data.db") as inner:
            assert inner.read(10) == bytes(10)
    with file.open("rb") as opened:
        assert read_layout(opened, file.stat().st_size).size == size
        opened.seek(0)
        with pytest.raises(Misshapen) as caught:
            read_layout(opened, file.stat().st_size - 1)
        assert caught.value.short


def test_a_large_package_cut_in_its_own_header_is_damaged(tmp_path: Path) -> None:
    head = head_of(b"{}", bytes(64), 0, 2**33)
    assert [code_of(head[: len(head) - cut], tmp_path) for cut in (1, 10, 19, 20, 21)] == ["M02"] * 5


def test_a_signature_of_another_length_is_none(tmp_path: Path) -> None:
    parts = (b"{}", bytes(60), 0, 0)
    assert code_of(head_of(*parts) + tail_of(*parts), tmp_path) == "M02"


def test_sizes_that_lie_are_not_believed(package: Path, tmp_path: Path) -> None:
    raw = package.read_bytes()
    for place in (22, raw.index(b"data.db") - 12):
        for size in (0, 1, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF):
            altered = raw[: place - 4] + struct.pack("<2I", size, size) + raw[place + 4 :]
            assert code_of(altered, tmp_path) in ("M02", "M04")


def test_what_was_written_is_proved_by_reading_it_back(copy: Path) -> None:
    key = public_of(KEY)
    assert len(verify_package(copy, key)) == 64
    with pytest.raises(Refusal) as caught:
        verify_package(copy, public_of(bytes(32)))
    assert caught.value.code == "M07"
    raw = copy.read_bytes()
    copy.write_bytes(raw[:-9])
    with pytest.raises(Refusal) as caught:
        verify_package(copy, key)
    assert (caught.value.code, caught.value.details["file"]) == ("M07", copy.name)
    copy.unlink()
    with pytest.raises(Refusal) as caught:
        verify_package(copy, key)
    assert caught.value.code == "M07"


def test_the_manifest_that_was_signed_comes_back(package: Path, tmp_path: Path) -> None:
    arrival = arrive(package, tmp_path)
    assert arrival.manifest is not None
    assert (arrival.manifest.sender, arrival.manifest.purpose) == (MANIFEST.sender, "return")
    assert arrival.manifest.counts == {"photo": 3, "change": 4, "blob": 3}
