"""Decides what can be handed out to whom, and writes the packages. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.filenames import safe_name
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services import places
from chuangjian_desktop.services.exchange import handout, keys
from chuangjian_desktop.services.exchange.handout import Handed
from chuangjian_desktop.services.places import TeamRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange import words
from chuangjian_desktop.ui.exchange.handout.state import Chosen, Given, HandedOut, HandOutState, Receiver
from chuangjian_desktop.ui.text.words import t


class HandOutPresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[HandOutState], None]) -> None:
        self._desk = desk
        self._show = show
        self.state = HandOutState()

    def refresh(self) -> None:
        """Read teams, and what was handed out before."""
        self._desk.runner.run(lambda _progress: self._fetch(), self._took, self._desk.failed, lane="work")

    def _fetch(self) -> HandOutState:
        workspace = self._desk.workspace
        sent = handout.handed_out(workspace)
        return HandOutState(
            True,
            places.current_round(workspace).name,
            tuple(_receiver(team, sent.get((team.code, ""), "")) for team in places.teams(workspace)),
            tuple(sorted(office for code, office in sent if not code)),
            handout.units_to_tell(workspace),
        )

    def _took(self, state: HandOutState) -> None:
        self.state = state
        self._show(state)

    def write(self, chosen: Chosen, folder: Path, progress: Progress) -> HandedOut:
        """A package for each of these. On a lane."""
        workspace = self._desk.workspace
        names = {each.code: each.name for each in self.state.receivers}
        given: list[Given] = []
        refusal, stopped = None, False
        try:
            for code in chosen.teams:
                out = folder / file_of(names[code])
                given.append(_given(names[code], handout.hand_out(workspace, code, out, progress)))
            if chosen.office:
                handed = handout.hand_down(workspace, chosen.office, folder / file_of(chosen.office), progress)
                given.append(_given(chosen.office, handed))
            for unit in chosen.units:
                out = folder / file_of(unit, "整改")
                given.append(_given(unit, handout.hand_to_unit(workspace, unit, out, progress)))
        except Refusal as refused:
            refusal = refused
        except Cancelled:
            stopped = True
        fingerprint = keys.own_fingerprint(workspace.installation)
        return HandedOut(folder, tuple(given), fingerprint, chosen.count, refusal, stopped)


def file_of(name: str, kind: str = "任务") -> str:
    """The file of a receiver."""
    return f"{safe_name(f'{kind}-{name}')}.cjpkg"


def _receiver(team: TeamRow, sent: str) -> Receiver:
    who = t("、").join(name for name, _ in sorted(team.members, key=lambda each: each[1] != "组长")[:3])
    before = t("{time} 发过，这次是更正", time=words.when(sent)) if sent else t("还没发过")
    return Receiver(team.code, team.name, who, before, bool(sent))


def _given(name: str, handed: Handed) -> Given:
    files = tuple((each.path.name, words.size(each.size)) for each in handed.packages)
    return Given(name, files, handed.packages[0].manifest.purpose == "correction")
