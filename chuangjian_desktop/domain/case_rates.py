"""整改率: what of the problems that units were told is put right, in time or late; lists of the best and the worst.

Rejected and long-term cases (挂账) are left out everywhere.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.rectification import AT_UNIT, State
from chuangjian_desktop.domain.scoring.quarter import Closing

_LOCAL_ROLES = frozenset(("街道", "社区", "镇", "乡", "区", "县", "区县", "属地"))
_LOCAL_NAMES = ("办事处", "街道", "镇", "乡", "社区", "居委会", "村委会", "人民政府", "管委会")


@dataclass(frozen=True, slots=True)
class CaseFact:
    """A case as counts and rates ask. `kept` says that a record exists; times are ISO, empty where there is none;
    `objection` is open, upheld, dismissed or empty."""

    finding_id: str
    kept: bool
    unit_id: str
    unit: str
    roles: tuple[str, ...]
    state: State
    notice_id: str = ""
    assigned_at: str = ""
    due_at: str = ""
    closed_at: str = ""
    replied_at: str = ""
    false_repair: bool = False
    again: int = 0
    stage: int = 0
    recurs: bool = False
    objection: str = ""


@dataclass(frozen=True, slots=True)
class FalseRepair:
    """A recheck found, at a moment (ISO), that what a unit said to be put right is not."""

    finding_id: str
    unit_id: str
    at: str


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment up to, not including, another one; None is open."""

    begin: dt.datetime | None = None
    end: dt.datetime | None = None

    def holds(self, text: str) -> bool:
        """Whether a moment (ISO) lies within."""
        at = moment(text)
        return at is not None and (self.begin is None or self.begin <= at) and (self.end is None or at < self.end)


@dataclass(frozen=True, slots=True)
class UnitRate:
    """A unit's cases: told in the period, closed, closed in time, open, overdue. `rate` is 100 × closed ÷ told,
    exact. `local` is a district, town or community."""

    unit_id: str
    unit: str
    local: bool
    told: int
    closed: int
    in_time: int
    open: int
    overdue: int
    false_repairs: int
    recurring: int
    again: int

    @property
    def rate(self) -> Fraction:
        """Percent."""
        return Fraction(100 * self.closed, self.told)


@dataclass(frozen=True, slots=True)
class Listed:
    """The red and the black list: units by id, ties all in."""

    red: tuple[str, ...]
    black: tuple[str, ...]


def done_in_time(case: CaseFact) -> bool:
    """Whether a closed case was put right in time: by when the unit answered, else by when it was closed. What has no
    end cannot be late."""
    due, done = moment(case.due_at), moment(case.replied_at) or moment(case.closed_at)
    return due is None or done is None or done <= due


def unit_rates(cases: Iterable[CaseFact], period: Period, now: dt.datetime) -> tuple[UnitRate, ...]:
    """Each unit with problems that it was told in the period, by name. Rejected and long-term cases do not count."""
    told: dict[str, list[CaseFact]] = {}
    for case in cases:
        if case.unit_id and case.state not in ("void", "longterm") and period.holds(case.assigned_at):
            told.setdefault(case.unit_id, []).append(case)
    found = (_unit_rate(mine, now) for mine in told.values())
    return tuple(sorted(found, key=lambda each: (each.unit, each.unit_id)))


def is_local(unit: str, roles: Iterable[str]) -> bool:
    """Whether a unit is a district, a town or a community, by its roles or else by its name; every other one counts
    as a bureau."""
    return not _LOCAL_ROLES.isdisjoint(roles) or unit.endswith(_LOCAL_NAMES)


def _unit_rate(cases: Sequence[CaseFact], now: dt.datetime) -> UnitRate:
    first = cases[0]
    closed = [case for case in cases if case.state == "closed"]
    return UnitRate(
        first.unit_id,
        first.unit,
        is_local(first.unit, first.roles),
        len(cases),
        len(closed),
        sum(done_in_time(case) for case in closed),
        len(cases) - len(closed),
        sum(is_late(case, now) for case in cases),
        sum(case.false_repair for case in cases),
        sum(case.recurs for case in cases),
        sum(case.again > 0 for case in cases),
    )


def is_late(case: CaseFact, now: dt.datetime) -> bool:
    """Whether a case is open at its unit and its time is over."""
    return case.state in AT_UNIT and _ended(case, now)


def _ended(case: CaseFact, now: dt.datetime) -> bool:
    due = moment(case.due_at)
    return due is not None and due < now


def closing(cases: Iterable[CaseFact], period: Period, now: dt.datetime, false: Iterable[FalseRepair] = ()) -> Closing:
    """What a quarterly score takes from cases due in the period, up to now, and from those found to be `false` in
    it: units have them once more with a new time limit, maybe beyond the period, and they count as due in it. What
    waits for its check when its time is over is due, and not closed yet."""
    due = [case for case in cases if case.state not in ("void", "longterm") and period.holds(case.due_at)]
    due = [case for case in due if case.state == "closed" or _ended(case, now)]
    closed = [case for case in due if case.state == "closed"]
    in_time = sum(done_in_time(case) for case in closed)
    found = {each.finding_id for each in false if period.holds(each.at)}
    again = found.difference(case.finding_id for case in due)
    return Closing(len(due) + len(again), in_time, len(closed) - in_time, len(found))


def red_and_black(rates: Sequence[UnitRate], best: tuple[int, int], worst: tuple[int, int]) -> Listed:
    """So many bureaus and so many local units from the top and from the bottom by their rate; whoever is equal to the
    last one on a list enters it too. Where there are too few for both lists a unit enters that of its own half. Nobody
    is red who closed nothing, or black than whom nobody did better."""
    red: list[str] = []
    black: list[str] = []
    for local, high, low in ((False, best[0], worst[0]), (True, best[1], worst[1])):
        mine = [each for each in rates if each.local is local]
        top = max((each.rate for each in mine), default=Fraction(0))
        up = {each.unit_id for each in _first(mine, high, lambda each: -each.rate) if each.closed}
        down = {each.unit_id for each in _first(mine, low, lambda each: each.rate) if each.rate < top}
        lower = {each.unit_id for each in mine if _in_lower_half(each, mine)}
        red += [each.unit_id for each in mine if each.unit_id in up - (down & lower)]
        black += [each.unit_id for each in mine if each.unit_id in down - (up - lower)]
    return Listed(tuple(red), tuple(black))


def _in_lower_half(one: UnitRate, units: Sequence[UnitRate]) -> bool:
    return sum(each.rate > one.rate for each in units) > sum(each.rate < one.rate for each in units)


def _first(units: Sequence[UnitRate], count: int, key: Callable[[UnitRate], Fraction]) -> list[UnitRate]:
    ordered = sorted(units, key=lambda each: (key(each), each.unit, each.unit_id))
    if not count or not ordered:
        return []
    last = key(ordered[min(count, len(ordered)) - 1])
    return [each for each in ordered if key(each) <= last]


def ranked(rates: Sequence[UnitRate]) -> Mapping[str, int]:
    """Ranks by the rate within bureaus and within local units; ties share one, the next is skipped."""
    return {
        each.unit_id: 1 + sum(other.rate > each.rate for other in rates if other.local is each.local) for each in rates
    }
