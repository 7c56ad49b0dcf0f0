"""Where photos come in: the permanent place to drop them, and the button of the laptop's camera beside it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u


class DropArea(PaintedButton):
    """The permanent place for photos: click chooses files; while something is dragged over it is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[str, ...] = ()
        self._after = ""
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_words(self, before: str, keys: tuple[str, ...], after: str) -> None:
        """Its sentence around key caps."""
        self._keys, self._after = keys, after
        self.setText(before)
        self.setAccessibleName(f"{before} {' '.join(keys)} {after}")
        self.update()

    def mark(self, *, over: bool) -> None:
        """Show that photos are held over it."""
        self._over = over
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(200), u(50) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body().adjusted(1 - self.MARGIN, 0, self.MARGIN - 1, 0)
        if self._over:
            paint.dashed(painter, rect, u(6), t.accent, t.accent_tint, width=2)
        else:
            hover = self.underMouse() and self.isEnabled()
            paint.dashed(painter, rect, u(6), t.control, t.surface_2 if hover else "")
        ink = t.text_3 if self.isEnabled() else t.disabled
        caps = sum(paint.keycap_width(key) + u(4) for key in self._keys)
        before, after = paint.width_of(self.text(), font(12)), paint.width_of(self._after, font(12))
        x = max(u(6), rect.center().x() - (u(24) + before + u(4) + caps + after) / 2)
        side, middle = u(16), rect.center().y()
        icons.paint(painter, "camera", QRectF(x, middle - side / 2, side, side), ink)
        x += u(24)
        paint.words(painter, QRectF(x, rect.top(), before + 1, rect.height()), self.text(), font(12), ink)
        x += before + u(4)
        for key in self._keys:
            x += paint.keycap_width(key)
            paint.keycap(painter, QPointF(x, middle), key)
            x += u(4)
        paint.words(painter, QRectF(x, rect.top(), after + 1, rect.height()), self._after, font(12), ink)
        self.paint_ring(painter, u(6))
        painter.end()


class CameraButton(PaintedButton):
    """A camera over its word and key; as high as the drop area beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_words(self, word: str, key: str, whole: str) -> None:
        """Its word, its key and, for the tooltip, what it does."""
        self._key = key
        self.setText(word)
        self.setAccessibleName(f"{whole} {key}")
        self.setToolTip(f"{whole}  {key}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        word = int(paint.width_of(self.text(), font(12)))
        return QSize(max(u(56), word + u(16)) + 2 * self.MARGIN, u(50) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        over = (self.underMouse() or self.isDown()) and self.isEnabled()
        edge = t.control if self.isEnabled() else t.line_strong
        paint.box(painter, rect, u(6), t.surface_2 if over else t.surface_0, edge)
        ink = t.text_1 if self.isEnabled() else t.disabled
        side, cap, gap = u(18), paint.keycap_width(self._key), u(6)
        left, middle = rect.center().x() - (side + gap + cap) / 2, rect.top() + u(16)
        icons.paint(painter, "camera", QRectF(left, middle - side / 2, side, side), ink)
        paint.keycap(painter, QPointF(left + side + gap + cap, middle), self._key)
        line = QRectF(rect.left(), rect.top() + u(28), rect.width(), u(18))
        paint.words(painter, line, self.text(), font(12), ink, align=paint.MIDDLE)
        self.paint_ring(painter, u(6))
        painter.end()
