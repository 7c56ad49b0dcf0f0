"""A file of ours alone on the command line is what a double click passes; everything else is as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.app.arguments import parsed


@pytest.mark.parametrize("name", ["任务 '1'.cjpkg", "a.CJPKG", "第二组.cjdb", "100%#😀.cjdb"])
def test_a_file_alone_opens_the_window(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    args = parsed([str(path)])
    assert (args.command, args.open) == (None, path)
    args = parsed(["--lang", "en", "--data-dir", str(tmp_path), str(path)])
    assert (args.command, args.open, args.lang, args.data_dir) == (None, path, "en", tmp_path)


def test_a_command_keeps_its_file(tmp_path: Path) -> None:
    path = tmp_path / "a.cjdb"
    path.write_bytes(b"")
    args = parsed(["info", str(path)])
    assert (args.command, args.file, args.open) == ("info", path, None)
    assert parsed([]).open is None


@pytest.mark.parametrize("words", [["gone.cjdb"], ["nonsense"], ["a.cjdb", "b.cjdb"], ["--lang", "xx"]])
def test_anything_else_is_wrong_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parsed(words)
    assert ended.value.code == 2
    assert "usage" in capsys.readouterr().err
