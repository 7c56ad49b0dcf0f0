"""What the dialog for handing out shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class Receiver:
    """A team that can be given a package: who it is, and what it was given before."""

    code: str
    name: str
    who: str
    before: str
    sent: bool


@dataclass(frozen=True, slots=True)
class HandOutState:
    """Teams in their order, names of lower offices that were given something before, and of units that have cases."""

    loaded: bool = False
    round_name: str = ""
    receivers: tuple[Receiver, ...] = ()
    offices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """To whom something is to be written: codes of teams, the name of a lower office, names of units."""

    teams: tuple[str, ...] = ()
    office: str = ""
    units: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many."""
        return len(self.teams) + bool(self.office) + len(self.units)


@dataclass(frozen=True, slots=True)
class Given:
    """What was written: name of the receiver, the files with their sizes, and whether it corrects an earlier one."""

    name: str
    files: tuple[tuple[str, str], ...]
    correction: bool


@dataclass(frozen=True, slots=True)
class HandedOut:
    """The outcome. `refusal` is why it ended early, `stopped` that a person ended it; what was written stays."""

    folder: Path
    given: tuple[Given, ...]
    fingerprint: str
    wanted: int
    refusal: Refusal | None = None
    stopped: bool = False
