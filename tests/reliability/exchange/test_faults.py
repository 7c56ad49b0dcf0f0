"""Hand-in and merge under faults: as before or as after. Samples; all of it: `tests.reliability.run_exchange`."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from tests.reliability.exchange import damage, strangers
from tests.reliability.exchange.batches import hand_in_parts
from tests.reliability.exchange.calling import Programs, strace_is_missing
from tests.reliability.exchange.scene import TEAMS, look
from tests.reliability.exchange.sticks import may_mount, small_disks, small_sticks, taken_away
from tests.reliability.exchange.trials import CALLS, SYNCS, Stage

MISSING = strace_is_missing()
traced = pytest.mark.skipif(bool(MISSING), reason=f"calls of the system cannot be tampered with: {MISSING}")
mounted = pytest.mark.skipif(not may_mount(), reason="a small disk needs root and mount")


@pytest.mark.parametrize("call", CALLS)
def test_a_kill_leaves_what_was_or_what_will_be(stage: Stage, call: str) -> None:
    tally = stage.kill_at_random(call, 4, seed=20261122)
    assert (tally.trials, tally.faults) == (4, [])
    assert tally.ended["killed"] > 0  # how many come too late depends on what else the machine does


def test_a_kill_leaves_no_workspace_or_a_whole_one(stage: Stage) -> None:
    tally = stage.kill_beginnings(5, seed=4)
    assert (tally.trials, tally.faults) == (5, [])


@traced
@pytest.mark.parametrize("call", CALLS)
def test_a_kill_at_a_flush_or_a_new_name(stage: Stage, call: str) -> None:
    tally = stage.kill_at_syncs(call, 3)
    assert (tally.ended, tally.faults) == ({"killed": 3}, [])


@traced
@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize(
    ("names", "error", "for_good"),
    [
        (("pwrite64",), "ENOSPC", True),
        (("write",), "ENOSPC", False),
        (("pwrite64",), "EIO", False),
        (SYNCS, "EIO", False),
        (("rename", "unlink"), "EIO", False),
    ],
    ids=["full for good", "full once", "write error", "flush error", "name error"],
)
def test_an_error_of_the_system_is_told_and_changes_nothing(
    stage: Stage, call: str, names: tuple[str, ...], error: str, for_good: bool
) -> None:
    tally = stage.errors(call, names, error, 2, for_good=for_good)
    assert tally.trials > 0
    assert tally.faults == []


def test_a_file_that_may_not_grow_is_told(stage: Stage) -> None:
    for call in CALLS:
        tally = stage.file_limits(call, [300_000])
        assert tally.faults == []
        assert tally.ended["done"] == 0


@mounted
def test_a_stick_without_room_keeps_the_older_package(stage: Stage) -> None:
    tally = small_sticks(stage, [0, 400, 5000])
    assert (tally.ended, tally.faults) == ({"not now": 2, "done": 1}, [])


@mounted
def test_an_office_without_room_is_as_before(stage: Stage) -> None:
    tally = small_disks(stage, [100, 1500])
    assert tally.faults == []
    assert tally.ended["done"] < 2


@pytest.mark.parametrize("call", CALLS)
def test_a_stick_that_is_taken_away_harms_nothing(stage: Stage, call: str) -> None:
    tally = taken_away(stage, call, 4, seed=8)
    assert (tally.trials, tally.faults) == (4, [])


@pytest.mark.parametrize(("ending", "times"), [("cjpkg", 200), ("cjdb", 8)])
def test_a_flipped_bit_is_refused_or_was_not_content(stage: Stage, tmp_path: Path, ending: str, times: int) -> None:
    source = stage.scene.package("T1") if ending == "cjpkg" else stage.scene.team("T1")
    found = damage.taken_in(stage.scene, damage.flips(source.read_bytes(), times, 22), ending, tmp_path)
    assert (found.copies, found.changed, found.faults) == (times, 0, [])
    assert found.true == 0 or ending == "cjdb"


@pytest.mark.parametrize("ending", ["cjpkg", "cjdb"])
def test_a_file_that_ends_early_is_refused(stage: Stage, tmp_path: Path, ending: str) -> None:
    source = stage.scene.package("T1") if ending == "cjpkg" else stage.scene.team("T1")
    found = damage.taken_in(stage.scene, damage.cuts(source.read_bytes(), 25), ending, tmp_path)
    assert (found.copies, found.true, found.faults) == (25, 0, [])


def test_altered_packages_by_the_command_line(stage: Stage, programs: Programs, tmp_path: Path) -> None:
    scene, raw = stage.scene.copy(tmp_path / "scene"), stage.scene.package("T1").read_bytes()
    files: list[Path] = []
    for copy in (*damage.flips(raw, 4, 5), *damage.cuts(raw, 4)):
        files.append(tmp_path / f"{len(files)}.cjpkg")
        files[-1].write_bytes(copy)
    office = scene.office.read_bytes()
    ended = programs(scene.data, *scene.merge(()), *files, "--accept-unsigned")
    assert ended.status == 3
    assert {each["code"] for each in ended.json["packages"]} <= damage.DAMAGED
    assert scene.office.read_bytes() == office


def test_receipts_that_cannot_be_written_are_told_and_written_later(
    stage: Stage, programs: Programs, tmp_path: Path
) -> None:
    scene = stage.scene.copy(tmp_path / "scene")
    receipts, report = scene.folder / "receipts", scene.folder / "report.pdf"
    receipts.touch()
    report.mkdir()
    words = (*scene.merge(), "--receipts", receipts, "--report", report)
    ended = programs(scene.data, *words)
    assert (ended.status, ended.json["digest"]) == (0, stage.truth.office[frozenset(TEAMS)])
    assert [each["code"] for each in ended.json["warnings"]] == ["M27", "M27"]
    assert "files" not in ended.json
    receipts.unlink()
    report.rmdir()
    ended = programs(scene.data, *words)
    assert (ended.status, ended.json["warnings"], len(ended.json["files"])) == (0, [], 3)


def test_a_part_that_cannot_be_written_leaves_the_older_package(stage: Stage, tmp_path: Path) -> None:
    scene = stage.scene.copy(tmp_path / "scene")
    (scene.stick / "交回-2.cjpkg").write_bytes(scene.team("T2").read_bytes())
    before = {each.name: each.read_bytes() for each in scene.stick.iterdir()}
    with pytest.raises(Refusal, match="M27"):
        hand_in_parts(scene, 620_000)
    assert {each.name: each.read_bytes() for each in scene.stick.iterdir()} == before
    found = look(scene.team("T1"), scene.team_data("T1"))
    assert (found.hand_ins, found.problems, found.digest) == (1, (), stage.truth.team)


@pytest.mark.corpora
def test_what_strangers_wrote_is_refused(stage: Stage, programs: Programs, tmp_path: Path) -> None:
    if not strangers.found_files():
        pytest.skip("../shared/corpora is missing: files of others are not tried")
    found = strangers.offered(stage.scene, programs, tmp_path, one_by_one=False)
    assert found.faults == []
    assert sum(found.codes.values()) == found.files
