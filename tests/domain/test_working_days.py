"""Which days are worked, and how working hours run out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.working_days import LONGEST, Calendar, SpecialDay, calendar_of, read_spans, spans_text
from chuangjian_desktop.inputs.calendars import shipped_years

SHIPPED = shipped_years()
CALENDAR = calendar_of((day for days in SHIPPED.values() for day in days), SHIPPED)


def days_off(year: int) -> int:
    first = dt.date(year, 1, 1)
    every = (first + dt.timedelta(days=n) for n in range((dt.date(year + 1, 1, 1) - first).days))
    return sum(not CALENDAR.is_working(day) for day in every)


def test_a_year_has_as_many_working_days_as_its_notice_leaves() -> None:
    assert {year: days_off(year) for year in SHIPPED} == {2024: 115, 2025: 117, 2026: 117}


def test_the_shipped_days_say_what_the_week_does_not() -> None:
    for year, days in SHIPPED.items():
        assert {day.date.year for day in days} == {year}
        assert len({day.date for day in days}) == len(days)
        assert all(day.date.weekday() >= 5 for day in days if day.kind == "work")


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-09-18", 1, "2026-09-20"),  # a Sunday that is worked
        ("2026-09-24", 1, "2026-09-28"),  # over 中秋节
        ("2026-09-30", 3, "2026-10-10"),  # over 国庆节 to the Saturday that is worked
        ("2026-02-13", 2, "2026-02-24"),  # over 春节, the Saturday before it counts
        ("2025-09-30", 1, "2025-10-09"),
        ("2026-11-20", 0, "2026-11-20"),
    ],
)
def test_days_are_counted_over_holidays_and_exchanged_weekends(start: str, count: int, end: str) -> None:
    assert CALENDAR.after(dt.date.fromisoformat(start), count) == dt.date.fromisoformat(end)


@pytest.mark.parametrize(
    ("moment", "hours", "end"),
    [
        ("2026-11-20T09:00", 2, "2026-11-20T11:00"),
        ("2026-11-20T11:00", 2, "2026-11-20T15:00"),
        ("2026-11-20T12:30", 1, "2026-11-20T15:00"),
        ("2026-11-20T16:30", 2, "2026-11-23T09:30"),  # over a weekend
        ("2026-11-21T10:00", 4, "2026-11-23T14:30"),  # begun on a Saturday
        ("2026-11-20T20:00", 1, "2026-11-23T09:30"),
        ("2026-11-20T06:00", 3, "2026-11-20T11:30"),
        ("2026-11-20T08:30", 7, "2026-11-20T17:30"),  # to the last minute of the day
    ],
)
def test_working_hours_run_only_while_people_work(moment: str, hours: int, end: str) -> None:
    assert CALENDAR.after_hours(dt.datetime.fromisoformat(moment), hours) == dt.datetime.fromisoformat(end)


@settings(max_examples=40)
@given(st.dates(dt.date(2024, 1, 1), dt.date(2026, 12, 1)), st.integers(1, 20), st.integers(1, 20))
def test_counting_in_two_steps_is_counting_once(day: dt.date, first: int, second: int) -> None:
    assert CALENDAR.after(CALENDAR.after(day, first), second) == CALENDAR.after(day, first + second)
    assert CALENDAR.is_working(CALENDAR.after(day, first))


def test_an_unknown_year_goes_by_the_week() -> None:
    day = dt.date(2031, 10, 1)
    assert CALENDAR.is_working(day)
    assert not CALENDAR.is_known(day)
    assert CALENDAR.is_known(dt.date(2026, 10, 1))


def test_a_calendar_in_which_nobody_ever_works_is_refused() -> None:
    first = dt.date(2026, 1, 1)
    never = calendar_of((SpecialDay(first + dt.timedelta(days=n), "off") for n in range(LONGEST + 1)), [2026])
    with pytest.raises(Refusal, match="M27"):
        never.after(first, 1)


def test_hours_are_read_as_people_write_them() -> None:
    assert read_spans("8:30-12:00 14:00-17:30") == Calendar().hours
    assert read_spans("9：00—12：00、13：30–18：00") == ((540, 720), (810, 1080))
    assert spans_text(Calendar().hours) == "8:30-12:00 14:00-17:30"
    assert calendar_of([], [], "9:00-10:00").hours == ((540, 600),)
    assert calendar_of([], [], " ").hours == Calendar().hours


@pytest.mark.parametrize("text", ["", "9", "9:00", "12:00-9:00", "9:00-12:00 11:00-14:00", "9:61-10:00", "23:00-24:30"])
def test_other_hours_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match="M27"):
        read_spans(text)
