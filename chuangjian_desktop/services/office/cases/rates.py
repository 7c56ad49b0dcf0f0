"""整改率 by unit, the red and the black list, what is due and overdue, and the share of a quarterly score."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from chuangjian_desktop.domain import case_rates
from chuangjian_desktop.domain.case_rates import CaseFact, FalseRepair, Period, UnitRate, is_late
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.rectification import AT_UNIT, State
from chuangjian_desktop.domain.scoring.quarter import Closing, together
from chuangjian_desktop.services.casework.options import case_options
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import case_facts


@dataclass(frozen=True, slots=True)
class RateRow:
    """A unit's line: its numbers, its rank among bureaus or among local units, and whether it is on a list (`red`,
    `black` or empty)."""

    rate: UnitRate
    rank: int
    listed: str


@dataclass(frozen=True, slots=True)
class RateReport:
    """Rates of a period, bureaus first, the best first. Units without problems that they were told are not ranked."""

    begin: dt.date | None
    end: dt.date | None
    rows: tuple[RateRow, ...]


@dataclass(frozen=True, slots=True)
class UnitDue:
    """What a unit has open: in all, due today, due within 48 hours, and overdue; `earliest` is when the next
    time limit ends (ISO), `stage` the highest stage of escalation among them."""

    unit_id: str
    unit: str
    open: int
    today: int
    soon: int
    overdue: int
    earliest: str
    stage: int


def rates(workspace: Workspace, begin: dt.date | None = None, end: dt.date | None = None) -> RateReport:
    """Rates over problems of the present round that units were told from one day to another, both within."""
    if begin is not None and end is not None and end < begin:
        zh, en = f"早于开始的 {begin}", f"before {begin}, where it begins"
        raise Refusal("M27", field="date", value=end.isoformat(), detail_zh=zh, detail_en=en)
    found = case_rates.unit_rates(_facts(workspace), _period(begin, end), now())
    options = case_options(workspace)
    lists = case_rates.red_and_black(
        found,
        (options.red_bureaus, options.red_districts),
        (options.black_bureaus, options.black_districts),
    )
    ranks = case_rates.ranked(found)
    rows = (RateRow(each, ranks[each.unit_id], _listed(each.unit_id, lists)) for each in found)
    ordered = sorted(rows, key=lambda row: (row.rate.local, row.rank, row.rate.unit))
    return RateReport(begin, end, tuple(ordered))


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the week before that day: what a weekly list is about."""
    monday = day - dt.timedelta(days=day.weekday() + 7)
    return monday, monday + dt.timedelta(days=6)


def _listed(unit_id: str, lists: case_rates.Listed) -> str:
    return "red" if unit_id in lists.red else "black" if unit_id in lists.black else ""


def due_board(workspace: Workspace) -> tuple[UnitDue, ...]:
    """What every unit has open now, those with most overdue first."""
    current = now()
    waiting: dict[str, list[CaseFact]] = {}
    for each in _facts(workspace, AT_UNIT):
        if each.unit_id:
            waiting.setdefault(each.unit_id, []).append(each)
    found = (_board_row(mine, current) for mine in waiting.values())
    return tuple(sorted(found, key=lambda each: (-each.overdue, -each.today, each.unit)))


def _board_row(cases: Iterable[CaseFact], current: dt.datetime) -> UnitDue:
    mine = list(cases)
    late = [each for each in mine if is_late(each, current)]
    ahead = sorted(at for each in mine if (at := moment(each.due_at)) is not None and at >= current)
    today = [at for at in ahead if at.astimezone().date() == current.date()]
    soon = [at for at in ahead if at <= current + dt.timedelta(days=2)]
    return UnitDue(
        mine[0].unit_id,
        mine[0].unit,
        len(mine),
        len(today),
        len(soon),
        len(late),
        ahead[0].isoformat(timespec="seconds") if ahead else "",
        max(each.stage for each in mine),
    )


def closings(workspace: Workspace, begin: dt.date | None = None, end: dt.date | None = None) -> dict[str, Closing]:
    """For a quarterly score: each unit's cases due from one day to another, and those found in it to be falsely put
    right, by unit id; under an empty id all together."""
    period, current = _period(begin, end), now()
    units: dict[str, list[CaseFact]] = {}
    for each in _facts(workspace):
        units.setdefault(each.unit_id, []).append(each)
    false: dict[str, list[FalseRepair]] = {}
    for one in _false(workspace):
        false.setdefault(one.unit_id, []).append(one)
    found = {
        unit: case_rates.closing(units.get(unit, ()), period, current, false.get(unit, ()))
        for unit in units.keys() | false.keys()
    }
    return found | {"": together(found.values())}


def _false(workspace: Workspace) -> tuple[FalseRepair, ...]:
    with workspace.store.reading() as connection:
        return case_facts.false_repairs(connection, workspace.role, CaseFilter(LedgerFilter(workspace.round_id)))


def _period(begin: dt.date | None, end: dt.date | None) -> Period:
    """Whole days of the computer's zone."""
    after = None if end is None else end + dt.timedelta(days=1)
    midnights = (None if day is None else dt.datetime.combine(day, dt.time()).astimezone() for day in (begin, after))
    return Period(*midnights)


def _facts(workspace: Workspace, states: tuple[State, ...] = ()) -> tuple[CaseFact, ...]:
    """What nobody decided on was told to no unit and is due nowhere."""
    with workspace.store.reading() as connection:
        wanted = CaseFilter(LedgerFilter(workspace.round_id), states)
        return case_facts.facts(connection, workspace.role, wanted, kept=True)
