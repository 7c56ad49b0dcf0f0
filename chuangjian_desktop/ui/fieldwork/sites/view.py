"""The Sites screen: areas left, sites in a table, the chosen one's facts below, search and filters above."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.import_tables import ImportDialog
from chuangjian_desktop.ui.exchange.handout.view import HandOutDialog
from chuangjian_desktop.ui.fieldwork.deeds.strip import SiteDeeds
from chuangjian_desktop.ui.fieldwork.sites.presenter import SitesPresenter
from chuangjian_desktop.ui.fieldwork.sites.sheet_out import SheetOut
from chuangjian_desktop.ui.fieldwork.sites.state import STAGES, SiteCard, SitesState
from chuangjian_desktop.ui.fieldwork.sites.tree import AreaTree
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    SITES,
    SITES_CARD,
    SITES_HANDOUT,
    SITES_IMPORT,
    SITES_SEARCH,
    SITES_SHEET,
    SITES_STATE,
    SITES_TABLE,
    SITES_TREE,
    SITES_TYPE,
    SITES_WALK,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Pill
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.parts import EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class SitesScreen(Screen):
    """Browse, search, import, and begin a walk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(SITES)
        self._desk = desk
        self._search = QLineEdit()
        self._search.setObjectName(SITES_SEARCH)
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(u(260))
        self._import = Button("", icon="table")
        self._import.setObjectName(SITES_IMPORT)
        self._out = Button("", icon="people")
        self._out.setObjectName(SITES_HANDOUT)
        self._out.setVisible(desk.workspace.role == "office")
        self.header.middle(self._search)
        self.header.action(self._out)
        self.header.action(self._import)
        self._tree = AreaTree(SITES_TREE)
        self._type = FilterPill(SITES_TYPE)
        self._stages = {name: Pill() for name in STAGES}
        self._found = label("", 12, ink="2")
        self._table = Table(SITES_TABLE)
        self._empty = EmptyState("site")
        self._card, self._walk = CardFrame(), Button("", "primary", key="Enter")
        self._sheet = Button("", icon="download")
        self._sheet_out = SheetOut(self, desk)
        self._deeds = SiteDeeds(self, desk)
        self._presenter = SitesPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(u(12), u(4), u(16), u(4))
        bar.setSpacing(u(6))
        bar.addWidget(self._type)
        for name, pill in self._stages.items():
            pill.setObjectName(f"{SITES_STATE}.{name}")
            bar.addWidget(pill)
        bar.addStretch(1)
        bar.addWidget(self._found)
        self._walk.setObjectName(SITES_WALK)
        self._sheet.setObjectName(SITES_SHEET)
        for action in (self._deeds.refuse, self._deeds.move, self._sheet, self._walk):
            self._card.action(action)
        pages = self._pages = QStackedWidget()
        pages.addWidget(self._table)
        pages.addWidget(self._empty)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._sheet_out.banner)
        column.addWidget(self._deeds.banner)
        column.addLayout(bar)
        column.addWidget(divider())
        column.addWidget(pages, 1)
        column.addWidget(self._card)
        split = QSplitter()
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(self._tree)
        split.addWidget(right)
        split.setSizes([u(200), u(800)])
        split.setStretchFactor(1, 1)
        self.column.addWidget(split, 1)

    def _connect(self) -> None:
        presenter = self._presenter
        self._search.textChanged.connect(presenter.search)
        self._search.returnPressed.connect(lambda: self._table.setFocus(Qt.FocusReason.TabFocusReason))
        self._tree.chosen.connect(presenter.show_area)
        self._type.picked.connect(presenter.show_type)
        for name, pill in self._stages.items():
            pill.clicked.connect(partial(self._stage, name))
        self._table.chosen.connect(presenter.choose)
        self._table.opened.connect(presenter.walk)
        self._walk.clicked.connect(self._walk_chosen)
        self._sheet.clicked.connect(self._ask_sheet)
        QShortcut(QKeySequence("Ctrl+E"), self, self._ask_sheet, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._import.clicked.connect(self._ask_import)
        self._out.clicked.connect(lambda: HandOutDialog(self._desk, self.window()).open())
        QShortcut(QKeySequence("/"), self, self._to_search, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        QShortcut(QKeySequence("F6"), self, self._next_panel, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_state(self, state: SitesState) -> None:
        """Render."""
        self.header.say(t("点位"), state.facts)
        self._tree.show_areas(state.areas, state.total, state.area)
        self._type.show_choices(t("类别"), state.types, state.type)
        for (name, pill), count in zip(self._stages.items(), state.counts, strict=True):
            words = {
                "new": t("未测 {n}", n=count),
                "open": t("测评中 {n}", n=count),
                "finished": t("已测 {n}", n=count),
                "refused": t("没能进 {n}", n=count),
            }
            pill.setText(words[name])
            pill.setChecked(state.state == name)
            pill.setVisible(name != "refused" or bool(count) or state.state == name)
        self._found.setText(state.found)
        self._table.show_rows(state.columns, state.rows)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        if state.total:
            self._empty.show_empty(t("没有符合条件的点位"), ((("Esc",), t("清除查找")),))
        else:
            self._empty.show_empty(t("还没有点位"), (((), t("用右上角“导入点位表”把办公室的点位表导进来")),))
        self._card.show_card(state.card)
        self._deeds.show_deed(state.card.deed if state.card is not None else None)
        if state.card is not None:
            self._walk.setText(state.card.action)

    def open_at(self, what: str, part: str) -> None:
        self._search.setText(what)

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._search.setPlaceholderText(t("名称、编号、拼音首字母"))
        self._search.setAccessibleName(t("找点位"))
        self._import.setText(t("导入…"))
        self._out.setText(t("下发任务包…"))
        self._sheet.setText(t("评分表…"))
        self._deeds.retranslate()
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("↑", "↓"), t("选择")),
            (("Enter",), t("开始测评")),
            (("/",), t("查找")),
            (("Esc",), t("清除查找")),
            (("Ctrl", "C"), t("连表头复制")),
            (("Ctrl", "E"), t("评分表…")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._search.clear()
            self._table.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._walk_chosen()
        else:
            super().keyPressEvent(event)

    def _stage(self, name: str) -> None:
        self._presenter.show_stage(name if self._stages[name].isChecked() else "")

    def _to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _next_panel(self) -> None:
        parts: list[QWidget] = [self._tree, self._table, self._search]
        here = next((n for n, part in enumerate(parts) if part.hasFocus()), -1)
        parts[(here + 1) % len(parts)].setFocus(Qt.FocusReason.TabFocusReason)

    def _walk_chosen(self) -> None:
        if key := self._table.current_key():
            self._presenter.walk(key)

    def _ask_sheet(self) -> None:
        card = self._presenter.state.card
        if card is not None:
            self._sheet_out.ask(card)

    def _ask_import(self) -> None:
        dialog = ImportDialog(self._desk, "sites", self.window())
        dialog.accepted.connect(self._presenter.refresh)
        dialog.open()


class CardFrame(QFrame):
    """The facts of the chosen site with what can be done."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(SITES_CARD)
        self.setProperty("surface", "1")
        self._title = label("", 14, bold=True)
        self._row = QHBoxLayout()
        self._row.addWidget(self._title, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(u(24))
        self._grid.setVerticalSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(16), u(6), u(12), u(10))
        column.setSpacing(u(2))
        column.addLayout(self._row)
        column.addLayout(self._grid)

    def action(self, button: Button) -> None:
        """Put an action at the right of the title."""
        self._row.addWidget(button)

    def show_card(self, card: SiteCard | None) -> None:
        """Show a site's facts, or nothing."""
        self.setVisible(card is not None)
        if card is None:
            return
        self._title.setText(card.title)
        while self._grid.count():
            entry = self._grid.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, (name, value) in enumerate(card.facts):
            self._grid.addWidget(label(name, 12, ink="3"), 0, place)
            said = label(value, 13)
            said.setToolTip(value)
            said.setMinimumWidth(u(40))
            self._grid.addWidget(said, 1, place)
            self._grid.setColumnStretch(place, 1)
