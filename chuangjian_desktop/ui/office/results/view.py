"""Results: the rank table with ties, and the explanation of a number opened beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.view import CityView
from chuangjian_desktop.ui.office.results.levels import LEVELS, level_word
from chuangjian_desktop.ui.office.results.presenter import ResultsPresenter
from chuangjian_desktop.ui.office.results.state import Explained, Line, ResultsState
from chuangjian_desktop.ui.office.trend.view import TrendView
from chuangjian_desktop.ui.office.whatif.view import WhatIfView
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    RESULTS,
    RESULTS_BY,
    RESULTS_EXPLAIN,
    RESULTS_PROFILE,
    RESULTS_TABLE,
    RESULTS_TREND,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton, Segmented
from chuangjian_desktop.ui.widgets.parts import EmptyState, Number, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class ResultsScreen(Screen):
    """Scores by every level; each opens its explanation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(RESULTS)
        self._by = Segmented(tuple((level, level) for level in (*LEVELS, "lost")))
        self._by.setObjectName(RESULTS_BY)
        self._by.choose("area")
        self._city_words, self._city = label("", 13, ink="2"), Number(20, 26)
        self._city_rest = label("", 12, ink="2")
        self._table = Table(RESULTS_TABLE)
        self._empty = EmptyState("results")
        self._foot = label("", 12, ink="3")
        self._panel = ExplainPanel()
        self._campaigns = CityView(desk)
        self._profile, self._what_if = Button(icon="settings"), WhatIfView(desk)
        self._profile.setObjectName(RESULTS_PROFILE)
        self._rounds, self._trend = Button(icon="round"), TrendView(desk)
        self._rounds.setObjectName(RESULTS_TREND)
        self._bar = QFrame()
        self._pages = QStackedWidget()
        self._wholes = QStackedWidget()
        self._presenter = ResultsPresenter(desk, self.show_state)
        self._lay_out()
        self._by.chosen.connect(self._choose_level)
        self._city.clicked.connect(self._presenter.explain_city)
        self._table.opened.connect(self._explain)
        self._panel.closed.clicked.connect(self._presenter.close)
        self._panel.lines.opened.connect(self._follow)
        self._profile.clicked.connect(lambda: self._aside(self._what_if))
        self._rounds.clicked.connect(lambda: self._aside(self._trend))
        for page in (self._what_if, self._trend):
            page.closed.connect(self._show_ranks)
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(u(12), u(6), u(16), u(6))
        row.addWidget(self._by)
        row.addStretch(1)
        for part in (self._city_words, self._city, self._city_rest, self._rounds, self._profile):
            self.header.action(part)
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        self._foot.setContentsMargins(u(16), u(6), u(16), u(6))
        column.addWidget(self._foot)
        ranks = QWidget()
        whole = QHBoxLayout(ranks)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(divider(vertical=True))
        whole.addWidget(self._panel)
        self._wholes.addWidget(ranks)
        self._wholes.addWidget(self._campaigns)
        self._wholes.addWidget(self._what_if)
        self._wholes.addWidget(self._trend)
        self.column.addWidget(self._bar)
        self.column.addWidget(divider())
        self.column.addWidget(self._wholes, 1)

    def show_state(self, state: ResultsState) -> None:
        """Render."""
        self.header.say(t("成绩"), state.facts)
        self._by.choose(state.by)
        if self._opened is None:
            self._wholes.setCurrentIndex(1 if state.by == "campaign" else 0)
        self._city.setText(state.city)
        self._city_rest.setText(state.city_rest)
        self._table.show_rows(state.columns, state.rows)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        self._empty.show_empty(t("还没有成绩"), (((), t("测评有了记录，这里就有得分和名次")),))
        self._foot.setText(state.foot)
        self._panel.show_explained(state.explained)

    def _aside(self, page: WhatIfView | TrendView) -> None:
        """The scoring profile with what would change, or two rounds beside each other, instead of the ranks."""
        for part in (self._bar, self._rounds, self._profile):
            part.hide()
        self._wholes.setCurrentWidget(page)
        self.keys_changed.emit()
        page.presenter.refresh()
        page.setFocus()

    def _show_ranks(self) -> None:
        for part in (self._bar, self._rounds, self._profile):
            part.show()
        self._wholes.setCurrentIndex(1 if self._by.current() == "campaign" else 0)
        self.keys_changed.emit()
        self._table.setFocus()
        self._presenter.refresh()

    def refresh(self) -> None:
        self._presenter.refresh()
        if self._opened is not None:
            self._opened.presenter.refresh()
        if self._by.current() == "campaign":
            self._campaigns.presenter.refresh()

    def open_at(self, what: str, part: str) -> None:
        """A level of sums, for "campaign" with a standard's code after a slash."""
        level, _, code = what.partition("/")
        self._show_ranks()
        self._choose_level(level)
        self._campaigns.presenter.choose(code)

    def _choose_level(self, level: str) -> None:
        self._presenter.choose_level(level)
        self._by.choose(level)
        if level == "campaign":
            self._campaigns.presenter.refresh()

    def retranslate(self) -> None:
        self._by.rename(tuple(level_word(level) for level in (*LEVELS, "lost")))
        self._city_words.setText(t("全部点位"))
        self._panel.retranslate()
        self._campaigns.retranslate()
        self._profile.setText(t("计分方案"))
        self._rounds.setText(t("轮次对比"))
        self._what_if.retranslate()
        self._trend.retranslate()
        self._presenter.retranslate()

    @property
    def _opened(self) -> WhatIfView | TrendView | None:
        """The page that stands instead of the ranks."""
        pages = (self._what_if, self._trend)
        return next((page for page in pages if self._wholes.currentWidget() is page), None)

    def keys(self) -> tuple[KeyRow, ...]:
        if self._opened is not None:
            return ((("↑", "↓"), t("选择")), (("Ctrl", "C"), t("连表头复制")), (("Esc",), t("返回成绩")))
        return (
            (("↑", "↓"), t("选择")),
            (("Enter",), t("看由来")),
            (("Ctrl", "C"), t("连表头复制")),
            (("Esc",), t("关闭由来")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._opened is not None:
            self._show_ranks()
        elif event.key() == Qt.Key.Key_Escape:
            self._presenter.close()
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _explain(self, key: str, _column: str) -> None:
        self._presenter.explain(key)

    def _follow(self, key: str, _column: str) -> None:
        self._presenter.open(key.partition("\t")[2])


class ExplainPanel(QFrame):
    """Formula rows, the sum rounded once, then every line down to answers and findings."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(RESULTS_EXPLAIN)
        self.setProperty("surface", "1")
        self.setFixedWidth(u(340))
        self._title, self._lead = label("", 15, bold=True), label("", 12, ink="2")
        self._title.setWordWrap(True)
        self.closed = IconButton("close", "")
        self._formula, self.lines = (
            Table(f"{RESULTS_EXPLAIN}.formula", height=28),
            Table(f"{RESULTS_EXPLAIN}.lines", height=30),
        )
        for table in (self._formula, self.lines):
            table.horizontalHeader().hide()
        self._copy = Button("", icon="copy")
        self._copy.clicked.connect(self._copied)
        self._more = label("", 12, ink="3")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.closed, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(u(6))
        column.addLayout(head)
        column.addWidget(self._lead)
        column.addWidget(self._formula)
        column.addWidget(self.lines, 1)
        column.addWidget(self._more)
        column.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def retranslate(self) -> None:
        """Its own words."""
        self.closed.name(t("关闭"))
        self._copy.setText(t("复制算式"))

    def show_explained(self, explained: Explained | None) -> None:
        """Show an explanation, or hide."""
        self.setVisible(explained is not None)
        if explained is None:
            return
        self._title.setText(explained.title)
        self._lead.setText(explained.lead)
        self._lead.setVisible(bool(explained.lead))
        columns = (Column("what", ""), Column("middle", "", 52, right=True), Column("value", "", 92, right=True))
        self._formula.show_rows(columns, _rows(explained.formula))
        self._formula.setFixedHeight(self._formula.row_height() * min(6, len(explained.formula)) + 2)
        self._formula.setVisible(bool(explained.formula))
        self.lines.show_rows((columns[0], columns[2]), _rows(explained.lines, middle=False))
        self._more.setText(t("还有 {n} 行，缩小范围后可看全", n=explained.more) if explained.more > 0 else "")
        self._more.setVisible(explained.more > 0)

    def _copied(self) -> None:
        QGuiApplication.clipboard().setText(f"{self._formula.copied()}\n{self.lines.copied()}")


def _rows(lines: tuple[Line, ...], *, middle: bool = True) -> tuple[Row, ...]:
    made: list[Row] = []
    for place, line in enumerate(lines):
        what = Cell("\u3000" * line.depth + line.what, "text_1" if line.depth < 2 else "text_2", line.bold)
        value = Cell(line.value, line.ink, line.bold, kind="open" if line.target and line.depth == 0 else "text")
        cells = (what, Cell(line.middle, "text_3"), value) if middle else (what, value)
        made.append(Row(f"{place}\t{line.target}", cells))
    return tuple(made)
