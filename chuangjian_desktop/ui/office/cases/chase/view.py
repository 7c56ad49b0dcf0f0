"""The page of chasing: units with what they owe above, rates with red and black list below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.chase.presenter import ChasePresenter
from chuangjian_desktop.ui.office.cases.chase.state import ChaseState
from chuangjian_desktop.ui.office.cases.papers import Papers
from chuangjian_desktop.ui.testing_names import (
    CHASE_DO,
    CHASE_PERIOD,
    CHASE_PRINT,
    CHASE_RATES,
    CHASE_SUMS,
    CHASE_TABLE,
    CHASE_UNITS,
    CHASE_WEEKLY,
)
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import Banner, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class ChasePage(Beginning):
    """`opened` tells the unit whose cases a person wants to see, `lettered` those that get a letter."""

    opened = Signal(str)
    lettered = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._units, self._rates = Table(CHASE_UNITS, many=True), Table(CHASE_RATES)
        self._sums = label("", 13, bold=True)
        self._sums.setObjectName(CHASE_SUMS)
        self._rate_head, self._period = label("", 13, bold=True), FilterPill(CHASE_PERIOD)
        self._shown = FilterPill(CHASE_TABLE)
        self._chase, self._letter = Button("", "primary", key="U"), Button("", icon="notice")
        self._chase.setObjectName(CHASE_DO)
        self._print, self._weekly = Button("", icon="download"), Button("", icon="download")
        self._print.setObjectName(CHASE_PRINT)
        self._weekly.setObjectName(CHASE_WEEKLY)
        self._told = Banner()
        self._told.show_banner("")
        self._presenter = ChasePresenter(desk, self.show_state)
        self._papers = Papers(desk, self, self._presenter.tell)
        self._lay_out()
        for table in (self._units, self._rates):
            table.opened.connect(self._open)
        self._period.picked.connect(self._presenter.choose_period)
        self._shown.picked.connect(self._presenter.choose_table)
        self._chase.clicked.connect(self.chase)
        self._letter.clicked.connect(self._ask_letter)
        self._print.clicked.connect(self._ask_papers)
        self._weekly.clicked.connect(self._ask_weekly)
        self._told.acted.connect(lambda: self._told.show_banner(""))
        self.setFocusProxy(self._units)
        self.retranslate()

    def _lay_out(self) -> None:
        above, below = QWidget(), QWidget()
        first, second = QVBoxLayout(above), QVBoxLayout(below)
        for column in (first, second):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
        first.addWidget(_bar(self._sums, self._print, self._letter, self._chase))
        first.addWidget(divider())
        first.addWidget(self._units, 1)
        second.addWidget(_bar(self._rate_head, self._shown, self._period, self._weekly))
        second.addWidget(divider())
        second.addWidget(self._rates, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(above)
        split.addWidget(below)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._told)
        column.addWidget(split, 1)

    def show_state(self, state: ChaseState) -> None:
        """Render."""
        self._sums.setText(state.sums)
        self._units.show_rows(state.unit_columns, state.units)
        self._rates.show_rows(state.rate_columns, state.rates)
        chosen = "" if state.period == "round" else state.period
        self._period.show_choices(t("期间"), state.periods, chosen)
        table = "" if state.table == "rates" else state.table
        self._shown.show_choices(t("列表"), state.tables[1:], table, off=dict(state.tables).get("rates", ""))
        words, table = dict(state.periods).get(state.period, ""), dict(state.tables).get(state.table, "")
        self._rate_head.setText(f"{table} · {words}")
        self._rate_head.setToolTip(state.lists)
        self._chase.setEnabled(bool(state.units))
        self._letter.setEnabled(bool(state.units))
        self._print.setEnabled(bool(state.units))
        self._told.show_banner(state.told, "gain", "tick", t("知道了"))

    def chase(self) -> None:
        """Ask how the chosen units are chased, then do it."""
        units = self._units.chosen_keys()
        questions = self._presenter.questions(units)
        if not questions:
            self._told.show_banner(t("所选单位没有逾期的事项，不需要督促"), "info", "info", t("知道了"))
            return
        lead = t("对所选 {n} 个单位的全部逾期事项", n=len(units))
        dialog = AskDialog(t("督促"), lead, questions, t("督促"), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.chase(units, dialog.said))
        dialog.open()

    def _open(self, unit: str, _column: str) -> None:
        self.opened.emit(unit)

    def _ask_letter(self) -> None:
        self.lettered.emit(self._units.current_key())

    def _ask_papers(self) -> None:
        self._presenter.read_cases(self._units.current_key(), self._papers.ask_letters)

    def _ask_weekly(self) -> None:
        name, forms = self._presenter.weekly_name(), "PDF (*.pdf);;Excel (*.xlsx);;Word (*.docx)"
        dialog = ask_where(
            self, t("导出周报…"), str(Path.home() / name), self._write_weekly, name=f"{CHASE_WEEKLY}.place", forms=forms
        )

        def chosen(form: str) -> None:
            dialog.setDefaultSuffix(form.rpartition(".")[2].rstrip(")"))

        dialog.filterSelected.connect(chosen)

    def _write_weekly(self, place: str) -> None:
        def done(warnings: tuple[Warn, ...]) -> None:
            told = t("已写好 {n} 份，在 {folder}。", n=1, folder=place)
            self._presenter.tell(with_warnings(told, warnings))

        run_long(
            t("正在导出"),
            (self, self._desk.runner),
            lambda _progress: self._presenter.write_weekly(Path(place)),
            done,
            self._desk.failed,
        )

    def refresh(self) -> None:
        """Read anew."""
        self._presenter.refresh()

    def retranslate(self) -> None:
        """Set all words in the language in force."""
        self._chase.setText(t("督促…"))
        self._letter.setText(t("督办单…"))
        self._print.setText(t("打印函件…"))
        self._weekly.setText(t("导出周报…"))
        self._units.setAccessibleName(t("各单位欠办"))
        self._rates.setAccessibleName(t("整改率与红黑榜"))
        self._presenter.retranslate()


def _bar(title: QWidget, *parts: QWidget) -> QFrame:
    made = QFrame()
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    row = QHBoxLayout(made)
    row.setContentsMargins(u(16), u(4), u(14), u(4))
    row.setSpacing(u(8))
    row.addWidget(title)
    row.addStretch(1)
    for part in parts:
        row.addWidget(part)
    return made
