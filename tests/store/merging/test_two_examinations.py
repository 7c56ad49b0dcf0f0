"""Two merges of one file at once: what one has carried ahead, the other's beginning may sweep away."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.merging.merge import Merge
from tests.helpers.exchange import Laptop
from tests.helpers.parcels import ANYBODY

DATA = b"picture"


@pytest.fixture
def office(tmp_path: Path) -> Laptop:
    return Laptop.new(tmp_path / "office.cjdb", "office", "r0")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """With a photo."""
    team = Laptop.new(tmp_path / "team.cjdb", "team", "r1")
    assert team.photograph(("photo", "p0"), DATA) == ""
    team.package().write(tmp_path / "p.cjpkg")
    return tmp_path / "p.cjpkg"


def merge(office: Laptop, folder: Path) -> Merge:
    folder.mkdir()
    return Merge(office.store, folder, "", ANYBODY, Progress())


def refused(merging: Merge) -> None:
    with pytest.raises(Refusal) as caught:
        merging.take()
    assert caught.value.code == "M26"
    assert "请重新选择文件" in sentence("M26", caught.value.details, "zh")
    assert "choose the files again" in sentence("M26", caught.value.details, "en")


def test_bytes_that_another_merge_swept_are_not_taken_for_granted(
    office: Laptop, package: Path, tmp_path: Path
) -> None:
    before = office.dump()
    with merge(office, tmp_path / "1") as one, merge(office, tmp_path / "2") as other:
        one.examine([package], carry=True)
        assert office.held()
        other.examine([package])
        refused(one)
        assert office.dump() == before
        assert [each.status for each in other.take().outcomes] == ["taken"]
    assert list(office.bytes().values()) == [DATA]


def test_bytes_that_were_here_by_chance_neither(office: Laptop, package: Path, tmp_path: Path) -> None:
    """A merge finds bytes here that another one carried, and counts on them; a third one's beginning sweeps them."""
    other = Laptop.new(tmp_path / "other.cjdb", "team", "r2")
    other.act("put", ("finding", "f0"), {"text": "积水"})
    other.package().write(tmp_path / "q.cjpkg")
    before = office.dump()
    with (
        merge(office, tmp_path / "1") as one,
        merge(office, tmp_path / "2") as two,
        merge(office, tmp_path / "3") as three,
    ):
        two.examine([tmp_path / "q.cjpkg"])
        one.examine([package], carry=True)
        two.examine([package])
        three.examine([tmp_path / "q.cjpkg"])
        refused(two)
    assert office.dump() == before


def test_bytes_that_nobody_touched_come_in(office: Laptop, package: Path, tmp_path: Path) -> None:
    with merge(office, tmp_path / "1") as one:
        one.examine([package], carry=True)
        assert [each.status for each in one.take().outcomes] == ["taken"]
    assert list(office.bytes().values()) == [DATA]
