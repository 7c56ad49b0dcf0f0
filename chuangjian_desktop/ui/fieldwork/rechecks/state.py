"""What 回头看 shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.exchange.compare.state import Line, Tile


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The chosen task: where and what, what the unit said, photos of the problem and of the repair that was claimed,
    those taken now (not stored yet) or with the result; `done` says that it has its result."""

    key: str
    number: str
    title: str
    under: str
    said: str
    before: tuple[Tile, ...]
    claimed: tuple[Tile, ...]
    now: tuple[Tile, ...]
    done: bool
    result: str
    result_mood: str


@dataclass(frozen=True, slots=True)
class RechecksState:
    """Everything visible. `busy` counts photos on their way."""

    loaded: bool = False
    facts: str = ""
    lines: tuple[Line, ...] = ()
    current: str = ""
    page: TaskPage | None = None
    busy: int = 0
    told: str = ""
