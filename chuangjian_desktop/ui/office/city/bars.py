"""Components as bars: what each is worth, how far it reached, and the mark that it must reach."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.office.city.state import Bar
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.focus import PaintedParts, ring
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

ROW = 26
TITLE = 118
VALUE = 64
DETAIL = 190


class Bars(PaintedParts):
    """A click, or arrow keys and Enter, choose a component (`chosen` carries its key)."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show components from above to below."""
        self._bars = bars
        self._current = min(self._current, max(0, len(bars) - 1))
        self.setAccessibleName("；".join(_spoken(bar) for bar in bars))
        self.setVisible(bool(bars))
        self.updateGeometry()
        self.update()

    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def place_of(self, key: str) -> QRectF:
        """Where a component's row is."""
        for place, bar in enumerate(self._bars):
            if bar.key == key:
                return QRectF(0, place * u(ROW), self.width(), u(ROW))
        return QRectF()

    def sizeHint(self) -> QSize:
        return QSize(u(420), u(ROW) * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(260), u(ROW) * len(self._bars))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, bar in enumerate(self._bars):
            self._row(painter, bar, QRectF(0, place * u(ROW), self.width(), u(ROW)), over=place == self._current)
        if self.ringed and self._bars:
            ring(painter, QRectF(0, self._current * u(ROW), self.width(), u(ROW)).adjusted(1, 1, -1, -1), u(4))
        painter.end()

    def _row(self, painter: QPainter, bar: Bar, row: QRectF, *, over: bool) -> None:
        t = tokens()
        if over and self.underMouse():
            paint.box(painter, row, u(4), t.surface_2)
        detail = u(DETAIL) if row.width() > u(560) else 0
        inner = row.adjusted(u(4), 0, -u(4), 0)
        title = QRectF(inner.left(), inner.top(), u(TITLE), inner.height())
        paint.words(painter, title, bar.title, font(12), t.text_1)
        rest = QRectF(inner.right() - detail, inner.top(), detail, inner.height())
        value = QRectF(rest.left() - u(VALUE) - u(8), inner.top(), u(VALUE), inner.height())
        track = QRectF(title.right() + u(8), inner.center().y() - u(5), value.left() - title.right() - u(16), u(10))
        self._track(painter, bar, track)
        ink = t.text_3 if bar.share is None else t.loss.text if bar.short else t.text_1
        paint.words(painter, value, bar.value, font(13, bold=bar.share is not None), ink, align=paint.RIGHT)
        if bar.share is not None:
            pen = QPen(QColor(t.control), 1)
            pen.setDashPattern([1, 1.6])
            painter.setPen(pen)
            left = value.right() - paint.width_of(bar.value, font(13, bold=True))
            painter.drawLine(QPointF(left, value.bottom() - u(4)), QPointF(value.right(), value.bottom() - u(4)))
        if detail:
            paint.words(painter, rest.adjusted(u(4), 0, 0, 0), bar.detail, font(12), t.text_2)

    def _track(self, painter: QPainter, bar: Bar, track: QRectF) -> None:
        t = tokens()
        if bar.share is None:
            paint.dashed(painter, track, u(2), t.control)
        else:
            paint.box(painter, track, u(2), t.surface_2)
            done = QRectF(track.left(), track.top(), track.width() * bar.share, track.height())
            paint.box(painter, done, u(2), t.loss.fill if bar.short else t.gain.fill)
        if bar.mark is not None:
            x = track.left() + track.width() * bar.mark
            painter.fillRect(QRectF(x - 1, track.top() - u(3), 2, track.height() + u(6)), QColor(t.text_1))

    def _at(self, y: float) -> int:
        place = int(y // u(ROW))
        return place if 0 <= place < len(self._bars) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().y())
        if place >= 0 and place != self._current:
            self._current = place
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position().y())
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._current = place
            self.chosen.emit(self._bars[place].key)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and self._bars:
            self._current = max(0, min(len(self._bars) - 1, self._current + step))
            self.update()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._bars:
            self.chosen.emit(self._bars[self._current].key)
        else:
            super().keyPressEvent(event)

    def told_at(self, at: QPointF) -> str:
        place = self._at(at.y())
        return _spoken(self._bars[place]) if place >= 0 else ""


def _spoken(bar: Bar) -> str:
    return " ".join(part for part in (bar.title, bar.weight, bar.value, bar.detail) if part)
