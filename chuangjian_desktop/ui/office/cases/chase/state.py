"""What the page of chasing shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row

PERIODS = ("round", "week", "last_week", "month", "quarter")
TABLES = ("rates", "quarters")


@dataclass(frozen=True, slots=True)
class ChaseState:
    """Everything visible: units with what they owe, and the rates of a period or what they make of the quarterly score,
    as `table` says."""

    loaded: bool = False
    sums: str = ""
    unit_columns: tuple[Column, ...] = ()
    units: tuple[Row, ...] = ()
    period: str = "round"
    periods: tuple[tuple[str, str], ...] = ()
    table: str = "rates"
    tables: tuple[tuple[str, str], ...] = ()
    rate_columns: tuple[Column, ...] = ()
    rates: tuple[Row, ...] = ()
    lists: str = ""
    told: str = ""
