"""Files that a user keeps: the earlier file survives every failure."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.outputs import files
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.system.processes import HERE


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def fail_after_half(target: Path, error: Exception) -> None:
    with written_beside(target) as temporary:
        temporary.write_bytes(b"half")
        raise error


def test_new_file_stands_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "通知.pdf"
    with written_beside(target) as temporary:
        temporary.write_bytes(b"new")
        assert temporary.parent == tmp_path
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["通知.pdf"]


def test_a_document_never_replaces_a_workspace(tmp_path: Path) -> None:
    target = tmp_path / "一组.cjdb"
    target.write_bytes(b"SQLite format 3\0" + bytes(99))
    with pytest.raises(Refusal, match="M27"), written_beside(target) as temporary:
        temporary.write_bytes(b"document")
    assert target.read_bytes().startswith(b"SQLite")
    assert names(tmp_path) == ["一组.cjdb"]


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "M06"), (errno.EDQUOT, "M06"), (errno.EIO, "M07"), (errno.EROFS, "M16"), (errno.EACCES, "M16")],
)
def test_failure_keeps_the_earlier_file(tmp_path: Path, number: int, code: str) -> None:
    target = tmp_path / "通知.pdf"
    target.write_bytes(b"old")
    with pytest.raises(Refusal) as refusal:
        fail_after_half(target, OSError(number, os.strerror(number)))
    assert refusal.value.code == code
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["通知.pdf"]


def test_a_refusal_from_within_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="M16") as caught, written_beside(tmp_path / "督办单.pdf") as temporary:
        fail_after_half(temporary, OSError(errno.EACCES, "no"))
    assert caught.value.details["file"] == "督办单.pdf"
    with pytest.raises(Refusal, match="M16") as caught, written_beside(tmp_path / "督办单.pdf"):
        raise Refusal("M16", file="别的.pdf")
    assert caught.value.details["file"] == "别的.pdf"
    assert names(tmp_path) == []


def test_other_errors_pass_and_clean_up(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="mine"):
        fail_after_half(tmp_path / "a", ValueError("mine"))
    assert names(tmp_path) == []


def test_block_that_writes_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal, written_beside(tmp_path / "a"):
        pass
    assert refusal.value.code == "M07"


def test_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal, written_beside(tmp_path / "gone" / "a") as temporary:
        temporary.write_bytes(b"x")
    assert refusal.value.code == "M07"


class _Locked(PermissionError):
    winerror = 32


def test_a_locked_target_is_tried_again_then_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr(files.time, "sleep", waited.append)

    def locked(*_: object) -> None:
        raise _Locked(errno.EACCES, "locked")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refusal) as refusal, written_beside(tmp_path / "a") as temporary:
        temporary.write_bytes(b"x")
    assert refusal.value.code == "M08"
    assert waited == list(files.WAITS)
    assert names(tmp_path) == []


def test_very_long_chinese_name(tmp_path: Path) -> None:
    target = tmp_path / ("整改" * 40 + ".pdf")
    with written_beside(target) as temporary:
        temporary.write_bytes(b"x")
    assert target.exists()


def test_halves_of_programs_that_are_gone_are_removed(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead, random = f"{HERE}-{ended.pid}", "0123456789ab"
    gone = {f".通知.pdf.{dead}-{random}.part", f".换\n行.{dead}-{random}.part", f".a.{dead}-{random}.part-journal"}
    kept = {
        f".通知.pdf.{HERE}-{os.getpid()}-{random}.part",
        f".通知.pdf.{HERE}-1-{random}.part",
        f".通知.pdf.ffffffff-{ended.pid}-{random}.part",
        ".somebody-elses.part",
    }
    for name in gone | kept:
        (tmp_path / name).touch()
    with written_beside(tmp_path / "其他.xlsx") as temporary:
        temporary.write_bytes(b"new")
    assert set(names(tmp_path)) == kept | {"其他.xlsx"}


@pytest.mark.parametrize(("number", "passes"), [(errno.EINVAL, True), (errno.ENOTSUP, True), (errno.EIO, False)])
def test_a_medium_that_cannot_flush_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, passes: bool
) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    if passes:
        with written_beside(tmp_path / "a.pdf") as temporary:
            temporary.write_bytes(b"new")
    else:
        with pytest.raises(Refusal, match="M07"), written_beside(tmp_path / "a.pdf") as temporary:
            temporary.write_bytes(b"new")
    assert names(tmp_path) == ["a.pdf"]


def test_a_long_name_of_wide_characters_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("😀" * 60 + ".pdf")
    with written_beside(target) as temporary:
        temporary.write_bytes(b"new")
    assert target.read_bytes() == b"new"
