"""Killing a recording program at random moments, and looking what of its promises is kept."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import threading
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.services import info, upkeep
from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import open_workspace
from tests.helpers.command import started
from tests.helpers.offices import workspace_file

LINES = 300


@dataclass
class Tally:
    """What came of it: kills, promises made, findings lost, findings nobody sent, faults that the check named."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unexpected: int = 0
    faults: list[str] = field(default_factory=list[str])


class Recording:
    """One file that is recorded into, killed, opened again and recorded into further."""

    def __init__(self, folder: Path, seed: int, role: str = "team") -> None:
        self.path = workspace_file(folder / "a.cjdb", role)
        self.installation = Installation(folder / "installation")
        self.dice = random.Random(seed)
        self.acknowledged: set[str] = set()
        self.sent = 0
        self.tally = Tally()

    def kill_once(self) -> None:
        """Record up to a moment drawn at random, then kill; every whole line that was said is a promise."""
        process = started(self.installation.folder, "add", self.path, "--lines", "-")
        feeder = threading.Thread(target=self._feed, args=(process,))
        feeder.start()
        assert process.stdout is not None
        quota = self.dice.randrange(0, 30)
        heard: list[bytes] = []
        while len(heard) < quota and (answer := process.stdout.readline()):
            heard.append(answer)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(self.dice.random() * (0.03 if quota else 1.5))
        process.kill()
        heard.extend(process.stdout.readlines())
        process.wait()
        feeder.join()
        process.stdout.close()
        self.tally.kills += 1
        self.acknowledged |= {str(json.loads(each)["finding"]) for each in heard if each.endswith(b"\n")}

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            for _ in range(LINES):
                wanted = {"site": "ZG-001", "item": "ZG03", "note": f"第{self.sent}个问题"}
                self.sent += 1
                process.stdin.write(json.dumps(wanted).encode() + b"\n")
                process.stdin.flush()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()

    def look(self) -> Tally:
        """Open the file again and compare with what was promised."""
        workspace = open_workspace(self.path, self.installation)
        try:
            self.tally.faults.extend(f"{each.kind} {each.where}" for each in upkeep.check(workspace))
            dumped = [json.loads(each) for each in info.dump(workspace)]
        finally:
            workspace.close()
        notes = {each["record"]: each["fields"]["note"] for each in dumped if each.get("entity") == "finding"}
        self.tally.acknowledged = len(self.acknowledged)
        self.tally.lost = len(self.acknowledged - set(notes))
        self.tally.unexpected = len(notes) - len(set(notes.values()))
        return self.tally
