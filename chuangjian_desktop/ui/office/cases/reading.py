"""What the 整改 screen reads, on a lane: the board's counts, pages of cases, one case with everything around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.rectification import UNREVIEWED, State, state_named
from chuangjian_desktop.services import calendar, places
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.file import CaseFile, case_file
from chuangjian_desktop.services.casework.options import case_options
from chuangjian_desktop.services.casework.reading import CaseFilter, CasePage, LedgerFilter
from chuangjian_desktop.services.office.cases.rates import UnitDue, due_board
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.ui.office.cases.asking import Around
from chuangjian_desktop.ui.office.cases.state import Wanted

PAGE = 200


@dataclass(frozen=True, slots=True)
class Board:
    """Counts by state (within the chosen unit), units with what they have open, what questions may offer, and the
    years without a table of holidays in which time limits end."""

    counts: Mapping[State, int]
    overdue: int
    today: int
    recurring: int
    units: tuple[UnitDue, ...]
    around: Around
    round_name: str
    unknown_years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """Everything of one reading; `case` is None where nothing is shown."""

    board: Board
    page: CasePage
    case: CaseFile | None


def case_filter(wanted: Wanted, moment: dt.datetime) -> CaseFilter:
    """The filter of the services for what a person narrowed the list to."""
    where = LedgerFilter(unit_id=wanted.unit, words=wanted.words, sort="due")
    at = moment.isoformat(timespec="seconds")
    end = moment.replace(hour=23, minute=59, second=59, microsecond=0).isoformat()
    if wanted.state == "overdue":
        return CaseFilter(where, overdue_at=at, findings=wanted.findings)
    if wanted.state == "today":
        return CaseFilter(where, due_from=at, due_until=end, findings=wanted.findings)
    if wanted.state == "recurring":
        return CaseFilter(where, recurring=True, findings=wanted.findings)
    states = UNREVIEWED if wanted.state == "new" else () if not wanted.state else (state_named(wanted.state),)
    return CaseFilter(where, states=states, findings=wanted.findings)


def read(workspace: Workspace, wanted: Wanted, current: str) -> Read:
    """The board, the first page of the list, and the current case; the first of the list where that is not there."""
    page = read_page(workspace, wanted, 0)
    keys = {row.finding_id for row in page.rows}
    shown = current if current and (current in keys or page.total > len(page.rows)) else ""
    return Read(read_board(workspace, wanted), page, read_case(workspace, shown or _first(page)))


def _first(page: CasePage) -> str:
    return page.rows[0].finding_id if page.rows else ""


def read_page(workspace: Workspace, wanted: Wanted, offset: int, limit: int = PAGE) -> CasePage:
    """A page of the list; all of it with a limit of -1."""
    return reading.cases(workspace, case_filter(wanted, now()), offset, limit)


def read_case(workspace: Workspace, finding: str) -> CaseFile | None:
    """One case; None for none, and for one that a merge has just taken away."""
    if not finding:
        return None
    try:
        return case_file(workspace, finding)
    except Refusal as refusal:
        if refusal.code != "M21":
            raise
        return None


def read_board(workspace: Workspace, wanted: Wanted) -> Board:
    """Counts for the board."""
    moment = now()

    def count(state: str) -> int:
        narrowed = case_filter(Wanted(state, wanted.unit), moment)
        return reading.cases(workspace, narrowed, 0, 1).total

    units = tuple((each.id, each.name) for each in places.units(workspace))
    around = Around(units, case_options(workspace).fives, workspace.actor)
    return Board(
        reading.counts(workspace, CaseFilter(LedgerFilter(unit_id=wanted.unit))),
        count("overdue"),
        count("today"),
        count("recurring"),
        due_board(workspace),
        around,
        places.current_round(workspace).name,
        calendar.unknown_years_running(workspace),
    )
