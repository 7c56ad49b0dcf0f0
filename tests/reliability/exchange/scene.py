"""An office and two teams with photos, each with an installation of its own: handed out, recorded, handed in; built by
the program's own command line and copied for every trial."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from chuangjian_desktop.domain.package import Manifest
from chuangjian_desktop.services import info, upkeep
from chuangjian_desktop.services.exchange.receipts import hand_ins
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from chuangjian_desktop.store.packages.arrival import arrive
from tests.helpers.offices import workspace_file
from tests.outputs.xlsx.documents import jpeg
from tests.reliability.exchange.calling import Programs

TEAMS = ("T1", "T2")


@dataclass(frozen=True, slots=True)
class Found:
    """What a workspace is when it is opened again: its digest, what `check` says, how many hand-ins it knows of."""

    digest: str
    problems: tuple[str, ...]
    hand_ins: int


@dataclass(frozen=True, slots=True)
class Content:
    """What a package holds, whenever it was made."""

    changes: str
    blobs: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder with everything. The first team's stick holds an older package under the name of the next one."""

    folder: Path
    fingerprints: tuple[str, ...]

    @property
    def office(self) -> Path:
        """The office's workspace; what lies in `data` is its installation."""
        return self.folder / "office.cjdb"

    @property
    def data(self) -> Path:
        """The office's installation."""
        return self.folder / "office-data"

    def team(self, code: str) -> Path:
        """A team's workspace."""
        return self.folder / f"{code}.cjdb"

    def team_data(self, code: str) -> Path:
        """A team's installation."""
        return self.folder / f"{code}-data"

    @property
    def stick(self) -> Path:
        """The folder that stands for the first team's stick."""
        return self.folder / "stick"

    @property
    def target(self) -> Path:
        """The name under which the first team hands in."""
        return self.stick / "交回.cjpkg"

    def package(self, code: str) -> Path:
        """What a team handed in, as it lies at the office."""
        return self.folder / "returns" / f"{code}.cjpkg"

    def merge(self, codes: Sequence[str] = TEAMS) -> tuple[str | Path, ...]:
        """The words that take these teams' packages in."""
        trust = [word for each in self.fingerprints for word in ("--trust", each)]
        return ("merge", self.office, *(self.package(code) for code in codes), *trust)

    def hand_in(self) -> tuple[str | Path, ...]:
        """The words by which the first team hands in again."""
        return ("handin", self.team("T1"), "--out", self.target)

    def copy(self, folder: Path) -> Scene:
        """All of it once more."""
        shutil.copytree(self.folder, folder)
        return Scene(folder, self.fingerprints)


@dataclass(frozen=True, slots=True)
class Truth:
    """What undisturbed calls lead to: the digest of the office by the teams that it took in, what the first team's next
    package holds, and the digest of that team."""

    office: dict[frozenset[str], str]
    content: Content
    team: str
    seconds: dict[str, float]


def build(folder: Path, programs: Programs) -> Scene:
    """Everything from the plan to the packages at the office."""
    folder.mkdir(parents=True)
    scene = Scene(folder, ())
    workspace_file(scene.office, "office")
    photos: list[Path] = []
    for number in range(8):
        photos.append(folder / f"{number}.jpg")
        photos[-1].write_bytes(jpeg(number, (1600, 1200)))
    for place in ("stick", "returns"):
        (folder / place).mkdir()
    prints: list[str] = []
    for number, code in enumerate(TEAMS):
        task = folder / f"{code}-task.cjpkg"
        done(programs, scene.data, "handout", scene.office, "--team", code, "--out", task)
        done(programs, scene.team_data(code), "new", scene.team(code), "--from", task)
        record(programs, scene, code, photos[number * 3 : number * 3 + 3])
        made = done(programs, scene.team_data(code), "handin", scene.team(code), "--out", scene.package(code))
        prints.append(str(made["fingerprint"]))
    shutil.copy(scene.package("T1"), scene.target)
    record(programs, scene, "T1", photos[6:])
    return Scene(folder, tuple(prints))


def record(programs: Programs, scene: Scene, code: str, photos: Sequence[Path]) -> str:
    """One more finding of a team; answers its id."""
    words = ("add", scene.team(code), "--site", "ZG-001", "--item", "ZG03", "--note", f"{code}：垃圾桶满溢")
    shown = [word for photo in photos for word in ("--photo", photo)]
    return str(done(programs, scene.team_data(code), *words, *shown)["finding"])


def done(programs: Programs, data: Path, *words: str | Path) -> dict[str, Any]:
    """The answer of a call that must succeed."""
    ended = programs(data, *words)
    assert ended.status == 0, (ended.status, ended.out, ended.err)
    return json.loads(ended.out)


def truth_of(scene: Scene, programs: Programs, folder: Path) -> Truth:
    """What undisturbed calls lead to, and how long they take."""
    office: dict[frozenset[str], str] = {}
    seconds: dict[str, float] = {}
    for number in range(len(TEAMS) + 1):
        for codes in combinations(TEAMS, number):
            mine = scene.copy(folder / f"truth-{'-'.join(codes)}")
            if codes:
                ended = programs(mine.data, *mine.merge(codes))
                assert ended.status == 0, ended.out + ended.err
                seconds["merge"] = ended.seconds
            office[frozenset(codes)] = look(mine.office, mine.data).digest
    mine = scene.copy(folder / "truth-handin")
    ended = programs(mine.team_data("T1"), *mine.hand_in())
    assert ended.status == 0, ended.out + ended.err
    seconds["handin"] = ended.seconds
    content = content_of(mine.target, folder)
    assert content is not None
    team = look(mine.team("T1"), mine.team_data("T1")).digest
    return Truth(office, content, team, seconds)


def look(path: Path, data: Path) -> Found:
    """Open a workspace as the program does at its next start."""
    with closing(open_workspace(path, Installation(data))) as workspace:
        problems = tuple(f"{each.kind} {each.where}" for each in upkeep.check(workspace))
        return Found(info.digest(workspace), problems, len(hand_ins(workspace)))


def content_of(package: Path, folder: Path) -> Content | None:
    """What a package holds, proved from the first to the last byte; None for what is no package."""
    staging = folder / f"content-{package.stem}"
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    try:
        manifest: Manifest | None = arrive(package, staging).manifest
    finally:
        shutil.rmtree(staging)
    return None if manifest is None else Content(manifest.changes, manifest.blobs)


def left_over(*folders: Path) -> list[str]:
    """Names of what a call should not have left: halves, journals, staged copies."""
    found: list[str] = []
    for folder in (each for each in folders if each.is_dir()):
        found += [each.name for each in folder.iterdir() if each.name.endswith((".part", "-wal", "-shm", "-journal"))]
        if (folder / "staging").is_dir():
            found += [f"staging/{each.name}" for each in (folder / "staging").iterdir()]
    return found
