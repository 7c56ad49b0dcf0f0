"""What an office sets about its rectification loop, by command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.installation import Installation
from tests.helpers.command import Command


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "installation", capsys)


def a_file(folder: Path, role: str) -> Path:
    path = folder / f"{role}.cjdb"
    workspaces.create(path, role, "云川市创建办", Installation(folder / "installation")).close()
    return path


def test_an_office_sets_options_and_reads_all_of_them(command: Command, tmp_path: Path) -> None:
    file = a_file(tmp_path, "office")
    before = command.done("cases", "options", file)["options"]
    assert before["fives"] == ["定领导", "定部门", "定任务", "定进度", "定责任"]
    command.done("cases", "options", file, "fives=定人、定时、定标准", "window_days=90", "red_bureaus=2")
    after = command.done("cases", "options", file)["options"]
    assert after == before | {"fives": ["定人", "定时", "定标准"], "window_days": 90, "red_bureaus": 2}


@pytest.mark.parametrize(
    "wrong", ["colour=red", "window_days=-1", "sample_percent=101", "fives=一、二、三、四、五、六"]
)
def test_what_is_no_option_is_refused_and_nothing_kept(command: Command, tmp_path: Path, wrong: str) -> None:
    file = a_file(tmp_path, "office")
    before = command.done("cases", "options", file)
    assert command.refused("cases", "options", file, "red_districts=2", wrong) == "M27"
    assert command.done("cases", "options", file) == before


def test_a_team_has_none(command: Command, tmp_path: Path) -> None:
    assert command.refused("cases", "options", a_file(tmp_path, "team")) == "M22"
