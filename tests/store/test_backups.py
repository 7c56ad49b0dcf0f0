"""Backups: thinned by age, bytes kept once, and brought back whatever happens to the live file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from chuangjian_desktop.services import info, places, upkeep
from chuangjian_desktop.services.fieldwork import photos, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace, open_workspace
from chuangjian_desktop.store import backups
from chuangjian_desktop.store.snapshot import to_thin
from tests.helpers.offices import opened
from tests.outputs.xlsx.documents import jpeg

NOW = datetime(2026, 11, 16, 18).astimezone()


def kept(stamps: list[datetime]) -> list[datetime]:
    gone = set(to_thin(stamps, NOW))
    return [stamp for stamp in stamps if stamp not in gone]


def test_a_year_of_backups_is_thinned() -> None:
    stamps = [NOW - timedelta(hours=6 * n) for n in range(4 * 400)]
    left = kept(stamps)
    ages = [NOW - stamp for stamp in left]
    assert sum(age < timedelta(days=2) for age in ages) == 8
    assert sum(timedelta(days=2) <= age < timedelta(days=14) for age in ages) in (12, 13)
    assert sum(timedelta(days=14) <= age < timedelta(weeks=12) for age in ages) in (10, 11)
    assert sum(timedelta(weeks=12) <= age < timedelta(days=365) for age in ages) in (9, 10, 11)
    assert max(ages) < timedelta(days=365)


@given(st.lists(st.integers(0, 700 * 24), min_size=1, max_size=60, unique=True))
@settings(max_examples=60)
def test_the_newest_stays_and_thinning_twice_is_thinning_once(hours: list[int]) -> None:
    stamps = [NOW - timedelta(hours=each) for each in hours]
    left = kept(stamps)
    assert max(stamps) in left
    assert kept(left) == left
    assert all(stamp in left for stamp in stamps if NOW - stamp < timedelta(days=2))


def recorded(workspace: Workspace, folder: Path, count: int) -> None:
    site = places.site_by_code(workspace, "ZG-001")
    assert site is not None
    visit = visits.visit_of(workspace, site.id)
    with PhotoWorker() as worker:
        for number in range(count):
            picture = folder / f"{number}.jpg"
            picture.write_bytes(jpeg(number, (320, 240)))
            ready, _ = photos.prepare(worker, [picture])
            draft = FindingDraft(f"问题{number}")
            photos.with_finding(workspace, visit, "ZG03", draft, ready)
            picture.unlink()


def test_bytes_are_kept_once(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        recorded(workspace, tmp_path, 2)
        first = upkeep.backup(workspace)
        blobs = first.path.parent / "blobs"
        before = {each.name: each.stat().st_mtime_ns for each in blobs.iterdir()}
        assert len(before) == 4
        second = upkeep.backup(workspace)
        assert {each.name: each.stat().st_mtime_ns for each in blobs.iterdir()} == before
        listed = upkeep.backups(workspace.installation, workspace.path)
        assert [each.path for each in listed] == [second.path, first.path]
        assert second.size < 5_000_000


def test_a_cancelled_backup_leaves_nothing_half_done(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        recorded(workspace, tmp_path, 2)
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            upkeep.backup(workspace, progress)
        folder = upkeep.backup_folder(workspace.installation, workspace.path)
        assert upkeep.backups(workspace.installation, workspace.path) == ()
        (folder / "left.part").write_bytes(b"x")
        upkeep.backup(workspace)
        assert not list(folder.rglob("*.part"))


def test_the_space_allowed_is_kept_to_but_one_always_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        for _ in range(3):
            upkeep.backup(workspace)
        folder = upkeep.backup_folder(workspace.installation, workspace.path)
        newest = backups.listed(folder)[0]
        (folder / "notes.cjdb").write_bytes(b"not ours")
        assert len(backups.thin(folder, NOW, budget=0)) == 2
        assert [each.path for each in backups.listed(folder)] == [newest.path]
        assert (folder / "notes.cjdb").exists()


def overwritten(path: Path, start: int, count: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[start : start + count] = b"\xff" * count
    path.write_bytes(raw)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def replaced(path: Path) -> None:
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "truncated": truncated,
    "one page": lambda path: overwritten(path, 8192, 8192),
    "header": lambda path: overwritten(path, 0, 100),
    "tail": lambda path: overwritten(path, path.stat().st_size - 20_000, 20_000),
    "zeros": lambda path: path.write_bytes(bytes(path.stat().st_size)),
    "text": lambda path: path.write_text("点位表", encoding="utf-8"),
    "middle": lambda path: overwritten(path, path.stat().st_size // 2, 200_000),
    "longer": lambda path: path.write_bytes(path.read_bytes()[:5000] + path.read_bytes()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_restore_drill(tmp_path: Path, damage: str) -> None:
    with opened(tmp_path) as workspace:
        recorded(workspace, tmp_path, 1)
        digest, path = info.digest(workspace), workspace.path
        before = workspace.facts["replica"]
        made = upkeep.backup(workspace)
    DAMAGES[damage](path)
    harmed = path.read_bytes() if path.exists() else None
    aside = upkeep.restore(made.path, path)
    assert (None if aside is None else aside.read_bytes()) == harmed
    with opened(tmp_path) as again:
        assert info.digest(again) == digest
        assert upkeep.check(again) == []
        assert again.facts["replica"] not in ("", before)
        recorded(again, tmp_path, 1)
        assert upkeep.check(again) == []


@pytest.mark.parametrize("place", [0, 90_000, 200_000, 400_000])
def test_a_damaged_backup_is_refused_and_the_live_file_stays(tmp_path: Path, place: int) -> None:
    with opened(tmp_path) as workspace:
        made = upkeep.backup(workspace)
        path = workspace.path
    overwritten(made.path, place, 3000)
    live = path.read_bytes()
    with pytest.raises(Refusal) as refusal:
        upkeep.restore(made.path, path)
    assert refusal.value.code in ("M01", "M02", "M04")
    assert path.read_bytes() == live
    assert sorted(each.name for each in tmp_path.iterdir()) == ["installation", "team.cjdb"]


def test_a_backup_without_its_bytes_is_refused_by_name(tmp_path: Path) -> None:
    with opened(tmp_path) as workspace:
        recorded(workspace, tmp_path, 1)
        made = upkeep.backup(workspace)
    blob = next((made.path.parent / "blobs").iterdir())
    blob.write_bytes(b"other bytes")
    with pytest.raises(Refusal) as refusal:
        upkeep.restore(made.path, tmp_path / "new.cjdb")
    assert refusal.value.code == "M02"
    assert not (tmp_path / "new.cjdb").exists()


def test_a_copy_under_a_name_of_one_s_own(tmp_path: Path) -> None:
    with opened(tmp_path, "office") as workspace:
        recorded(workspace, tmp_path, 1)
        copy = tmp_path / "copy.cjdb"
        copy.write_bytes(b"an older one")
        upkeep.backup_to(workspace, copy)
        digest = info.digest(workspace)
        with pytest.raises(Refusal):
            upkeep.backup_to(workspace, workspace.path)
    second = open_workspace(copy, Installation(tmp_path / "other"))
    assert info.digest(second) == digest
    assert upkeep.check(second) == []
    second.close()
    assert not list(tmp_path.glob(".*"))
