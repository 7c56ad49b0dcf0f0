"""A disk that is full: a small file system in memory, filled to the last byte. Needs root and mount."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.services import info, upkeep
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from tests.helpers.command import Said, program
from tests.helpers.offices import workspace_file

KEPT = "filling"


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Generator[Path]:
    """A disk of that size; RuntimeError with the reason where none can be had."""
    if os.name != "posix" or os.geteuid() != 0 or shutil.which("mount") is None:
        raise RuntimeError("needs root and mount")
    folder.mkdir(parents=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"mount says: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def leave(disk: Path, kilobytes: int) -> None:
    """Fill the disk until about that much is left."""
    release(disk)
    found = os.statvfs(disk)
    wanted = found.f_bavail * found.f_frsize - kilobytes * 1024
    if wanted > 0:
        with contextlib.suppress(OSError), (disk / KEPT).open("wb") as file:
            file.write(bytes(wanted))


def release(disk: Path) -> None:
    """Make room again."""
    (disk / KEPT).unlink(missing_ok=True)


@dataclass
class Tally:
    """What came of it: how calls ended by exit status, findings promised and lost, old files that were harmed."""

    ended: Counter[int] = field(default_factory=Counter[int])
    acknowledged: set[str] = field(default_factory=set[str])
    lost: int = 0
    harmed: list[str] = field(default_factory=list[str])
    faults: list[str] = field(default_factory=list[str])


class FullDisk:
    """A workspace on a small disk, and what a team does with it while room runs out."""

    def __init__(self, disk: Path, data: Path, photo: Path) -> None:
        self.disk, self.data, self.photo = disk, data, photo
        self.path = workspace_file(disk / "a.cjdb")
        self.tally = Tally()
        self.outputs = {
            disk / "ledger.xlsx": ("export", "ledger"),
            disk / "sheet.pdf": ("export", "sheet", "--site", "ZG-001"),
            disk / "copy.cjdb": ("backup",),
        }
        self._record(1)
        for out, words in self.outputs.items():
            assert program(data, *self._words(words), "--out", out).status == 0

    def _words(self, words: tuple[str, ...]) -> tuple[str | Path, ...]:
        head = 1 if words[0] == "backup" else 2
        return (*words[:head], self.path, *words[head:])

    def _record(self, count: int, *photos: Path) -> None:
        wanted = {"site": "ZG-001", "item": "ZG03", "note": "满" * 900, "photos": [str(each) for each in photos]}
        said = program(self.data, "add", self.path, "--lines", "-", given=(json.dumps(wanted) + "\n") * count)
        self._end("add", said)
        answers = [json.loads(line) for line in said.out.splitlines() if line.endswith("}")]
        self.tally.acknowledged |= {each["finding"] for each in answers if "finding" in each}

    def _end(self, what: str, said: Said) -> None:
        self.tally.ended[said.status] += 1
        if said.status not in (0, 4) or (said.status == 4 and '"M06"' not in said.out):
            self.tally.faults.append(f"{what}: {said.status} {said.out[-200:]} {said.err[-300:]}")

    def step(self, kilobytes: int) -> None:
        """Everything once, with so much room left."""
        leave(self.disk, kilobytes)
        self._record(3)
        self._record(1, self.photo)
        for out, words in self.outputs.items():
            before = out.read_bytes()
            leave(self.disk, kilobytes)
            said = program(self.data, *self._words(words), "--out", out)
            self._end(words[0], said)
            if said.status and out.read_bytes() != before:
                self.tally.harmed.append(f"{out.name} at {kilobytes} kB")
        left = {KEPT, self.path.name, *(each.name for each in self.outputs)}
        self.tally.harmed.extend(each.name for each in self.disk.iterdir() if each.name not in left)
        release(self.disk)

    def look(self) -> Tally:
        """With room again: is everything there that was promised, and is the file sound?"""
        workspace = open_workspace(self.path, Installation(self.data))
        try:
            self.tally.faults.extend(f"{each.kind} {each.where}" for each in upkeep.check(workspace))
            dumped = [json.loads(each) for each in info.dump(workspace)]
        finally:
            workspace.close()
        present = {each["record"] for each in dumped if each.get("entity") == "finding"}
        self.tally.lost = len(self.tally.acknowledged - present)
        return self.tally
