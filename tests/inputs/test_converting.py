"""Old workbooks (.xls, .et): through a converter where one is present, else refused with advice."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.checklists.reading import read_workbook
from chuangjian_desktop.inputs.converting import as_workbook, converter
from tests.helpers.checklists import HEAD, write_book

OLD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the converter of the test is a shell script")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "评分细则.xls"
    path.write_bytes(OLD)
    return path


def installed(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """A converter that does what a script says; `$7` is the folder for its result."""
    place = folder / "bin"
    place.mkdir()
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{place}{os.pathsep}{os.environ['PATH']}")
    return program


def why(path: Path, seconds: float = 60.0) -> str:
    with pytest.raises(Refusal) as caught, as_workbook(path, seconds):
        pass
    assert (caught.value.code, caught.value.details["file"]) == ("M20", path.name)
    return str(caught.value.details["detail_zh"])


def test_without_a_converter_it_says_what_to_do(old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if converter() is not None:
        pytest.skip("a converter is installed at its usual place")
    assert "没有能转换它的程序" in why(old)
    assert old.read_bytes() == OLD


def test_a_converter_that_is_present_is_used(old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ready = write_book(tmp_path / "ready.xlsx", [HEAD, [1, "环境", "干净", 5, "每处扣1分"]])
    told = tmp_path / "told"
    script = f'printf "%s\\n" "$@" > {told}; for last; do :; done; out=$(dirname "$last")/made; mkdir -p "$out"; '
    program = installed(tmp_path, monkeypatch, script + f'cp {ready} "$out/source.xlsx"')
    assert converter() == program
    book = read_workbook(old)
    assert (book.grid.file, len(book.tables[0].lines)) == (old.name, 1)
    words = told.read_text(encoding="utf-8").splitlines()
    assert "--headless" in words
    profile = next(word for word in words if word.startswith("-env:UserInstallation="))
    assert "chuangjian-" in profile
    assert not Path(words[-1]).exists()


@pytest.mark.parametrize("script", ["exit 1", "exit 0"])
def test_a_converter_that_fails_is_told(
    old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    installed(tmp_path, monkeypatch, script)
    assert "没有读懂" in why(old)


def test_a_converter_that_hangs_is_ended_with_all_that_it_started(
    old: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fifo = tmp_path / "never"
    os.mkfifo(fifo)
    installed(tmp_path, monkeypatch, f"cat {fifo}")
    assert "没有完成" in why(old, 0.3)


def test_other_files_are_left_as_they_are(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", [HEAD])
    with as_workbook(path) as same:
        assert same == path
    with as_workbook(tmp_path / "none.xls") as same:
        assert same == tmp_path / "none.xls"
