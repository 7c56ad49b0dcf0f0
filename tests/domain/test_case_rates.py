"""Rates of rectification, the red and the black list, and what a quarterly score takes from cases."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from fractions import Fraction

import pytest

from chuangjian_desktop.domain.case_rates import (
    CaseFact,
    FalseRepair,
    Listed,
    Period,
    UnitRate,
    closing,
    done_in_time,
    is_late,
    is_local,
    ranked,
    red_and_black,
    unit_rates,
)
from chuangjian_desktop.domain.rectification import State
from chuangjian_desktop.domain.scoring.quarter import Closing, rectification

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
WEEK = Period(dt.datetime(2026, 11, 9, tzinfo=dt.UTC), dt.datetime(2026, 11, 16, tzinfo=dt.UTC))


def told(
    unit: str = "a", state: State = "closed", assigned: str = "2026-11-10", due: str = "2026-11-13", done: str = ""
) -> CaseFact:
    return CaseFact(
        "f", True, unit, unit, ("城管",), state, assigned_at=f"{assigned}T10:00:00+00:00",
        due_at=f"{due}T23:59:00+00:00", closed_at=done and f"{done}T10:00:00+00:00",
    )  # fmt: skip


def test_a_unit_s_rate_counts_what_it_was_told_in_the_period() -> None:
    cases = [
        told(done="2026-11-12"),
        told(done="2026-11-20"),
        told(state="assigned"),
        told(state="replied"),
        told(state="void"),
        told(state="longterm"),
        told(assigned="2026-11-16"),
        told(assigned="2026-11-08"),
        told(unit=""),
    ]
    (rate,) = unit_rates(cases, WEEK, NOW)
    assert (rate.told, rate.closed, rate.in_time, rate.open, rate.overdue) == (4, 2, 1, 2, 1)
    assert rate.rate == 50
    assert not rate.local


def test_what_was_assigned_again_is_counted() -> None:
    again = CaseFact("f", True, "a", "a", (), "closed", assigned_at="2026-11-10T10:00:00+00:00", again=1)
    (rate,) = unit_rates([again, told(), told()], Period(), NOW)
    assert rate.again == 1


def test_in_time_is_when_the_unit_answered_however_late_the_office_closes() -> None:
    answered = CaseFact("f", True, "a", "a", (), "closed", due_at="2026-11-13T23:59:00+00:00",
                        replied_at="2026-11-13T20:00:00+00:00", closed_at="2026-11-20T10:00:00+00:00")  # fmt: skip
    assert done_in_time(answered)
    assert not done_in_time(told(done="2026-11-14"))
    assert done_in_time(CaseFact("f", True, "a", "a", (), "closed"))


def test_late_is_what_the_unit_still_has() -> None:
    assert is_late(told(state="received"), NOW)
    assert not is_late(told(state="replied"), NOW)
    assert not is_late(told(state="received", due="2026-11-22"), NOW)
    assert not is_late(CaseFact("f", True, "a", "a", (), "assigned"), NOW)


def test_the_worked_example_of_a_quarter() -> None:
    cases = [told(done="2026-11-12")] * 47 + [told(state="assigned")] * 9
    found = closing(cases, Period(), NOW)
    assert found == Closing(56, 47, 0, 0)
    assert rectification(found) == Fraction(4700, 56)


def test_a_quarter_leaves_out_what_is_not_due_and_counts_false_ones() -> None:
    open_ = CaseFact("g", True, "a", "a", (), "assigned", due_at="2026-11-13T23:59:00+00:00", false_repair=True)
    false = [FalseRepair("g", "a", f"2026-11-12T1{hour}:00:00+00:00") for hour in (0, 4)]  # twice, and one case
    later = told(state="assigned", due="2026-12-24")
    cases = [told(done="2026-11-20"), told(state="void"), told(state="longterm"), later, open_]
    assert closing(cases, Period(), NOW, false) == Closing(2, 0, 1, 1)
    assert closing(cases, WEEK, NOW, false) == Closing(2, 0, 1, 1)
    assert closing(cases, Period(WEEK.end), NOW, false) == Closing(0, 0, 0, 0)


@pytest.mark.parametrize("state", ["replied", "to_recheck", "passed"])
def test_what_waits_for_its_check_is_due_and_not_closed(state: State) -> None:
    waiting = replace(told(state=state), replied_at="2026-11-10T10:00:00+00:00")
    assert closing([told(done="2026-11-12"), waiting], Period(), NOW) == Closing(2, 1, 0, 0)
    assert closing([replace(waiting, due_at="2026-12-24T23:59:00+00:00")], Period(), NOW) == Closing(0, 0, 0, 0)


def test_a_false_one_counts_where_it_was_found_though_its_new_time_runs_on() -> None:
    false = [FalseRepair("g", "a", "2026-11-12T10:00:00+00:00")]
    again = CaseFact("g", True, "a", "a", (), "assigned", due_at="2026-12-24T23:59:00+00:00", false_repair=True)
    cases = [told(done="2026-11-12"), again]
    assert closing(cases, WEEK, NOW, false) == Closing(2, 1, 0, 1)
    assert closing(cases, Period(WEEK.end), NOW, false) == Closing(0, 0, 0, 0)
    assert closing([], WEEK, NOW, false) == Closing(1, 0, 0, 1)  # another unit has it by now


def rate(unit: str, closed: int, *, local: bool = False) -> UnitRate:
    return UnitRate(unit, unit, local, 10, closed, 0, 10 - closed, 0, 0, 0, 0)


def test_ties_all_enter_a_list() -> None:
    rates = [rate("a", 10), rate("b", 10), rate("c", 9), rate("d", 8), rate("e", 8), rate("f", 2), rate("g", 2)]
    found = red_and_black(rates, (4, 1), (1, 1))
    assert found.red == ("a", "b", "c", "d", "e")
    assert found.black == ("f", "g")


def test_bureaus_and_districts_are_listed_apart_and_nobody_twice() -> None:
    rates = [rate("a", 10), rate("x", 10, local=True), rate("y", 3, local=True), rate("z", 3, local=True)]
    found = red_and_black(rates, (5, 1), (3, 1))
    assert found.red == ("a", "x")
    assert found.black == ("y", "z")
    assert red_and_black(rates, (0, 0), (0, 0)).red == ()
    assert red_and_black([], (5, 1), (3, 1)).black == ()


def test_nobody_is_praised_for_nothing_or_blamed_for_all() -> None:
    found = red_and_black([rate("a", 9), rate("b", 0), rate("c", 0)], (5, 1), (3, 1))
    assert (found.red, found.black) == (("a",), ("b", "c"))
    assert red_and_black([rate("a", 10), rate("b", 10)], (0, 0), (3, 1)).black == ()
    none = [rate("a", 0), rate("b", 0)]
    assert ranked(none) == {"a": 1, "b": 1}
    assert red_and_black(none, (5, 1), (3, 1)) == Listed((), ())


@pytest.mark.parametrize(
    ("closed", "red", "black"),
    [
        ((10, 10, 10, 4), "abc", "d"),
        ((10, 9, 8, 7, 6, 5), "abc", "def"),
        ((10, 9, 8, 7, 6), "abc", "de"),
        ((2, 0, 0, 0), "a", "bcd"),
        ((10, 9, 8, 7, 6, 5, 4, 3), "abcde", "fgh"),
    ],
)
def test_where_there_are_too_few_for_both_lists_each_enters_that_of_its_half(
    closed: tuple[int, ...], red: str, black: str
) -> None:
    rates = [rate(name, number) for name, number in zip("abcdefgh", closed, strict=False)]
    assert red_and_black(rates, (5, 1), (3, 1)) == Listed(tuple(red), tuple(black))


def test_ranks_share_a_place_and_skip_the_next() -> None:
    rates = [rate("a", 9), rate("b", 8), rate("c", 8), rate("d", 7), rate("x", 1, local=True)]
    assert ranked(rates) == {"a": 1, "b": 2, "c": 2, "d": 4, "x": 1}


def test_towns_and_districts_are_told_by_their_roles_and_names() -> None:
    assert is_local("光明", ("城管", "街道"))
    assert is_local("光明街道办事处", ())
    assert not is_local("东区城市管理局", ("城管",))


@pytest.mark.parametrize("role", ["街道", "区县"])
def test_a_local_unit_s_rate_is_marked_so(role: str) -> None:
    (found,) = unit_rates([CaseFact("f", True, "a", "a", (role,), "assigned", assigned_at="2026-11-10T10:00:00+00:00")],
                          Period(), NOW)  # fmt: skip
    assert found.local
