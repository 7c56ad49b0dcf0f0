"""The library: standards left, the tree or the figures of one in the middle, a node or a figure whole at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.office.standards.facts import FactsPanel
from chuangjian_desktop.ui.office.standards.library.books import BookButtons
from chuangjian_desktop.ui.office.standards.library.presenter import LibraryPresenter
from chuangjian_desktop.ui.office.standards.library.state import Asked, LibraryState, Part
from chuangjian_desktop.ui.office.standards.page import StandardsPage
from chuangjian_desktop.ui.testing_names import (
    STANDARDS_CONFIRM,
    STANDARDS_FIGURE,
    STANDARDS_FIGURES,
    STANDARDS_LIBRARY,
    STANDARDS_PART,
    STANDARDS_SIZE,
    STANDARDS_WITHDRAW,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.parts import Banner, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

PARTS: dict[str, Part] = {"nodes": "nodes", "judging": "judging", "quotas": "quotas"}
LIST, WIDE = 268, 320


class LibraryPage(StandardsPage):
    """Every standard."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._lists, self._rows = Table(STANDARDS_LIBRARY), Table(STANDARDS_FIGURES, height=32)
        self._lists.setFixedWidth(u(LIST))
        self._head, self._success = TextBlock(13, 20, bold=True), TextBlock(12, 18)
        self._parts = Segmented(tuple((key, "") for key in PARTS))
        self._parts.setObjectName(STANDARDS_PART)
        self._parts.choose("nodes")
        self._size = FilterPill(STANDARDS_SIZE)
        self._banner, self._facts = Banner(), FactsPanel("standards.detail")
        self._ask = ConfirmBox()
        self._presenter = LibraryPresenter(desk, self.show_state)
        self._books = BookButtons(self, desk, self._presenter)
        self._state = LibraryState()
        self._lay_out()
        self._lists.chosen.connect(self._presenter.choose)
        self._rows.chosen.connect(self._presenter.choose_row)
        self._rows.opened.connect(self._entered)
        self._parts.chosen.connect(self._turn)
        self._size.picked.connect(self._presenter.choose_size)
        self._ask.confirmed.connect(self._presenter.confirm)
        self._ask.withdrawn.connect(self._presenter.withdraw)
        self.setFocusProxy(self._lists)
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(u(16), u(8), u(12), 0)
        words.setSpacing(0)
        words.addWidget(self._head)
        words.addWidget(self._success)
        top = QHBoxLayout()
        top.setContentsMargins(u(12), u(8), u(12), u(6))
        top.addWidget(self._parts)
        top.addStretch(1)
        top.addWidget(self._size)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(words)
        middle.addLayout(top)
        middle.addWidget(divider())
        middle.addWidget(self._banner)
        middle.addWidget(self._rows, 1)
        side = QFrame()
        side.setProperty("surface", "1")
        side.setFixedWidth(u(WIDE))
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._facts, 1)
        right.addWidget(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._lists)
        row.addWidget(divider(vertical=True))
        row.addLayout(middle, 1)
        row.addWidget(divider(vertical=True))
        row.addWidget(side)

    def show_state(self, state: LibraryState) -> None:
        """Render."""
        self._state = state
        self._lists.show_rows(state.list_columns, state.lists)
        self._lists.choose(state.chosen)
        self._head.show_text(state.headline, most=2)
        self._success.show_text(state.success, most=2, ink="text_2")
        self._success.setVisible(bool(state.success))
        self._rows.show_rows(state.columns, state.rows)
        self._rows.choose(state.row)
        self._facts.show_facts(state.detail)
        self._ask.show_asked(state.asked)
        waiting = t(
            "这套标准有 {n} 处数值没有公开的确切来源，请按本地文件核对后逐一确认，每处只问一次。", n=state.waiting
        )
        told = " ".join(part for part in (state.unbalanced, waiting if state.waiting else "") if part)
        self._banner.show_banner(told if state.part == "judging" else "", "lack", "warning")
        self._size.show_choices(t("城市规模"), state.sizes, state.size, off=t("不定"))
        self._size.setVisible(state.part == "quotas" and bool(state.sizes))
        self._size.setEnabled(state.may_choose)
        self.said.emit(state.facts)

    def _turn(self, key: str) -> None:
        self._presenter.turn(PARTS[key])

    def _entered(self, _key: str, _column: str) -> None:
        self._ask.confirm()

    def facts(self) -> str:
        return self._state.facts

    def header_buttons(self) -> tuple[Button, ...]:
        return self._books.all

    def offers(self, button: Button) -> bool:
        return self._books.offers(button, self._state)

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._parts.rename((t("节点"), t("评价与数值"), t("抽样")))
        self._ask.retranslate()
        self._books.retranslate()
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        if self._parts.current() != "judging":
            return ((("↑", "↓"), t("选择")), (("Tab",), t("换到节点")), (("Ctrl", "C"), t("连表头复制")))
        return ((("↑", "↓"), t("选择")), (("Enter",), t("确认这个数值")), (("Ctrl", "C"), t("连表头复制")))

    def note(self) -> str:
        return self._state.told


class ConfirmBox(QFrame):
    """Confirms the figure shown, or corrects it. `confirmed` carries the number as typed."""

    confirmed = Signal(str)
    withdrawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "0")
        self._asked: Asked | None = None
        self._value, self._unit = QLineEdit(), label("", 13, ink="2")
        self._caption = label("", 12, ink="2")
        self._confirm, self._withdraw = Button("", "primary", key="Enter"), Button("", "text")
        self._value.setObjectName(STANDARDS_FIGURE)
        self._confirm.setObjectName(STANDARDS_CONFIRM)
        self._withdraw.setObjectName(STANDARDS_WITHDRAW)
        line = QHBoxLayout()
        line.addWidget(self._value, 1)
        line.addWidget(self._unit)
        buttons = QHBoxLayout()
        buttons.addWidget(self._confirm)
        buttons.addWidget(self._withdraw)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(16), u(10), u(16), u(12))
        column.setSpacing(u(6))
        column.addWidget(divider())
        column.addWidget(self._caption)
        column.addLayout(line)
        column.addLayout(buttons)
        self._confirm.clicked.connect(self.confirm)
        self._withdraw.clicked.connect(self.withdrawn)
        self._value.returnPressed.connect(self.confirm)
        self._value.textChanged.connect(self._say)
        QShortcut(QKeySequence("Ctrl+Return"), self, self.confirm)

    def show_asked(self, asked: Asked | None) -> None:
        """Show a figure to be confirmed; None hides the box."""
        self.setVisible(asked is not None)
        if asked is None or asked == self._asked:
            return
        self._asked = asked
        self._value.setText(asked.value)
        self._unit.setText(asked.unit)
        self._withdraw.setVisible(asked.said)
        self._say()

    def confirm(self) -> None:
        """Confirm what stands in the field."""
        if self._asked is not None and self._confirm.isEnabled():
            typed = self._value.text().strip()
            self.confirmed.emit("" if typed == self._asked.value else typed)

    def _say(self) -> None:
        asked = self._asked
        if asked is None:
            return
        typed = self._value.text().strip()
        self._confirm.setText(
            t("确认 {value}", value=typed) if typed == asked.value else t("改为 {value}", value=typed)
        )
        self._confirm.setEnabled(bool(typed) and (asked.open or typed != asked.value))

    def retranslate(self) -> None:
        """Words in the language in force."""
        self._caption.setText(t("按本地文件核对后的数值"))
        self._value.setAccessibleName(t("按本地文件核对后的数值"))
        self._withdraw.setText(t("撤回确认"))
        self._say()
