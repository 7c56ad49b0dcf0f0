"""A viewer for photos: fit and zoom, before and next, full screen, all by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.jobs.runner import Job, Runner
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.thumbs import Erased, Gone, erased_words
from chuangjian_desktop.ui.widgets.tokens import tokens, u

_QUIET, _PALE = "#98A3AF", "#EDF0F4"
MOST_ZOOM = 8.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class ViewedPhoto:
    """A photo of the viewer: `key` fetches its working copy, `caption` says what is known of it."""

    id: str
    key: str
    caption: str


class Canvas(QWidget):
    """One picture on the desk; wheel zooms about the mouse, dragging moves."""

    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.VIEWER_CANVAS)
        self._picture = QPixmap()
        self._broken = False
        self._gone = ""
        self._zoom = 0.0
        self._shift = QPointF()
        self._grip: QPointF | None = None

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, fitted; None shows that it cannot be shown."""
        self._picture = QPixmap.fromImage(image) if image is not None else QPixmap()
        self._broken = image is None or image.isNull()
        self._say("")
        self.fit()

    def show_gone(self, erased: Erased) -> None:
        """Show that the picture was erased: by whom, when and why."""
        self._picture, self._broken = QPixmap(), False
        self._say(erased_words(erased))
        self.fit()

    def _say(self, words: str) -> None:
        self._gone = words
        self.setAccessibleDescription(words)

    def clear(self) -> None:
        """Show nothing while a picture is on its way."""
        self._picture, self._broken = QPixmap(), False
        self._say("")
        self.update()

    def fit(self) -> None:
        """The whole picture."""
        self._zoom, self._shift = 0.0, QPointF()
        self._told()

    def actual(self) -> None:
        """One picture point per screen point."""
        self.zoom_to(1.0)

    def scale(self) -> float:
        """How large the picture is shown; 1.0 is point by point."""
        return self._zoom or self._fitted()

    def zoom_by(self, factor: float, about: QPointF | None = None) -> None:
        """Larger or smaller about a point of the canvas."""
        self.zoom_to(self.scale() * factor, about)

    def zoom_to(self, scale: float, about: QPointF | None = None) -> None:
        """A certain scale, never smaller than the whole picture."""
        old, least = self.scale(), self._fitted()
        new = max(min(least, 1.0), min(MOST_ZOOM, scale))
        middle = QRectF(self.rect()).center()
        point = (about or middle) - middle
        self._shift = point - (point - self._shift) * (new / old if old else 1)
        self._zoom = 0.0 if new <= least else new
        if not self._zoom:
            self._shift = QPointF()
        self._told()

    def _told(self) -> None:
        self.zoomed.emit(round(self.scale() * 100))
        self.update()

    def _fitted(self) -> float:
        if self._picture.isNull() or not self.width() or not self.height():
            return 1.0
        return min(self.width() / self._picture.width(), self.height() / self._picture.height())

    def resizeEvent(self, event: object) -> None:
        self._told()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP if event.angleDelta().y() > 0 else 1 / STEP, event.position())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position() - self._shift

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and self._zoom:
            self._shift = event.position() - self._grip
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#14181D"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        middle = QRectF(self.rect()).center()
        if self._gone:
            self._paint_gone(painter)
        elif self._broken:
            side = u(56)
            at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
            icons.paint(painter, "camera-off", at, tokens().desk)
        elif not self._picture.isNull():
            scale = self.scale()
            width, height = self._picture.width() * scale, self._picture.height() * scale
            corner = middle + self._shift - QPointF(width / 2, height / 2)
            painter.drawPixmap(
                QRectF(corner.x(), corner.y(), width, height), self._picture, QRectF(self._picture.rect())
            )
        painter.end()

    def _paint_gone(self, painter: QPainter) -> None:
        middle, side = QRectF(self.rect()).center(), u(48)
        width = min(self.width() - u(48), u(520))
        lines = broken(self._gone, font(14), width, 6)[0]
        top = middle.y() - (side + u(16) + len(lines) * u(24)) / 2
        icons.paint(painter, "trash", QRectF(middle.x() - side / 2, top, side, side), _QUIET)
        top += side + u(16)
        for number, line in enumerate(lines):
            row = QRectF(middle.x() - width / 2, top + number * u(24), width, u(24))
            paint.words(painter, row, line, font(14, bold=not number), _PALE, align=paint.MIDDLE)


class Viewer(QDialog):
    """Opened with `show_photos`. `removed` carries the id of a photo that a person takes off, `wiped` of one to erase
    (offered after `allow_erasing`)."""

    removed = Signal(str)
    wiped = Signal(str)

    def __init__(self, runner: Runner, fetch: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.VIEWER)
        self._runner, self._fetch = runner, fetch
        self._photos: tuple[ViewedPhoto, ...] = ()
        self._place = 0
        self._job: Job | None = None
        self.canvas = Canvas()
        self.caption = label("", 12, ink="2")
        self.caption.setObjectName(names.VIEWER_CAPTION)
        self.zoom = label("", 12, ink="3")
        self.previous = IconButton("back", say("上一张  ←"))
        self.next = IconButton("forward", say("下一张  →"))
        self.remove = IconButton("undo", say("取下这张照片  Del"))
        self.erase = Button(say("彻底删除照片…"), "text", icon="trash")
        self.erase.hide()
        self.told = Banner()
        self.told.setObjectName(names.VIEWER_TOLD)
        self.told.show_banner("")
        self._build()
        self.setWindowTitle(say("照片"))
        self.resize(u(960), u(680))

    def _build(self) -> None:
        self.previous.setObjectName(names.VIEWER_PREVIOUS)
        self.next.setObjectName(names.VIEWER_NEXT)
        self.remove.setObjectName(names.VIEWER_REMOVE)
        self.erase.setObjectName(names.VIEWER_ERASE)
        self.erase.setToolTip(say("彻底删除照片…") + "  Shift+Del")
        self.erase.clicked.connect(self._wipe)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.remove.clicked.connect(self._take_off)
        larger, smaller = IconButton("zoom-in", say("放大  +")), IconButton("zoom-out", say("缩小  −"))
        fit, full = IconButton("fit", say("整张  0")), IconButton("expand", say("全屏  F"))
        larger.clicked.connect(lambda: self.canvas.zoom_by(STEP))
        smaller.clicked.connect(lambda: self.canvas.zoom_by(1 / STEP))
        fit.clicked.connect(self.canvas.fit)
        full.clicked.connect(self.toggle_full)
        self.canvas.zoomed.connect(self._zoomed)
        bar = QHBoxLayout()
        bar.setContentsMargins(u(12), u(4), u(12), u(4))
        bar.setSpacing(u(4))
        bar.addWidget(self.previous)
        bar.addWidget(self.next)
        bar.addWidget(self.caption, 1)
        for part in (self.zoom, smaller, larger, fit, full, self.remove, self.erase):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.told)
        column.addLayout(bar)

    def show_photos(self, photos: tuple[ViewedPhoto, ...], place: int, *, removable: bool) -> None:
        """Show some photos, beginning with one of them."""
        self._photos = photos
        self.remove.setVisible(removable)
        self._go(place)
        self.open()

    def allow_erasing(self) -> None:
        """Offer to erase the photo shown."""
        self.erase.show()

    def show_again(self, told: str) -> None:
        """The photo shown changed: fetch it anew, and say what was done."""
        self._go(self._place)
        self.told.show_banner(told, "lack", "trash")

    def current(self) -> ViewedPhoto:
        """The photo shown."""
        return self._photos[self._place]

    def step(self, by: int) -> None:
        """The next or the one before, around at the ends."""
        self._go((self._place + by) % len(self._photos))

    def _zoomed(self, percent: int) -> None:
        self.zoom.setText(f"{percent}%")

    def toggle_full(self) -> None:
        """Full screen and back."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _go(self, place: int) -> None:
        self._place = place
        photo = self._photos[place]
        self.caption.setText(f"{place + 1} / {len(self._photos)} · {photo.caption}")
        for button in (self.previous, self.next):
            button.setEnabled(len(self._photos) > 1)
        self.canvas.clear()
        self.told.show_banner("")
        self.erase.setEnabled(True)
        if self._job is not None:
            self._job.drop()
        self._job = self._runner.run(
            lambda _progress: QImage.fromData(self._fetch(photo.key)),
            self.canvas.show_picture,
            self._lost,
            lane="work",
        )

    def _lost(self, error: Exception) -> None:
        if isinstance(error, Gone):
            self.canvas.show_gone(error.erased)
            self.erase.setEnabled(False)
        else:
            self.canvas.show_picture(None)

    def _wipe(self) -> None:
        self.wiped.emit(self.current().id)

    def _take_off(self) -> None:
        self.removed.emit(self.current().id)
        self.accept()

    def done(self, result: int) -> None:
        """A picture still on its way has nobody to show it any more."""
        if self._job is not None:
            self._job.drop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key == Qt.Key.Key_Delete and shift:
            if not self.erase.isHidden() and self.erase.isEnabled():
                self._wipe()
        elif key == Qt.Key.Key_Delete and not self.remove.isHidden():
            self._take_off()
        elif key == Qt.Key.Key_Escape and self.isFullScreen():
            self.toggle_full()
        elif (act := self._key_acts().get(Qt.Key(key))) is not None:
            act()
        else:
            super().keyPressEvent(event)

    def _key_acts(self) -> dict[Qt.Key, Callable[[], None]]:
        key = Qt.Key
        larger, smaller = partial(self.canvas.zoom_by, STEP), partial(self.canvas.zoom_by, 1 / STEP)
        forward, back = partial(self.step, 1), partial(self.step, -1)
        return {
            **dict.fromkeys((key.Key_Right, key.Key_PageDown, key.Key_Space), forward),
            **dict.fromkeys((key.Key_Left, key.Key_PageUp), back),
            **dict.fromkeys((key.Key_Plus, key.Key_Equal), larger),
            key.Key_Minus: smaller,
            key.Key_0: self.canvas.fit,
            key.Key_1: self.canvas.actual,
            **dict.fromkeys((key.Key_F, key.Key_F11), self.toggle_full),
        }
