"""Years of the working calendar that an office entered."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Connection, select

from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year as an office entered it: (ISO date, off or work, name) of its special days."""

    id: str
    year: int
    days: tuple[tuple[str, str, str], ...]
    note: str


def years(connection: Connection) -> tuple[YearRow, ...]:
    """All entered years, oldest first."""
    c = tables.calendar
    rows = connection.execute(select(c.c.id, c.c.year, c.c.days, c.c.note).order_by(c.c.year, c.c.id))
    return tuple(YearRow(i, year or 0, _days(days), note or "") for i, year, days, note in rows)


def _days(text: str | None) -> tuple[tuple[str, str, str], ...]:
    found: object = json.loads(text or "[]")
    rows = cast("list[object]", found) if isinstance(found, list) else []
    days = (cast("list[object]", each) for each in rows if isinstance(each, list))
    return tuple((str(each[0]), str(each[1]), str(each[2])) for each in days if len(each) == 3)
