"""The 分值条: a hundred points wide, one piece per item, what was gained, lost and is open at a glance."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.sheet import ItemRow
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.focus import PaintedParts, ring
from chuangjian_desktop.ui.widgets.tokens import tokens, u

PIECE_GAP = 1.5
SECTION_GAP = 6


class Ruler(PaintedParts):
    """Click or arrow keys and Enter choose an item (`chosen` carries its code); the tooltip names it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[ItemRow, ...] = ()
        self._current = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, rows: tuple[ItemRow, ...], current: str, spoken: str) -> None:
        """Show a sheet; `spoken` is the sum in words for those who do not see it."""
        self._rows, self._current = rows, current
        self.setAccessibleName(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(452), u(22))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(160), u(22))

    def pieces(self) -> tuple[tuple[str, QRectF], ...]:
        """Where the piece of each item is."""
        if not self._rows:
            return ()
        sections = len({row.item.section for row in self._rows})
        gaps = u(PIECE_GAP * 10) / 10 * (len(self._rows) - sections) + u(SECTION_GAP) * (sections - 1)
        total = sum(row.item.points for row in self._rows) or 1
        scale = (self.width() - gaps - 4) / total
        made: list[tuple[str, QRectF]] = []
        x, section = 2.0, self._rows[0].item.section
        for place, row in enumerate(self._rows):
            if place:
                x += u(SECTION_GAP) if row.item.section != section else u(PIECE_GAP * 10) / 10
            section = row.item.section
            width = row.item.points * scale
            made.append((row.item.code, QRectF(x, 2, width, u(11))))
            x += width
        return tuple(made)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for row, (code, rect) in zip(self._rows, self.pieces(), strict=True):
            self._piece(painter, row, rect, current=code == self._current)
        if self.ringed:
            ring(painter, QRectF(self.rect()).adjusted(1, 1, -1, -1), u(4))
        painter.end()

    def _piece(self, painter: QPainter, row: ItemRow, rect: QRectF, *, current: bool) -> None:
        t = tokens()
        radius = u(2)
        if row.state == "unanswered":
            edge, width = (t.accent, 2) if current else (t.control, 1)
            paint.box(painter, rect, radius, t.surface_0, edge, width=width)
        elif row.state == "na":
            paint.hatch(painter, rect, t.na.fill, t.surface_0, radius)
            paint.box(painter, rect, radius, "", t.na.fill)
        elif row.state == "exempt":
            paint.box(painter, rect, radius, t.exempt.fill)
        else:
            paint.box(painter, rect, radius, t.gain.fill)
            if row.lost and row.item.points:
                lost = rect.width() * min(1.0, row.lost / row.item.points)
                paint.hatch(painter, rect.adjusted(rect.width() - lost, 0, 0, 0), t.loss.fill, t.loss.tint, radius)
        if current:
            painter.fillRect(QRectF(rect.left(), rect.bottom() + u(3), rect.width(), u(2)), QColor(t.accent))

    def _at(self, x: float) -> ItemRow | None:
        for row, (_code, rect) in zip(self._rows, self.pieces(), strict=True):
            if rect.left() - 1 <= x <= rect.right() + 1:
                return row
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().x())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(found.item.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        codes = [row.item.code for row in self._rows]
        if step is None or self._current not in codes:
            super().keyPressEvent(event)
            return
        self.chosen.emit(codes[max(0, min(len(codes) - 1, codes.index(self._current) + step))])

    def told_at(self, at: QPointF) -> str:
        found = self._at(at.x())
        return f"{found.item.code} {found.item.title} · {short(found.item.points)}" if found else ""
