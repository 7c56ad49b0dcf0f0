"""The left side of the Walk: filter pills, search, items by section."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.state import Filter, WalkState
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Pill
from chuangjian_desktop.ui.widgets.item_list import CODE_ROLE, ItemList, ItemListModel, lines_of
from chuangjian_desktop.ui.widgets.tokens import u

FILTERS: tuple[Filter, ...] = ("all", "open", "deducted")


class ItemsPanel(QWidget):
    """`chosen` carries an item's code, `filtered` a filter's name, `searched` what is typed."""

    chosen = Signal(str)
    filtered = Signal(str)
    searched = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "1")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.pills = {name: Pill() for name in FILTERS}
        group = QButtonGroup(self)
        ids = (names.WALK_FILTER_ALL, names.WALK_FILTER_OPEN, names.WALK_FILTER_DEDUCTED)
        for (name, pill), object_name in zip(self.pills.items(), ids, strict=True):
            pill.setObjectName(object_name)
            group.addButton(pill)
            pill.clicked.connect(lambda _checked=False, name=name: self.filtered.emit(name))
        self.search = QLineEdit()
        self.search.setObjectName(names.WALK_SEARCH)
        self.search.textEdited.connect(self.searched)
        self.search.hide()
        self.model = ItemListModel(self)
        self.list = ItemList(names.WALK_ITEMS)
        self.list.setModel(self.model)
        self.list.selectionModel().currentChanged.connect(self._current)
        self._build()

    def _build(self) -> None:
        pills = QHBoxLayout()
        pills.setSpacing(u(2))
        pills.setContentsMargins(u(5), 0, u(4), 0)
        for pill in self.pills.values():
            pills.addWidget(pill)
        pills.addStretch(1)
        search = QHBoxLayout()
        search.setContentsMargins(u(8), 0, u(8), u(4))
        search.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, u(4), 0, 0)
        column.setSpacing(0)
        column.addLayout(pills)
        column.addLayout(search)
        column.addWidget(self.list, 1)

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        code: object = index.data(CODE_ROLE)
        if isinstance(code, str):
            self.chosen.emit(code)

    def show_state(self, state: WalkState) -> None:
        """Render the list of a state."""
        sheet = state.sheet
        if sheet is None:
            return
        counts = {
            "all": len(sheet.rows),
            "open": sum(row.state == "unanswered" for row in sheet.rows),
            "deducted": sum(row.state == "deducted" for row in sheet.rows),
        }
        texts = {
            "all": t("全部 {n}", n=counts["all"]),
            "open": t("未答 {n}", n=counts["open"]),
            "deducted": t("扣分 {n}", n=counts["deducted"]),
        }
        for name, pill in self.pills.items():
            pill.setText(texts[name])
            pill.setChecked(state.filter == name)
        self._show_search(state)
        self.list.setAccessibleName(t("条目"))
        with QSignalBlocker(self.list.selectionModel()):
            self.model.show_lines(lines_of(sheet.rows, state.shown))
            index = self.model.index_of(state.item_code)
            if index.isValid() and index != self.list.currentIndex():
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index)
        self.list.viewport().update()

    def _show_search(self, state: WalkState) -> None:
        self.search.setPlaceholderText(t("查找条目：名称、编号、拼音首字母"))
        self.search.setAccessibleName(t("查找条目"))
        if state.search is None:
            self.search.hide()
            self.search.clear()
        elif self.search.isHidden():
            self.search.show()
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
