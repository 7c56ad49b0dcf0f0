"""Files that other people wrote, hostile ones among them, offered to a merge as packages and as workspaces."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.exchange.calling import Ended, Programs
from tests.reliability.exchange.scene import Scene

CORPORA = Path(__file__).resolve().parents[3] / "../shared/corpora"
FOLDERS = ("sqlite", "merge", "archives")
ENDINGS = ("cjpkg", "cjdb")
RIGHT = {"sqlite": {"M01"}, "merge": {"M01"}, "archives": {"M01", "M02", "M04"}}
MOST_SECONDS, MOST_KB = 5.0, 300 * 1024


@dataclass
class Strangers:
    """How many files were offered, what they were refused with, the longest call, the most memory of any process,
    and every fault."""

    files: int = 0
    codes: Counter[str] = field(default_factory=Counter[str])
    longest: float = 0.0
    peak_kb: int = 0
    faults: list[str] = field(default_factory=list[str])


def found_files() -> list[tuple[str, Path]]:
    """All of them with their corpus; nothing where the corpora are missing."""
    return [(name, each) for name in FOLDERS for each in sorted((CORPORA / name).rglob("*")) if each.is_file()]


def offered(scene: Scene, programs: Programs, folder: Path, *, one_by_one: bool) -> Strangers:
    """Offer all of them under both endings, in a call for each file or in one for each ending."""
    tally = Strangers()
    mine = scene.copy(folder / "strangers")
    for ending in ENDINGS:
        files: list[tuple[str, Path]] = []
        for number, (corpus, source) in enumerate(found_files()):
            files.append((corpus, mine.folder / f"{number}-{source.stem[:30]}.{ending}"))
            shutil.copy(source, files[-1][1])
        for some in [[each] for each in files] if one_by_one else [files]:
            _offer(mine, programs, some, tally)
    shutil.rmtree(mine.folder)
    return tally


def _offer(scene: Scene, programs: Programs, some: list[tuple[str, Path]], tally: Strangers) -> None:
    before = hashlib.sha256(scene.office.read_bytes()).hexdigest()
    ended = programs(scene.data, "merge", scene.office, *(file for _, file in some), "--accept-unsigned")
    tally.files += len(some)
    tally.longest, tally.peak_kb = max(tally.longest, ended.seconds), max(tally.peak_kb, ended.peak_kb)
    tally.faults += _faults(ended, some)
    if hashlib.sha256(scene.office.read_bytes()).hexdigest() != before:
        tally.faults.append(f"{some[0][1].name}: the office's file changed")
    if ended.status == 3:
        tally.codes.update(str(each["code"]) for each in ended.json["packages"])


def _faults(ended: Ended, some: list[tuple[str, Path]]) -> list[str]:
    name = some[0][1].name
    if ended.status != 3:
        return [f"{name}: status {ended.status} {ended.err[-300:]}"]
    faults = [f"{name}: a child goes on"] if ended.orphans else []
    faults += [f"{name}: {ended.seconds:.1f} s"] if ended.seconds > MOST_SECONDS * len(some) else []
    faults += [f"{name}: {ended.peak_kb} kB"] if ended.peak_kb > MOST_KB else []
    for (corpus, file), each in zip(some, ended.json["packages"], strict=True):
        if each["status"] != "refused" or each["code"] not in RIGHT[corpus]:
            faults.append(f"{file.name}: {each['status']} {each['code']}")
    return faults
