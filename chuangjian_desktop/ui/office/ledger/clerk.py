"""What a clerk does in the Ledger beside looking: acts on many rows at once, and saved views."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases.acts import act_name
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.doing import Told
from chuangjian_desktop.ui.office.ledger.bulk import BULK, Asked, Bulk, Chosen
from chuangjian_desktop.ui.office.ledger.bulk_bar import BulkBar
from chuangjian_desktop.ui.office.ledger.joining import Joining
from chuangjian_desktop.ui.office.ledger.presenter import LedgerPresenter
from chuangjian_desktop.ui.office.ledger.state import Wanted
from chuangjian_desktop.ui.testing_names import LEDGER_VIEWS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.table import Table


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the screen that it works with."""

    screen: QWidget
    table: Table
    bar: BulkBar
    views: Button
    search: QLineEdit


class Clerk(QObject):
    """Connects the table's choice with the bar and its acts, and the button of views with its menu."""

    def __init__(self, desk: Desk, presenter: LedgerPresenter, parts: Parts) -> None:
        super().__init__(parts.screen)
        self._presenter, self._parts = presenter, parts
        self._bulk = Bulk(desk, presenter, self.show_chosen)
        self._joining = Joining(desk, parts.screen, presenter)
        parts.table.selected.connect(self._selected)
        parts.bar.acted.connect(self._bulk_act)
        parts.views.clicked.connect(self._open_views)

    def choose_all(self) -> None:
        """Everything that the filter shows."""
        self._parts.table.selectAll()
        self._bulk.choose_all()

    def renew(self) -> None:
        """The rows were read anew: states and costs of what is chosen may be others. A table that was filled afresh
        has only its current row chosen."""
        keys = self._parts.table.chosen_keys()
        if self._bulk.chosen.all and len(keys) > 1:
            self._bulk.choose_all()
        else:
            self._bulk.choose(keys)

    def show_chosen(self, chosen: Chosen) -> None:
        """The bar stands there while several rows are chosen, for a clerk."""
        count, total = len(chosen.states), self._presenter.found
        shown = self._presenter.state.office and count > 1
        whole = t("选全部 {n} 条", n=total) if shown and not chosen.all and count < total else ""
        able = {name: len(chosen.open_to(name)) for name in BULK} if shown else {}
        self._parts.bar.offer(able | {"join": len(self._bulk.twins())}, count)
        self._parts.bar.show_chosen(chosen.words if shown else "", whole)

    def _selected(self) -> None:
        self._bulk.choose(self._parts.table.chosen_keys())

    def _bulk_act(self, name: str) -> None:
        if name == "all":
            self.choose_all()
        elif name == "copy":
            QGuiApplication.clipboard().setText(self._parts.table.copied())
        elif name == "close":
            self._parts.table.clearSelection()
        elif name == "join":
            self._joining.ask(self._bulk.twins())
        else:
            self._bulk.ask(name, self._ask)

    def _ask(self, asked: Asked) -> None:
        words = act_name(asked.name).rstrip("…")
        title = f"{words} · {t('{n} 条', n=len(asked.findings))}"
        lead = t("选中的另有 {n} 条，按现在的状态不能这样办理，不会动。", n=asked.left) if asked.left else ""
        dialog = AskDialog(title, lead, asked.questions, words, self._parts.screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def done() -> None:
            self._bulk.act(Told(asked.name, asked.findings, dialog.said, dialog.pictures), asked.left)

        dialog.accepted.connect(done)
        dialog.open()

    def _open_views(self) -> None:
        """Saved views, and saving what the table shows now."""
        state, menu = self._presenter.state, QMenu(self._parts.screen)
        menu.setObjectName(f"{LEDGER_VIEWS}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for view in state.views:
            action = menu.addAction(view.name.replace("&", "&&"), partial(self._take_view, view.wanted, view.id))
            action.setCheckable(True)
            action.setChecked(view.id == state.view)
        if state.views:
            menu.addSeparator()
        menu.addAction(t("存为视图…"), self._ask_view)
        if state.view:
            menu.addAction(t("删除这个视图"), partial(self._bulk.remove_view, state.view))
        menu.popup(self._parts.views.mapToGlobal(self._parts.views.rect().bottomLeft()))

    def _take_view(self, wanted: Wanted, view: str) -> None:
        self._parts.search.setText(wanted.words)
        self._presenter.want(wanted, view)

    def _ask_view(self) -> None:
        question = Question("name", t("视图名称"), required=True)
        lead = t("筛选、分组和排序一并保存，本办的人都能用。")
        dialog = AskDialog(t("存为视图"), lead, (question,), t("保存"), self._parts.screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._bulk.save_view(dialog.said["name"]))
        dialog.open()
