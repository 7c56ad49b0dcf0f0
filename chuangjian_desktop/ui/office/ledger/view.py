"""The Ledger: a quiet table of all findings with filters, the sum of what is seen, and exports."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy, QStackedWidget, QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.office.ledger.bulk_bar import BulkBar
from chuangjian_desktop.ui.office.ledger.clerk import Clerk, Parts
from chuangjian_desktop.ui.office.ledger.presenter import LedgerPresenter
from chuangjian_desktop.ui.office.ledger.state import FILTERS, LedgerState, Wanted
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    LEDGER,
    LEDGER_EXPORT,
    LEDGER_FILTER,
    LEDGER_SEARCH,
    LEDGER_SUM,
    LEDGER_TABLE,
    LEDGER_TOUCHES,
    LEDGER_VIEWS,
)
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.flow import FlowLayout
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

TYPING_MS = 250


class LedgerScreen(Screen):
    """All findings of the round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(LEDGER)
        self._desk = desk
        self._search = QLineEdit()
        self._search.setObjectName(LEDGER_SEARCH)
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(u(230))
        self._views, self._export = Button("", icon="table"), Button("", icon="download")
        self._views.setObjectName(LEDGER_VIEWS)
        self._export.setObjectName(LEDGER_EXPORT)
        self.header.action(self._search)
        self.header.action(self._views)
        self.header.action(self._export)
        self._pills = {name: FilterPill(LEDGER_FILTER.format(name=name)) for name in FILTERS}
        self._sum = label("", 12, ink="2")
        self._sum.setObjectName(LEDGER_SUM)
        self._banner = Banner()
        self._banner.show_banner("")
        self._table = Table(LEDGER_TABLE, thumbs=desk.thumbs, height=42, many=True)
        self._empty = EmptyState("ledger")
        self._pages = QStackedWidget()
        self._touches = label("", 12, ink="2")
        self._touches.setObjectName(LEDGER_TOUCHES)
        self._touches.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._presenter = LedgerPresenter(desk, self.show_state, self.show_touches)
        self._bar = BulkBar()
        self._clerk = Clerk(desk, self._presenter, Parts(self, self._table, self._bar, self._views, self._search))
        self._wanted = Wanted()
        self._filters: tuple[object, object] = ((), None)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        pills = QWidget()
        flow = FlowLayout(pills, gap=2)
        flow.setContentsMargins(0, 0, 0, 0)
        for pill in self._pills.values():
            flow.addWidget(pill)
        bar = QFrame()
        bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(bar)
        row.setContentsMargins(u(16) - FilterPill.MARGIN, u(12), u(16), u(12))
        row.addWidget(pills, 1)
        row.addWidget(self._sum)
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        for part in (bar, divider(), self._banner):
            self.column.addWidget(part)
        self.column.addWidget(self._pages, 1)
        self._bar.hide()
        under = QHBoxLayout()
        under.setContentsMargins(u(12), u(2), u(12), u(2))
        under.addWidget(self._bar)
        self.column.addLayout(under)
        self._touches.setContentsMargins(u(16), u(5), u(16), u(5))
        self.column.addWidget(self._touches)

    def _connect(self) -> None:
        for name, pill in self._pills.items():
            pill.picked.connect(partial(self._presenter.narrow, name))
        self._search.textChanged.connect(self._typed)
        self._search.returnPressed.connect(self._to_table)
        self._typing.timeout.connect(self._search_now)
        self._table.opened.connect(self._opened)
        self._table.pictured.connect(self._look)
        self._table.chosen.connect(self._presenter.choose)
        self._table.rows.wanted.connect(self._presenter.more)
        self._export.clicked.connect(self._ask_export)
        self._banner.acted.connect(self._read_banner)
        QShortcut(QKeySequence("/"), self, self._to_search, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("Ctrl+E"), self, self._ask_export, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_state(self, state: LedgerState) -> None:
        """Render."""
        self.header.say(t("台账"), state.facts)
        self._show_filters(state)
        saved = next((each.name for each in state.views if each.id == state.view), "")
        self._views.setText(t("视图：{name}", name=saved) if saved else t("视图"))
        self._views.setVisible(state.office)
        self._sum.setText(state.sums)
        if state.offset:
            self._table.rows.add_rows(state.offset, state.rows, state.total)
        else:
            self._table.show_rows(state.columns, state.rows, state.total)
            if state.wanted != self._wanted:
                self._table.choose(next((row.key for row in state.rows if not row.head), ""))
                self._table.scrollToTop()
            self._wanted = state.wanted
            self._presenter.choose(self._table.current_key())
            self._clerk.renew()
        self._pages.setCurrentIndex(0 if state.total or not state.loaded else 1)
        if state.any_filter:
            self._empty.show_empty(t("没有符合条件的问题"), ((("Esc",), t("清除条件")),))
        else:
            self._empty.show_empty(t("这一轮还没有问题"), (((), t("在“测评”屏记下的问题都会列在这里")),))

    def _show_filters(self, state: LedgerState) -> None:
        """There may be hundreds of things to choose from: a further page of rows does not set them again."""
        if (state.choices, state.wanted) != self._filters:
            values = asdict(state.wanted)
            for name, title, choices in state.choices:
                self._pills[name].show_choices(title, choices, values[name])
            self._filters = (state.choices, state.wanted)

    def show_touches(self, state: LedgerState) -> None:
        """What the chosen finding costs in each campaign."""
        self._touches.setText(state.touches)
        self._touches.setToolTip(state.touches_whole)
        self._touches.setVisible(bool(state.touches))
        if state.told:
            icon = "tick" if state.told_mood == "gain" else "warning"
            action = t("撤回合并") if state.undoable else t("知道了")
            self._banner.show_banner(state.told, state.told_mood, icon, action)

    def _read_banner(self) -> None:
        self._banner.show_banner("")
        self._presenter.answer()

    def open_at(self, what: str, part: str) -> None:
        self._search.setText(what)

    def refresh(self) -> None:
        self._presenter.refresh()

    def leave(self) -> None:
        self._typing.stop()

    def retranslate(self) -> None:
        self._search.setPlaceholderText(t("找问题、点位、位置"))
        self._search.setAccessibleName(t("找问题、点位、位置"))
        self._export.setText(t("导出…"))
        self._bar.retranslate()
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("Shift", "↓"), t("连选")),
            (("Ctrl", "A"), t("全选")),
            (("Enter",), t("到现场记录")),
            (("V",), t("看照片")),
            (("/",), t("查找")),
            (("Ctrl", "C"), t("连表头复制")),
            (("Ctrl", "E"), t("导出")),
            (("Esc",), t("清除条件")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._search.clear()
            self._banner.show_banner("")
            self._presenter.tell("")
            self._presenter.clear()
            self._to_table()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._clerk.choose_all()
        elif event.key() == Qt.Key.Key_V and not event.modifiers() and self._table.current_key():
            self._look(self._table.current_key())
        else:
            super().keyPressEvent(event)

    def _look(self, key: str) -> None:
        self._presenter.photos(key, self._show_photos)

    def _show_photos(self, tiles: tuple[Tile, ...]) -> None:
        if tiles:
            view_photos(self._desk, tiles, 0, self)

    def _typed(self, _text: str) -> None:
        self._typing.start()

    def _search_now(self) -> None:
        self._presenter.search(self._search.text())

    def _to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)

    def _opened(self, key: str, column: str) -> None:
        if column == "state" and self._presenter.state.office:
            self._desk.go("cases", key)
        else:
            self._presenter.open(key)

    def _ask_export(self) -> None:
        menu = QMenu(self)
        menu.setObjectName("ledger.export.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(t("问题台账（带照片缩略图）…"), lambda: self._ask_place("ledger", "问题台账"))
        menu.addAction(t("扣分汇总表…"), lambda: self._ask_place("summary", "扣分汇总表"))
        menu.addAction(t("分创建问题清单…"), lambda: self._ask_place("campaigns", "分创建问题清单"))
        menu.popup(self._export.mapToGlobal(self._export.rect().bottomLeft()))

    def _ask_place(self, kind: str, name: str) -> None:
        ask_where(self, t("导出"), f"{name}.xlsx", partial(self._write, kind), name="ledger.export.place")

    def _write(self, kind: str, place: str) -> None:
        path = Path(place)
        run_long(
            t("正在导出 {file}", file=path.name),
            (self, self._desk.runner),
            lambda progress: self._presenter.export(kind, path, progress),
            lambda warnings: self._written(path, warnings),
            self._desk.failed,
        )

    def _written(self, path: Path, warnings: tuple[Warn, ...]) -> None:
        told = with_warnings(t("已导出到 {file}", file=str(path)), warnings)
        self._banner.show_banner(told, "lack" if warnings else "gain", "tick", t("知道了"))
