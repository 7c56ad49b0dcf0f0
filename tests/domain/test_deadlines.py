"""Deadlines as notices word them, and the minute at which they end."""

from __future__ import annotations

import datetime as dt

import pytest

from chuangjian_desktop.domain.deadlines import DEADLINES, deadline_of, due_at, due_words, until_words
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.working_days import Calendar, SpecialDay, calendar_of

ISSUED = dt.datetime(2026, 11, 19, 10, 0, 25)  # a Thursday
NEW_YEAR = SpecialDay(dt.date(2027, 1, 1), "off", "元旦")
CALENDAR = calendar_of([NEW_YEAR], [2026, 2027])


@pytest.mark.parametrize(
    ("code", "due", "words"),
    [
        ("now", dt.datetime(2026, 11, 19, 23, 59), "立行立改，当日完成"),
        ("2wh", dt.datetime(2026, 11, 19, 12, 0), "11月19日12时前"),
        ("4wh", dt.datetime(2026, 11, 19, 16, 0), "11月19日16时前"),
        ("5wh", dt.datetime(2026, 11, 19, 17, 0), "11月19日17时前"),
        ("24h", dt.datetime(2026, 11, 20, 10, 0, 25), "11月20日10时前"),
        ("1d", dt.datetime(2026, 11, 20, 23, 59), "11月20日前"),
        ("3d", dt.datetime(2026, 11, 24, 23, 59), "11月24日前"),
        ("5d", dt.datetime(2026, 11, 26, 23, 59), "11月26日前"),
        ("7d", dt.datetime(2026, 11, 30, 23, 59), "11月30日前"),
        ("15d", dt.datetime(2026, 12, 10, 23, 59), "12月10日前"),
        ("long", None, "按计划分阶段完成"),
    ],
)
def test_each_class_ends_and_reads_as_offices_write(code: str, due: dt.datetime | None, words: str) -> None:
    assert due_at(code, ISSUED, CALENDAR) == due
    assert due_words(code, ISSUED, CALENDAR) == words


def test_24_hours_are_clock_time_with_the_minute() -> None:
    friday = dt.datetime(2026, 11, 20, 16, 30)
    assert due_at("24h", friday, CALENDAR) == dt.datetime(2026, 11, 21, 16, 30)
    assert due_words("24h", friday, CALENDAR) == "11月21日16时30分前"


def test_the_year_shows_when_it_changes() -> None:
    assert due_words("3d", dt.datetime(2026, 12, 30, 9, 0), CALENDAR) == "2027年1月5日前"
    assert due_words("24h", dt.datetime(2026, 12, 31, 9, 0), CALENDAR) == "2027年1月1日9时前"


def test_a_zone_stays_with_the_deadline() -> None:
    beijing = dt.timezone(dt.timedelta(hours=8))
    for code in ("3d", "2wh"):
        due = due_at(code, dt.datetime(2026, 11, 19, 10, 0, tzinfo=beijing), CALENDAR)
        assert due is not None
        assert due.tzinfo is beijing


def test_the_end_of_a_day_needs_no_hour() -> None:
    assert until_words(dt.datetime(2026, 11, 25, 23, 59), ISSUED) == "11月25日前"
    assert until_words(dt.datetime(2026, 11, 25, 17, 0), ISSUED) == "11月25日17时前"


def test_labels_and_short_forms_are_read_as_well_as_codes() -> None:
    for code, deadline in DEADLINES.items():
        assert deadline_of(code) is deadline_of(deadline.label_zh) is deadline
    assert deadline_of("3日") is DEADLINES["3d"]


def test_an_unknown_class_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        due_at("明天", ISSUED, Calendar())
    told = [sentence(refused.value.code, refused.value.details, lang) for lang in ("zh", "en")]
    assert refused.value.code == "M27"
    assert all("明天" in each and all(code in each for code in DEADLINES) for each in told)
    assert "整改期限" in told[0]
    assert "2个工作时" in told[0]
    assert "deadline" in told[1]
