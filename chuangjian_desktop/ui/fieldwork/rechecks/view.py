"""回头看: closed cases to look at again. The photo of the problem shows where to stand; passed or not, with a photo."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.exchange.compare.lines import Lines
from chuangjian_desktop.ui.exchange.compare.photos import PhotoStrip
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.exchange.erasing.port import look
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.exchange.files import paths_in
from chuangjian_desktop.ui.fieldwork.rechecks.presenter import RechecksPresenter
from chuangjian_desktop.ui.fieldwork.rechecks.state import RechecksState, TaskPage
from chuangjian_desktop.ui.fieldwork.walk import incoming
from chuangjian_desktop.ui.fieldwork.walk.camera import CameraDialog
from chuangjian_desktop.ui.fieldwork.walk.photos import SUFFIXES
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    RECHECKS,
    RECHECKS_CAMERA,
    RECHECKS_DROP,
    RECHECKS_FAILED,
    RECHECKS_LIST,
    RECHECKS_NOTE,
    RECHECKS_PASSED,
    RECHECKS_PICTURES,
    RECHECKS_TITLE,
    RECHECKS_TOLD,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.before_after import BeforeAfter, Half
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.drops import CameraButton, DropArea
from chuangjian_desktop.ui.widgets.large_pictures import LargePictures
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, TagLabel, divider, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class RechecksScreen(Screen):
    """The tasks of this laptop, one after the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(RECHECKS)
        self._desk = desk
        self.setAcceptDrops(True)
        self._large = LargePictures(desk.runner, partial(look, desk.workspace), self)
        self._list, self._told = Lines(RECHECKS_LIST), Banner()
        self._told.setObjectName(RECHECKS_TOLD)
        self._told.show_banner("")
        self._number, self._title = label("", 12, ink="3"), TextBlock(16, 24, bold=True)
        self._title.setObjectName(RECHECKS_TITLE)
        self._under, self._said, self._result = TextBlock(12, 18), TextBlock(13, 20), TagLabel()
        self._pictures = BeforeAfter(RECHECKS_PICTURES, self._large)
        self._strip = PhotoStrip(desk.thumbs, 6)
        self._drop, self._camera = DropArea(), CameraButton()
        self._drop.setObjectName(RECHECKS_DROP)
        self._camera.setObjectName(RECHECKS_CAMERA)
        self._note = QLineEdit()
        self._note.setObjectName(RECHECKS_NOTE)
        self._passed, self._failed = Button("", "primary", key="Y", tall=True), Button("", "danger", key="N", tall=True)
        self._passed.setObjectName(RECHECKS_PASSED)
        self._failed.setObjectName(RECHECKS_FAILED)
        self._pages, self._empty = QStackedWidget(), EmptyState("again")
        self._presenter = RechecksPresenter(desk, self.show_state, self._large.put)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._list)
        self.retranslate()

    def _lay_out(self) -> None:
        self._list.setMinimumWidth(u(236))
        self._list.setMaximumWidth(u(340))
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._list, 2)
        row.addWidget(divider(vertical=True))
        row.addLayout(self._right(), 5)
        self._pages.addWidget(both)
        self._pages.addWidget(self._empty)
        self.column.addWidget(self._told)
        self.column.addWidget(self._pages, 1)

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(u(16), u(10), u(16), u(10))
        column.setSpacing(u(8))
        head, words = QHBoxLayout(), QVBoxLayout()
        words.setSpacing(u(2))
        for part in (self._number, self._title, self._under):
            words.addWidget(part)
        head.addLayout(words, 1)
        head.addWidget(self._result, 0, Qt.AlignmentFlag.AlignTop)
        drops = QHBoxLayout()
        drops.setSpacing(u(8))
        drops.addWidget(self._drop, 1)
        drops.addWidget(self._camera)
        below = QHBoxLayout()
        below.setSpacing(u(8))
        below.addWidget(self._note, 1)
        below.addWidget(self._failed)
        below.addWidget(self._passed)
        column.addLayout(head)
        column.addWidget(self._said)
        column.addWidget(self._pictures, 20)
        column.addWidget(self._strip)
        column.addLayout(drops)
        column.addLayout(below)
        column.addStretch(1)
        return column

    def _connect(self) -> None:
        p = self._presenter
        self._list.chosen.connect(p.choose)
        self._told.acted.connect(p.hush)
        self._passed.clicked.connect(self._pass)
        self._failed.clicked.connect(self._fail)
        self._note.returnPressed.connect(self._to_list)
        self._drop.clicked.connect(self._pick)
        self._camera.clicked.connect(self._open_camera)
        self._pictures.opened.connect(partial(self._look, 0))
        self._strip.opened.connect(self._look)

    def show_state(self, state: RechecksState) -> None:
        """Render."""
        self.header.say(t("回头看"), state.facts if state.lines else "")
        self._told.show_banner(state.told, "gain", "tick", t("知道了"))
        self._list.show_lines(state.lines, state.current)
        self._pages.setCurrentIndex(1 if state.loaded and not state.lines else 0)
        hint = t("创建办抽取后随任务包发来，打开任务包就能看到")
        self._empty.show_empty(t("没有回头看任务"), (((), hint),))
        if state.page is not None:
            self._show_page(state.page, state.busy)
        self.noted.emit(self.note())

    def _show_page(self, page: TaskPage, busy: int) -> None:
        self._number.setText(page.number)
        self._title.show_text(page.title, most=2)
        self._under.show_text(page.under, most=2, ink="text_2")
        self._said.show_text(page.said, lead=t("单位反馈") if page.said else "", most=2, ink="text_2")
        self._said.setVisible(bool(page.said))
        self._result.show_tag(page.result, page.result_mood)
        self._result.setVisible(page.done)
        lacking = t("正在存照片…") if busy else t("站到同一位置，拍一张现在的样子")
        before, after = page.before[:1], page.now[-1:]
        left = Half(before[0].large, before[0].caption) if before else Half(lacking=t("没有整改前照片"))
        right = Half(after[0].large, after[0].caption) if after else Half(lacking=lacking)
        self._pictures.show_pair(left, right)
        self._strip.show_tiles((*page.before[1:], *page.claimed))
        for part in (self._drop, self._camera, self._note, self._passed, self._failed):
            part.setVisible(not page.done)
        self._passed.setEnabled(not busy)
        self._failed.setEnabled(not busy)

    def _pass(self) -> None:
        self._presenter.say("passed", self._note.text())
        self._note.clear()

    def _fail(self) -> None:
        """A failure says what was seen."""
        if self._note.text().strip():
            self._presenter.say("failed", self._note.text())
            self._note.clear()
        else:
            self._note.setPlaceholderText(t("未通过：先写看到的情况，再按“未通过”"))
            self._note.setFocus(Qt.FocusReason.TabFocusReason)

    def _to_list(self) -> None:
        self._list.setFocus(Qt.FocusReason.TabFocusReason)

    def _look(self, place: int) -> None:
        page = self._presenter.state.page
        stored = () if page is None else (*page.before, *page.claimed, *(page.now if page.done else ()))
        tiles: tuple[Tile, ...] = stored
        if tiles:
            view_photos(self._desk, tiles, min(place, len(tiles) - 1), self)

    def _pick(self) -> None:
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
        dialog = QFileDialog(self, t("选照片"), "", f"{t('照片')} ({patterns})")
        dialog.setObjectName(f"{RECHECKS_DROP}.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._picked)
        dialog.open()

    def _picked(self, places: list[str]) -> None:
        self._presenter.add_paths([Path(each) for each in places])

    def _open_camera(self) -> None:
        dialog = CameraDialog(self._presenter.services, self._desk.runner, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.taken.connect(self._shot)
        dialog.open()

    def _shot(self, jpeg: bytes) -> None:
        self._presenter.add([incoming.shot(jpeg, now())])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if incoming.carries_pictures(event.mimeData()):
            event.acceptProposedAction()
            self._drop.mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Photos dropped anywhere are for the chosen task."""
        self._drop.mark(over=False)
        event.acceptProposedAction()
        self._presenter.add_paths(paths_in(event.mimeData()))

    def _paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        source = incoming.picture_in(mime, now())
        if paths := paths_in(mime):
            self._presenter.add_paths(paths)
        elif source is not None:
            self._presenter.add([source])

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._drop.show_words(t("把现在的照片拖到这里，或"), ("Ctrl", "V"), t("粘贴，点击选文件"))
        self._camera.show_words(t("拍照"), "C", t("用相机拍照"))
        self._note.setPlaceholderText(t("看到的情况（未通过时必填）"))
        self._note.setAccessibleName(t("看到的情况（未通过时必填）"))
        self._passed.setText(t("通过"))
        self._failed.setText(t("未通过"))
        self._list.setAccessibleName(t("回头看"))
        self._presenter.retranslate()

    def note(self) -> str:
        return t("结果随下一次交回送到创建办")

    def keys(self) -> tuple[KeyRow, ...]:
        return ((("Y",), t("通过")), (("N",), t("未通过")), (("C",), t("拍照")), (("←", "→"), t("拉动对比")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        page = self._presenter.state.page
        free = page is not None and not page.done and not isinstance(QApplication.focusWidget(), QLineEdit)
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}:
            self._pictures.keyPressEvent(event)
        elif free and key in {Qt.Key.Key_Y, Qt.Key.Key_N, Qt.Key.Key_C} and not event.modifiers():
            {Qt.Key.Key_Y: self._pass, Qt.Key.Key_N: self._fail, Qt.Key.Key_C: self._open_camera}[key]()
        elif key == Qt.Key.Key_V and not event.modifiers():
            self._look(0)
        else:
            super().keyPressEvent(event)
