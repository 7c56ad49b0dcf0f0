"""What-if: the options of the scoring profile at the left, what would change under them at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.office.results.levels import LEVELS, level_word
from chuangjian_desktop.ui.office.whatif.options_panel import OptionsPanel
from chuangjian_desktop.ui.office.whatif.presenter import WhatIfPresenter
from chuangjian_desktop.ui.office.whatif.state import WhatIfState
from chuangjian_desktop.ui.testing_names import (
    WHATIF,
    WHATIF_BACK,
    WHATIF_BY,
    WHATIF_CITY,
    WHATIF_KEEP,
    WHATIF_NAME,
    WHATIF_NAME_OK,
    WHATIF_ONLY,
    WHATIF_SAVE_AS,
    WHATIF_SOURCE,
    WHATIF_TABLE,
    WHATIF_USE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class WhatIfView(Beginning):
    """A page of the results. `closed` asks to go back to the ranks."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName(WHATIF)
        self._back = Button("", "text")
        self._source = FilterPill(WHATIF_SOURCE)
        self._save_as, self._keep = Button(), Button("", "primary")
        self._options = OptionsPanel()
        self._by = Segmented(tuple((level, level) for level in LEVELS))
        self._only = QCheckBox()
        self._city_words, self._city = label("", 12, ink="2"), label("", 18, bold=True)
        self._summary = label("", 12, ink="2")
        self._table = Table(WHATIF_TABLE)
        for part, name in (
            (self._back, WHATIF_BACK),
            (self._save_as, WHATIF_SAVE_AS),
            (self._keep, WHATIF_KEEP),
            (self._by, WHATIF_BY),
            (self._only, WHATIF_ONLY),
            (self._city, WHATIF_CITY),
        ):
            part.setObjectName(name)
        self.presenter = WhatIfPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _connect(self) -> None:
        self._back.clicked.connect(self.closed)
        self._source.picked.connect(self.presenter.start_from)
        self._options.answered.connect(self.presenter.answer)
        self._by.chosen.connect(self.presenter.choose_level)
        self._only.toggled.connect(self._narrow)
        self._keep.clicked.connect(self.presenter.keep)
        self._save_as.clicked.connect(self._name)

    def _lay_out(self) -> None:
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(u(12), u(6), u(16), u(6))
        row.setSpacing(u(8))
        row.addWidget(self._back)
        row.addWidget(self._source)
        row.addStretch(1)
        row.addWidget(self._save_as)
        row.addWidget(self._keep)
        whole = QHBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._options)
        whole.addWidget(divider(vertical=True))
        whole.addLayout(self._right(), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(divider())
        column.addLayout(whole, 1)

    def _right(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(u(16), u(8), u(16), u(4))
        head.setSpacing(u(8))
        head.addWidget(self._city_words)
        head.addWidget(self._city)
        head.addStretch(1)
        head.addWidget(self._only)
        levels = QHBoxLayout()
        levels.setContentsMargins(u(12), 0, u(16), u(6))
        levels.addWidget(self._by)
        levels.addStretch(1)
        self._summary.setContentsMargins(u(16), u(6), u(16), u(6))
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(levels)
        column.addWidget(divider())
        column.addWidget(self._table, 1)
        column.addWidget(self._summary)
        return column

    def show_state(self, state: WhatIfState) -> None:
        """Render."""
        self._source.show_choices(t("从这里开始"), state.profiles, state.source, off=t("现在的方案"))
        self._options.show_state(state)
        self._by.choose(state.by)
        self._city.setText(state.city or "—")
        self._summary.setText(state.wrong[1] or state.summary)
        self._table.show_rows(state.columns, state.rows)
        self._keep.setEnabled(state.may_keep)
        self._save_as.setEnabled(not state.wrong[0])

    def retranslate(self) -> None:
        """Set all words in the language in force."""
        self._by.rename(tuple(level_word(level) for level in LEVELS))
        self._back.setText(t("返回成绩"))
        self._save_as.setText(t("另存为…"))
        self._keep.setText(t("用于本轮"))
        self._only.setText(t("只看有变化的"))
        self._city_words.setText(t("全部点位"))
        self.presenter.retranslate()

    def _narrow(self, only: bool) -> None:
        self.presenter.show_changed(only=only)

    def _name(self) -> None:
        dialog = NameDialog(self)
        dialog.accepted.connect(lambda: self.presenter.save_as(dialog.name.text(), use=dialog.use.isChecked()))
        dialog.open()


class NameDialog(Dialog):
    """Asks for the name of a further profile."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__("whatif.save", parent)
        self.head(t("另存为新的计分方案"), t("原来的方案不变，两个都保留。"))
        self.name, self.use = QLineEdit(), QCheckBox(t("本轮改用这个方案"))
        self.name.setObjectName(WHATIF_NAME)
        self.use.setObjectName(WHATIF_USE)
        self.content.addLayout(field(t("名称"), self.name))
        self.content.addWidget(self.use)
        done = Button(t("保存"), "primary", key="Enter")
        done.setObjectName(WHATIF_NAME_OK)
        self.close_with(done, self._finish)
        self.name.setFocus()

    def _finish(self) -> None:
        if self.name.text().strip():
            self.accept()
