"""The history of a case as a line with marks: done, now, to come, gone back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.office.cases.state import StepLine
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.tokens import tokens, u

LEFT, MOST = 24, 4


class Timeline(QWidget):
    """Steps under each other; asks for the height that their words need."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._steps: tuple[StepLine, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_steps(self, steps: tuple[StepLine, ...]) -> None:
        """Show steps."""
        self._steps = steps
        self.setAccessibleName("\n".join(" ".join(filter(None, (s.title, s.when, s.under))) for s in steps))
        self.updateGeometry()
        self.update()

    def steps(self) -> tuple[StepLine, ...]:
        """What is shown."""
        return self._steps

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._height(step, width) for step in self._steps)

    def sizeHint(self) -> QSize:
        return QSize(u(200), self.heightForWidth(max(self.width(), u(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(160), self.heightForWidth(max(self.width(), u(160))))

    @staticmethod
    def _under(step: StepLine, width: float) -> tuple[str, ...]:
        return broken(step.under, font(12), width - u(LEFT), MOST)[0] if step.under else ()

    def _height(self, step: StepLine, width: float) -> int:
        return u(20) + len(self._under(step, width)) * u(18) + u(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, top = tokens(), 0.0
        for place, step in enumerate(self._steps):
            height = self._height(step, self.width())
            if place < len(self._steps) - 1:
                painter.fillRect(QRectF(u(8) - 0.5, top + u(20), 1, height - u(20)), QColor(t.line_strong))
            self._mark(painter, QRectF(0, top + u(2), u(16), u(16)), step.mark)
            row = QRectF(u(LEFT), top, self.width() - u(LEFT), u(20))
            paint.words(painter, row, step.when, font(12), t.text_3, align=paint.RIGHT)
            row.setRight(row.right() - paint.width_of(step.when, font(12)) - u(6))
            ink = {"now": t.accent, "next": t.text_3, "back": t.loss.text}.get(step.mark, t.text_1)
            paint.words(painter, row, step.title, font(13, bold=step.mark == "now"), ink)
            for number, line in enumerate(self._under(step, self.width())):
                at = QRectF(u(LEFT), top + u(20) + number * u(18), self.width() - u(LEFT), u(18))
                paint.words(painter, at, line, font(12), t.text_2)
            top += height
        painter.end()

    @staticmethod
    def _mark(painter: QPainter, box: QRectF, mark: str) -> None:
        t = tokens()
        if mark in {"done", "back"}:
            shade = t.gain.fill if mark == "done" else t.loss.fill
            paint.box(painter, box, box.width() / 2, shade)
            inner = box.adjusted(u(3), u(3), -u(3), -u(3))
            ink = t.surface_0 if t.name == "dark" else "#FFFFFF"
            icons.paint(painter, "tick" if mark == "done" else "return", inner, ink)
            return
        shade = t.accent if mark == "now" else t.control
        painter.setPen(QPen(QColor(shade), u(3) if mark == "now" else 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = u(6)
        painter.drawEllipse(QPointF(box.center().x(), box.center().y()), radius, radius)
