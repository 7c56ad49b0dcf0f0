"""Bringing one ahead: at most two copies lie on the disk, and none of a source that is over or refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.merging.ahead import Ahead, ahead
from tests.helpers.sealed import MANIFEST, altered, resealed, sealed, workspace


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    place = tmp_path / "staging"
    place.mkdir()
    return place


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return workspace(tmp_path / "a.cjdb")


def foreign(source: Path, folder: Path, count: int) -> list[Path]:
    """Packages, rightly signed, that hold what does not belong (M04, told by the child)."""
    honest = sealed(source, folder / "honest.cjpkg")
    raw = altered(source, folder / "odd.cjdb", "CREATE TABLE more (a)").read_bytes()
    return [resealed(raw, folder / f"{n}.cjpkg", replace(honest, made_at=MANIFEST.made_at)) for n in range(count)]


def take(bringing: Ahead) -> None:
    with bringing.source():
        return


def take_and_stop(bringing: Ahead, progress: Progress) -> None:
    take(bringing)
    progress.cancel()
    take(bringing)
    take(bringing)


def copies(staging: Path) -> int:
    return len(list(staging.glob("*.db")))


def test_refused_sources_leave_no_copies(source: Path, tmp_path: Path, staging: Path) -> None:
    with ahead(foreign(source, tmp_path, 3), staging, Progress()) as bringing:
        for left in (2, 1, 0):
            with pytest.raises(Refusal) as caught:
                take(bringing)
            assert caught.value.code == "M04"
            assert copies(staging) <= left
    assert copies(staging) == 0


def test_what_was_brought_and_not_asked_for_goes_too(source: Path, tmp_path: Path, staging: Path) -> None:
    sealed(source, tmp_path / "p.cjpkg")
    with ahead([tmp_path / "p.cjpkg"] * 3, staging, Progress()) as bringing:
        take(bringing)
        assert copies(staging) <= 2
    assert copies(staging) == 0
    with pytest.raises(IndexError), ahead([], staging, Progress()) as bringing:
        take(bringing)


def test_a_stopped_call_leaves_no_copies(source: Path, tmp_path: Path, staging: Path) -> None:
    sealed(source, tmp_path / "p.cjpkg")
    progress = Progress()
    with pytest.raises(Cancelled), ahead([tmp_path / "p.cjpkg"] * 3, staging, progress) as bringing:
        take_and_stop(bringing, progress)
    assert copies(staging) == 0
