"""The working calendar of a workspace: the shipped years, those the office entered, and its working hours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.identity import named
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.rectification import AT_UNIT
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.working_days import Calendar, SpecialDay, calendar_of, read_spans
from chuangjian_desktop.inputs.calendars import read_year, shipped_years
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import calendars, case_facts, notices
from chuangjian_desktop.store.queries.case_selecting import CaseFilter
from chuangjian_desktop.store.queries.ledger import LedgerFilter

_DEPENDS = frozenset({"office.calendar", "office.settings"})
SETTINGS = "calendar"
YEARS = (2000, 2100)


def working_calendar(workspace: Workspace) -> Calendar:
    """The calendar by which deadlines are counted; a year that the office entered takes the place of the shipped."""
    return workspace.memory.recall("calendar", _DEPENDS, lambda: _read(workspace))


def shipped() -> tuple[int, ...]:
    """The years whose calendar ships with the program."""
    return tuple(sorted(shipped_years()))


def special_days(workspace: Workspace, year: int) -> tuple[SpecialDay, ...]:
    """The special days of a year, in order."""
    return tuple(sorted(_years(workspace).get(year, ()), key=lambda day: day.date))


def hours_text(workspace: Workspace) -> str:
    """The office's working hours as it wrote them, empty for the usual ones."""
    with workspace.store.reading() as connection:
        return str(notices.settings(connection, SETTINGS).get("hours", ""))


def _read(workspace: Workspace) -> Calendar:
    found = _years(workspace)
    return calendar_of((day for days in found.values() for day in days), found, hours_text(workspace))


def _years(workspace: Workspace) -> dict[int, tuple[SpecialDay, ...]]:
    with workspace.store.reading() as connection:
        entered = calendars.years(connection)
    return dict(shipped_years()) | {each.year: _days(each.days) for each in entered}


def _days(rows: Sequence[tuple[str, str, str]]) -> tuple[SpecialDay, ...]:
    """What a record holds and cannot be read as a day is left out: it may be another version's."""
    found: list[SpecialDay] = []
    for date, kind, name in rows:
        try:
            found.append(SpecialDay(dt.date.fromisoformat(date), "work" if kind == "work" else "off", name))
        except ValueError:
            continue
    return tuple(found)


def unknown_years(workspace: Workspace, dues: Iterable[str]) -> tuple[int, ...]:
    """The years without a table of holidays into which time limits (ISO) fall."""
    calendar = working_calendar(workspace)
    ends = (at for text in dues if (at := moment(text)) is not None)
    return tuple(sorted({at.year for at in ends if not calendar.is_known(at.date())}))


def unknown_years_running(workspace: Workspace) -> tuple[int, ...]:
    """The same for every time limit of the present round that runs now."""
    wanted = CaseFilter(LedgerFilter(workspace.round_id), AT_UNIT)
    with workspace.store.reading() as connection:
        dues = case_facts.last_dues(connection, workspace.role, wanted)
    return unknown_years(workspace, dues)


def uncertain(workspace: Workspace, dues: Iterable[str]) -> tuple[Warn, ...]:
    """One warning (M28) for each such year."""
    return tuple(
        Warn(
            "M28",
            {
                "what_zh": "整改时限",
                "what_en": "Time limits",
                "detail_zh": f"{year}年的节假日和调休还没有录入，只按周末推算；"
                f"请在“设置 › 整改”里（或用命令 calendar set）录入{year}年后再核对期限",
                "detail_en": f"the holidays of {year} are not entered, only weekends were counted; enter {year} under "
                "Settings › Cases (or by the command calendar set), then look at the limits again",
            },
        )
        for year in unknown_years(workspace, dues)
    )


def import_year(workspace: Workspace, path: Path, year: int) -> tuple[SpecialDay, ...]:
    """Enter a year from a table like those that ship (`日期,安排,名称`). M22; M27 names what cannot be read."""
    days = read_year(path)
    save_year(workspace, year, days, path.name)
    return special_days(workspace, year)


def save_year(workspace: Workspace, year: int, days: Sequence[SpecialDay], note: str = "") -> None:
    """Enter a year's special days. `Refusal` M22 unless an office, M27 for a day of another year."""
    workspace.require_office()
    if not YEARS[0] <= year <= YEARS[1]:
        raise Refusal("M27", field="date", value=year)
    if strange := next((day.date for day in days if day.date.year != year), None):
        raise Refusal("M27", field="date", value=strange.isoformat())
    fields = {
        "year": year,
        "days": [[day.date.isoformat(), day.kind, fit("name", day.name)] for day in sorted(days, key=lambda d: d.date)],
        "note": fit("note", note),
    }
    with workspace.writing() as writer:
        writer.put("office.calendar", named("office.calendar", workspace.office, year), fields)


def save_hours(workspace: Workspace, text: str) -> None:
    """Set the working hours (`8:30-12:00 14:00-17:30`); empty for the usual ones. M22, M27."""
    workspace.require_office()
    if text.strip():
        read_spans(text)
    with workspace.writing() as writer:
        identity = named("office.settings", workspace.office, SETTINGS)
        writer.put("office.settings", identity, {"kind": SETTINGS, "options": {"hours": text.strip()}})
