"""The shipped tables of days off and exchanged weekends (`resources/calendar`)."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.working_days import DayKind, SpecialDay
from chuangjian_desktop.inputs.pack_files import ENCODINGS, decoded
from chuangjian_desktop.resources import CALENDAR

WORDS: dict[str, DayKind] = {"休": "off", "班": "work"}
LARGEST = 100_000
"""Bytes: no year has so many days."""


@cache
def shipped_years() -> dict[int, tuple[SpecialDay, ...]]:
    """The special days of every year that ships with the program."""
    return {int(path.stem): _read(path) for path in sorted(CALENDAR.glob("*.csv"))}


def read_year(path: Path) -> tuple[SpecialDay, ...]:
    """A table that an office made in the same form. M27 for what cannot be read, or is no such table of at most some
    hundred lines."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as fault:
        raise Refusal("M27", field="calendar", value=path.name, detail=fault.strerror or "not found") from fault
    if len(data) > LARGEST:
        raise Refusal("M27", field="calendar", value=path.name)
    text = decoded(data)
    if text is None:
        raise Refusal("M27", field="calendar", value=path.name, detail_zh=ENCODINGS[0], detail_en=ENCODINGS[1])
    found = [_day(row, path.name) for row in csv.DictReader(text.splitlines())]
    if not found:
        raise Refusal("M27", field="calendar", value=path.name)
    return tuple(found)


def _day(row: Mapping[str | None, str | None], name: str) -> SpecialDay:
    date, kind = (row.get("日期") or "").strip(), (row.get("安排") or "").strip()
    try:
        return SpecialDay(dt.date.fromisoformat(date), WORDS[kind], (row.get("名称") or "").strip())
    except (KeyError, ValueError):
        raise Refusal("M27", field="calendar", value=f"{date} {kind}".strip(), file=name) from None


def _read(path: Path) -> tuple[SpecialDay, ...]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return tuple(SpecialDay(dt.date.fromisoformat(row["日期"]), WORDS[row["安排"]], row["名称"]) for row in rows)
