"""The Photos screen: a card or folder taken in, each photo proposed to its finding, confirmed by keyboard."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QDateTime, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDateTimeEdit, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.exchange.files import files_of_ours
from chuangjian_desktop.ui.fieldwork.photos.presenter import PhotosPresenter
from chuangjian_desktop.ui.fieldwork.photos.state import PhotosState
from chuangjian_desktop.ui.screen import Screen, panel
from chuangjian_desktop.ui.testing_names import PHOTOS, PHOTOS_CLOCK, PHOTOS_CONFIRM, PHOTOS_DROP, PHOTOS_TABLE
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.cards import picture_box
from chuangjian_desktop.ui.widgets.drops import DropArea
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import u


class LargePhoto(QWidget):
    """The chosen photo, as large as the panel. `opened` when it is to be shown larger."""

    opened = Signal()

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._thumbs, self._sha = thumbs, ""
        self.setFixedHeight(u(190))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        thumbs.arrived.connect(self._arrived)

    def show_photo(self, sha: str, name: str) -> None:
        """Show a photo by the hash of its working copy."""
        self._sha = sha
        self.setAccessibleName(name)
        self.update()

    def _arrived(self, _sha: str) -> None:
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        picture_box(painter, rect, self._thumbs, self._sha)
        painter.end()


class PhotosScreen(Screen):
    """The tray of photos that have no place yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(PHOTOS)
        self._desk = desk
        self.setAcceptDrops(True)
        self._folder, self._all = Button("", icon="folder"), Button("", "primary", tall=True)
        self.header.action(self._folder)
        self.header.action(self._all)
        self._banner, self._drop = Banner(), DropArea()
        self._banner.show_banner("")
        self._drop.setObjectName(PHOTOS_DROP)
        self._table = Table(PHOTOS_TABLE, thumbs=desk.thumbs, height=46)
        self._empty = EmptyState("camera")
        self._large = LargePhoto(desk.thumbs)
        self._name = label("", 13, bold=True)
        self._facts_home = QVBoxLayout()
        self._target = QComboBox()
        self._target.setObjectName("photos.target")
        self._target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._confirm, self._clock, self._remove = Button("", key="Enter"), Button(""), Button("", "text")
        self._confirm.setObjectName(PHOTOS_CONFIRM)
        self._clock.setObjectName(PHOTOS_CLOCK)
        self._presenter = PhotosPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._pages, 1)
        around = QVBoxLayout()
        around.setContentsMargins(u(12), u(6), u(12), u(8))
        around.addWidget(self._drop)
        column.addLayout(around)
        self._side, side = panel(margin=12)
        self._side.setFixedWidth(u(300))
        side.addWidget(self._large)
        side.addWidget(self._name)
        side.addLayout(self._facts_home)
        self._target_words = label("", 12, ink="2")
        side.addWidget(self._target_words)
        side.addWidget(self._target)
        row = QHBoxLayout()
        row.addWidget(self._confirm)
        row.addStretch(1)
        row.addWidget(self._remove)
        side.addLayout(row)
        side.addWidget(self._clock, 0, Qt.AlignmentFlag.AlignLeft)
        side.addStretch(1)
        whole = QHBoxLayout()
        whole.setSpacing(0)
        whole.addWidget(left, 1)
        whole.addWidget(divider(vertical=True))
        whole.addWidget(self._side)
        self.column.addLayout(whole, 1)

    def _connect(self) -> None:
        p = self._presenter
        self._folder.clicked.connect(self._ask_folder)
        self._drop.clicked.connect(self._ask_folder)
        self._all.clicked.connect(self._place_all)
        self._table.chosen.connect(p.choose)
        self._table.opened.connect(self._place)
        self._confirm.clicked.connect(self._place)
        self._remove.clicked.connect(p.remove)
        self._clock.clicked.connect(self._ask_clock)
        self._large.opened.connect(self._look)
        self._table.pictured.connect(self._look)

    def show_state(self, state: PhotosState) -> None:
        """Render."""
        self.header.say(t("照片"), state.facts)
        self._banner.show_banner(state.told, state.mood, "info")
        self._table.show_rows(state.columns, state.rows)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        self._empty.show_empty(
            t("没有待归位的照片"), (((), t("把相机卡或手机照片文件夹拖进来，按时间和地点归到问题")),)
        )
        self._all.setText(t("有把握的 {n} 张全部归位", n=state.fitting))
        self._all.setEnabled(state.fitting > 0)
        self._side.setVisible(state.chosen is not None)
        if state.chosen is not None:
            self._large.show_photo(state.chosen.blob, state.chosen.name)
            self._name.setText(state.chosen.name)
            self._show_facts(state.chosen.facts)
            self._show_targets(state)

    def _show_facts(self, pairs: tuple[tuple[str, str], ...]) -> None:
        while self._facts_home.count():
            entry = self._facts_home.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        self._facts_home.addWidget(facts(pairs))

    def _show_targets(self, state: PhotosState) -> None:
        words = [target.words for target in state.targets]
        if words != [self._target.itemText(place) for place in range(self._target.count())]:
            self._target.clear()
            self._target.addItems(words)
        self._target.setCurrentIndex(state.target)
        self._confirm.setEnabled(bool(state.targets))

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._folder.setText(t("选择文件夹…"))
        self._drop.show_words(t("把相机卡、手机照片文件夹拖到这里"), (), "")
        self._target_words.setText(t("归到哪个点位、哪条问题"))
        self._target.setAccessibleName(t("归到哪个点位、哪条问题"))
        self._confirm.setText(t("归位"))
        self._remove.setText(t("不要这张"))
        self._clock.setText(t("按这张校正相机时间…"))
        self._presenter.retranslate()

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("↑", "↓"), t("选照片")),
            (("Enter",), t("归位")),
            (("Ctrl", "Enter"), t("全部归位")),
            (("V",), t("看照片")),
            (("Del",), t("不要这张")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._place_all()
        elif enter:
            self._place()
        elif event.key() == Qt.Key.Key_Delete:
            self._presenter.remove()
        elif event.key() == Qt.Key.Key_V and not event.modifiers():
            self._look()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()) and not files_of_ours(event.mimeData()):
            self._drop.mark(over=True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop.mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._drop.mark(over=False)
        paths = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        self._take(paths)

    def _place(self, *_ignored: object) -> None:
        targets, chosen = self._presenter.state.targets, self._target.currentIndex()
        self._presenter.confirm(targets[chosen] if 0 <= chosen < len(targets) else None)

    def _place_all(self) -> None:
        if self._presenter.state.fitting:
            run_long(
                t("正在归位照片"),
                (self, self._desk.runner),
                self._presenter.confirm_all,
                self._presenter.confirmed_all,
                self._desk.failed,
                cancelled=self._presenter.refresh,
            )

    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, t("选择文件夹…"), str(Path.home()))
        dialog.setObjectName("photos.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._taken)
        dialog.open()

    def _taken(self, place: str) -> None:
        self._take((Path(place),))

    def _take(self, paths: tuple[Path, ...]) -> None:
        if paths:
            run_long(
                t("正在收照片"),
                (self, self._desk.runner),
                lambda progress: self._presenter.take_in(paths, progress),
                self._presenter.taken,
                self._desk.failed,
                cancelled=self._presenter.refresh,
            )

    def _look(self, *_ignored: object) -> None:
        chosen = self._presenter.state.chosen
        if chosen is not None:
            view_photos(self._desk, (Tile(chosen.id, "", chosen.blob, chosen.name),), 0, self)

    def _ask_clock(self) -> None:
        chosen = self._presenter.state.chosen
        if chosen is not None:
            dialog = ClockDialog(chosen.taken_at, self.window())
            dialog.accepted.connect(lambda: self._presenter.set_clock(dialog.true_time()))
            dialog.open()


class ClockDialog(Dialog):
    """The true time of one photo, by which its camera's clock is set."""

    def __init__(self, taken_at: str, parent: QWidget | None) -> None:
        super().__init__("clock", parent)
        self.head(t("校正相机时间"), t("填这张照片真正的拍摄时间，同一台相机的照片都按这个差值比对。"))
        self._time = QDateTimeEdit()
        self._time.setObjectName("clock.time")
        self._time.setDisplayFormat("yyyy-MM-dd HH:mm:ss")
        taken = QDateTime.fromString(taken_at[:19], Qt.DateFormat.ISODate)
        self._time.setDateTime(taken if taken.isValid() else QDateTime.currentDateTime())
        self.content.addLayout(field(t("真正的时间"), self._time))
        done = Button(t("校正"), "primary", key="Enter")
        done.setObjectName("clock.ok")
        self.close_with(done, self.accept)
        self._time.setFocus()

    def true_time(self) -> dt.datetime:
        """What was entered, without a zone."""
        text = self._time.dateTime().toString(Qt.DateFormat.ISODate)
        return dt.datetime.fromisoformat(text)
