"""The ring around what the keyboard works on: one style for Qt's own controls, one helper for painted ones."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QProxyStyle, QStyle, QStyleOption, QToolTip, QWidget

from chuangjian_desktop.ui.widgets.tokens import tokens, u

KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


class RingStyle(QProxyStyle):
    """Fusion with our focus ring: two accent pixels inside the given rectangle."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the ring ourselves, everything else as Fusion does."""
        if element == QStyle.PrimitiveElement.PE_FrameFocusRect:
            rect = QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]
            ring(painter, rect.adjusted(1, 1, -1, -1), u(4))
            return
        super().drawPrimitive(element, option, painter, widget)


def ring(painter: QPainter, rect: QRectF, radius: float, colour: str = "") -> None:
    """Two accent pixels along a rounded rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colour or tokens().accent), 2))
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


class PaintedWidget(QWidget):
    """A widget that paints itself; knows whether the keyboard brought the focus, so that a mouse shows no ring."""

    _by_keys = False

    @property
    def ringed(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self._by_keys and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the focus came."""
        self._by_keys = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)


class Beginning(QWidget):
    """A screen or page that is entered at one of its parts. Qt's own focus proxy would do that too, but Tab goes in
    through it and on behind it, and never comes to what stands before: header, search and filters."""

    _first: QWidget | None = None

    def setFocusProxy(self, w: QWidget) -> None:
        """Where the keyboard begins when this is given the focus."""
        self._first = w

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on."""
        super().focusInEvent(event)
        if self._first is not None:
            self._first.setFocus(event.reason())


class PaintedParts(PaintedWidget):
    """Many things painted into one widget, each of which has a tooltip of its own."""

    def told_at(self, at: QPointF) -> str:
        """The tooltip of what is at a point; empty where nothing is."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        """Answers the wish for a tooltip with what is under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.told_at(event.pos().toPointF()), self)
            return True
        return super().event(event)


class PaintedButton(QAbstractButton):
    """A button that paints itself; knows whether the keyboard brought the focus, so that a mouse shows no ring."""

    MARGIN = 3
    _by_keys = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def ringed(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self._by_keys and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember how the focus came."""
        self._by_keys = event.reason() in KEYBOARD_REASONS
        super().focusInEvent(event)

    def body(self) -> QRectF:
        """The painted box, leaving room for the ring outside it."""
        edge = self.MARGIN
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    def paint_ring(self, painter: QPainter, radius: float) -> None:
        """The ring one pixel outside the box."""
        if self.ringed:
            ring(painter, self.body().adjusted(-2, -2, 2, 2), radius + 2)
