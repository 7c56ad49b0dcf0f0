"""Importing an office's own checklist: open or paste, see every row, put cells right in place, take it in or back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.services.office.standards.importing import Preview, State
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.taking.drops import FileDrops
from chuangjian_desktop.ui.office.standards_import.cell_editor import CellEditor
from chuangjian_desktop.ui.office.standards_import.presenter import ImportPresenter
from chuangjian_desktop.ui.office.standards_import.state import EDITABLE, Filter, ImportState, RowDetail
from chuangjian_desktop.ui.testing_names import (
    CHECKLIST_IMPORT,
    CHECKLIST_IMPORT_CODE,
    CHECKLIST_IMPORT_DROP,
    CHECKLIST_IMPORT_FILE,
    CHECKLIST_IMPORT_FILTER,
    CHECKLIST_IMPORT_OK,
    CHECKLIST_IMPORT_PASTE,
    CHECKLIST_IMPORT_ROWS,
    CHECKLIST_IMPORT_STATE,
    CHECKLIST_IMPORT_TABLES,
    CHECKLIST_IMPORT_TITLE,
    CHECKLIST_IMPORT_TYPE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

_ROOM_BESIDE = 1200
"""In look pixels: a narrower dialog shows the row below the table, so that content and reasons stay readable."""
_UNLIMITED = 16_777_215
"""Qt's own word for it."""
_FILTERS: tuple[Filter, ...] = ("all", "doubtful", "unknown")


class ChecklistImportDialog(Dialog):
    """Nothing is written before 导入. Stays open afterwards, so that it can be taken back at once."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(CHECKLIST_IMPORT, parent, width=1000)
        self._desk = desk
        self._editor: CellEditor | None = None
        self._edited = ("", "")
        self.head(
            t("导入测评表"),
            t("操作手册、评分细则、暗访评价表都可以。双击格子（或按 Enter，用 Tab 换格）就地改正，改好再导入。"),
        )
        self._presenter = ImportPresenter(desk, self.show_state)
        self._source = _Source()
        self._target = _Target()
        self._filter = Segmented(tuple((key, "") for key in _FILTERS))
        self._filter.setObjectName(CHECKLIST_IMPORT_FILTER)
        self._sum = Banner()
        self._rows = Table(CHECKLIST_IMPORT_ROWS)
        self._detail, self._empty = _DetailPanel(), EmptyState("table")
        hints = (t("每一行都会标明看懂、存疑还是没看懂，并说明原因。"), t("看过、改好再导入，导入前什么都不会改变。"))
        self._empty.show_empty(t("把工作簿拖到这里"), tuple(((), words) for words in hints))
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._drop = Button(t("去掉这一行"), "text")
        self._drop.setObjectName(CHECKLIST_IMPORT_DROP)
        self._done = Button(t("导入"), "primary", key="Ctrl Enter")
        self._done.setObjectName(CHECKLIST_IMPORT_OK)
        self._lay_out()
        self._connect()
        self._presenter.publish()
        if parent is not None:
            self.resize(min(parent.width() - u(60), u(1360)), min(parent.height() - u(24), u(800)))

    def _lay_out(self) -> None:
        self.content.addLayout(_row(self._source))
        self.content.addLayout(_row(self._target, self._filter))
        self.content.addWidget(self._sum)
        self._body.setSpacing(u(8))
        self._body.addWidget(self._rows, 1)
        self._body.addWidget(self._detail)
        self.content.addWidget(self._empty, 1)
        self.content.addLayout(self._body, 1)
        close = Button(t("关闭"), key="Esc")
        close.clicked.connect(self.reject)
        self.buttons.addWidget(self._drop)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self._done)
        self._source.open.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        below = self.width() < u(_ROOM_BESIDE)
        ways = QBoxLayout.Direction
        self._body.setDirection(ways.TopToBottom if below else ways.LeftToRight)
        self._detail.lie(flat=below)
        self._rows.setMinimumHeight(u(112 if below else 200))

    def _connect(self) -> None:
        presenter = self._presenter
        FileDrops(self).dropped.connect(self._dropped)
        self._source.open.clicked.connect(self._ask_file)
        self._source.paste.clicked.connect(self.paste)
        self._source.tables.activated.connect(presenter.choose_table)
        self._target.wanted.connect(presenter.choose_target)
        self._target.state.chosen.connect(self._choose_state)
        self._filter.chosen.connect(self._choose_filter)
        self._rows.chosen.connect(presenter.choose_row)
        self._rows.opened.connect(self._edit)
        self._drop.clicked.connect(lambda: presenter.drop_row(self._rows.current_key()))
        self._sum.acted.connect(self._take_back)
        self._done.clicked.connect(self._take_in)
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | key), self, self._done.click)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)

    def _choose_state(self, key: str) -> None:
        self._presenter.choose_state(cast("State", key))

    def _choose_filter(self, key: str) -> None:
        self._presenter.choose_filter(cast("Filter", key))

    # ---- where it comes from -----------------------------------------------------------------------------------------

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, t("选择工作簿…"), "", "*.xlsx *.xlsm *.xls *.et")
        dialog.setObjectName("checklist_import.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def _dropped(self, paths: list[Path]) -> None:
        self.take(str(paths[0]))

    def take(self, place: str) -> None:
        """Look at a workbook."""
        self._look(lambda: self._presenter.read(Path(place)))

    def paste(self) -> None:
        """Look at what was copied out of a table."""
        text = QGuiApplication.clipboard().text()
        self._look(lambda: self._presenter.read_pasted(text))

    def _look(self, read: Callable[[], Preview]) -> None:
        run_long(
            t("正在看工作簿"),
            (self, self._desk.runner),
            lambda _progress: read(),
            self._presenter.opened,
            self._desk.failed,
        )

    # ---- what becomes of it ------------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        if self._done.isEnabled():
            run_long(
                t("正在导入"),
                (self, self._desk.runner),
                lambda _progress: self._presenter.take_in(),
                self._presenter.taken,
                self._desk.failed,
            )

    def _take_back(self) -> None:
        self._desk.runner.run(
            lambda _progress: self._presenter.take_back(), self._presenter.taken_back, self._desk.failed
        )

    # ---- what is shown -----------------------------------------------------------------------------------------------

    def show_state(self, state: ImportState) -> None:
        """Render."""
        self._source.show_state(state)
        self._target.show_state(state)
        total, doubtful, unknown = state.counts
        words = (t("全部 {n}", n=total), t("存疑 {n}", n=doubtful), t("没看懂 {n}", n=unknown))
        self._filter.rename(words)
        self._filter.choose(self._presenter.filter)
        self._filter.setVisible(bool(state.source))
        icon = {"gain": "tick", "loss": "warning"}.get(state.mood, "info")
        self._sum.show_banner(state.sentence, state.mood, icon, t("撤销这次导入") if state.undoable else "")
        self._empty.setVisible(not state.source)
        self._rows.setVisible(bool(state.source))
        self._rows.show_rows(state.columns, state.rows)
        self._place_editor()
        self._detail.show_detail(state.detail)
        self._drop.setVisible(state.detail is not None)
        self._done.setEnabled(state.ready)

    def _edit(self, row: str, column: str) -> None:
        """Open a cell for typing; without one of those that can be changed, the one that is wrong most often."""
        if self._rows.rows.place_of(row) < 0 or not self._presenter.holds(row):
            return
        column = column if column in EDITABLE else "rule"
        editor = CellEditor(self._rows.viewport(), self._presenter.text_of(row, column))
        editor.changed.connect(partial(self._presenter.change, row, column))
        editor.moved.connect(partial(self._edit_beside, row, column))
        self._editor, self._edited = editor, (row, column)
        self._place_editor()
        editor.show()
        editor.setFocus()
        editor.selectAll()

    def _edit_beside(self, row: str, column: str, by: int) -> None:
        place = EDITABLE.index(column) + by
        if 0 <= place < len(EDITABLE):
            self._edit(row, EDITABLE[place])

    def _place_editor(self) -> None:
        """Rows come and go as cells are put right: the editor stays over its own, or keeps what was typed."""
        if self._editor is None or self._editor.over:
            return
        row, column = self._edited
        place, columns = self._rows.rows.place_of(row), [each.key for each in self._rows.rows.columns()]
        if place < 0:
            self._editor.leave(keep=True)
            return
        index = self._rows.rows.index(place, columns.index(column))
        self._rows.scrollTo(index)
        self._editor.setGeometry(self._rows.visualRect(index))

    def reject(self) -> None:
        """Close; what was put right and not taken in is asked about once."""
        if self._presenter.may_leave():
            super().reject()


class _Source(QWidget):
    """Where the checklist comes from, and which of its tables is shown."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(8))
        self.open = Button(t("打开工作簿…"), icon="folder")
        self.open.setObjectName(CHECKLIST_IMPORT_FILE)
        self.paste = Button(t("从剪贴板粘贴"), icon="copy", key="Ctrl V")
        self.paste.setObjectName(CHECKLIST_IMPORT_PASTE)
        self._name = label("", 12, ink="2")
        self.tables = QComboBox()
        self.tables.setObjectName(CHECKLIST_IMPORT_TABLES)
        self.tables.setAccessibleName(t("工作簿里的表"))
        for part in (self.open, self.paste):
            row.addWidget(part)
        row.addWidget(self._name, 1)
        row.addWidget(self.tables)

    def show_state(self, state: ImportState) -> None:
        self._name.setText(state.source or t("还没有选择文件，也没有粘贴"))
        if [self.tables.itemText(n) for n in range(self.tables.count())] != list(state.tables):
            self.tables.clear()
            self.tables.addItems(list(state.tables))
        self.tables.setCurrentIndex(state.table)
        self.tables.setVisible(bool(state.tables))


class _Target(QWidget):
    """Which type of site it becomes, and whether it is published at once."""

    wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(u(8))
        self._type, self._code, self._title = QComboBox(), QLineEdit(), QLineEdit()
        for part, name, spoken in (
            (self._type, CHECKLIST_IMPORT_TYPE, t("收作哪一类点位")),
            (self._code, CHECKLIST_IMPORT_CODE, t("新类别的代码")),
            (self._title, CHECKLIST_IMPORT_TITLE, t("新类别的名称")),
        ):
            part.setObjectName(name)
            part.setAccessibleName(spoken)
        self._code.setFixedWidth(u(64))
        self._code.setMaxLength(6)
        self._title.setFixedWidth(u(150))
        self.state = Segmented((("published", t("发布")), ("draft", t("草稿"))))
        self.state.setObjectName(CHECKLIST_IMPORT_STATE)
        self.state.choose("published")
        row.addWidget(label(t("收作"), 12, ink="2"))
        for part in (self._type, self._code, self._title, self.state):
            row.addWidget(part)
        row.addStretch(1)
        self._type.activated.connect(self._choose)
        for edit in (self._code, self._title):
            edit.editingFinished.connect(self._name)

    def _choose(self, _place: int) -> None:
        self.wanted.emit(str(self._type.currentData()), "")

    def _name(self) -> None:
        self.wanted.emit(self._code.text(), self._title.text())

    def show_state(self, state: ImportState) -> None:
        known = [(str(self._type.itemData(n)), self._type.itemText(n)) for n in range(self._type.count())]
        if known != list(state.types):
            self._type.clear()
            for code, words in state.types:
                self._type.addItem(words, code)
        self._type.setCurrentIndex(next((n for n, pair in enumerate(state.types) if pair[0] == state.code), -1))
        for edit, text in ((self._code, state.code), (self._title, state.title)):
            if edit.text() != text:
                edit.setText(text)
            edit.setVisible(state.new)
        self.state.choose(state.becomes)
        self.setVisible(bool(state.source))


class _DetailPanel(QScrollArea):
    """One row to read: what is wrong and what to do, then its texts as they stand in the sheet."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "1")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: RowDetail | None = None

    def lie(self, *, flat: bool) -> None:
        """Below the table, or beside it."""
        width, height = (0, u(86)) if flat else (u(230), 0)
        self.setMinimumSize(width, height)
        self.setMaximumSize(width or _UNLIMITED, height or _UNLIMITED)

    def show_detail(self, detail: RowDetail | None) -> None:
        """Show a row."""
        self.setVisible(detail is not None)
        if detail == self._shown:
            return
        self._shown = detail
        body = QWidget()
        body.setProperty("surface", "1")
        column = QVBoxLayout(body)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(u(2))
        if detail is not None:
            column.addWidget(label(detail.place, 12, ink="3"))
            for reason, hint in detail.remarks:
                column.addSpacing(u(4))
                column.addWidget(_text(reason, bold=True))
                column.addWidget(_text(hint))
            for name, text in detail.texts:
                column.addSpacing(u(6))
                column.addWidget(label(name, 12, ink="3"))
                column.addWidget(_text(text))
        column.addStretch(1)
        self.setWidget(body)


def _text(words: str, *, bold: bool = False) -> TextBlock:
    block = TextBlock(13, 20, bold=bold)
    block.show_text(words)
    return block


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(u(12))
    for part in parts[:-1]:
        row.addWidget(part, 1)
    row.addWidget(parts[-1], 1 if len(parts) == 1 else 0)
    return row
