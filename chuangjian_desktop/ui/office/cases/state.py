"""What the 整改 screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.ui.exchange.compare.state import Tile

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: a state (or `overdue`, `today`, `new`, `recurring`), a unit, words, or certain
    findings that stand on one paper."""

    state: str = ""
    unit: str = ""
    words: str = ""
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A line of the board: what it narrows to (`overdue`, `today`, `state:…`, `unit:…`, empty for all), how many, and
    how many of those are overdue. A `head` only stands above others; `chosen` ones are in force."""

    key: str
    title: str
    count: int = 0
    late: int = 0
    head: bool = False
    chosen: bool = False
    mood: str = "plain"


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list: two lines, at the right its day and its state, each with a mood and maybe an icon."""

    key: str
    title: str
    under: str
    day: str
    day_mood: str
    state: str
    state_mood: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class ActButton:
    """Something that may be done now: its name, words, key; `why` says why it is not possible, where it is not."""

    name: str
    text: str
    cap: str = ""
    why: str = ""

    @property
    def enabled(self) -> bool:
        """Whether it can be done."""
        return not self.why


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the history: done, the present one, one to come, or one that went back."""

    title: str
    when: str
    under: str
    mark: str = "done"


@dataclass(frozen=True, slots=True)
class Check:
    """What was found out about the photos of the repair, in words; `good`, `doubt` or `open` for what nobody knows."""

    words: str
    mood: str


@dataclass(frozen=True, slots=True)
class Link:
    """Another case that this one belongs with: the finding to go to, and words."""

    key: str
    words: str
    icon: str = "again"


@dataclass(frozen=True, slots=True)
class CasePage:
    """The chosen case. `before`, `after` and `more` are photos; `share` is how much of its time is over, 0 to 1, none
    where no time runs; `facts` are (caption, words)."""

    key: str
    number: str
    title: str
    under: str
    state: str
    state_mood: str
    badge: str
    before: tuple[Tile, ...]
    after: tuple[Tile, ...]
    more: tuple[Tile, ...]
    checks: tuple[Check, ...]
    due: str
    due_mood: str
    due_class: str
    share: float | None
    steps: tuple[StepLine, ...]
    facts: Choices
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CasesState:
    """Everything visible. `offset` is where `lines` begin: 0 replaces the list, more adds to it. `chosen` are the keys
    that acts are meant for; `main` are the acts with buttons, `more` those in the menu. In `unknown_years` time limits
    end, though nobody entered their holidays."""

    loaded: bool = False
    facts: str = ""
    wanted: Wanted = field(default_factory=Wanted)
    board: tuple[BoardLine, ...] = ()
    lines: tuple[CaseLine, ...] = ()
    offset: int = 0
    total: int = 0
    current: str = ""
    chosen: tuple[str, ...] = ()
    page: CasePage | None = None
    main: tuple[ActButton, ...] = ()
    more: tuple[ActButton, ...] = ()
    told: str = ""
    told_mood: str = "gain"
    unknown_years: tuple[int, ...] = ()
    actor: str = ""
