"""What the Ledger shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.ui.models.cells import Column, Row

Choices = tuple[tuple[str, str], ...]
FILTERS = ("state", "area", "site_type", "unit_id", "item", "severity", "deadline", "special", "group", "sort")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person narrowed, grouped and sorted the table to; empty means all. `special` is `overdue`, `today` or
    `recurring`; `descending` is "1" or empty."""

    state: str = ""
    area: str = ""
    site_type: str = ""
    unit_id: str = ""
    item: str = ""
    severity: str = ""
    deadline: str = ""
    special: str = ""
    words: str = ""
    group: str = ""
    sort: str = ""
    descending: str = ""

    def narrows(self) -> bool:
        """Whether anything is left out."""
        told = (self.state, self.area, self.site_type, self.unit_id, self.item)
        return any((*told, self.severity, self.deadline, self.special, self.words))


@dataclass(frozen=True, slots=True)
class View:
    """A saved view."""

    id: str
    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Everything visible. `offset` is where `rows` begin in the table: 0 replaces it, more adds to it; `total` counts
    heads of groups too."""

    loaded: bool = False
    office: bool = False
    wanted: Wanted = field(default_factory=Wanted)
    choices: tuple[tuple[str, str, Choices], ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    offset: int = 0
    total: int = 0
    sums: str = ""
    facts: str = ""
    any_filter: bool = False
    views: tuple[View, ...] = ()
    view: str = ""
    touches: str = ""
    touches_whole: str = ""
    told: str = ""
    told_mood: str = "gain"
    undoable: bool = False
