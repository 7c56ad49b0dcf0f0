"""What the dialog for taking packages in shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal["looking", "seen", "taken"]


@dataclass(frozen=True, slots=True)
class Parcel:
    """One file: what it is and from whom, what it brings or why it is refused. A `fingerprint` asks to be compared;
    `office` says that the signer calls itself an office, `as_office` that a person says so too."""

    number: int
    title: str
    facts: str
    words: str
    tag: str
    mood: str
    fingerprint: str = ""
    compared: bool = False
    office: bool = False
    as_office: bool = False


@dataclass(frozen=True, slots=True)
class ReceiveState:
    """Everything visible; `told` says what came of it."""

    stage: Stage = "looking"
    parcels: tuple[Parcel, ...] = ()
    takeable: int = 0
    told: tuple[str, ...] = ()
