"""Checklists: versions left, items in the middle, an item at the right to read, or to edit in a draft."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.standards.checklists.form import ItemForm
from chuangjian_desktop.ui.office.standards.checklists.presenter import ChecklistsPresenter
from chuangjian_desktop.ui.office.standards.checklists.publish_dialog import PublishDialog
from chuangjian_desktop.ui.office.standards.checklists.runs_dialog import RunsDialog
from chuangjian_desktop.ui.office.standards.checklists.state import ChecklistsState
from chuangjian_desktop.ui.office.standards.facts import FactsPanel
from chuangjian_desktop.ui.office.standards.page import StandardsPage
from chuangjian_desktop.ui.testing_names import (
    STANDARDS_DRAFT,
    STANDARDS_ITEMS,
    STANDARDS_LISTS,
    STANDARDS_MORE,
    STANDARDS_PUBLISH,
    STANDARDS_RUNS,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

WIDE = 330


class ChecklistsPage(StandardsPage):
    """Checklists and their versions."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lists, self._items = Table(STANDARDS_LISTS, height=32), Table(STANDARDS_ITEMS)
        self._lists.setFixedWidth(u(282))
        self._title, self._head = label("", 15, bold=True), TextBlock(12, 18)
        self._draft, self._publish = Button("", icon="pencil"), Button("", "primary", icon="tick")
        self._runs, self._more = Button(""), Button("", icon="more")
        self._banner, self._facts, self._form = Banner(), FactsPanel("standards.item"), ItemForm()
        self._side = QStackedWidget()
        self._state = ChecklistsState()
        self._offered: dict[Button, bool] = {}
        for widget, name in (
            (self._draft, STANDARDS_DRAFT),
            (self._publish, STANDARDS_PUBLISH),
            (self._runs, STANDARDS_RUNS),
            (self._more, STANDARDS_MORE),
        ):
            widget.setObjectName(name)
        self._presenter = ChecklistsPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._lists)
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._head)
        top = QHBoxLayout()
        top.setContentsMargins(u(16), u(6), u(12), u(6))
        top.setSpacing(u(4))
        top.addLayout(words, 1)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        for part in (top, divider(), self._banner, self._items):
            if isinstance(part, QHBoxLayout):
                middle.addLayout(part)
            else:
                middle.addWidget(part, 1 if part is self._items else 0)
        self._side.setFixedWidth(u(WIDE))
        self._side.addWidget(self._facts)
        self._side.addWidget(self._form)
        frame = QFrame()
        frame.setLayout(middle)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._lists, divider(vertical=True), frame, divider(vertical=True), self._side):
            row.addWidget(part, 1 if part is frame else 0)
        middle.setContentsMargins(0, 0, 0, 0)

    def _connect(self) -> None:
        p = self._presenter
        self._lists.chosen.connect(p.choose)
        self._items.chosen.connect(p.choose_item)
        self._items.opened.connect(self._into_form)
        self._draft.clicked.connect(p.new_draft)
        self._publish.clicked.connect(self._ask_publish)
        self._runs.clicked.connect(self._show_runs)
        self._more.clicked.connect(self._open_more)
        self._form.edited.connect(p.edit)
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+Up"), self, partial(self._move, -1), context=within)
        QShortcut(QKeySequence("Alt+Down"), self, partial(self._move, 1), context=within)
        QShortcut(QKeySequence("Ctrl+N"), self, self._add, context=within)

    # ---- what is shown ----

    def show_state(self, state: ChecklistsState) -> None:
        """Render."""
        self._state = state
        self._lists.show_rows(state.list_columns, state.lists)
        self._lists.choose(state.chosen)
        self._title.setText(state.title)
        self._head.show_text(state.headline, most=2, ink="text_2")
        self._items.show_rows(state.columns, state.rows)
        self._items.choose(state.item)
        self._facts.show_facts(state.detail)
        if state.form is not None:
            self._form.show_form(state.form)
        self._side.setCurrentIndex(1 if state.form is not None else 0)
        self._offered = {
            self._draft: state.may_draft,
            self._publish: self.editing,
            self._runs: self.editing or state.may_draft,
            self._more: self.editing or state.may_retire or state.may_reinstate or state.may_use,
        }
        self._banner.show_banner(state.warned, "lack", "warning")
        self.said.emit(state.facts)

    def header_buttons(self) -> tuple[Button, ...]:
        return (self._more, self._runs, self._draft, self._publish)

    @property
    def editing(self) -> bool:
        """Whether a draft is open that may be edited."""
        return self._state.state == "draft" and not self._state.may_draft

    def offers(self, _button: Button) -> bool:
        return self._offered.get(_button, False)

    def facts(self) -> str:
        return self._state.facts

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._draft.setText(t("另起一版"))
        self._publish.setText(t("核对并发布…"))
        self._runs.setText(t("试算…"))
        self._more.setText(t("更多"))
        self._form.retranslate()
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        if self._state.form is None:
            return ((("↑", "↓"), t("选择")), (("Tab",), t("换到条目")), (("Ctrl", "C"), t("连表头复制")))
        return (
            (("Enter",), t("改这个条目")),
            (("Ctrl", "N"), t("加条目")),
            (("Alt", "↑", "↓"), t("移动条目")),
        )

    def note(self) -> str:
        return t("离开一栏即保存") if self._state.form is not None else t("已发布的版本不再改动")

    # ---- acts ----

    def _into_form(self, _key: str, _column: str) -> None:
        if self._state.form is not None:
            self._form.focus_first()

    def _move(self, by: int) -> None:
        if self._state.form is not None:
            self._presenter.move_item(by)

    def _add(self) -> None:
        if self.editing:
            self._presenter.add_item()

    def _open_more(self) -> None:
        state, p = self._state, self._presenter
        menu = QMenu(self)
        menu.setObjectName(f"{STANDARDS_MORE}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.editing:
            menu.addAction(t("加条目"), p.add_item)
            if state.form is not None:
                menu.addAction(t("删去条目 {code}", code=state.item), p.remove_item)
                menu.addAction(t("上移"), partial(p.move_item, -1))
                menu.addAction(t("下移"), partial(p.move_item, 1))
            menu.addSeparator()
            menu.addAction(t("名称和别名…"), self._ask_head)
            menu.addAction(t("放弃这份草稿"), p.discard)
        if state.may_use:
            menu.addAction(t("本轮改用这一版"), p.use)
        if state.may_retire:
            menu.addAction(t("停用这一版"), p.retire)
        if state.may_reinstate:
            menu.addAction(t("恢复使用"), p.reinstate)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _ask_head(self) -> None:
        title, names, note = self._presenter.head
        questions = (
            Question("title", t("名称"), required=True, value=title),
            Question("names", t("别名"), value=names, hint=t("点位表里也这样写的类别，用顿号隔开")),
            Question("note", t("这一版的说明"), "long", value=note),
        )
        words = t("名称和别名…").rstrip("…")
        dialog = AskDialog(words, "", questions, t("保存"), self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.save_head(*(dialog.said[each.name] for each in questions)))
        dialog.open()

    def _ask_publish(self) -> None:
        dialog = PublishDialog(self._desk, self._presenter.chosen, self._state.title, self.window())
        dialog.finished.connect(self._after_dialog)
        dialog.open()

    def _show_runs(self) -> None:
        editable = self._state.may_draft or self.editing
        dialog = RunsDialog(self._desk, self._presenter.chosen, self._state.title, self.window(), editable=editable)
        dialog.finished.connect(self._after_dialog)
        dialog.open()

    def _after_dialog(self, _result: int) -> None:
        self._presenter.refresh()
