"""Notices: units with problems left, the preview of the very PDF in the middle, what to do at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.office.notices.issue_dialog import IssueDialog, VoidDialog
from chuangjian_desktop.ui.office.notices.pages import PagesView
from chuangjian_desktop.ui.office.notices.presenter import NoticesPresenter
from chuangjian_desktop.ui.office.notices.state import NoticesState
from chuangjian_desktop.ui.office.notices.template import TemplateMenu
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    NOTICES,
    NOTICES_FORM,
    NOTICES_ISSUE,
    NOTICES_ISSUED,
    NOTICES_PAGES,
    NOTICES_SAVE,
    NOTICES_TEMPLATE,
    NOTICES_UNITS,
    NOTICES_VOID,
)
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton, Segmented
from chuangjian_desktop.ui.widgets.filters import FilterPill
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

Done = tuple[int, tuple[Path, ...], tuple[Warn, ...]]


class NoticesScreen(Screen):
    """Preview, number, print; an office issues, a team prints drafts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(NOTICES)
        self._desk = desk
        self._form = Segmented((("letter", ""), ("table", "")))
        self._form.setObjectName(NOTICES_FORM)
        self._form.choose("letter")
        self._kind = FilterPill("notices.kind")
        self._issue, self._save = Button("", "primary", tall=True), Button("", icon="download")
        self._issue.setObjectName(NOTICES_ISSUE)
        self._save.setObjectName(NOTICES_SAVE)
        self._what = Segmented((("preview", ""), ("issued", "")))
        self._what.setObjectName("notices.what")
        self._what.choose("preview")
        self._units, self._pages = Table(NOTICES_UNITS), PagesView(NOTICES_PAGES)
        self._issued, self._void = Table(NOTICES_ISSUED), Button("", "danger")
        self._void.setObjectName(NOTICES_VOID)
        self._banner, self._empty = Banner(), EmptyState("notice")
        self._banner.show_banner("")
        self._template, self._templates = Button(""), TemplateMenu(desk, self, self._say)
        self._template.setObjectName(NOTICES_TEMPLATE)
        self._words = label("", 12, ink="2")
        self._smaller, self._larger = IconButton("zoom-out", ""), IconButton("zoom-in", "")
        self._presenter = NoticesPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._units)
        self.retranslate()

    def _lay_out(self) -> None:
        for part in (self._save, self._issue):
            self.header.action(part)
        bar = QFrame()
        row = QHBoxLayout(bar)
        row.setContentsMargins(u(12), u(4), u(16), u(4))
        row.setSpacing(u(8))
        for part in (self._what, self._form, self._kind, self._template):
            row.addWidget(part)
        row.addStretch(1)
        for part in (self._words, self._smaller, self._larger, self._void):
            row.addWidget(part)
        self._units.setMinimumWidth(u(320))
        self._units.setMaximumWidth(u(440))
        preview = QWidget()
        inner = QHBoxLayout(preview)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        for part, share in ((self._units, 1), (divider(vertical=True), 0), (self._pages, 3)):
            inner.addWidget(part, share)
        self._stack = QStackedWidget()
        for part in (preview, self._issued, self._empty):
            self._stack.addWidget(part)
        column = QVBoxLayout()
        column.setSpacing(0)
        for part in (bar, divider(), self._banner):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        self.column.addLayout(column, 1)

    def _connect(self) -> None:
        p = self._presenter
        self._units.chosen.connect(p.choose)
        self._units.opened.connect(self._ask_issue)
        self._form.chosen.connect(p.choose_form)
        self._kind.picked.connect(p.choose_kind)
        self._what.chosen.connect(self._turn)
        self._issue.clicked.connect(self._ask_issue)
        self._save.clicked.connect(self._ask_folder)
        self._void.clicked.connect(self._ask_void)
        self._template.clicked.connect(self._ask_template)
        self._smaller.clicked.connect(partial(self._zoom, -1))
        self._larger.clicked.connect(partial(self._zoom, 1))
        self._banner.acted.connect(lambda: self._banner.show_banner(""))
        QShortcut(QKeySequence("Ctrl+P"), self, self._ask_issue, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_state(self, state: NoticesState) -> None:
        """Render."""
        self.header.say(t("文书"), state.facts)
        self._form.choose(state.form)
        self._kind.show_choices(t("种类"), tuple((kind, kind) for kind in state.kinds), state.kind, required=True)
        for part in (self._kind, self._template):
            part.setVisible(state.office)
        self._units.show_rows(state.unit_columns, state.units)
        self._units.choose(state.unit)
        waiting = t("正在排版…") if state.busy else state.problem or ("" if state.pages else t("没有可发的问题"))
        self._pages.show_pages(state.pages, waiting)
        self._issued.show_rows(state.issued_columns, state.issued)
        self._words.setText(f"{state.page_words} · {self._pages.percent()}%" if state.page_words else "")
        self._issue.setText(t("取号并打印…") if state.office else t("打印草稿…"))
        self._issue.setEnabled(bool(state.units))
        self._save.setEnabled(bool(state.units))
        self._save.setVisible(state.office)
        if state.problem:
            self._banner.show_banner(state.problem, "loss", "warning")
        self._turn()

    def _turn(self, _which: str = "") -> None:
        state = self._presenter.state
        issued = self._what.current() == "issued"
        nothing = state.loaded and not (state.issued if issued else state.units)
        self._stack.setCurrentIndex(2 if nothing else 1 if issued else 0)
        title = t("还没有发出的通知") if issued else t("没有要通知的问题")
        hint = t("取号并打印之后，都列在这里") if issued else t("问题落实到责任单位后，这里按单位成文")
        self._empty.show_empty(title, (((), hint),))
        self._void.setVisible(issued and state.office)
        self._void.setEnabled(bool(state.issued))
        for part in (self._words, self._smaller, self._larger, self._form):
            part.setVisible(not issued)

    def open_at(self, what: str, part: str) -> None:
        """A kind and a unit, with a line break between them."""
        kind, _, unit = what.partition("\n")
        self._what.choose("preview")
        self._presenter.open_at(kind, unit)

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._form.rename((t("公文式"), t("表单式")))
        self._what.rename((t("预览"), t("已发出")))
        self._save.setText(t("存为 PDF…"))
        self._void.setText(t("作废…"))
        self._template.setText(t("Word 模板…"))
        self._smaller.name(t("缩小"))
        self._larger.name(t("放大"))
        self._presenter.retranslate()

    def note(self) -> str:
        return t("所见与打印一致")

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("↑", "↓"), t("选单位")),
            (("PgUp", "PgDn"), t("翻页")),
            (("Ctrl", "P"), t("打印")),
            (("+", "-"), t("放大缩小")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal}
        if Qt.Key(event.key()) in keys and not self._pages.hasFocus():
            self._pages.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def _zoom(self, by: int, _checked: bool = False) -> None:
        self._pages.zoom(by)
        self.show_state(self._presenter.state)

    def _ask_issue(self, *_ignored: object) -> None:
        state = self._presenter.state
        if not state.units:
            return
        if not state.office:
            self._ask_folder()
            return
        unit = next((row.cells[0].text for row in state.units if row.key == state.unit), "")
        count = sum(row.cells[2].text != "0" for row in state.units)
        words = self._presenter.unreviewed_words
        waiting = (words(every=False), words(every=True))
        elsewhere = self._presenter.elsewhere
        dialog = IssueDialog(unit, count, state.kind, self.window(), unreviewed=waiting, elsewhere=elsewhere)
        dialog.accepted.connect(lambda: self._write_issue(dialog))
        dialog.open()

    def _write_issue(self, dialog: IssueDialog) -> None:
        every, folder, wanted = dialog.every, dialog.folder, dialog.wanted
        run_long(
            t("正在取号并打印"),
            (self, self._desk.runner),
            lambda progress: self._presenter.issue(every, folder, wanted, progress),
            self._written,
            self._desk.failed,
        )

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, t("选择文件夹…"), str(Path.home()))
        dialog.setObjectName("notices.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._write_draft)
        dialog.open()

    def _write_draft(self, place: str) -> None:
        run_long(
            t("正在打印"),
            (self, self._desk.runner),
            lambda progress: self._presenter.save_draft(Path(place), progress),
            self._written,
            self._desk.failed,
        )

    def _written(self, done: Done) -> None:
        count, files, warnings = done
        where = str(files[0].parent) if files else ""
        told = t("已写好 {n} 份，在 {folder}。", n=count, folder=where) if files else ""
        told = with_warnings(told, warnings) or t("没有可发的问题")
        self._banner.show_banner(told, "lack" if warnings or not files else "gain", "info", t("知道了"))
        self._presenter.refresh()

    def _ask_template(self) -> None:
        self._templates.open_at(self._presenter.state.kind, self._template)

    def _say(self, words: str) -> None:
        self._banner.show_banner(words, "gain", "tick", t("知道了"))

    def _ask_void(self) -> None:
        key = self._issued.current_key()
        row = next((row for row in self._presenter.state.issued if row.key == key), None)
        if row is None or row.quiet:
            return
        dialog = VoidDialog(row.cells[0].text, self.window())
        dialog.accepted.connect(lambda: self._presenter.void(key, dialog.reason.text().strip()))
        dialog.open()
