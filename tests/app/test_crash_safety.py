"""What was answered is kept: kill -9 and a full disk. The full counts are `tests/reliability/run_full.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.outputs.xlsx.documents import jpeg
from tests.reliability.full_disk import FullDisk, small_disk
from tests.reliability.kill_writers import Writers
from tests.reliability.kills import Recording


@pytest.mark.parametrize(("role", "kills"), [("team", 10), ("office", 5)])
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path, role: str, kills: int) -> None:
    recording = Recording(tmp_path, seed=20261116, role=role)
    for _ in range(kills):
        recording.kill_once()
    tally = recording.look()
    assert (tally.kills, tally.lost, tally.unexpected, tally.faults) == (kills, 0, 0, [])
    assert tally.acknowledged > 0
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.cjdb", "installation"]


def test_a_full_disk_costs_nothing_that_was_answered(tmp_path: Path) -> None:
    photo = tmp_path / "1.jpg"
    photo.write_bytes(jpeg(1, (800, 600)))
    try:
        with small_disk(tmp_path / "disk", 9000) as disk:
            full = FullDisk(disk, tmp_path / "data", photo)
            for kilobytes in (0, 60):
                full.step(kilobytes)
            tally = full.look()
    except RuntimeError as reason:
        pytest.skip(f"no small disk here: {reason}")
    assert (tally.lost, tally.harmed, tally.faults) == (0, [], [])
    assert tally.ended[4] > 1


def test_a_kill_while_writing_leaves_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    photo = tmp_path / "1.jpg"
    photo.write_bytes(jpeg(1, (800, 600)))
    writers = Writers(tmp_path, photo, seed=20261116)
    for target in writers.targets:
        for _ in range(2):
            writers.kill_document(target)
    for _ in range(2):
        writers.kill_photo()
    tally = writers.look()
    assert tally.harmed == []
    assert tally.killed > 0  # how many come too late depends on what else the machine does
