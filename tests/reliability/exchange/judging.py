"""Whether what a disturbed call left is as before or as after, and whether calling again finishes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from tests.reliability.exchange.calling import Ended, Programs
from tests.reliability.exchange.scene import TEAMS, Scene, Truth, content_of, left_over, look

NOT_NOW = {"M06", "M07", "M16"}
"""Codes of a medium that is full, gone or not to be written."""
AWAY = {"M01", "M02", "M05"}
"""Codes of a package that was taken away or cut while it was read."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was there before a hand-in: the older package's bytes, where the stick is (`gone` when it was taken away),
    and how many hand-ins were known."""

    package: bytes
    stick: Path
    known: int = 1
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Court:
    """Who judges, and by what; `package_codes` are what a source may be refused with."""

    programs: Programs
    truth: Truth
    package_codes: frozenset[str] = frozenset(NOT_NOW)

    def merged(self, scene: Scene, ended: Ended) -> list[str]:
        """Faults of a merge of both teams' packages."""
        faults = [*_manners(ended), *self._codes(ended)]
        now = look(scene.office, scene.data)
        allowed = {self.truth.office[each] for each in _may_be_in(ended)}
        if now.digest not in allowed:
            faults.append(f"digest is neither as before nor as after (status {ended.status})")
        faults += [f"check: {each}" for each in now.problems]
        return faults

    def merged_again(self, scene: Scene) -> list[str]:
        """Faults of the same call once more, now undisturbed."""
        ended = self.programs(scene.data, *scene.merge())
        if ended.status != 0:
            return [f"again: {ended.status} {ended.out[-300:]} {ended.err[-300:]}"]
        faults = [] if ended.json["digest"] == self.truth.office[frozenset(TEAMS)] else ["again: another digest"]
        return faults + [f"left: {each}" for each in left_over(scene.folder, scene.data)]

    def handed_in(self, scene: Scene, ended: Ended, earlier: Earlier) -> list[str]:
        """Faults of the first team's hand-in over its older package."""
        faults = _manners(ended)
        if ended.status > 0 and (ended.status != 4 or ended.code not in NOT_NOW):
            faults.append(f"status {ended.status} {ended.out[-200:]} {ended.err[-400:]}")
        faults += self._under_the_name(scene, ended, earlier)
        now = look(scene.team("T1"), scene.team_data("T1"))
        if ended.status >= 0:
            home = () if earlier.gone else (scene.stick,)
            faults += [f"left: {each}" for each in left_over(scene.folder, *home, scene.team_data("T1"))]
        if now.digest != self.truth.team:
            faults.append("the team's digest changed")
        if ended.status >= 0 and now.hand_ins != earlier.known + (ended.status == 0):
            faults.append(f"status {ended.status}, but {now.hand_ins} hand-ins are known")
        return faults + [f"check: {each}" for each in now.problems]

    def _under_the_name(self, scene: Scene, ended: Ended, earlier: Earlier) -> list[str]:
        """The older package to the last byte, or the new one whole. When the folder's own flush fails or the stick is
        gone, the new one may have its name already although the call does not say that it was done."""
        target = earlier.stick / scene.target.name
        if target.read_bytes() == earlier.package:
            return ["done, but the older package is there"] if ended.status == 0 else []
        unflushed = ended.hit.startswith("fsync") and "/stick>" in ended.hit
        if ended.status > 0 and not unflushed and not earlier.gone:
            return ["refused, but the older package is gone"]
        try:
            whole = content_of(target, scene.folder) == self.truth.content
        except Refusal as refusal:
            return [f"half a package under the name: {refusal}"]
        return [] if whole else ["another content under the name"]

    def handed_in_again(self, scene: Scene) -> list[str]:
        """Faults of the same call once more, now undisturbed."""
        ended = self.programs(scene.team_data("T1"), *scene.hand_in())
        if ended.status != 0:
            return [f"again: {ended.status} {ended.out[-300:]} {ended.err[-300:]}"]
        faults = [] if content_of(scene.target, scene.folder) == self.truth.content else ["again: another content"]
        return faults + [f"left: {each}" for each in left_over(scene.folder, scene.stick, scene.team_data("T1"))]

    def _codes(self, ended: Ended) -> list[str]:
        if ended.status <= 0:
            return []
        if ended.status == 4:
            return [] if ended.code in NOT_NOW else [f"refused with {ended.code}"]
        if ended.status != 3 or "packages" not in ended.json:
            return [f"status {ended.status} {ended.out[-200:]} {ended.err[-400:]}"]
        codes = {each["code"] for each in ended.json["packages"]} - {None}
        return [] if codes <= self.package_codes else [f"packages refused with {sorted(codes)}"]


def _may_be_in(ended: Ended) -> list[frozenset[str]]:
    """Which teams' work may be at the office after a call that ended so."""
    everyone, nobody = frozenset(TEAMS), frozenset[str]()
    if ended.status == 0:
        return [everyone]
    if ended.status < 0:
        return [nobody, everyone]
    told = json.loads(ended.out or "{}").get("packages", [])
    return [frozenset(code for code, each in zip(TEAMS, told, strict=False) if each["status"] != "refused")]


def _manners(ended: Ended) -> list[str]:
    """No fault of the program, and no child that goes on without it. A child that was just being born when its program
    was killed says that it got nothing to read."""
    unborn = ended.status < 0 and ended.err.count("Traceback") == ended.err.count("EOFError: Ran out of input")
    failed = ended.status == 1 or ("Traceback" in ended.err and not unborn)
    faults = [f"a fault of the program: {ended.err[-600:]}"] if failed else []
    return faults + (["a child goes on"] if ended.orphans else [])
