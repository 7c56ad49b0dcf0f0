"""What an office sets about its rectification loop, by command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.services import workspace as workspaces
from chuangjian_desktop.services.installation import Installation
from tests.helpers.command import Command


def a_file(folder: Path, role: str) -> Path:
    path = folder / f"{role}.cjdb"
    workspaces.create(path, role, "云川市创建办", Installation(folder / "installation")).close()
    return path


def test_an_office_sets_options_and_reads_all_of_them(call: Command, tmp_path: Path) -> None:
    file = a_file(tmp_path, "office")
    before = call.done("cases", "options", file)["options"]
    assert before["fives"] == ["定领导", "定部门", "定任务", "定进度", "定责任"]
    call.done("cases", "options", file, "fives=定人、定时、定标准", "window_days=90", "red_bureaus=2")
    after = call.done("cases", "options", file)["options"]
    assert after == before | {"fives": ["定人", "定时", "定标准"], "window_days": 90, "red_bureaus": 2}


@pytest.mark.parametrize(
    "wrong", ["colour=red", "window_days=-1", "sample_percent=101", "fives=一、二、三、四、五、六"]
)
def test_what_is_no_option_is_refused_and_nothing_kept(call: Command, tmp_path: Path, wrong: str) -> None:
    file = a_file(tmp_path, "office")
    before = call.done("cases", "options", file)
    assert call.refused("cases", "options", file, "red_districts=2", wrong) == "M27"
    assert call.done("cases", "options", file) == before


def test_a_team_has_none(call: Command, tmp_path: Path) -> None:
    assert call.refused("cases", "options", a_file(tmp_path, "team")) == "M22"
