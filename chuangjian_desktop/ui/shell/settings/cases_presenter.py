"""Decides what the page about cases shows and carries its acts out. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.working_days import DayKind, SpecialDay, spans_text
from chuangjian_desktop.services import calendar
from chuangjian_desktop.services.casework.options import CaseOptions, case_options, save_case_options
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.shell.settings.state import CasesState
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class _Read:
    year: int
    options: CaseOptions
    hours: str
    days: tuple[SpecialDay, ...]
    known: bool


class CasesPresenter:
    """`show` gets every new state, `told` what an act came to. For offices."""

    def __init__(self, desk: Desk, show: Callable[[CasesState], None], told: Callable[[str], None]) -> None:
        self._desk = desk
        self._show = show
        self._told = told
        self._year = now().year
        self._read: _Read | None = None

    def refresh(self) -> None:
        """Read anew."""
        year = self._year
        self._desk.runner.run(lambda _progress: self._fetch(year), self._took, self._desk.failed, lane="work")

    def _fetch(self, year: int) -> _Read:
        ws = self._desk.workspace
        whole = calendar.working_calendar(ws)
        hours = spans_text(whole.hours)
        return _Read(year, case_options(ws), hours, calendar.special_days(ws, year), year in whole.years)

    def _took(self, read: _Read) -> None:
        self._read = read
        self.publish()

    def choose_year(self, year: int) -> None:
        """Show the days of another year."""
        self._year = year
        self.refresh()

    def save_options(self, options: CaseOptions) -> None:
        """Keep labels, window, share and sizes."""
        ws = self._desk.workspace
        self._run(lambda: save_case_options(ws, options), t("整改设置已保存"))

    def save_hours(self, text: str) -> None:
        """Keep the working hours."""
        ws = self._desk.workspace
        self._run(lambda: calendar.save_hours(ws, text), t("工作时间已保存"))

    def put_day(self, date: str, kind: DayKind, name: str) -> None:
        """Enter a day of the chosen year; it takes the place of what stood there."""
        year = self._year
        self._run(
            lambda: self._change(year, date, SpecialDay(_date(date), kind, name.strip())),
            t("{year} 年的工作日历已保存", year=year),
        )

    def drop_day(self, date: str) -> None:
        """Let a day follow the week again."""
        year = self._year
        self._run(lambda: self._change(year, date, None), t("{year} 年的工作日历已保存", year=year))

    def _change(self, year: int, date: str, day: SpecialDay | None) -> None:
        ws = self._desk.workspace
        kept = [each for each in calendar.special_days(ws, year) if each.date != _date(date)]
        calendar.save_year(ws, year, kept if day is None else [*kept, day])

    def _run(self, act: Callable[[], object], words: str) -> None:
        self._desk.runner.run(lambda _progress: act(), lambda _nothing: self._told(words), self._desk.failed)

    def publish(self) -> None:
        """Make the words anew."""
        if (read := self._read) is None:
            return
        self._show(
            CasesState(
                options=read.options,
                hours=read.hours,
                year=read.year,
                known=_known(read),
                columns=(
                    Column("date", t("日期"), 140),
                    Column("kind", t("安排"), 120),
                    Column("name", t("名称")),
                ),
                days=tuple(map(_row, read.days)),
            )
        )


def _known(read: _Read) -> str:
    """How the year is counted, and which years are shipped."""
    off = sum(day.kind == "off" for day in read.days)
    work = len(read.days) - off
    plain = t("{year} 年没有日历，只按星期计算。", year=read.year)
    counted = t("{year} 年：放假 {off} 天，调休上班 {work} 天。", year=read.year, off=off, work=work)
    years = t("、").join(map(str, calendar.shipped()))
    shipped = t("随软件提供 {years} 年的日历；没有日历的年份只按星期计算工作日。", years=years)
    return f"{counted if read.known else plain}{shipped}"


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Refusal("M27", field="date", value=text) from None


def _row(day: SpecialDay) -> Row:
    working = day.kind == "work"
    kind = Cell(t("上班"), "text_1") if working else Cell(t("放假"), "text_2")
    return Row(day.date.isoformat(), (Cell(day.date.isoformat()), kind, Cell(day.name, "text_2")))
