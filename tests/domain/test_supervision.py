"""Why problems are supervised, in words."""

from __future__ import annotations

import datetime as dt

import pytest

from chuangjian_desktop.domain.supervision import Ground, days_late, first_numbers, late_words, remark, summary

ZONE = dt.timezone(dt.timedelta(hours=8))
NOW = dt.datetime(2026, 11, 20, 10, 30, tzinfo=ZONE)
DUE = dt.datetime(2026, 11, 15, 23, 59, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (DUE, "逾期5天"),
        (NOW - dt.timedelta(hours=3, minutes=59), "逾期3小时"),
        (NOW - dt.timedelta(minutes=1), "逾期1小时"),
        (NOW.astimezone(dt.UTC) - dt.timedelta(hours=3), "逾期3小时"),
    ],
)
def test_lateness_is_told_in_days_or_on_the_day_in_hours(due: dt.datetime, words: str) -> None:
    assert late_words(due, NOW) == words


def test_days_are_those_of_the_clock_of_now() -> None:
    assert days_late(DUE.astimezone(dt.UTC), NOW) == 5
    assert days_late(DUE + dt.timedelta(hours=1), NOW) == 4


@pytest.mark.parametrize(
    ("ground", "words"),
    [
        (Ground(first_number="创建办整〔2026〕3号"), ""),
        (Ground(grave=True), "督办事由：重要问题"),
        (
            Ground(DUE, 1, grave=True, first_number="创建办整〔2026〕3号"),
            "督办事由：逾期5天，整改不到位，已交办2次，重要问题（首次交办：创建办整〔2026〕3号）",
        ),
    ],
)
def test_a_problem_says_why_and_which_document_told_of_it_first(ground: Ground, words: str) -> None:
    assert remark(ground, NOW) == words


def test_a_document_counts_its_reasons() -> None:
    grounds = [Ground(DUE), Ground(NOW - dt.timedelta(hours=2), again=1), Ground(grave=True), Ground()]
    assert summary(grounds, NOW) == "逾期未整改2个（最长逾期5天），整改不到位再次交办1个，重要问题1个"
    assert summary([], NOW) == ""


def test_many_first_documents_are_counted() -> None:
    numbers = [Ground(first_number=f"{n}号") for n in (1, 1, 2, 3, 4)]
    assert first_numbers([*numbers, Ground()]) == "1号、2号、3号等4份文书"
    assert first_numbers(numbers[:3]) == "1号、2号"
    assert first_numbers([]) == ""
