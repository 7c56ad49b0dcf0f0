"""Standards: checklists left, their items in the middle, one item whole at the right. For reading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.office.standards.presenter import StandardsPresenter
from chuangjian_desktop.ui.office.standards.state import ItemFacts, StandardsState
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import STANDARDS, STANDARDS_ITEMS, STANDARDS_LISTS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class StandardsScreen(Screen):
    """Browse what is measured."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(STANDARDS)
        self._lists, self._items = Table(STANDARDS_LISTS), Table(STANDARDS_ITEMS)
        self._lists.setFixedWidth(u(230))
        self._facts = FactsPanel()
        self._presenter = StandardsPresenter(desk, self.show_state)
        row = QHBoxLayout()
        row.setSpacing(0)
        for part in (self._lists, divider(vertical=True), self._items, divider(vertical=True), self._facts):
            row.addWidget(part, 1 if part is self._items else 0)
        self.column.addLayout(row, 1)
        self._lists.chosen.connect(self._presenter.choose_list)
        self._items.chosen.connect(self._presenter.choose_item)
        self.setFocusProxy(self._lists)

    def show_state(self, state: StandardsState) -> None:
        """Render."""
        self.header.say(t("标准"), state.facts)
        self._lists.show_rows(state.list_columns, state.lists)
        self._items.show_rows(state.columns, state.rows)
        self._facts.show_facts(state.item)

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._presenter.refresh()

    def keys(self) -> tuple[KeyRow, ...]:
        return ((("↑", "↓"), t("选择")), (("Tab",), t("换到条目")), (("Ctrl", "C"), t("连表头复制")))


class FactsPanel(QScrollArea):
    """One item to read, as long as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "1")
        self.setFixedWidth(u(320))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: ItemFacts | None = None

    def show_facts(self, facts: ItemFacts | None) -> None:
        """Show an item."""
        if facts == self._shown:
            return
        self._shown = facts
        body = QWidget()
        body.setProperty("surface", "1")
        column = QVBoxLayout(body)
        column.setContentsMargins(u(16), u(12), u(16), u(12))
        column.setSpacing(u(2))
        if facts is not None:
            title = TextBlock(15, 22)
            title.show_text(facts.title)
            column.addWidget(title)
            for name, value in facts.facts:
                column.addSpacing(u(6))
                column.addWidget(label(name, 12, ink="3"))
                text = TextBlock(13, 20)
                text.show_text(value)
                column.addWidget(text)
        column.addStretch(1)
        self.setWidget(body)
