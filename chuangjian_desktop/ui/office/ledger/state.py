"""What the Ledger shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.services.ledger import LedgerFilter
from chuangjian_desktop.ui.models.cells import Column, Row

Choices = tuple[tuple[str, str], ...]
FILTERS = ("area", "site_type", "unit_id", "deadline", "sort")


@dataclass(frozen=True, slots=True)
class LedgerState:
    """Everything visible. `offset` is where `rows` begin: 0 replaces the table, more adds to it."""

    loaded: bool = False
    wanted: LedgerFilter = field(default_factory=LedgerFilter)
    choices: tuple[tuple[str, str, Choices], ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    offset: int = 0
    total: int = 0
    sums: str = ""
    facts: str = ""
    any_filter: bool = False
    touches: str = ""
    touches_whole: str = ""
