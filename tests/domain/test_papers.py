"""Values of papers."""

from __future__ import annotations

from fractions import Fraction

from chuangjian_desktop.domain.papers import RateLine, WeeklyList


def line(told: int, closed: int) -> RateLine:
    return RateLine(
        1, "单位", "部门", told, closed, closed, told - closed, 0, 0, 0, 0, Fraction(100 * closed, told), ""
    )


def test_the_rate_of_all_is_that_of_all_their_problems() -> None:
    assert WeeklyList("", "", "", "", (line(3, 1), line(1, 1))).rate == 50
    assert WeeklyList("", "", "", "", ()).rate is None
