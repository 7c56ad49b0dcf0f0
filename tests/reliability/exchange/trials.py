"""Disturbed hand-ins and merges: killed, out of space, told of errors, the stick gone."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.reliability.exchange.calling import Ended, Programs, SystemCall, tampering
from tests.reliability.exchange.judging import AWAY, NOT_NOW, Court, Earlier
from tests.reliability.exchange.scene import Scene, Truth, build, left_over, look, truth_of

SYNCS = ("fsync", "fdatasync")
WRITES = ("write", "pwrite64", "ftruncate")
NAMES = ("rename", "renameat2", "unlink")
CALLS = ("handin", "merge")


@dataclass
class Tally:
    """What came of some trials: how many, how the calls ended, and every fault."""

    trials: int = 0
    ended: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])
    longest: float = 0.0
    peak_kb: int = 0

    def add(self, what: str, ended: Ended, faults: Iterable[str]) -> None:
        """One more."""
        self.trials += 1
        self.ended[_ending(ended)] += 1
        self.longest, self.peak_kb = max(self.longest, ended.seconds), max(self.peak_kb, ended.peak_kb)
        self.faults += [f"{what}: {each}" for each in faults]


def _ending(ended: Ended) -> str:
    if ended.status < 0:
        return "killed"
    return {0: "done", 3: "packages refused", 4: "not now"}.get(ended.status, f"status {ended.status}")


class Stage:
    """A scene, the truth about it, and copies of it for trials that disturb one call each."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        self.folder = folder
        self.programs = programs
        self.scene: Scene = build(folder / "scene", programs)
        self.truth: Truth = truth_of(self.scene, programs, folder)
        self.court = Court(programs, self.truth)
        self._count = 0

    def trial(self, call: str, tally: Tally, what: str, **how: object) -> Ended:
        """One call, disturbed; after a kill, and every fourth time, the same call again."""
        self._count += 1
        scene = self.scene.copy(self.folder / f"trial-{self._count}")
        ended = self._called(scene, call, **how)
        if call == "merge":
            faults = self.court.merged(scene, ended)
            faults += self.court.merged_again(scene) if again(ended, tally) else []
        else:
            earlier = Earlier(self.scene.target.read_bytes(), scene.stick)
            faults = self.court.handed_in(scene, ended, earlier)
            faults += self.court.handed_in_again(scene) if again(ended, tally) else []
        tally.add(f"{call} {what}", ended, faults)
        shutil.rmtree(scene.folder)
        return ended

    def _called(self, scene: Scene, call: str, **how: object) -> Ended:
        words = scene.merge() if call == "merge" else scene.hand_in()
        data = scene.data if call == "merge" else scene.team_data("T1")
        return self.programs(data, *words, **how)  # pyright: ignore[reportArgumentType]

    def system_calls(self, call: str, names: Sequence[str]) -> list[SystemCall]:
        """What an undisturbed call asks of the system, of its own files only."""
        self._count += 1
        scene = self.scene.copy(self.folder / f"trial-{self._count}")
        words = scene.merge() if call == "merge" else scene.hand_in()
        data = scene.data if call == "merge" else scene.team_data("T1")
        found = self.programs.writes(names, [str(scene.folder)], data, *words)
        shutil.rmtree(scene.folder)
        return found

    # ---- kills ----

    def kill_at_random(self, call: str, times: int, seed: int) -> Tally:
        """Kill at moments spread over the time that the call usually takes."""
        dice, tally = random.Random(seed), Tally()
        for number in range(times):
            after = (number + dice.random()) / times * self.truth.seconds[call] * 1.05
            self.trial(call, tally, f"killed after {after:.4f} s", after=after)
        return tally

    def kill_at_syncs(self, call: str, most: int | None = None) -> Tally:
        """Kill in the middle of each flush, and of each rename and unlink: what follows has not happened."""
        tally = Tally()
        for each in spread(self.system_calls(call, (*SYNCS, *NAMES)), most):
            what = f"killed at {each.name} {each.number} of {Path(each.path).name}"
            if self.trial(call, tally, what, trace=tampering(each, "signal=KILL")).status >= 0:
                tally.faults.append(f"{what}: was not killed")
        return tally

    def kill_beginnings(self, times: int, seed: int) -> Tally:
        """Kill a team that begins at its task: there is no workspace then, or a whole one."""
        dice, tally = random.Random(seed), Tally()
        scene = self.scene.copy(self.folder / "beginnings")
        words = ("new", scene.team("new"), "--from", scene.folder / "T1-task.cjpkg")
        whole = self.programs(scene.team_data("new"), *words)
        digest = look(scene.team("new"), scene.team_data("new")).digest
        for number in range(times):
            scene.team("new").unlink()
            after = (number + dice.random()) / times * whole.seconds
            ended = self.programs(scene.team_data("new"), *words, after=after)
            if not scene.team("new").exists():
                self.programs(scene.team_data("new"), *words)
            found = look(scene.team("new"), scene.team_data("new"))
            faults = [] if found.digest == digest else ["a workspace that is not whole"]
            faults += [f"left: {each}" for each in left_over(scene.folder, scene.team_data("new"))]
            tally.add(f"new --from, killed after {after:.4f} s", ended, faults)
        shutil.rmtree(scene.folder)
        return tally

    # ---- errors of the system ----

    def errors(self, call: str, names: Sequence[str], error: str, most: int | None, *, for_good: bool) -> Tally:
        """The system refuses the N-th call of a name, once or from there on, for N = 1 and so on."""
        tally = Tally()
        for each in spread(self.system_calls(call, names), most):
            how = tampering(each, f"error={error}", for_good=for_good)
            what = f"{error} at {each.name} {each.number} of {Path(each.path).name}{' for good' if for_good else ''}"
            self.trial(call, tally, what, trace=how)
        return tally

    def file_limits(self, call: str, limits: Iterable[int]) -> Tally:
        """No file may grow beyond so many bytes."""
        tally = Tally()
        for limit in limits:
            self.trial(call, tally, f"files limited to {limit} bytes", largest_file=limit)
        return tally


def again(ended: Ended, tally: Tally) -> bool:
    """Whether to call again: always where something may have been left halfway."""
    return ended.status < 0 or tally.trials % 4 == 0


def spread(calls: Sequence[SystemCall], most: int | None) -> list[SystemCall]:
    """All of them, or some that lie evenly, the first and the last among them."""
    if most is None or most >= len(calls):
        return list(calls)
    return [calls[round(number * (len(calls) - 1) / max(most - 1, 1))] for number in range(most)]


STICK_CODES = frozenset(NOT_NOW | AWAY)
