"""Sticks that are too small, and sticks that are pulled out, cut or emptied while the program is at work."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tests.reliability.exchange.calling import Ended
from tests.reliability.exchange.judging import Court, Earlier
from tests.reliability.exchange.scene import Scene, left_over
from tests.reliability.exchange.trials import STICK_CODES, Stage, Tally
from tests.reliability.full_disk import leave, release, small_disk

WAYS = ("pulled", "renamed", "cut", "emptied")


def may_mount() -> bool:
    """Whether a small disk can be had here."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("mount") is not None


def small_sticks(stage: Stage, kilobytes: list[int]) -> Tally:
    """Hand in over an older package while that much room is left. RuntimeError where no small disk can be had."""
    tally = Tally()
    scene = stage.scene.copy(stage.folder / "small")
    shutil.rmtree(scene.stick)
    old = stage.scene.target.read_bytes()
    with small_disk(scene.stick, 8000) as disk:
        for room in kilobytes:
            release(disk)
            scene.target.write_bytes(old)
            shutil.copy(stage.scene.team("T1"), scene.team("T1"))
            leave(disk, room)
            ended = stage.programs(scene.team_data("T1"), *scene.hand_in())
            faults = stage.court.handed_in(scene, ended, Earlier(old, scene.stick))
            tally.add(f"handin with {room} kB of room", ended, faults)
    shutil.rmtree(scene.folder)
    return tally


def small_disks(stage: Stage, kilobytes: list[int]) -> Tally:
    """Merge while that much room is left for the office and its staging."""
    tally = Tally()
    folder = stage.folder / "small-office"
    with small_disk(folder, 30_000) as disk:
        for room in kilobytes:
            release(disk)
            scene = stage.scene.copy(folder / "scene")
            leave(disk, room)
            ended = stage.programs(scene.data, *scene.merge())
            release(disk)
            faults = stage.court.merged(scene, ended) + stage.court.merged_again(scene)
            tally.add(f"merge with {room} kB of room", ended, faults)
            shutil.rmtree(scene.folder)
    return tally


def taken_away(stage: Stage, call: str, times: int, seed: int) -> Tally:
    """The stick is gone, or what is on it is cut or removed, at moments spread over the call."""
    dice, tally = random.Random(seed), Tally()
    ways = [way for way in WAYS if way != "pulled" or may_mount()]
    for number in range(times):
        way = ways[number % len(ways)]
        if call == "handin" and way in ("cut", "emptied"):
            way = ways[0]
        # A merge reads the sticks at its beginning.
        share = 1.05 if call == "handin" else 0.4
        after = (number + dice.random()) / times * stage.truth.seconds[call] * share
        _one(stage, call, way, after, tally)
    return tally


def _one(stage: Stage, call: str, way: str, after: float, tally: Tally) -> None:
    scene = stage.scene.copy(stage.folder / "stick-trial")
    place = scene.package("T1").parent if call == "merge" else scene.stick
    with _stick(place, mounted=way == "pulled") as root:
        words = scene.merge() if call == "merge" else scene.hand_in()
        data = scene.data if call == "merge" else scene.team_data("T1")
        ended = stage.programs(data, *words, after=after, act=_act(way, place))
        seen = Path(f"/proc/self/fd/{root}") if way == "pulled" else _found_again(place)
        faults = _judged(stage, scene, call, ended, seen)
    tally.add(f"{call} {way} after {after:.4f} s", ended, faults)
    shutil.rmtree(scene.folder)


@contextmanager
def _stick(place: Path, *, mounted: bool) -> Generator[int]:
    """The folder as a medium of its own, and a handle by which to look at it after it is gone."""
    if not mounted:
        yield -1
        return
    files = {each.name: each.read_bytes() for each in place.iterdir()}
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(place)], check=True)
    handle = os.open(place, os.O_RDONLY)
    try:
        for name, data in files.items():
            (place / name).write_bytes(data)
        yield handle
    finally:
        os.close(handle)
        if place.is_mount():
            subprocess.run(["umount", "-l", str(place)], check=True)


def _act(way: str, place: Path) -> str:
    """What the loaded program's parent does at the moment, as one line of a shell."""
    return {
        "pulled": f"umount -l '{place}'; rm -rf '{place}'",
        "renamed": f"mv '{place}' '{place}-gone'",
        "cut": f"truncate -s 200000 '{place}'/*.cjpkg",
        "emptied": f"rm -f '{place}'/*.cjpkg",
    }[way]


def _found_again(place: Path) -> Path:
    gone = place.with_name(f"{place.name}-gone")
    return gone if gone.is_dir() else place


def _judged(stage: Stage, scene: Scene, call: str, ended: Ended, stick: Path) -> list[str]:
    court = Court(stage.programs, stage.truth, STICK_CODES)
    if call == "merge":
        faults = ["one stick stopped the others"] if ended.status == 4 else []
        faults += court.merged(scene, ended)
        return faults + [f"left: {each}" for each in left_over(scene.folder, scene.data)]
    return court.handed_in(scene, ended, Earlier(stage.scene.target.read_bytes(), stick, gone=True))
