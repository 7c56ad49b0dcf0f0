"""工作日历: which days are worked, by the week, the holidays and the exchanged weekends (调休), and working hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal

DayKind = Literal["off", "work"]
LONGEST = 400
"""A calendar in which nothing is worked for so many days is refused."""


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day that does not follow the week: off, or worked although it is a weekend."""

    date: dt.date
    kind: DayKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Special days by date, the years whose holidays are known, and the spans of a working day (minutes of the day).

    A year that is not known is counted by the week alone.
    """

    days: Mapping[dt.date, SpecialDay] = field(default_factory=dict[dt.date, SpecialDay])
    years: frozenset[int] = frozenset()
    hours: tuple[tuple[int, int], ...] = ((8 * 60 + 30, 12 * 60), (14 * 60, 17 * 60 + 30))

    def is_working(self, day: dt.date) -> bool:
        """Whether people work that day."""
        special = self.days.get(day)
        return day.weekday() < 5 if special is None else special.kind == "work"

    def is_known(self, day: dt.date) -> bool:
        """Whether the holidays of that day's year are published."""
        return day.year in self.years

    def after(self, day: dt.date, count: int) -> dt.date:
        """The working day that is `count` working days later; the day itself is not counted."""
        for _ in range(count):
            day = self._next(day)
        return day

    def _next(self, day: dt.date) -> dt.date:
        for ahead in range(1, LONGEST + 1):
            if self.is_working(found := day + dt.timedelta(days=ahead)):
                return found
        raise Refusal("M27", field="calendar", value=day.isoformat())

    def after_hours(self, moment: dt.datetime, hours: int) -> dt.datetime:
        """The minute at which so many working hours are over; what lies outside of them does not count."""
        left = hours * 60
        day = moment.date() if self.is_working(moment.date()) else self._next(moment.date())
        minute = moment.hour * 60 + moment.minute if day == moment.date() else 0
        while True:
            for start, end in self.hours:
                begin = max(start, minute)
                if begin < end and left <= end - begin:
                    return _at(moment, day, begin + left)
                left -= max(0, end - begin)
            day, minute = self._next(day), 0


def _at(moment: dt.datetime, day: dt.date, minute: int) -> dt.datetime:
    hour, rest = divmod(minute, 60)
    return moment.replace(year=day.year, month=day.month, day=day.day, hour=hour, minute=rest, second=0, microsecond=0)


def read_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Working hours as people write them: `8:30-12:00 14:00-17:30`. `Refusal` M27."""
    spans: list[tuple[int, int]] = []
    for part in text.replace("—", "-").replace("–", "-").replace("：", ":").replace("、", " ").split():
        start, _, end = part.partition("-")
        span = (_minute(start, text), _minute(end, text))
        if span[0] >= span[1] or (spans and span[0] < spans[-1][1]):
            raise Refusal("M27", field="hours", value=text)
        spans.append(span)
    if not spans:
        raise Refusal("M27", field="hours", value=text)
    return tuple(spans)


def spans_text(spans: Iterable[tuple[int, int]]) -> str:
    """The same, written."""
    return " ".join(f"{a // 60}:{a % 60:02d}-{b // 60}:{b % 60:02d}" for a, b in spans)


def _minute(text: str, whole: str) -> int:
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isdecimal() and minute.isdecimal() and int(minute) < 60 and int(hour) <= 24):
        raise Refusal("M27", field="hours", value=whole)
    found = int(hour) * 60 + int(minute)
    if found > 24 * 60:
        raise Refusal("M27", field="hours", value=whole)
    return found


def calendar_of(days: Iterable[SpecialDay], years: Iterable[int], hours: str = "") -> Calendar:
    """A calendar of special days; later ones take the place of earlier ones of the same date."""
    found = {day.date: day for day in days}
    plain = Calendar(found, frozenset(years))
    return Calendar(found, plain.years, read_spans(hours)) if hours.strip() else plain
