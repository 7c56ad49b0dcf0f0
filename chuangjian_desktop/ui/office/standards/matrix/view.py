"""The matrix: items down, the nodes of one standard across; set with Space, numbered by typing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.office.standards.matrix.grid import HEIGHT, Grid
from chuangjian_desktop.ui.office.standards.matrix.presenter import MatrixPresenter
from chuangjian_desktop.ui.office.standards.matrix.state import MatrixState
from chuangjian_desktop.ui.office.standards.page import StandardsPage
from chuangjian_desktop.ui.testing_names import STANDARDS_MATRIX_ITEMS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Pill
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class MatrixPage(StandardsPage):
    """What serves which campaign."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._standard, self._type = FilterPill("standards.matrix.standard"), FilterPill("standards.matrix.type")
        self._open, self._facts = Pill(), label("", 12, ink="2")
        self._open.setObjectName("standards.matrix.open")
        self._items, self._grid = Table(STANDARDS_MATRIX_ITEMS, height=HEIGHT), Grid()
        self._items.setFixedWidth(u(330))
        self._items.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._state = MatrixState()
        self._presenter = MatrixPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._grid)
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QFrame()
        top = QHBoxLayout(bar)
        top.setContentsMargins(u(12), u(6), u(16), u(6))
        for part in (self._standard, self._type, self._open):
            top.addWidget(part)
        top.addStretch(1)
        top.addWidget(self._facts)
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(self._items)
        both.addWidget(divider(vertical=True))
        both.addWidget(self._grid, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(divider())
        column.addLayout(both, 1)

    def _connect(self) -> None:
        p = self._presenter
        self._standard.picked.connect(p.choose_standard)
        self._type.picked.connect(p.choose_type)
        self._open.toggled.connect(p.show_open)
        self._grid.toggled.connect(p.toggle)
        self._grid.pointed.connect(self._pointed)
        mine, other = self._items.verticalScrollBar(), self._grid.verticalScrollBar()
        mine.valueChanged.connect(other.setValue)
        other.valueChanged.connect(mine.setValue)
        self._grid.selectionModel().currentRowChanged.connect(self._follow)
        self._items.chosen.connect(self._lead)

    def _pointed(self, items: tuple[str, ...], nodes: tuple[str, ...], text: str) -> None:
        if text == "off":
            self._presenter.toggle(items, nodes)
        else:
            self._presenter.point(items, nodes, text)

    def _follow(self) -> None:
        row = self._grid.currentIndex().row()
        if 0 <= row < len(self._state.lines):
            self._items.choose(self._state.lines[row].item)

    def _lead(self, item: str) -> None:
        rows = [line.item for line in self._state.lines]
        here = self._grid.currentIndex()
        if item in rows and here.row() != rows.index(item):
            self._grid.setCurrentIndex(self._grid.cells.index(rows.index(item), max(0, here.column())))

    def show_state(self, state: MatrixState) -> None:
        """Render."""
        self._state = state
        self._standard.show_choices(t("标准"), state.standards, state.standard, required=True)
        self._type.show_choices(t("测评表"), state.types, state.type)
        self._open.setText(t("只看没有对应的"))
        self._open.setChecked(state.only_open)
        self._facts.setText(state.facts)
        self._grid.show_cells(state.heads, state.lines, editable=state.editable)
        self._items.horizontalHeader().setFixedHeight(self._grid.head_height())
        self._items.show_rows(state.item_columns, state.items)
        self.said.emit(state.facts)

    def facts(self) -> str:
        return self._state.counted

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._grid.setAccessibleName(t("对应矩阵"))
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("↑", "↓", "←", "→"), t("移动")),
            (("Space",), t("对应或取消")),
            (("0", "…", "9"), t("填在该标准的分值")),
        )

    def note(self) -> str:
        return t("改动只影响按创建统计的分数，不动任何测评记录")
