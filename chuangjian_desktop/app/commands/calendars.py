"""calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.working_days import SpecialDay
from chuangjian_desktop.services import calendar


def show(context: Context) -> Answer:
    """The days of a year that differ from the week; `known` says whether there is a table of it."""
    year = context.args.year
    with context.opened(writing=False) as opened:
        known = calendar.working_calendar(opened).is_known(dt.date(year, 1, 1))
        return {"year": year, "known": known, "days": _days(calendar.special_days(opened, year))}


def enter(context: Context) -> Answer:
    """Enter a year's holidays and exchanged weekends."""
    year = context.args.year
    with context.opened(writing=True) as opened:
        return {"year": year, "known": True, "days": _days(calendar.import_year(opened, context.args.table, year))}


def _days(days: Sequence[SpecialDay]) -> list[dict[str, str]]:
    return [{"date": day.date.isoformat(), "kind": day.kind, "name": day.name} for day in days]
