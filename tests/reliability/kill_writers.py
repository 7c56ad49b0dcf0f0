"""Killing what writes files: photos in, ledger, score sheet and backup out. The old file must be whole afterwards."""

from __future__ import annotations

import random
import subprocess
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.helpers.command import program, started
from tests.helpers.offices import workspace_file

ITEMS = ("ZG03", "ZG05", "ZG07")


@dataclass(slots=True)
class WriterTally:
    """How many were killed in the middle, how many ended first, and whatever was harmed."""

    killed: int = 0
    ended: int = 0
    harmed: list[str] = field(default_factory=list[str])


class Writers:
    """A workspace with photos in a folder, and the documents that it writes over and over."""

    def __init__(self, folder: Path, photo: Path, seed: int) -> None:
        self.folder = folder
        self.data = folder / "installation"
        self.file = folder / "a.cjdb"
        self.photo = photo
        self.random = random.Random(seed)
        self.tally = WriterTally()
        workspace_file(self.file, "office")
        for item in ITEMS:
            self._say("add", self.file, "--site", "ZG-001", "--item", item, "--photo", photo)
        self.targets = {
            folder / "ledger.xlsx": ("export", "ledger", self.file, "--out", folder / "ledger.xlsx"),
            folder / "sheet.pdf": ("export", "sheet", self.file, "--site", "ZG-001", "--out", folder / "sheet.pdf"),
            folder / "backup.cjdb": ("backup", self.file, "--out", folder / "backup.cjdb"),
        }
        self.usual: dict[Path, float] = {}
        for target, words in self.targets.items():
            begun = time.monotonic()
            self._say(*words)
            self.usual[target] = time.monotonic() - begun

    def _say(self, *words: str | Path) -> None:
        ended = program(self.data, *words)
        assert ended.status == 0, ended.out + ended.err

    def kill_document(self, target: Path) -> None:
        """Write a document over the old one and kill the writer at some moment."""
        before = target.read_bytes()
        self._kill(self.targets[target], self.usual[target])
        after = target.read_bytes()
        if after != before and not whole(target):
            self.tally.harmed.append(target.name)

    def kill_photo(self) -> None:
        """Kill while a finding with its photo is recorded."""
        words = ("add", self.file, "--site", "ZG-001", "--item", "ZG04", "--photo", self.photo)
        self._kill(words, max(self.usual.values()))

    def _kill(self, words: tuple[str | Path, ...], usual: float) -> None:
        process = started(self.data, *words)
        try:
            process.wait(self.random.uniform(0.3, 1.1) * usual)
            self.tally.ended += 1
        except subprocess.TimeoutExpired:
            process.kill()
            self.tally.killed += 1
        process.communicate()

    def look(self) -> WriterTally:
        """The workspace and its backup must prove sound."""
        for file in (self.file, self.folder / "backup.cjdb"):
            if program(self.data, "check", file).json != {"ok": True, "problems": [], "warnings": []}:
                self.tally.harmed.append(file.name)
        return self.tally


def whole(target: Path) -> bool:
    """Whether a document is complete."""
    if target.suffix == ".xlsx":
        with zipfile.ZipFile(target) as book:
            return book.testzip() is None
    if target.suffix == ".pdf":
        return target.read_bytes().rstrip().endswith(b"%%EOF")
    return target.read_bytes().startswith(b"SQLite format 3")
