"""A campaign in full: standards left, the headline with its components, tabs below, the side at the right."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.office.city.bars import Bars
from chuangjian_desktop.ui.office.city.carry_dialog import ask_carry
from chuangjian_desktop.ui.office.city.import_dialog import AnswersDialog
from chuangjian_desktop.ui.office.city.presenter import CityPresenter
from chuangjian_desktop.ui.office.city.side_panel import SidePanel
from chuangjian_desktop.ui.office.city.state import TABS, CityState, Tag
from chuangjian_desktop.ui.testing_names import (
    CITY,
    CITY_ACTION,
    CITY_BARS,
    CITY_EXPORT,
    CITY_LIST,
    CITY_PAGE,
    CITY_TABS,
    CITY_TOTAL,
)
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton, Segmented
from chuangjian_desktop.ui.widgets.flow import FlowLayout
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, Number, TagLabel, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

NARROW = 1_150
LIST = 252
"""Room for a title of nine characters."""


class CityView(Beginning):
    """Part of Results. Everything that is a number opens where it comes from, and where it is entered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName(CITY)
        self._desk = desk
        self._rendering = False
        self._list, self._page = Table(CITY_LIST), Table(CITY_PAGE)
        self._list.setFixedWidth(u(LIST))
        self._total, self._rest = Number(26, 30), label("", 12, ink="2")
        self._total.setObjectName(CITY_TOTAL)
        self._tags, self._tag_row = QWidget(), list[TagLabel]()
        self._bars = Bars()
        self._bars.setObjectName(CITY_BARS)
        self._tabs = Segmented(tuple((tab, tab) for tab in TABS))
        self._tabs.setObjectName(CITY_TABS)
        self._actions = QHBoxLayout()
        self._shown_actions: tuple[tuple[str, str], ...] | None = None
        self._export = IconButton("download", "")
        self._export.setObjectName(CITY_EXPORT)
        self._banner = Banner()
        self._banner.show_banner("")
        self._foot, self._sums = label("", 12, ink="3"), QFrame()
        self._empty = EmptyState("results")
        self._pages = QStackedWidget()
        self._side = SidePanel()
        self.presenter = CityPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._list)
        self.retranslate()

    def _lay_out(self) -> None:
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self._list, divider(vertical=True), self._middle(), divider(vertical=True), self._side):
            whole.addWidget(part, 1 if part.objectName() == "city.middle" else 0)

    def _middle(self) -> QWidget:
        middle = QWidget()
        middle.setObjectName("city.middle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._pages.addWidget(self._page)
        self._pages.addWidget(self._empty)
        column.addWidget(self._banner)
        column.addWidget(self._headline())
        column.addWidget(divider())
        column.addWidget(self._bar())
        column.addWidget(self._below_tabs())
        column.addWidget(divider())
        column.addWidget(self._pages, 1)
        return middle

    def _headline(self) -> QWidget:
        head = QFrame()
        row = QHBoxLayout(head)
        row.setContentsMargins(u(16), u(8), u(16), u(8))
        row.setSpacing(u(20))
        left = QVBoxLayout()
        left.setSpacing(u(2))
        left.addWidget(self._total, 0, Qt.AlignmentFlag.AlignLeft)
        self._rest.setWordWrap(True)
        self._rest.setFixedWidth(u(172))
        left.addWidget(self._rest)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(u(4))
        flow = FlowLayout(self._tags)
        flow.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self._tags)
        right.addWidget(self._bars)
        right.addStretch(1)
        row.addLayout(left)
        row.addLayout(right, 1)
        return head

    def _bar(self) -> QWidget:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(u(12), u(6), u(16), u(6))
        row.addWidget(self._tabs)
        row.addStretch(1)
        row.addWidget(self._export)
        return bar

    def _below_tabs(self) -> QWidget:
        """What can be done on the page, and its sum."""
        row = QHBoxLayout(self._sums)
        row.setContentsMargins(u(9), u(2), u(16), u(2))
        self._actions.setSpacing(u(4))
        row.addLayout(self._actions)
        self._foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._foot.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._foot.setMinimumHeight(u(26))
        row.addWidget(self._foot, 1)
        return self._sums

    def _connect(self) -> None:
        self._list.chosen.connect(self._choose)
        self._page.clicked.connect(self._look)
        self._page.chosen.connect(self._follow)
        self._tabs.chosen.connect(self.presenter.choose_tab)
        self._bars.chosen.connect(self._open)
        self._total.clicked.connect(lambda: self.presenter.open("total"))
        self._page.opened.connect(self._open_row)
        self._side.closed.clicked.connect(self.presenter.close)
        self._side.saved.connect(self.presenter.save)
        self._side.removed.connect(self.presenter.take_away)
        self._side.acted.connect(self._act)
        self._export.clicked.connect(self._ask_lists)
        self._banner.acted.connect(lambda: self._banner.show_banner(""))

    def show_state(self, state: CityState) -> None:
        """Render."""
        self._rendering = True
        self._list.show_rows(state.standard_columns, state.standards)
        if state.chosen:
            self._list.choose(state.chosen)
        self._total.setText(state.total)
        self._rest.setText(state.total_rest)
        self._show_tags(state.tags)
        self._bars.show_bars(state.bars)
        self._tabs.choose(state.tab)
        page = state.page
        self._offer(page.actions)
        self._page.show_rows(page.columns, page.rows)
        self._pages.setCurrentIndex(0 if page.rows or not state.loaded else 1)
        self._empty.show_empty(page.empty, (((), page.hint),) if page.hint else ())
        self._foot.setText(page.foot)
        self._foot.setToolTip(page.foot)
        self._sums.setVisible(bool(page.foot or page.actions))
        self._side.show_side(state.side)
        self._make_room()
        if state.side is not None:
            self._page.choose(state.side.key)
        self._rendering = False

    def _make_room(self) -> None:
        """On a small screen the list of standards gives way to what is open beside the table."""
        self._list.setVisible(self.width() >= u(NARROW) or not self._side.isVisibleTo(self))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _choose(self, code: str) -> None:
        if not self._rendering:
            self.presenter.choose(code)

    def _follow(self, key: str) -> None:
        """The side follows the current row while it is open."""
        if not self._rendering and self._side.isVisible():
            self.presenter.open(key)

    def _show_tags(self, tags: tuple[Tag, ...]) -> None:
        layout = self._tags.layout()
        while len(self._tag_row) < len(tags) and layout is not None:
            self._tag_row.append(TagLabel())
            layout.addWidget(self._tag_row[-1])
        for place, made in enumerate(self._tag_row):
            made.setVisible(place < len(tags))
            if place < len(tags):
                made.show_tag(tags[place].text, tags[place].mood, tags[place].icon)
        self._tags.setVisible(bool(tags))

    def _offer(self, actions: tuple[tuple[str, str], ...]) -> None:
        if actions == self._shown_actions:
            return
        self._shown_actions = actions
        while (item := self._actions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for key, word in actions:
            button = Button(word, "text")
            button.setObjectName(CITY_ACTION.format(key=key))
            button.clicked.connect(lambda _checked=False, key=key: self._act(key))
            self._actions.addWidget(button)

    def _look(self, index: QModelIndex) -> None:
        row = self._page.rows.row(index.row())
        self.presenter.open(row.key if row else "")

    def _open_row(self, key: str, _column: str) -> None:
        self._open(key)

    def _open(self, key: str) -> None:
        self.presenter.open(key)
        self._side.focus_first()

    def _act(self, key: str) -> None:
        asks = {"import": self._ask_answers, "carry": lambda: ask_carry(self._desk, self.presenter, self)}
        if key in asks:
            asks[key]()
            return
        self.presenter.act(key)
        self._side.focus_first()

    def _ask_answers(self) -> None:
        dialog = QFileDialog(self, t("导入答卷…"), "", "*.xlsx *.xlsm")
        dialog.setObjectName("city.answers.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take_answers)
        dialog.open()

    def take_answers(self, place: str) -> None:
        """Show what a workbook of answers would bring."""
        dialog = AnswersDialog(self._desk, Path(place), self.presenter.import_answers, self)
        dialog.accepted.connect(self.presenter.refresh)
        dialog.open()

    def _ask_lists(self) -> None:
        name = "分创建问题清单.xlsx"
        ask_where(self, t("导出分创建清单…"), name, self._write_lists, name="city.export.place")

    def _write_lists(self, place: str) -> None:
        path = Path(place)
        run_long(
            t("正在导出 {file}", file=path.name),
            (self, self._desk.runner),
            lambda _progress: self.presenter.export_lists(path),
            lambda warnings: self._written(path, warnings),
            self._desk.failed,
        )

    def _written(self, path: Path, warnings: tuple[Warn, ...]) -> None:
        told = with_warnings(t("已导出到 {file}", file=str(path)), warnings)
        self._banner.show_banner(told, "lack" if warnings else "gain", "tick", t("知道了"))

    def retranslate(self) -> None:
        """Words in the language in force."""
        self._export.name(t("导出分创建清单…"))
        words = (t("节点"), t("评价表"), t("材料审核"), t("问卷"), t("指标"), t("加减分"), t("年度"))
        self._tabs.rename(words)
        self._side.retranslate()
        self.presenter.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._side.isVisible():
            self.presenter.close()
            self._page.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
