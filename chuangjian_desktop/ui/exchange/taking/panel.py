"""The part of a screen that takes files in: list, details, work under way, what came of it. Used by office and team."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.services.exchange.merging import MergeReport
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.taking.details import Details
from chuangjian_desktop.ui.exchange.taking.files import FileList
from chuangjian_desktop.ui.exchange.taking.presenter import TakingPresenter
from chuangjian_desktop.ui.exchange.taking.signer_dialog import SignerDialog
from chuangjian_desktop.ui.exchange.taking.state import TakingState
from chuangjian_desktop.ui.exchange.taking.strip import WorkStrip
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider
from chuangjian_desktop.ui.widgets.tokens import tokens, u


class DropHint(QWidget):
    """Painted over everything while files are dragged above it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def cover(self, *, on: bool) -> None:
        """Show it over the whole parent, or hide it."""
        if on:
            self.setGeometry(self._over.rect())
            self.raise_()
        self.setVisible(on)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setOpacity(0.92)
        rect = QRectF(self.rect()).adjusted(u(6), u(6), -u(6), -u(6))
        paint.dashed(painter, rect, u(8), tokens().accent, tokens().accent_tint, width=2)
        painter.setOpacity(1)
        words = t("松开就开始查看，还不会改变任何数据")
        paint.words(painter, rect, words, font(16, bold=True), tokens().accent, align=paint.MIDDLE)
        painter.end()


class TakingPanel(QWidget):
    """`changed` follows every state, `over` every merge. `add_button`, `take_button` and `clear_button` are for the
    header of the screen; widgets for what comes after a merge are put beside the result by `offer`."""

    changed = Signal()
    over = Signal(object)

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._name = name
        self._list, self._details = FileList(f"{name}.files"), Details(f"{name}.details")
        self._strip, self._empty = WorkStrip(f"{name}.work"), EmptyState("merge")
        self._front = True
        self._first = Button("", "primary", icon="folder", tall=True)
        self._first.setObjectName(f"{name}.first")
        self._result, self._note = Banner(), Banner()
        self._result.setObjectName(f"{name}.result")
        self._note.setObjectName(f"{name}.note")
        self._after, self._hint = QWidget(), DropHint(self)
        self._row = QHBoxLayout(self._after)
        self.add_button = Button("", icon="plus")
        self.take_button, self.clear_button = Button("", "primary", tall=True), Button("", "text")
        for button, part in ((self.add_button, "add"), (self.take_button, "take"), (self.clear_button, "clear")):
            button.setObjectName(f"{name}.{part}")
        self._stack = QStackedWidget()
        self._presenter = TakingPresenter(desk, self.show_state, self.over.emit)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        nothing = QWidget()
        column = QVBoxLayout(nothing)
        column.addStretch(2)
        column.addWidget(self._empty)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        files = QWidget()
        row = QHBoxLayout(files)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list.setFixedWidth(u(290))
        for part in (self._list, divider(vertical=True), self._details):
            row.addWidget(part, 1 if part is self._details else 0)
        self._stack.addWidget(nothing)
        self._stack.addWidget(files)
        self._row.setContentsMargins(u(16), u(4), u(12), u(6))
        self._row.setSpacing(u(8))
        self._row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for part in (self._strip, self._note, self._result, self._after):
            whole.addWidget(part)
        whole.addWidget(self._stack, 1)

    def _connect(self) -> None:
        p = self._presenter
        self._list.chosen.connect(p.choose)
        self._list.ticked.connect(p.tick)
        self._details.asked.connect(self._ask)
        self._strip.stopped.connect(p.cancel)
        self._first.clicked.connect(self.ask_files)
        self.add_button.clicked.connect(self.ask_files)
        self.take_button.clicked.connect(p.take)
        self.clear_button.clicked.connect(p.clear)
        self._note.acted.connect(lambda: self._note.show_banner(""))
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Esc"), self, p.cancel, context=within)
        QShortcut(QKeySequence("Ctrl+A"), self, p.tick_all, context=within)
        QShortcut(QKeySequence("Ctrl+Return"), self, p.take, context=within)
        QShortcut(QKeySequence("Ctrl+D"), self, self._ask, context=within)

    @property
    def presenter(self) -> TakingPresenter:
        """What decides."""
        return self._presenter

    def offer(self, widget: QWidget) -> None:
        """Something to do after a merge."""
        self._row.insertWidget(self._row.count() - 1, widget)

    def bring_front(self, *, on: bool) -> None:
        """Whether this part is what the screen shows; else its buttons leave the header."""
        self._front = on
        self.show_state(self._presenter.state)

    def hover(self, on: bool) -> None:
        """Files are dragged over the screen."""
        self._hint.cover(on=on)

    def show_state(self, state: TakingState) -> None:
        """Render."""
        self._stack.setCurrentIndex(1 if state.cards else 0)
        self._list.show_cards(state.cards, state.current)
        self._details.show_detail(state.detail)
        self._strip.show_work(state.work)
        ready, calm = state.phase == "ready", state.phase in {"empty", "ready", "taken"}
        self._first.setVisible(calm)
        self._note.show_banner(state.note, "lack", "info", t("知道了") if state.note else "")
        taken = state.phase == "taken"
        result = state.result
        self._result.show_banner(result.text if taken else "", result.mood, result.icon)
        self._after.setVisible(taken)
        self.take_button.setText(t("并入选中的 {n} 个", n=state.ticked))
        self.take_button.setEnabled(ready and state.ticked > 0)
        some = self._front and bool(state.cards)
        self.take_button.setVisible(some and not taken)
        self.add_button.setVisible(some)
        self.add_button.setEnabled(state.phase != "taking")
        self.clear_button.setVisible(some and calm)
        self.clear_button.setText(t("完成") if taken else t("全部放下"))
        self.changed.emit()

    def retranslate(self) -> None:
        """Words in the language in force."""
        self._first.setText(t("选文件…"))
        self.add_button.setText(t("加文件…"))
        self._empty.show_empty(
            t("把交来的文件拖到这里"),
            (
                ((), t("一次可以拖很多个，也可以拖整个文件夹或 U 盘")),
                ((), t("先看每个文件带来什么，再决定并入哪些")),
                ((), t("不合格的文件不影响其他文件")),
            ),
        )
        self._presenter.retranslate()

    def ask_files(self) -> None:
        """Choose files in a dialog."""
        folder = str(self._presenter.board.folder())
        dialog = QFileDialog(self, t("选文件…"), folder, f"{t('交换文件')} (*.cjpkg *.cjdb);;{t('所有文件')} (*)")
        dialog.setObjectName(f"{self._name}.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, places: list[str]) -> None:
        self._presenter.add([Path(place) for place in places])

    def take_paths(self, paths: list[Path]) -> None:
        """Files that were dropped."""
        self._presenter.add(paths)

    def _ask(self) -> None:
        asked = self._presenter.board.asked()
        if asked is not None:
            dialog = SignerDialog(asked, self.window())
            dialog.accepted.connect(lambda: self._presenter.decide(dialog.how))
            dialog.open()

    def done(self) -> MergeReport | None:
        """The report of the merge that is shown."""
        return self._presenter.board.done

    def focus_list(self) -> None:
        """Put the keyboard where the next thing happens."""
        (self._list if self._presenter.state.cards else self._first).setFocus()
