"""Problem chips: a key, a wording, what it costs; in rows that fill the width."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.domain.sheet import Chip
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u


class ProblemChip(PaintedButton):
    """One offered wording; 40 high. Used-up items say 记 0 and still record."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self._costs = ""
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chip(self, chip: Chip, key: str, *, picked: bool) -> None:
        """Show a wording under a key."""
        self._key = key
        self._costs = paint.lost_short(chip.costs) if chip.costs else say("记 0")
        self.setText(chip.text)
        self.setAccessibleName(say("{key} {text}，{costs}", key=key, text=chip.text, costs=self._costs))
        self.setToolTip("\n".join(line for line in (f"{chip.text}  {key}", chip.kind, chip.help) if line))
        self.setAccessibleDescription(chip.help)
        self.setChecked(picked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(220), u(40) + 2 * self.MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(u(120), u(40) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        ground = t.surface_2 if self.underMouse() and self.isEnabled() else t.surface_0
        if self.isChecked():
            paint.box(painter, rect, u(8), t.accent_tint, t.accent, width=2)
        else:
            paint.box(painter, rect, u(8), ground, t.control if self.isEnabled() else t.line_strong)
        cap = paint.keycap_width(self._key)
        paint.keycap(painter, QPointF(rect.left() + u(8) + cap, rect.center().y()), self._key)
        cost_face = font(12, bold=self.isChecked())
        cost = paint.width_of(self._costs, cost_face) + 1
        inner = rect.adjusted(u(8) + cap + u(8), 0, -u(10), 0)
        ink = t.text_1 if self.isEnabled() else t.disabled
        paint.words(
            painter, inner, self._costs, cost_face, t.text_2 if self.isChecked() else t.text_3, align=paint.RIGHT
        )
        face = font(13, bold=self.isChecked())
        paint.words(painter, inner.adjusted(0, 0, -cost - u(8), 0), self.text(), face, ink)
        self.paint_ring(painter, u(8))
        painter.end()


class ChipGrid(QWidget):
    """Chips in equal columns; keeps their places, shows as many as it is told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = [ProblemChip(self) for _ in range(12)]
        self._columns = 2
        self._shown = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def chips(self) -> list[ProblemChip]:
        """All chip widgets in order; those not needed are hidden."""
        return self._chips

    def arrange(self, columns: int, shown: int) -> None:
        """How many columns and how many chips are visible."""
        if (columns, shown) == (self._columns, self._shown):
            return
        self._columns, self._shown = columns, shown
        self.updateGeometry()
        self._place()

    def sizeHint(self) -> QSize:
        rows = -(-self._shown // self._columns)
        return QSize(u(400), rows * self._pitch())

    def minimumSizeHint(self) -> QSize:
        return QSize(u(200), self.sizeHint().height())

    @staticmethod
    def row_height() -> int:
        """How much one more row takes."""
        return u(48)

    def _pitch(self) -> int:
        return self.row_height()

    def resizeEvent(self, event: object) -> None:
        self._place()

    def _place(self) -> None:
        """Chips fill the width; their own margins leave room for the ring."""
        edge = ProblemChip.MARGIN
        gap = u(8) - 2 * edge
        width = (self.width() - gap * (self._columns - 1)) / self._columns
        for place, chip in enumerate(self._chips):
            visible = place < self._shown
            chip.setVisible(visible)
            if visible:
                row, column = divmod(place, self._columns)
                left, right = column * (width + gap), column * (width + gap) + width
                top = row * self._pitch() - edge + 1
                chip.setGeometry(round(left), top, round(right) - round(left), u(40) + 2 * edge)
