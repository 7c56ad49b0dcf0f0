"""Before and after: two pictures at one scale over each other, a divider with a handle between them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy

from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.cards import gone_words
from chuangjian_desktop.ui.widgets.focus import PaintedWidget, ring
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.large_pictures import LargePictures
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.tokens import tokens, u

STEP = 0.05
LONELY = 0.64
"""So much of the width has a picture that stands alone."""


@dataclass(frozen=True, slots=True)
class Half:
    """One of the two: `key` finds the picture, `caption` stands at its lower corner; without a key `lacking` says what
    is not there."""

    key: str = ""
    caption: str = ""
    lacking: str = ""


class BeforeAfter(PaintedWidget):
    """Arrows or the mouse move the divider, Space flips between the two whole pictures, Enter opens them large
    (`opened`). A picture that stands alone has most of the room; without any only a line says so."""

    opened = Signal()

    def __init__(self, name: str, pictures: LargePictures) -> None:
        super().__init__()
        self.setObjectName(name)
        self._pictures = pictures
        self._before, self._after = Half(), Half()
        self._share = 0.5
        self._drags = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        pictures.arrived.connect(self._arrived)

    def show_pair(self, before: Half, after: Half) -> None:
        """Show two pictures; the divider goes back to the middle when they are other ones."""
        if (before.key, after.key) != (self._before.key, self._after.key):
            self._share = 0.5
        self._before, self._after = before, after
        self.setAccessibleName("，".join(each.caption or each.lacking for each in (before, after)))
        self._fit()
        self.update()

    def share(self) -> float:
        """How much of the width shows the picture before, 0 to 1."""
        return self._share

    def move_to(self, share: float) -> None:
        """Put the divider somewhere."""
        self._share = max(0.0, min(1.0, share))
        self.update()

    def flip(self) -> None:
        """Only the one before, or only the one after."""
        self.move_to(1.0 if self._share < 0.5 else 0.0)

    def sizeHint(self) -> QSize:
        return QSize(u(400), u(270))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(200), u(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Never higher than a picture in this width needs."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide = 1.0 if self._both() else LONELY if self._before.key or self._after.key else 0.0
        self.setMaximumHeight(max(u(120), round(self.width() * wide * 3 / 4)))

    def _both(self) -> bool:
        return bool(self._before.key and self._after.key)

    def _arrived(self, sha: str) -> None:
        if sha in (self._before.key, self._after.key):
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.SmoothPixmapTransform | QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        whole = QPainterPath()
        whole.addRoundedRect(rect, u(8), u(8))
        painter.setClipPath(whole)
        painter.fillRect(rect, QColor(tokens().surface_2))
        at = rect.left() + rect.width() * self._divided()
        left = QRectF(rect.left(), rect.top(), at - rect.left(), rect.height())
        right = QRectF(at, rect.top(), rect.right() - at, rect.height())
        if self._both():
            self._over(painter, rect, left, self._before)
            self._over(painter, rect, right, self._after)
        else:
            self._alone(painter, left, self._before)
            self._alone(painter, right, self._after)
        self._captions(painter, rect, left, right)
        if self._both():
            painter.fillRect(QRectF(at - 1, rect.top(), 2, rect.height()), QColor("#FFFFFF"))
            self._handle(painter, QPointF(at, rect.center().y()))
        if self.ringed:
            ring(painter, rect.adjusted(2, 2, -2, -2), u(6))
        painter.end()

    def _divided(self) -> float:
        """Where the right part begins, 0 to 1."""
        if self._both():
            return self._share
        return LONELY if self._before.key else 1 - LONELY if self._after.key else 0.5

    def _over(self, painter: QPainter, whole: QRectF, part: QRectF, half: Half) -> None:
        painter.save()
        painter.setClipRect(part, Qt.ClipOperation.IntersectClip)
        self._picture(painter, whole, half)
        painter.restore()

    def _alone(self, painter: QPainter, part: QRectF, half: Half) -> None:
        if half.key:
            self._over(painter, part, part, half)
            return
        side, high, face = u(28), u(18), font(12)
        lines = broken(half.lacking, face, part.width() - u(24), 3)[0]
        top = part.center().y() - (side + u(6) + high * len(lines)) / 2
        icons.paint(painter, "camera-off", QRectF(part.center().x() - side / 2, top, side, side), tokens().text_3)
        for place, words in enumerate(lines):
            row = QRectF(part.left() + u(8), top + side + u(6) + place * high, part.width() - u(16), high)
            paint.words(painter, row, words, face, tokens().text_2, align=paint.MIDDLE)

    def _picture(self, painter: QPainter, rect: QRectF, half: Half) -> None:
        picture = self._pictures.get(half.key)
        if picture is not None:
            painter.drawPixmap(_fitted(picture, rect), picture, QRectF(picture.rect()))
        elif words := gone_words(self._pictures, half.key):
            paint.words(painter, rect, words.replace("\n", " · "), font(12), tokens().text_2, align=paint.MIDDLE)
        elif self._pictures.broken(half.key):
            side = u(40)
            middle = rect.center()
            icons.paint(
                painter, "camera-off", QRectF(middle.x() - side / 2, middle.y() - side, side, side), tokens().text_3
            )

    def _captions(self, painter: QPainter, rect: QRectF, left: QRectF, right: QRectF) -> None:
        for part, half, ending in ((left, self._before, False), (right, self._after, True)):
            width = paint.width_of(half.caption, font(12)) + u(16)
            if not half.caption or not half.key or part.width() < width + u(20):
                continue
            x = rect.right() - width - u(10) if ending else rect.left() + u(10)
            box = QRectF(x, rect.bottom() - u(34), width, u(24))
            paint.box(painter, box, u(4), "#C814181D")
            paint.words(painter, box, half.caption, font(12), "#FFFFFF", align=paint.MIDDLE)

    @staticmethod
    def _handle(painter: QPainter, at: QPointF) -> None:
        side = u(40)
        knob = QRectF(at.x() - side / 2, at.y() - side / 2, side, side)
        paint.box(painter, knob, side / 2, "#FFFFFF", "#BCC4CD")
        inner = knob.adjusted(u(11), u(11), -u(11), -u(11))
        icons.paint(painter, "swap", inner, "#14181D")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drags = self._both()
        self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = abs(event.position().x() - self.width() * self._share) < u(20)
        self.setCursor(Qt.CursorShape.SplitHCursor if near and self._both() else Qt.CursorShape.ArrowCursor)
        self._follow(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drags = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def _follow(self, place: QPointF) -> None:
        if self._drags:
            self.move_to(place.x() / max(1, self.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and self._both():
            self.move_to(self._share + (STEP if key == Qt.Key.Key_Right else -STEP))
        elif key == Qt.Key.Key_Space and self._both():
            self.flip()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        else:
            event.ignore()


def _fitted(picture: QPixmap, rect: QRectF) -> QRectF:
    """The whole picture in the middle of a rectangle."""
    scale = min(rect.width() / picture.width(), rect.height() / picture.height())
    width, height = picture.width() * scale, picture.height() * scale
    return QRectF(rect.center().x() - width / 2, rect.center().y() - height / 2, width, height)
