"""A viewer for photos: fit and zoom, before and next, full screen, all by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.jobs.runner import Job, Runner
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons
from chuangjian_desktop.ui.widgets.buttons import IconButton
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.tokens import tokens, u

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
        self._zoom = 0.0
        self._shift = QPointF()
        self._grip: QPointF | None = None

    def show_picture(self, image: QImage | None) -> None:
        """Show a picture, fitted; None shows that it cannot be shown."""
        self._picture = QPixmap.fromImage(image) if image is not None else QPixmap()
        self._broken = image is None or image.isNull()
        self.fit()

    def clear(self) -> None:
        """Show nothing while a picture is on its way."""
        self._picture, self._broken = QPixmap(), False
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
        if self._broken:
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


class Viewer(QDialog):
    """Opened with `show_photos`. `removed` carries the id of a photo that a person takes off."""

    removed = Signal(str)

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
        self.remove = IconButton("trash", say("取下这张照片  Del"))
        self._build()
        self.setWindowTitle(say("照片"))
        self.resize(u(960), u(680))

    def _build(self) -> None:
        self.previous.setObjectName(names.VIEWER_PREVIOUS)
        self.next.setObjectName(names.VIEWER_NEXT)
        self.remove.setObjectName(names.VIEWER_REMOVE)
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
        for part in (self.zoom, smaller, larger, fit, full, self.remove):
            bar.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.canvas, 1)
        column.addLayout(bar)

    def show_photos(self, photos: tuple[ViewedPhoto, ...], place: int, *, removable: bool) -> None:
        """Show some photos, beginning with one of them."""
        self._photos = photos
        self.remove.setVisible(removable)
        self._go(place)
        self.open()

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
        if self._job is not None:
            self._job.drop()
        self._job = self._runner.run(
            lambda _progress: QImage.fromData(self._fetch(photo.key)),
            self.canvas.show_picture,
            lambda _error: self.canvas.show_picture(None),
            lane="work",
        )

    def _take_off(self) -> None:
        self.removed.emit(self.current().id)
        self.accept()

    def done(self, result: int) -> None:
        """A picture still on its way has nobody to show it any more."""
        if self._job is not None:
            self._job.drop()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Space}:
            self.step(1)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_PageUp}:
            self.step(-1)
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.canvas.zoom_by(STEP)
        elif key == Qt.Key.Key_Minus:
            self.canvas.zoom_by(1 / STEP)
        elif key == Qt.Key.Key_0:
            self.canvas.fit()
        elif key == Qt.Key.Key_1:
            self.canvas.actual()
        elif key in {Qt.Key.Key_F, Qt.Key.Key_F11}:
            self.toggle_full()
        elif key == Qt.Key.Key_Delete and not self.remove.isHidden():
            self._take_off()
        elif key == Qt.Key.Key_Escape and self.isFullScreen():
            self.toggle_full()
        else:
            super().keyPressEvent(event)
