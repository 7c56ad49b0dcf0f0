"""Packages and workspaces that were cut, or in which bits were flipped: refused, or taken with what was in them.

Altered copies are taken in by the hundred in one process, into a copy of the office that has not seen the whole one.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.services import info, upkeep
from chuangjian_desktop.services.exchange import merging
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from tests.reliability.exchange.scene import Scene

AT_ONCE = 100
DAMAGED = frozenset({"M01", "M02", "M03", "M04", "M05"})
Alter = Callable[[bytes], bytes]


@dataclass
class Damage:
    """What came of altered copies: how many, refused with which code, taken with the true content, and every fault."""

    copies: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    true: int = 0
    changed: int = 0
    faults: list[str] = field(default_factory=list[str])


def flips(raw: bytes, times: int, seed: int) -> Iterator[bytes]:
    """Copies with one bit flipped each."""
    dice = random.Random(seed)
    for _ in range(times):
        bit = dice.randrange(len(raw) * 8)
        copy = bytearray(raw)
        copy[bit // 8] ^= 1 << bit % 8
        yield bytes(copy)


def cuts(raw: bytes, times: int) -> Iterator[bytes]:
    """Copies that end early, at offsets spread over the whole file, from nothing to all but the last byte."""
    for number in range(times):
        yield raw[: round(number * (len(raw) - 1) / (times - 1))]


def taken_in(scene: Scene, copies: Iterable[bytes], ending: str, folder: Path) -> Damage:
    """Take all of them in. What is taken must leave the office as the whole file does, bit for bit in its digest."""
    whole = scene.package("T1") if ending == "cjpkg" else scene.team("T1")
    digests = _digest_with(scene, None, folder), _digest_with(scene, whole, folder)
    found, waiting = Damage(), iter(copies)
    while some := list(islice(waiting, AT_ONCE)):
        mine = scene.copy(folder / "damaged")
        files = [mine.folder / f"{number}.{ending}" for number in range(len(some))]
        for file, raw in zip(files, some, strict=True):
            file.write_bytes(raw)
        _take_some(mine, files, digests, found)
        shutil.rmtree(mine.folder)
    return found


def _take_some(mine: Scene, files: list[Path], digests: tuple[str, str], found: Damage) -> None:
    sums = [_sum(file) for file in files]
    with closing(open_workspace(mine.office, Installation(mine.data))) as office:
        report = merging.merge(office, files, Choice(accept_unsigned=True))
        found.faults += [f"check: {each.kind} {each.where}" for each in upkeep.check(office)]
    came = [each for each in report.packages if each.status != "refused"]
    found.copies += len(files)
    found.true += len(came)
    found.refused.update(each.refusal.code for each in report.packages if each.refusal is not None)
    if report.digest != digests[bool(came)]:
        found.changed += max(len(came), 1)
        found.faults.append(f"of {len(came)} that were taken some held something else")
    found.faults += ["a source was written to"] if [_sum(file) for file in files] != sums else []
    found.faults += [f"refused with {code}" for code in sorted(found.refused.keys() - DAMAGED)]


def _digest_with(scene: Scene, file: Path | None, folder: Path) -> str:
    """Of an office that took that file in."""
    mine = scene.copy(folder / "whole")
    try:
        with closing(open_workspace(mine.office, Installation(mine.data))) as office:
            if file is not None:
                report = merging.merge(office, [file], Choice(accept_unsigned=True))
                assert not report.refused, report.packages
            return info.digest(office)
    finally:
        shutil.rmtree(mine.folder)


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
