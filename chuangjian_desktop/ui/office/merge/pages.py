"""The pages of Merge beside the files: the history of all packages, and the signers that are known here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.office.merge.state import Known, Past
from chuangjian_desktop.ui.screen import panel
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class HistoryPage(QStackedWidget):
    """All packages, and the report of the one under the keyboard."""

    def __init__(self) -> None:
        super().__init__()
        self._past = Past()
        self._table, self._detail = Table("merge.history"), Table("merge.history.detail", height=32)
        self._empty = EmptyState("history")
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._detail.setFixedWidth(u(330))
        for part in (self._table, divider(vertical=True), self._detail):
            row.addWidget(part, 1 if part is self._table else 0)
        self.addWidget(whole)
        self.addWidget(self._empty)
        self._table.chosen.connect(self._open)
        self.setFocusProxy(self._table)

    def show_past(self, past: Past) -> None:
        """Show what came and went."""
        newest = past.rows[0].key if past.rows else ""
        news = newest != (self._past.rows[0].key if self._past.rows else "")
        self._past = past
        self._table.show_rows(past.columns, past.rows)
        if news:
            self._table.choose(newest)
        self._open(self._table.current_key())
        self._empty.show_empty(t("还没有收发过文件"), (((), t("并入或发出的每个文件都记在这里，撤回的也留着")),))
        self.setCurrentIndex(0 if past.rows else 1)

    def _open(self, key: str) -> None:
        self._detail.show_rows(self._past.detail_columns, self._past.detail(key))


class SignersPage(QWidget):
    """Who is known, and what others compare when this computer's packages come to them."""

    def __init__(self) -> None:
        super().__init__()
        self._table, self._own = Table("merge.signers"), Fingerprint("merge.own", 16)
        self._head, self._lead = label("", 13, bold=True), TextBlock(12, 18)
        self._empty = EmptyState("people")
        side, column = panel()
        for part in (self._head, self._own, self._lead):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        column.addStretch(1)
        side.setFixedWidth(u(330))
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._stack, divider(vertical=True), side):
            row.addWidget(part, 1 if part is self._stack else 0)
        self.setFocusProxy(self._table)

    def show_known(self, known: Known) -> None:
        """Show signers."""
        self._table.show_rows(known.columns, known.rows)
        self._stack.setCurrentIndex(0 if known.rows else 1)
        self._empty.show_empty(t("还没有登记过签名者"), (((), t("第一次收到一台电脑的文件时，核对指纹后登记")),))
        self._head.setText(t("本机的指纹"))
        self._own.show_fingerprint(known.own)
        self._lead.show_text(t("别人第一次收到本机发出的文件时，会打电话来核对这六组数字。"), ink="text_2")


def bar_of(*left: QWidget, right: tuple[QWidget, ...] = ()) -> QFrame:
    """A row under the header."""
    bar = QFrame()
    row = QHBoxLayout(bar)
    row.setContentsMargins(u(12), u(4), u(12), u(4))
    row.setSpacing(u(8))
    for part in left:
        row.addWidget(part)
    row.addStretch(1)
    for part in right:
        row.addWidget(part)
    return bar


def column_of(*parts: QWidget) -> QVBoxLayout:
    """Parts under each other without gaps; the last one stretches."""
    column = QVBoxLayout()
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, part in enumerate(parts):
        column.addWidget(part, 1 if place == len(parts) - 1 else 0)
    return column
