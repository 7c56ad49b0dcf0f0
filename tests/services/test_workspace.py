"""A workspace that could not be made or opened is let go: the next try finds nothing in its way."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import workspace
from chuangjian_desktop.services.installation import Installation


def test_a_refused_round_name_leaves_no_file_and_no_lock(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "data")
    path = tmp_path / "甲.cjdb"
    with pytest.raises(Refusal) as caught:
        workspace.create(path, "office", "云川市创建办", installation, "第一轮\ud800")
    assert caught.value.code == "M27"
    assert not path.exists()
    workspace.create(path, "office", "云川市创建办", installation).close()


def test_an_opening_that_fails_half_way_does_not_hold_the_file(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "data")
    path = tmp_path / "甲.cjdb"
    workspace.create(path, "office", "云川市创建办", installation).close()
    installation.sessions.rmdir()
    installation.sessions.write_text("in the way", encoding="utf-8")
    with pytest.raises(OSError, match="sessions"):
        workspace.open_workspace(path, installation)
    installation.sessions.unlink()
    opened = workspace.open_workspace(path, installation)
    assert not opened.warnings
    opened.close()
