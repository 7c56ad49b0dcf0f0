"""What the part that takes files in shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.ui.models.cells import Column, Row

Phase = Literal["empty", "examining", "ready", "taking", "taken"]
Ask = Literal["", "signer", "unsigned", "office"]


@dataclass(frozen=True, slots=True)
class FileCard:
    """A file of the list: its name, from whom and what, its fate as a tag, and whether it is to be taken in."""

    number: int
    title: str
    lines: tuple[str, ...]
    tag: str
    mood: str
    icon: str
    ticked: bool
    tickable: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence over the details with at most one action; `ask` says which decision the action opens."""

    text: str = ""
    mood: str = "info"
    icon: str = "info"
    action: str = ""
    ask: Ask = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the details: a table."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Detail:
    """All about one file."""

    title: str = ""
    line: str = ""
    told: tuple[Told, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """What is under way: words, steps done and in all."""

    words: str = ""
    done: int = 0
    total: int = 0
    label: str = ""
    stopping: bool = False


@dataclass(frozen=True, slots=True)
class TakingState:
    """Everything visible. `current` is the number of the file whose details are shown; `result` says what a merge
    brought, once it is over."""

    phase: Phase = "empty"
    facts: str = ""
    cards: tuple[FileCard, ...] = ()
    current: int = -1
    detail: Detail = Detail()
    work: Work = Work()
    ticked: int = 0
    result: Told = Told()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision about the signer of a file, or about a file: what the dialog needs to know. `files` is how many
    files it is about."""

    ask: Ask
    name: str
    role: str
    fingerprint: str
    file: str
    files: int
