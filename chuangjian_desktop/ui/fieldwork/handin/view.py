"""The Hand in screen: what would go, what is missing, the leader's word, and the package written and compared."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.fieldwork.handin.done import DonePage
from chuangjian_desktop.ui.fieldwork.handin.presenter import Done, HandInPresenter
from chuangjian_desktop.ui.fieldwork.handin.side import Choice, Earlier, Leader
from chuangjian_desktop.ui.fieldwork.handin.state import HandInScreenState
from chuangjian_desktop.ui.fieldwork.today.view import KeyFigure
from chuangjian_desktop.ui.screen import Screen, panel
from chuangjian_desktop.ui.testing_names import HANDIN, HANDIN_BANNER, HANDIN_MISSING, HANDIN_WRITE
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class HandInScreen(Screen):
    """A team hands in to its office, an office to the one above it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(HANDIN)
        self._desk = desk
        self._write = Button("", "primary", key="Ctrl+Enter", tall=True)
        self._write.setObjectName(HANDIN_WRITE)
        self.header.action(self._write)
        self._banner = Banner()
        self._banner.setObjectName(HANDIN_BANNER)
        self._banner.show_banner("")
        self._figures = tuple(KeyFigure() for _ in range(4))
        self._missing_title = label("", 13, bold=True)
        self._table, self._empty = Table(HANDIN_MISSING), EmptyState("tick")
        self._choice, self._leader, self._earlier = Choice(), Leader(), Earlier()
        self._done = DonePage()
        # The slip tells of visits: a unit has none.
        self._done.slip.setVisible(desk.workspace.role != "unit")
        self._slip: Path | None = None
        self._presenter = HandInPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setContentsMargins(u(16), u(8), u(16), u(4))
        figures.setSpacing(u(28))
        for each in self._figures:
            figures.addWidget(each)
        figures.addStretch(1)
        self._missing_title.setContentsMargins(u(16), u(6), 0, u(4))
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(figures)
        column.addWidget(divider())
        column.addWidget(self._missing_title)
        column.addWidget(self._pages, 1)
        before = QWidget()
        row = QHBoxLayout(before)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(divider(vertical=True))
        row.addWidget(self._right())
        self._stack = QStackedWidget()
        self._stack.addWidget(before)
        self._stack.addWidget(self._done)
        self.column.addWidget(self._banner)
        self.column.addWidget(self._stack, 1)

    def _right(self) -> QWidget:
        side, column = panel(margin=12)
        for part in (self._choice, self._leader, self._earlier):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(side)
        scroll.setFixedWidth(u(300))
        return scroll

    def _connect(self) -> None:
        self._table.opened.connect(self._presenter.fetch)
        self._leader.changed.connect(self._enable)
        self._write.clicked.connect(self._ask_place)
        self._done.slip.clicked.connect(self._ask_slip)
        self._done.folder.clicked.connect(self._open_folder)
        self._done.again.clicked.connect(self._presenter.go_on)
        self._banner.acted.connect(self._open_slip)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_state(self, state: HandInScreenState) -> None:
        """Render."""
        self.header.say(t("交回"), state.facts)
        for place, widget in enumerate(self._figures):
            widget.setVisible(place < len(state.figures))
        for widget, figure in zip(self._figures, state.figures, strict=False):
            widget.show_figure(figure)
        self._missing_title.setText(state.missing_title)
        self._table.show_rows(state.columns, state.rows)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        self._empty.show_empty(t("没有缺项"), (((), t("每个点位都测完了，必拍照片也齐了")),))
        self._choice.show_state(state)
        self._leader.show_state(state)
        self._earlier.show_state(state)
        if state.written is not None:
            self._done.show_written(state.written)
        else:
            self._banner.show_banner("")
        turned = self._stack.currentIndex() != (0 if state.written is None else 1)
        self._stack.setCurrentIndex(0 if state.written is None else 1)
        if turned:
            (self._table if state.written is None else self._done.slip).setFocus()
        self._write.setVisible(state.written is None)
        self._enable()
        self.keys_changed.emit()

    def _enable(self) -> None:
        ready = self._presenter.state.loaded and self._leader.given
        self._write.setEnabled(ready)
        self._write.setToolTip("" if ready else t("填姓名并打勾，才能写交回包。"))

    def refresh(self) -> None:
        self._presenter.refresh()

    def leave(self) -> None:
        self._presenter.leave()

    def retranslate(self) -> None:
        self._write.setText(t("写交回包…"))
        for part in (self._choice, self._leader, self._earlier, self._done):
            part.retranslate()
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        if self._presenter.state.written is not None:
            return ((("Ctrl", "Enter"), t("存交回单 PDF 去打印…")), (("Esc",), t("回到交回屏")))
        return (
            (("↑", "↓"), t("选缺项")),
            (("Enter",), t("去补")),
            (("Ctrl", "Enter"), t("写交回包…")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._presenter.state.written is not None:
            self._presenter.go_on()
        else:
            super().keyPressEvent(event)

    def _act(self) -> None:
        if self._presenter.state.written is not None:
            self._ask_slip()
        elif self._write.isEnabled():
            self._ask_place()
        else:
            self._leader.first_missing()

    def _ask_place(self) -> None:
        proposed = str(self._folder() / self._presenter.proposed())
        ask_where(self, t("写交回包…"), proposed, self._to, name="handin.place")

    def _folder(self) -> Path:
        last = self._presenter.folder
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return last if last is not None else Path(documents or Path.home())

    def _to(self, place: str) -> None:
        leader, since = self._leader.name, self._choice.since
        run_long(
            t("正在写交回包并核对"),
            (self, self._desk.runner),
            lambda progress: self._presenter.write(Path(place), leader, since, progress),
            self._written,
            self._desk.failed,
            cancelled=self._presenter.refresh,
        )

    def _written(self, done: Done) -> None:
        self._leader.withdraw()
        self._presenter.written(done)

    def _ask_slip(self) -> None:
        proposed = str(self._folder() / f"{Path(self._presenter.proposed()).stem}.pdf")
        ask_where(self, t("存交回单 PDF 去打印…"), proposed, self._save_slip, name="handin.slip.place")

    def _save_slip(self, place: str) -> None:
        run_long(
            t("正在做交回单"),
            (self, self._desk.runner),
            lambda progress: self._presenter.write_slip(Path(place), progress),
            self._slip_saved,
            self._desk.failed,
        )

    def _slip_saved(self, path: Path) -> None:
        self._slip = path
        self._banner.show_banner(t("交回单已存到 {file}", file=str(path)), "gain", "tick", t("打开打印"))

    def _open_slip(self) -> None:
        if self._slip is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._slip)))

    def _open_folder(self) -> None:
        if (folder := self._presenter.folder) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
