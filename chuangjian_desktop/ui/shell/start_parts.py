"""The painted parts of the start screen: the sign of the program, the three ways in, a recent file."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.shell.start_state import RecentLine
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.cell_paint import colour
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.tokens import tokens, u


class Sign(QWidget):
    """The program's sign: two rows of the score ruler."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(u(44), u(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        side = self.width() / 44
        paint.box(painter, QRectF(self.rect()), 9 * side, t.accent)
        for x, y, wide in ((9, 13, 8), (19, 13, 16), (9, 25, 12)):
            paint.box(painter, QRectF(x * side, y * side, wide * side, 6 * side), 1.5 * side, t.on_accent)
        paint.box(painter, QRectF(23 * side, 25 * side, 12 * side, 6 * side), 1.5 * side, "", t.on_accent, width=1.4)
        painter.end()


class WayIn(PaintedButton):
    """A card with icon, key, title and two lines."""

    def __init__(self, name: str, icon: str, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._icon, self._key, self._words = icon, key, ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, words: str) -> None:
        """Title and what lies behind it."""
        self._words = words
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(230), u(148))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        over = self.underMouse() or self.isDown()
        paint.box(painter, rect, u(8), t.surface_0, t.accent if over else t.line_strong, width=2 if over else 1)
        inner = rect.adjusted(u(18), u(16), -u(16), -u(12))
        icons.paint(painter, self._icon, QRectF(inner.left(), inner.top(), u(22), u(22)), t.accent)
        paint.keycap(painter, QPointF(inner.right(), inner.top() + u(11)), self._key)
        title = QRectF(inner.left(), inner.top() + u(32), inner.width(), u(24))
        paint.words(painter, title, self.text(), font(16, bold=True), t.text_1)
        lines = broken(self._words, font(13), inner.width(), 3)[0]
        for place, line in enumerate(lines):
            at = QRectF(inner.left(), title.bottom() + u(4) + place * u(20), inner.width() + 4, u(20))
            paint.words(painter, at, line, font(13), t.text_2)
        self.paint_ring(painter, u(8))
        painter.end()


class RecentButton(PaintedButton):
    """A recent file: name, facts, health."""

    def __init__(self, line: RecentLine, *, last: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._line, self._last = line, last
        self.setText(line.name)
        self.setAccessibleName(f"{line.name} {line.facts} {line.health}")
        self.setToolTip(str(line.path))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(u(400), u(42))

    def paintEvent(self, event: QPaintEvent) -> None:
        t, line = tokens(), self._line
        painter = QPainter(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            paint.box(painter, rect.adjusted(1, 1, -1, -1), u(6), t.surface_1)
        if not self._last:
            painter.fillRect(QRectF(0, rect.bottom() - 1, rect.width(), 1), QColor(t.line))
        inner = rect.adjusted(u(16), 0, -u(16), 0)
        side = u(18)
        icons.paint(painter, "note", QRectF(inner.left(), inner.center().y() - side / 2, side, side), t.text_2)
        wide = paint.width_of(line.health, font(12))
        ink = colour({"3": "text_3"}.get(line.mood, line.mood))
        paint.words(painter, inner, line.health, font(12), ink, align=paint.RIGHT)
        name = QRectF(inner.left() + u(28), inner.top(), inner.width() * 0.34, inner.height())
        paint.words(painter, name, line.name, font(13, bold=line.here), t.text_1 if line.here else t.text_3)
        facts = QRectF(
            name.right() + u(12), inner.top(), inner.right() - wide - u(16) - name.right() - u(12), inner.height()
        )
        paint.words(painter, facts, line.facts, font(12), t.text_3)
        if self.ringed:
            paint.box(painter, rect.adjusted(2, 2, -2, -2), u(6), "", t.accent, width=2)
        painter.end()
