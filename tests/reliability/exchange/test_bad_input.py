"""What people really drop on a merge: the wrong round, the wrong office, the file itself, odd names, no file."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import add_round, open_workspace
from tests.reliability.exchange.calling import Ended, Programs
from tests.reliability.exchange.scene import Scene, done, look, record
from tests.reliability.exchange.trials import Stage

ODD = (
    "it's 'quoted'",
    '"双引号"',
    "100%25 %s",
    "#1;--",
    "😀📷",
    "a?mode=rwc&x=1",
    "换\n行",
    "-rf",
    "\u202e倒",
    "x" * 120,
)


@pytest.fixture
def scene(stage: Stage, tmp_path: Path) -> Scene:
    return stage.scene.copy(tmp_path / "scene")


def merged(programs: Programs, scene: Scene, *words: str | Path) -> Ended:
    return programs(scene.data, *scene.merge(()), *words)


def outcome(ended: Ended) -> list[str]:
    return [each["code"] or each["status"] for each in ended.json["packages"]]


def file_hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused_untouched(programs: Programs, scene: Scene, *words: str | Path) -> list[str]:
    before = file_hash(scene.office)
    ended = merged(programs, scene, *words)
    assert ended.status == 3, ended.out + ended.err
    assert file_hash(scene.office) == before
    return outcome(ended)


def test_a_round_that_is_not_planned_here(scene: Scene, programs: Programs, tmp_path: Path) -> None:
    other = scene.copy(tmp_path / "other")
    with closing(open_workspace(other.office, Installation(other.data))) as office, office.writing() as writer:
        add_round(writer, office.office, "R2", "第二轮")
    task = other.folder / "task.cjpkg"
    done(programs, other.data, "handout", other.office, "--team", "T1", "--out", task)
    done(programs, other.team_data("new"), "new", other.team("new"), "--from", task)
    record(programs, other, "new", [])
    back = other.folder / "back.cjpkg"
    prints = done(programs, other.team_data("new"), "handin", other.team("new"), "--out", back)["fingerprint"]
    assert refused_untouched(programs, scene, back, "--trust", prints) == ["M17"]


def test_a_package_for_another_office(scene: Scene, programs: Programs) -> None:
    office = scene.folder / "other.cjdb"
    data = scene.folder / "other-data"
    done(programs, data, "new", office, "--role", "office", "--name", "邻市创建办")
    before = look(office, data).digest
    ended = programs(data, "merge", office, scene.package("T1"), "--accept-unsigned", "--accept-office")
    assert (ended.status, outcome(ended)) == (3, ["M17"])
    assert look(office, data).digest == before


def test_a_task_of_one_team_is_not_the_others(scene: Scene, programs: Programs) -> None:
    before = file_hash(scene.team("T1"))
    ended = programs(scene.team_data("T1"), "merge", scene.team("T1"), scene.folder / "T2-task.cjpkg")
    assert (ended.status, outcome(ended)) == (3, ["M17"])
    assert file_hash(scene.team("T1")) == before


def test_a_workspace_merged_with_itself_and_with_its_copy(scene: Scene, stage: Stage, programs: Programs) -> None:
    copy = Path(shutil.copy(scene.office, scene.folder / "copy.cjdb"))
    link = scene.folder / "link.cjdb"
    link.symlink_to(scene.office)
    for file in (scene.office, link, copy):
        ended = merged(programs, scene, file, "--accept-unsigned", "--accept-office")
        assert (ended.status, outcome(ended)) == (0, ["already"])
        assert ended.json["digest"] == stage.truth.office[frozenset()]
        assert ended.json["packages"][0]["conflicts"] == ended.json["packages"][0]["clones"] == 0
        assert [each["code"] for each in ended.json["warnings"]] == []


def test_endings_mean_nothing(scene: Scene, stage: Stage, programs: Programs) -> None:
    package = Path(shutil.copy(scene.package("T1"), scene.folder / "a.cjdb"))
    ended = merged(programs, scene, package)
    assert (ended.status, outcome(ended)) == (0, ["taken"])
    assert ended.json["digest"] == stage.truth.office[frozenset({"T1"})]
    workspace = Path(shutil.copy(scene.team("T2"), scene.folder / "b.cjpkg"))
    assert refused_untouched(programs, scene, workspace) == ["M19"]
    ended = merged(programs, scene, workspace, "--accept-unsigned")
    assert (ended.status, outcome(ended)) == (0, ["taken"])
    assert ended.json["digest"] == stage.truth.office[frozenset({"T1", "T2"})]


def test_what_is_no_file_of_ours(scene: Scene, programs: Programs) -> None:
    place = scene.folder / "odd"
    place.mkdir()
    (place / "folder.cjpkg").mkdir()
    (place / "empty.cjpkg").touch()
    (place / "empty.cjdb").touch()
    for name, head in (("sparse.cjpkg", b"PK\x03\x04"), ("sparse.cjdb", b"SQLite format 3\0"), ("zeros.cjdb", b"")):
        with (place / name).open("wb") as sparse:
            sparse.write(head)
            sparse.truncate(5 * 10**9)
    files = [*sorted(place.iterdir()), place / "gone.cjpkg", Path("/dev/zero")]
    before = file_hash(scene.office)
    ended = merged(programs, scene, *files)
    assert (ended.status, set(outcome(ended))) == (3, {"M01"})
    assert ended.seconds < 5
    assert ended.peak_kb < 300 * 1024
    assert file_hash(scene.office) == before


def test_a_workspace_of_five_sparse_gigabytes(scene: Scene, programs: Programs) -> None:
    large = Path(shutil.copy(scene.team("T1"), scene.folder / "large.cjdb"))
    with large.open("r+b") as sparse:
        sparse.truncate(8192 * 610_352)
    before = file_hash(scene.office)
    ended = merged(programs, scene, large, "--accept-unsigned")
    assert (ended.status, outcome(ended)) == (3, ["M02"])
    assert ended.seconds < 5
    assert file_hash(scene.office) == before


def test_odd_names_are_only_names(scene: Scene, stage: Stage, programs: Programs) -> None:
    place = scene.folder / "names"
    place.mkdir()
    for name in ODD:
        shutil.copy(scene.package("T1"), place / f"{name}.cjpkg")
    files = sorted(place.iterdir())
    ended = merged(programs, scene, *files)
    assert (ended.status, sorted(set(outcome(ended)))) == (0, ["already", "taken"])
    assert ended.json["digest"] == stage.truth.office[frozenset({"T1"})]
    assert sorted(place.iterdir()) == files


def test_odd_names_of_workspaces_and_of_what_goes_out(scene: Scene, stage: Stage, programs: Programs) -> None:
    for number, name in enumerate(ODD[:7]):
        place = scene.folder / f"{number} {name}"
        place.mkdir()
        team = Path(shutil.copy(scene.team("T1"), place / f"{name}.cjdb"))
        done(programs, scene.team_data("T1"), "handin", team, "--out", place / f"{name}.cjpkg")
        office = Path(shutil.copy(scene.office, place / f"office {name}.cjdb"))
        ended = programs(scene.data, "merge", office, place / f"{name}.cjpkg", "--accept-unsigned")
        assert (ended.status, outcome(ended)) == (0, ["taken"])
        assert len(list(place.iterdir())) == 3
        assert look(office, scene.data).problems == ()
    assert stage.scene.office.exists()


def test_an_existing_workspace_is_never_handed_in_over(scene: Scene, programs: Programs) -> None:
    before = file_hash(scene.team("T2"))
    ended = programs(scene.team_data("T1"), "handin", scene.team("T1"), "--out", scene.team("T2"))
    assert (ended.status, ended.code) == (3, "M27")
    assert file_hash(scene.team("T2")) == before
    ended = programs(scene.team_data("T1"), "handin", scene.team("T1"), "--out", scene.stick)
    assert ended.status in (3, 4)
    assert sorted(each.name for each in scene.stick.iterdir()) == [scene.target.name]
