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
    """Teams in their order, and names of lower offices that were given something before."""

    loaded: bool = False
    round_name: str = ""
    receivers: tuple[Receiver, ...] = ()
    offices: tuple[str, ...] = ()


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
