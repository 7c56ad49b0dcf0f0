"""Two programs on one file, and a file on another computer."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import act_as, open_workspace, use_round
from chuangjian_desktop.store.lock import FileLock
from tests.helpers.offices import workspace_file

ROOT = Path(__file__).resolve().parents[2]


HOLD = """
import sys
from pathlib import Path
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]), Installation(Path(sys.argv[2])))
print("open", flush=True)
sys.stdin.read()
workspace.close()
"""


@pytest.fixture
def holder(tmp_path: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []

    def start(name: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLD, str(tmp_path / name), str(tmp_path / "installation")]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("role", ["team", "office"])
def test_a_second_window_is_told_and_a_killed_one_leaves_nothing_behind(
    tmp_path: Path, holder: Callable[[str], subprocess.Popen[str]], role: str
) -> None:
    path = workspace_file(tmp_path / "a.cjdb", role)
    installation = Installation(tmp_path / "installation")
    process = holder("a.cjdb")
    begin = time.monotonic()
    with pytest.raises(Refusal) as refusal:
        open_workspace(path, installation)
    assert time.monotonic() - begin < 2
    assert (refusal.value.code, refusal.value.not_now) == ("M08", True)
    assert refusal.value.details["user"] not in ("", "?")
    begin = time.monotonic()
    looking = open_workspace(path, installation, writing=False)
    assert looking.round_id
    looking.close()
    assert time.monotonic() - begin < 2
    process.kill()
    process.wait()
    again = open_workspace(path, installation)
    assert [each.code for each in again.warnings] == ["M14"]
    again.close()
    once_more = open_workspace(path, installation)
    assert once_more.warnings == []
    once_more.close()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.cjdb", "installation"]


def test_a_second_window_of_the_same_program_is_told_too(tmp_path: Path) -> None:
    path = workspace_file(tmp_path / "a.cjdb", "team")
    lock = FileLock(path)
    with pytest.raises(Refusal) as refusal:
        FileLock(path)
    assert refusal.value.code == "M08"
    lock.release()
    FileLock(path).release()


def test_another_installation_starts_a_new_replica(tmp_path: Path) -> None:
    path = workspace_file(tmp_path / "team.cjdb")
    replicas: list[str] = []
    for name in ("one", "two", "two"):
        workspace = open_workspace(path, Installation(tmp_path / name))
        replicas.append(workspace.facts["replica"])
        workspace.close()
    assert replicas[0] != replicas[1] == replicas[2]


def test_who_acts_is_a_person_and_a_round_is_chosen_by_code(tmp_path: Path) -> None:
    workspace = open_workspace(workspace_file(tmp_path / "team.cjdb"), Installation(tmp_path / "i"))
    act_as(workspace, "李强")
    first = workspace.author
    act_as(workspace, " 李强 ")
    assert workspace.author == first
    use_round(workspace, "R1")
    for wrong in (lambda: act_as(workspace, " "), lambda: use_round(workspace, "R9")):
        with pytest.raises(Refusal):
            wrong()
    workspace.close()
