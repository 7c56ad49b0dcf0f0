"""Many packages at once with a bad one among them, and one load in parts."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange.handin import hand_in
from chuangjian_desktop.services.fieldwork import findings, visits
from chuangjian_desktop.services.fieldwork.findings import FindingDraft
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from tests.reliability.exchange.calling import Ended
from tests.reliability.exchange.scene import Scene, look


@dataclass(frozen=True, slots=True)
class Batch:
    """Packages of one team, each with one finding more than the last; one in the middle is damaged. The last one has
    everything."""

    scene: Scene
    files: tuple[Path, ...]
    bad: int

    @classmethod
    def made(cls, scene: Scene, folder: Path, count: int) -> Batch:
        """So many, the damaged one included."""
        mine = scene.copy(folder)
        files: list[Path] = []
        with closing(open_workspace(mine.team("T1"), Installation(mine.team_data("T1")))) as team:
            site = places.site_by_code(team, "ZG-001")
            assert site is not None
            visit = visits.begun_visit(team, site.code)
            for number in range(count):
                findings.record(team, visit, "ZG05", FindingDraft(f"第{number}处", count=1))
                files.append(mine.folder / f"{number:02}.cjpkg")
                hand_in(team, files[-1])
        bad = count // 2
        raw = bytearray(files[bad].read_bytes())
        raw[len(raw) // 2] ^= 4
        files[bad].write_bytes(raw)
        return cls(mine, tuple(files), bad)

    def faults(self, ended: Ended) -> list[str]:
        """What is wrong with a merge of all of them."""
        packages = ended.json.get("packages", [])
        faults = [] if ended.status == 3 else [f"status {ended.status} {ended.err[-300:]}"]
        refused = [number for number, each in enumerate(packages) if each["status"] == "refused"]
        faults += [] if refused == [self.bad] else [f"refused: {refused}"]
        faults += [] if packages[self.bad]["code"] == "M05" else [f"code {packages[self.bad]['code']}"]
        found = look(self.scene.office, self.scene.data)
        return faults + [f"check: {each}" for each in found.problems]


@dataclass(slots=True)
class _Asked(Progress):
    """Lifts the limit on files once the packages were cut to it: the workspace itself is larger than a package, and
    here both lie under the same limit."""

    limits: tuple[int, int] = (0, 0)
    lifted: list[bool] = field(default_factory=list[bool])

    def add(self, steps: int) -> None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, self.limits)
        self.lifted.append(True)
        Progress.add(self, steps)


def in_parts(scene: Scene, folder: Path, most: int) -> tuple[Scene, list[Path]]:
    """The first team's hand-in to an empty medium that holds files of that many bytes."""
    mine = scene.copy(folder)
    shutil.rmtree(mine.stick)
    mine.stick.mkdir()
    return mine, hand_in_parts(mine, most)


def hand_in_parts(scene: Scene, most: int) -> list[Path]:
    """The first team's hand-in where files of that many bytes can be written; the files that were made."""
    import resource

    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    with closing(open_workspace(scene.team("T1"), Installation(scene.team_data("T1")))) as team:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            handed = hand_in(team, scene.target, _Asked(limits=limits))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    return [each.path for each in handed.packages]
