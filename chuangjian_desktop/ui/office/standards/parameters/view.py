"""The numbers of the city in one place: all of them left, one with what uses it at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.office.standards.facts import FactsPanel
from chuangjian_desktop.ui.office.standards.page import StandardsPage
from chuangjian_desktop.ui.office.standards.parameters.presenter import ParametersPresenter
from chuangjian_desktop.ui.office.standards.parameters.state import ParametersState
from chuangjian_desktop.ui.testing_names import STANDARDS_PARAMETER, STANDARDS_PARAMETER_SET, STANDARDS_PARAMETERS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class ParametersPage(StandardsPage):
    """City's own numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._table, self._facts = Table(STANDARDS_PARAMETERS), FactsPanel("standards.parameter.detail")
        self._value, self._unit = QLineEdit(), label("", 13, ink="2")
        self._caption = label("", 12, ink="2")
        self._set, self._reset = Button("", "primary", key="Enter"), Button("", "text")
        self._value.setObjectName(STANDARDS_PARAMETER)
        self._set.setObjectName(STANDARDS_PARAMETER_SET)
        self._reset.setObjectName("standards.parameter.reset")
        self._state = ParametersState()
        self._presenter = ParametersPresenter(desk, self.show_state)
        self._lay_out()
        self._table.chosen.connect(self._presenter.choose)
        self._table.opened.connect(self._into_field)
        self._value.returnPressed.connect(self._save)
        self._value.textChanged.connect(self._follow)
        self._set.clicked.connect(self._save)
        self._reset.clicked.connect(self._presenter.reset)
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        line, buttons = QHBoxLayout(), QHBoxLayout()
        line.addWidget(self._value, 1)
        line.addWidget(self._unit)
        buttons.addWidget(self._set)
        buttons.addWidget(self._reset)
        buttons.addStretch(1)
        box = QFrame()
        box.setProperty("surface", "0")
        fields = QVBoxLayout(box)
        fields.setContentsMargins(u(16), u(10), u(16), u(12))
        fields.setSpacing(u(6))
        fields.addWidget(self._caption)
        fields.addLayout(line)
        fields.addLayout(buttons)
        side = QFrame()
        side.setProperty("surface", "1")
        side.setFixedWidth(u(320))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._facts, 1)
        column.addWidget(divider())
        column.addWidget(box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._table, 1)
        row.addWidget(divider(vertical=True))
        row.addWidget(side)

    def show_state(self, state: ParametersState) -> None:
        """Render."""
        other = (state.chosen, state.value) != (self._state.chosen, self._state.value)
        self._state = state
        self._table.show_rows(state.columns, state.rows)
        self._table.choose(state.chosen)
        self._facts.show_facts(state.detail)
        if other:
            self._value.setText(state.value)
        self._unit.setText(state.unit)
        self._value.setEnabled(state.editable)
        self._reset.setVisible(state.own and state.editable)
        self._follow()
        self.said.emit(state.facts)

    def _follow(self) -> None:
        typed = self._value.text().strip()
        ready = self._state.editable and bool(typed) and (typed != self._state.value or not self._state.own)
        self._set.setEnabled(ready)
        same = typed == self._state.value
        self._set.setText(t("确认 {value}", value=typed) if same else t("改为 {value}", value=typed))

    def _save(self) -> None:
        if self._set.isEnabled():
            self._presenter.set_value(self._value.text())

    def _into_field(self, _key: str, _column: str) -> None:
        self._value.setFocus()
        self._value.selectAll()

    def facts(self) -> str:
        return self._state.facts

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._caption.setText(t("本地数值，条目文字和评分规则都按它"))
        self._value.setAccessibleName(t("本地数值"))
        self._reset.setText(t("恢复自带的数值"))
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        return ((("↑", "↓"), t("选择")), (("Enter",), t("改数值")))

    def note(self) -> str:
        return t("改参数后，用到它的条目和分数立即按新数值")
