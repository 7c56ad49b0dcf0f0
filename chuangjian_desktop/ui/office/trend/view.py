"""Two rounds beside each other, type by type, on the items that mean the same in both."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.office.trend.presenter import TrendPresenter
from chuangjian_desktop.ui.office.trend.state import TrendState
from chuangjian_desktop.ui.screen import panel
from chuangjian_desktop.ui.testing_names import (
    TREND,
    TREND_BACK,
    TREND_BEGIN,
    TREND_LEFT,
    TREND_MOVED,
    TREND_NAME,
    TREND_NAME_OK,
    TREND_NEW,
    TREND_OLD,
    TREND_OPEN,
    TREND_TABLE,
    TREND_WHOLE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class TrendView(Beginning):
    """A page of the results. `closed` asks to go back to the ranks."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName(TREND)
        self._back = Button("", "text")
        self._back.setObjectName(TREND_BACK)
        self._open, self._begin = Button(), Button(icon="plus")
        self._open.setObjectName(TREND_OPEN)
        self._begin.setObjectName(TREND_BEGIN)
        self._old, self._new = FilterPill(TREND_OLD), FilterPill(TREND_NEW)
        self._arrow = label("→", 13, ink="3")
        self._whole_words, self._whole = label("", 12, ink="2"), label("", 18, bold=True)
        self._moved, self._counted = label("", 14, bold=True), label("", 12, ink="2")
        self._whole.setObjectName(TREND_WHOLE)
        self._moved.setObjectName(TREND_MOVED)
        self._table, self._left = Table(TREND_TABLE), Table(TREND_LEFT, height=32)
        self._left_title = label("", 13, bold=True)
        self._foot = label("", 12, ink="3")
        self._empty, self._pages = EmptyState("round"), QStackedWidget()
        self.presenter = TrendPresenter(desk, self.show_state)
        self._lay_out()
        self._back.clicked.connect(self.closed)
        self._old.picked.connect(self.presenter.compare_with)
        self._new.picked.connect(self.presenter.look_at)
        self._table.chosen.connect(self.presenter.choose)
        self._open.clicked.connect(self.presenter.open_round)
        self._begin.clicked.connect(self._ask_name)
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(u(12), u(6), u(16), u(6))
        row.setSpacing(u(8))
        for part in (self._back, self._old, self._arrow, self._new):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._open)
        row.addWidget(self._begin)
        self._pages.addWidget(self._compared())
        self._pages.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(divider())
        column.addWidget(self._pages, 1)

    def _compared(self) -> QWidget:
        head = QHBoxLayout()
        head.setContentsMargins(u(16), u(8), u(16), u(8))
        head.setSpacing(u(8))
        for part in (self._whole_words, self._whole, self._moved):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._counted)
        left = QVBoxLayout()
        left.setSpacing(0)
        self._foot.setContentsMargins(u(16), u(6), u(16), u(6))
        left.addLayout(head)
        left.addWidget(divider())
        left.addWidget(self._table, 1)
        left.addWidget(self._foot)
        side, column = panel(margin=0)
        side.setFixedWidth(u(360))
        self._left_title.setContentsMargins(u(16), u(10), u(16), u(4))
        column.addWidget(self._left_title)
        column.addWidget(self._left, 1)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(divider(vertical=True))
        row.addWidget(side)
        return made

    def show_state(self, state: TrendState) -> None:
        """Render."""
        self._old.show_choices(t("上一次"), state.rounds, state.old, off=t("前一轮"))
        self._new.show_choices(t("这一次"), state.rounds, state.new, off=t("本轮"))
        for part in (self._old, self._arrow, self._new):
            part.setVisible(len(state.rounds) > 1)
        self._open.setVisible(bool(state.new) and state.new != state.present)
        self._begin.setVisible(state.may_begin)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        self._empty.show_empty(
            t("还没有可以对比的两轮"), (((), t("两轮都有测评记录，就在这里按意思没变的条目逐类对比")),)
        )
        self._whole.setText(state.whole)
        self._moved.setText(state.moved)
        self._moved.setProperty("ink", state.moved_ink if state.moved_ink in {"gain", "loss"} else "2")
        self._moved.style().polish(self._moved)
        self._counted.setText(state.counted)
        self._table.show_rows(state.columns, state.rows)
        self._table.choose(state.chosen)
        self._left_title.setText(state.left_title)
        self._left.show_rows(state.left_columns, state.left)

    def retranslate(self) -> None:
        """Set all words in the language in force."""
        self._back.setText(t("返回成绩"))
        self._open.setText(t("打开这一轮"))
        self._begin.setText(t("开始下一轮…"))
        self._whole_words.setText(t("可比条目的得分率"))
        self._foot.setText(
            t("两轮都按这一次的计分方案，只算两轮里意思和分值都没变的条目；两轮都测过的类别才计入合计。")
        )
        self.presenter.retranslate()

    def _ask_name(self) -> None:
        dialog = RoundDialog(self.window())
        dialog.accepted.connect(lambda: self.presenter.begin(dialog.name.text()))
        dialog.open()


class RoundDialog(Dialog):
    """Asks what the next round is called."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("trend.begin.ask", parent)
        self.head(
            t("开始下一轮"),
            t("沿用创建项目和计分方案，测评表用最新版本。以前各轮的记录都留着，在“轮次对比”里可以再打开。"),
        )
        self.name = QLineEdit()
        self.name.setObjectName(TREND_NAME)
        self.content.addLayout(field(t("轮次名称"), self.name))
        self._done = Button(t("开始"), "primary", key="Enter")
        self._done.setObjectName(TREND_NAME_OK)
        self._done.setEnabled(False)
        self.name.textChanged.connect(self._typed)
        self.close_with(self._done, self.accept)
        self.name.setFocus()

    def _typed(self, text: str) -> None:
        self._done.setEnabled(bool(text.strip()))
