"""Altered, forged, replayed, cloned, wrongly timed, in bulk and in parts: nothing is lost, invented or decided."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from chuangjian_desktop.domain.package import Manifest, set_digest
from chuangjian_desktop.services.exchange import merging
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.arrival import arrive
from tests.helpers.sealed import KEY, resealed
from tests.reliability.exchange.batches import Batch, in_parts
from tests.reliability.exchange.calling import Ended, Programs
from tests.reliability.exchange.clocks import CLOCKS, decided
from tests.reliability.exchange.scene import Scene, done, look, record
from tests.reliability.exchange.trials import Stage


@pytest.fixture
def scene(stage: Stage, tmp_path: Path) -> Scene:
    return stage.scene.copy(tmp_path / "scene")


def codes(ended: Ended) -> list[str | None]:
    return [each["code"] for each in ended.json["packages"]]


def statuses(ended: Ended) -> list[str]:
    return [each["status"] for each in ended.json["packages"]]


def warned(ended: Ended) -> list[str]:
    return [each["code"] for each in ended.json["warnings"]]


def findings(programs: Programs, scene: Scene) -> set[str]:
    lines = programs(scene.data, "dump", scene.office).out.splitlines()
    return {each["record"] for each in map(json.loads, lines) if each.get("entity") == "finding" and "fields" in each}


# ---- forged and altered (A3) -----------------------------------------------------------------------------------------


def robbed(package: Path, folder: Path) -> tuple[bytes, Manifest]:
    """The database of a package without its last change, and a manifest that agrees with it."""
    folder.mkdir()
    arrival = arrive(package, folder)
    with closing(sqlite3.connect(arrival.path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM change WHERE seq = (SELECT max(seq) FROM change)")
        ids = [int.from_bytes(key) for (key,) in connection.execute("SELECT id FROM change")]
    assert arrival.manifest is not None
    counts = {**arrival.manifest.counts, "change": len(ids)}
    return arrival.path.read_bytes(), replace(arrival.manifest, counts=counts, changes=set_digest(sum(ids)))


def test_a_row_dropped_and_signed_by_another_is_an_unknown_signer(
    scene: Scene, stage: Stage, programs: Programs, tmp_path: Path
) -> None:
    database, manifest = robbed(scene.package("T1"), tmp_path / "robbed")
    theirs = replace(manifest.sender, key=sealing.public_of(KEY).hex())
    forged = resealed(database, scene.folder / "forged.cjpkg", replace(manifest, sender=theirs))
    ended = programs(scene.data, "merge", scene.office, forged)
    assert (ended.status, codes(ended)) == (3, ["M19"])
    assert look(scene.office, scene.data).digest == stage.truth.office[frozenset()]
    ended = programs(scene.data, "merge", scene.office, forged, "--accept-unsigned")
    assert (ended.status, ended.json["packages"][0]["marks"]) == (0, ["unsigned"])
    ended = programs(scene.data, *scene.merge(("T1",)))
    assert ended.json["digest"] == stage.truth.office[frozenset({"T1"})]


def test_a_row_dropped_under_the_true_key_is_altered(scene: Scene, programs: Programs, tmp_path: Path) -> None:
    database, manifest = robbed(scene.package("T1"), tmp_path / "robbed")
    forged = resealed(database, scene.folder / "forged.cjpkg", manifest)
    ended = programs(scene.data, *scene.merge(()), forged, "--accept-unsigned")
    assert (ended.status, codes(ended)) == (3, ["M05"])


def test_another_packages_content_is_altered(scene: Scene, programs: Programs) -> None:
    mine, theirs = (scene.package(code).read_bytes() for code in ("T1", "T2"))
    start = mine.index(b"SQLite format 3\0")
    begin = theirs.index(b"SQLite format 3\0")
    swapped = scene.folder / "swapped.cjpkg"
    swapped.write_bytes(mine[:start] + theirs[begin:])
    ended = programs(scene.data, *scene.merge(()), swapped, "--accept-unsigned")
    assert ended.status == 3
    assert set(codes(ended)) <= {"M02", "M05"}


# ---- replayed (A4) ---------------------------------------------------------------------------------------------------


def test_older_packages_again_change_nothing(scene: Scene, programs: Programs) -> None:
    old, new = shutil.copy(scene.target, scene.folder / "old.cjpkg"), scene.folder / "new.cjpkg"
    done(programs, scene.team_data("T1"), "handin", scene.team("T1"), "--out", new)
    alone = scene.copy(scene.folder / "alone")
    once = programs(alone.data, *alone.merge(()), new).json["digest"]
    seen: list[str] = []
    for file in (old, new, old, new, new):
        ended = programs(scene.data, *scene.merge(()), file)
        seen += statuses(ended)
    assert seen == ["taken", "taken", "already", "already", "already"]
    assert ended.json["digest"] == once
    with closing(open_workspace(scene.office, Installation(scene.data))) as office:
        events = [event for entry in merging.history(office) for event in entry.log if event["what"] == "in"]
    assert len(events) == 5
    again = scene.copy(scene.folder / "again")
    shutil.copy(alone.folder / "returns" / "T1.cjpkg", again.folder / "x.cjpkg")
    ended = programs(again.data, *again.merge(()), new, old, new, old, old)
    assert (ended.status, ended.json["digest"]) == (0, once)


# ---- cloned (A5) -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [("T1", "clone"), ("clone", "T1")])
def test_a_cloned_laptop_loses_nothing_and_is_told_once(
    scene: Scene, programs: Programs, order: tuple[str, str]
) -> None:
    shutil.copy(scene.team("T1"), scene.team("clone"))
    shutil.copytree(scene.team_data("T1"), scene.team_data("clone"))
    photos = [scene.folder / f"{number}.jpg" for number in (2, 3)]
    made = {record(programs, scene, code, [photo]) for code, photo in zip(("T1", "clone"), photos, strict=True)}
    for code in ("T1", "clone"):
        done(programs, scene.team_data(code), "handin", scene.team(code), "--out", scene.package(code))
    told = [programs(scene.data, *scene.merge((code,))) for code in order]
    assert [each.status for each in told] == [0, 0]
    assert [warned(each).count("M12") for each in told] == [0, 1]
    assert made <= findings(programs, scene)
    for code in order:
        made.add(record(programs, scene, code, []))
        done(programs, scene.team_data(code), "handin", scene.team(code), "--out", scene.package(code))
        ended = programs(scene.data, *scene.merge((code,)))
        assert (ended.status, warned(ended).count("M12")) == (0, 0)
    assert made <= findings(programs, scene)
    assert look(scene.office, scene.data).problems == ()


# ---- clocks (A6) -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "second"), [("1970", "2099"), ("2099", "an hour back each time")])
def test_clocks_decide_nothing(tmp_path: Path, first: str, second: str) -> None:
    assert {first, second} <= CLOCKS.keys()
    right = set(decided(tmp_path / "right", "right", "right"))
    wrong = set(decided(tmp_path / "wrong", first, second))
    assert len(right) == 1
    assert wrong == right


# ---- many (G10) and parts (F9) ---------------------------------------------------------------------------------------


def test_one_bad_file_does_not_stop_the_others(stage: Stage, programs: Programs, tmp_path: Path) -> None:
    batch = Batch.made(stage.scene, tmp_path / "batch", 8)
    ended = programs(batch.scene.data, *batch.scene.merge(()), *batch.files)
    assert batch.faults(ended) == []


def _orders(files: list[Path]) -> list[list[Path]]:
    """A few orders of the parts, however many there are: last first, and every part once at the head."""
    return [files[::-1], *(files[at:] + files[:at] for at in range(0, len(files), max(1, len(files) // 3)))]


def test_a_load_that_the_medium_cannot_hold_becomes_parts(stage: Stage, programs: Programs, tmp_path: Path) -> None:
    most = 620_000
    scene, files = in_parts(stage.scene, tmp_path / "parts", most)
    assert len(files) >= 3
    assert max(each.stat().st_size for each in files) <= most
    expected = set[str]()
    for order in _orders(files):
        mine = stage.scene.copy(tmp_path / "office")
        ended = programs(mine.data, *mine.merge(()), *order)
        assert ended.status == 0
        assert warned(ended).count("M15") == 0
        assert look(mine.office, mine.data).problems == ()
        expected.add(ended.json["digest"])
        shutil.rmtree(mine.folder)
    whole = scene.folder / "whole.cjpkg"
    done(programs, scene.team_data("T1"), "handin", scene.team("T1"), "--out", whole)
    mine = stage.scene.copy(tmp_path / "office")
    assert {programs(mine.data, *mine.merge(()), whole).json["digest"]} == expected


def test_a_later_part_alone_is_told_what_it_needs(stage: Stage, programs: Programs, tmp_path: Path) -> None:
    _, files = in_parts(stage.scene, tmp_path / "parts", 620_000)
    mine = stage.scene.copy(tmp_path / "office")
    for file in files[1:]:
        ended = programs(mine.data, *mine.merge(()), file)
        assert (ended.status, codes(ended)) == (3, ["M18"])
    assert look(mine.office, mine.data).digest == stage.truth.office[frozenset()]
    # The first parts may hold only what the office gave out itself.
    assert {status for each in files for status in statuses(programs(mine.data, *mine.merge(()), each))} == {
        "already",
        "taken",
    }
    assert look(mine.office, mine.data).problems == ()
