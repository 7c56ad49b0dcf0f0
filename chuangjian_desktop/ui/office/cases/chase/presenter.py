"""Decides what the page of chasing shows: what units owe now, rates with ties, red and black list. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.domain.rectification import STAGES
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter, CaseRow, LedgerFilter
from chuangjian_desktop.services.office.cases import closing
from chuangjian_desktop.services.office.cases.quarters import QuarterRow, quarters
from chuangjian_desktop.services.office.cases.rates import RateReport, RateRow, UnitDue, due_board, rates, week_of
from chuangjian_desktop.services.office.papers.weekly import export_weekly
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.chase.quarter_rows import quarter_columns, quarter_row
from chuangjian_desktop.ui.office.cases.chase.state import PERIODS, ChaseState
from chuangjian_desktop.ui.office.cases.words import day_words
from chuangjian_desktop.ui.text.case_states import pick
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Read:
    """One reading."""

    due: tuple[UnitDue, ...]
    report: RateReport
    quarters: tuple[QuarterRow, ...]


class ChasePresenter:
    """`show` gets every new state."""

    def __init__(self, desk: Desk, show: Callable[[ChaseState], None]) -> None:
        self._desk = desk
        self._show = show
        self._asked = 0
        self._read: Read | None = None
        self.state = ChaseState()

    def refresh(self) -> None:
        """Read anew."""
        self._asked += 1
        mine, workspace, period = self._asked, self._desk.workspace, _period(self.state.period)
        self._desk.runner.run(
            lambda _progress: Read(due_board(workspace), rates(workspace, *period), quarters(workspace, *period)),
            lambda found: self._took(mine, found),
            self._desk.failed,
            lane="work",
        )

    def _took(self, asked: int, found: Read) -> None:
        if asked == self._asked:
            self._read = found
            self._publish()

    def choose_period(self, period: str) -> None:
        """Rates over another period."""
        self.state = replace(self.state, period=period or "round")
        self.refresh()

    def choose_table(self, table: str) -> None:
        """Rates with both lists, or the quarterly score."""
        self.state = replace(self.state, table=table or "rates")
        self._publish()

    def questions(self, units: Sequence[str]) -> tuple[Question, ...]:
        """What has to be said to chase these units; none where nothing of theirs is overdue."""
        mine = [each for each in self._read.due if each.unit_id in units] if self._read is not None else []
        if not any(each.overdue for each in mine):
            return ()
        least = max(1, *(each.stage for each in mine if each.overdue))
        choices = tuple((str(n), pick(STAGES[n])) for n in range(least, len(STAGES)))
        return (
            Question("stage", t("督促方式"), "choice", required=True, choices=choices, value=choices[0][0]),
            Question("reason", t("理由"), "long", required=True),
            Question("approved_by", t("批准人"), hint=t("越级督促和约谈、问责须由领导批准")),
        )

    def chase(self, units: Sequence[str], said: Mapping[str, str]) -> None:
        """Escalate everything of these units that is overdue."""
        workspace, at = self._desk.workspace, now().isoformat(timespec="seconds")

        def work() -> tuple[str, ...]:
            found = [
                finding
                for unit in units
                for finding in reading.chosen(workspace, CaseFilter(LedgerFilter(unit_id=unit), overdue_at=at))
            ]
            reason, approved = said.get("reason", "").strip(), said.get("approved_by", "").strip()
            return closing.escalate(workspace, found, int(said.get("stage") or 1), reason, approved)

        self._desk.runner.run(lambda _progress: work(), self._chased, self._desk.failed)

    def _chased(self, done: tuple[str, ...]) -> None:
        self.state = replace(self.state, told=t("已督促 {n} 件", n=len(done)))
        self.refresh()

    def retranslate(self) -> None:
        """Make the words anew."""
        self._publish()

    def weekly_name(self) -> str:
        """The name proposed for the weekly list of the period shown."""
        begin, end = _days(self.state.period)
        return f"整改情况周报-{f'{begin:%Y%m%d}至' if begin else '截至'}{end:%Y%m%d}.pdf"

    def write_weekly(self, path: Path) -> tuple[Warn, ...]:
        """Write the list of the period shown as its ending says. On a lane."""
        return export_weekly(self._desk.workspace, path, *_days(self.state.period))

    def read_cases(self, unit: str, done: Callable[[tuple[CaseRow, ...]], None]) -> None:
        """Read all cases of a unit."""
        workspace, wanted = self._desk.workspace, CaseFilter(LedgerFilter(unit_id=unit))
        self._desk.runner.run(
            lambda _progress: reading.shown(workspace, reading.chosen(workspace, wanted)),
            done,
            self._desk.failed,
            lane="work",
        )

    def tell(self, words: str) -> None:
        """Say what was done."""
        self.state = replace(self.state, told=words)
        self._publish()

    def _publish(self) -> None:
        read = self._read
        if read is None:
            return
        overdue, today = sum(each.overdue for each in read.due), sum(each.today for each in read.due)
        sums = t("逾期 {late} 件 · 今天到期 {today} 件 · 在办 {open} 件", late=overdue, today=today, open=_open(read))
        counted = self.state.table == "quarters"
        self.state = replace(
            self.state,
            loaded=True,
            sums=sums,
            unit_columns=_unit_columns(),
            units=tuple(_unit(each) for each in read.due),
            periods=tuple((name, _period_words(name)) for name in PERIODS),
            tables=(("rates", t("整改率与红黑榜")), ("quarters", t("季度成绩"))),
            rate_columns=quarter_columns() if counted else _rate_columns(),
            rates=tuple(quarter_row(each) for each in read.quarters)
            if counted
            else tuple(_rate(each) for each in read.report.rows),
            lists="" if counted else _lists(read.report),
        )
        self._show(self.state)


def _open(read: Read) -> int:
    return sum(each.open for each in read.due)


def _period_words(name: str) -> str:
    words = {"week": t("本周"), "last_week": t("上周"), "month": t("本月"), "quarter": t("本季度")}
    return words.get(name) or t("本轮")


def _period(name: str) -> tuple[dt.date | None, dt.date | None]:
    today = now().date()
    if name == "last_week":
        return week_of(today)
    if name == "week":
        return (today - dt.timedelta(days=today.weekday()), today)
    if name == "quarter":
        return (today.replace(month=today.month - (today.month - 1) % 3, day=1), today)
    return (today.replace(day=1), today) if name == "month" else (None, None)


def _days(period: str) -> tuple[dt.date | None, dt.date]:
    """The days of a period for a paper: one about the whole round ends today."""
    begin, end = _period(period)
    return begin, end or now().date()


def _unit_columns() -> tuple[Column, ...]:
    return (
        Column("unit", t("责任单位")),
        Column("overdue", t("已逾期"), 68, right=True),
        Column("today", t("今天到期"), 80, right=True),
        Column("soon", t("48 小时内"), 84, right=True),
        Column("open", t("在办"), 60, right=True),
        Column("earliest", t("最近到期"), 108),
        Column("stage", t("督促"), 122),
    )


def _number(count: int, ink: str) -> Cell:
    return Cell(str(count), ink if count else "text_3", bold=bool(count) and ink in ("loss", "lack"))


def _unit(each: UnitDue) -> Row:
    stage = Cell(pick(STAGES[each.stage]), kind="tag", mood="loss") if each.stage else Cell("—", "text_3")
    return Row(
        each.unit_id,
        (
            Cell(each.unit),
            _number(each.overdue, "loss"),
            _number(each.today, "lack"),
            _number(each.soon, "text_1"),
            Cell(str(each.open), "text_2"),
            Cell(day_words(each.earliest) or "—", "text_2"),
            stage,
        ),
    )


def _rate_columns() -> tuple[Column, ...]:
    return (
        Column("rank", t("名次"), 60, right=True),
        Column("unit", t("责任单位")),
        Column("group", t("组别"), 100),
        Column("told", t("交办数"), 64, right=True),
        Column("closed", t("已销号"), 68, right=True),
        Column("in_time", t("按时"), 56, right=True),
        Column("late", t("已逾期"), 68, right=True),
        Column("false", t("虚假"), 60, right=True),
        Column("rate", t("整改率"), 80, right=True),
        Column("list", t("榜"), 100),
    )


def _rate(row: RateRow) -> Row:
    rate = row.rate
    tags = {"red": Cell(t("红榜"), kind="tag", mood="gain"), "black": Cell(t("黑榜"), kind="tag", mood="loss")}
    return Row(
        rate.unit_id,
        (
            Cell(str(row.rank), "text_2"),
            Cell(rate.unit),
            Cell(t("属地") if rate.local else t("部门"), "text_2"),
            Cell(str(rate.told), "text_2"),
            Cell(str(rate.closed)),
            Cell(str(rate.in_time), "text_2"),
            _number(rate.overdue, "loss"),
            _number(rate.false_repairs, "loss"),
            Cell(f"{rate_text(rate.rate)}%", bold=True),
            tags.get(row.listed, Cell("")),
        ),
    )


def _lists(report: RateReport) -> str:
    red = t("、").join(row.rate.unit for row in report.rows if row.listed == "red")
    black = t("、").join(row.rate.unit for row in report.rows if row.listed == "black")
    parts = [t("红榜：{units}", units=red) if red else "", t("黑榜：{units}", units=black) if black else ""]
    return "\n".join(part for part in parts if part)
