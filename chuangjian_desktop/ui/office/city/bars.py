"""Components as bars: what each is worth, how far it reached, and the mark that it must reach."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.office.city.state import Bar
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.focus import PaintedParts, ring
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

ROW = 26
BELOW = 18
TITLE = 190
TRACK = 96
VALUE = 64


@dataclass(frozen=True, slots=True)
class _Parts:
    """Where the parts of a row are."""

    title: QRectF
    track: QRectF
    value: QRectF
    detail: QRectF


class Bars(PaintedParts):
    """A click, or arrow keys and Enter, choose a component (`chosen` carries its key). What stands beside a bar, the
    distance to the mark above all, is never cut: where it would leave no bar, it goes below."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[Bar, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

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
        return next((self._place(n) for n, bar in enumerate(self._bars) if bar.key == key), QRectF())

    def detail_of(self, key: str) -> QRectF:
        """Where what stands beside a component's bar is written."""
        return self._parts(self.place_of(key)).detail

    def heightForWidth(self, width: int) -> int:
        return self._high(width) * len(self._bars)

    def sizeHint(self) -> QSize:
        return QSize(u(420), self.heightForWidth(u(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(260), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._high(event.oldSize().width()) != self._high(self.width()):
            self.updateGeometry()

    def _beside(self) -> tuple[float, float]:
        """How wide titles and details are."""
        titles = max((paint.width_of(bar.title, font(12)) for bar in self._bars), default=0.0)
        details = max((paint.width_of(bar.detail, font(12)) for bar in self._bars), default=0.0)
        return min(float(u(TITLE)), titles + 1), details + 1

    def _below(self, width: int) -> bool:
        return width - sum(self._beside()) - u(VALUE) - u(36) < u(TRACK)

    def _high(self, width: int) -> int:
        return u(ROW) + (u(BELOW) if self._below(width) else 0)

    def _place(self, place: int) -> QRectF:
        high = self._high(self.width())
        return QRectF(0, place * high, self.width(), high)

    def _parts(self, row: QRectF) -> _Parts:
        below, (wide, told) = self._below(self.width()), self._beside()
        inner = QRectF(row.left() + u(4), row.top(), row.width() - u(8), u(ROW))
        title = QRectF(inner.left(), inner.top(), wide, inner.height())
        end = inner.right() if below else inner.right() - told - u(12)
        value = QRectF(end - u(VALUE), inner.top(), u(VALUE), inner.height())
        left = title.right() + u(8)
        track = QRectF(left, inner.center().y() - u(5), value.left() - left - u(8), u(10))
        if below:
            detail = QRectF(left, inner.bottom() - u(4), inner.right() - left, u(BELOW))
        else:
            detail = QRectF(inner.right() - told, inner.top(), told, inner.height())
        return _Parts(title, track, value, detail)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for place, bar in enumerate(self._bars):
            self._row(painter, bar, self._place(place), over=place == self._current)
        if self.ringed and self._bars:
            ring(painter, self._place(self._current).adjusted(1, 1, -1, -1), u(4))
        painter.end()

    def _row(self, painter: QPainter, bar: Bar, row: QRectF, *, over: bool) -> None:
        t = tokens()
        if over and self.underMouse():
            paint.box(painter, row, u(4), t.surface_2)
        at = self._parts(row)
        paint.words(painter, at.title, bar.title, font(12), t.text_1)
        self._track(painter, bar, at.track)
        ink = t.text_3 if bar.share is None else t.loss.text if bar.short else t.text_1
        paint.words(painter, at.value, bar.value, font(13, bold=bar.share is not None), ink, align=paint.RIGHT)
        if bar.share is not None:
            pen = QPen(QColor(t.control), 1)
            pen.setDashPattern([1, 1.6])
            painter.setPen(pen)
            left, low = at.value.right() - paint.width_of(bar.value, font(13, bold=True)), at.value.bottom() - u(4)
            painter.drawLine(QPointF(left, low), QPointF(at.value.right(), low))
        paint.words(painter, at.detail, bar.detail, font(12), t.text_2)

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
        place = int(y // self._high(self.width()))
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
