"""The shipped tables of days off and exchanged weekends (`resources/calendar`)."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from chuangjian_desktop.domain.working_days import DayKind, SpecialDay
from chuangjian_desktop.resources import CALENDAR

WORDS: dict[str, DayKind] = {"休": "off", "班": "work"}


@cache
def shipped_years() -> dict[int, tuple[SpecialDay, ...]]:
    """The special days of every year that ships with the program."""
    return {int(path.stem): _read(path) for path in sorted(CALENDAR.glob("*.csv"))}


def _read(path: Path) -> tuple[SpecialDay, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return tuple(SpecialDay(dt.date.fromisoformat(row["日期"]), WORDS[row["安排"]], row["名称"]) for row in rows)
