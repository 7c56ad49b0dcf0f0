"""Painting that several widgets and delegates share: boxes, key caps, tags, elided words, points."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyleOption

from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.ui.widgets import icons
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import Tone, tokens, u

MINUS = "\u2212"
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
_ONE_LINE = {align: int(align | Qt.TextFlag.TextSingleLine) for align in (LEFT, RIGHT, MIDDLE)}
"""Joining flags anew for each cell of a table costs as much as painting it."""


def lost(hundredths: int) -> str:
    """Lost points with a true minus and two decimals: "−2.00"; nothing lost is "0.00"."""
    return f"{MINUS if hundredths > 0 else ''}{two_decimals(abs(hundredths))}"


def lost_short(hundredths: int) -> str:
    """Lost points without needless zeros: "−0.5"."""
    return f"{MINUS if hundredths > 0 else ''}{short(abs(hundredths))}"


def box(painter: QPainter, rect: QRectF, radius: float, fill: str = "", edge: str = "", *, width: float = 1) -> None:
    """A rounded box whose edge lies wholly inside the rectangle."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
    painter.setPen(QPen(QColor(edge), width) if edge else QPen(Qt.PenStyle.NoPen))
    inset = width / 2 if edge else 0.0
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def dashed(painter: QPainter, rect: QRectF, radius: float, edge: str, fill: str = "", *, width: float = 1) -> None:
    """A box that is not there yet: dashed edge."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(edge), width)
    pen.setDashPattern([3 / width * 1.1, 2.4 / width])
    painter.setPen(pen)
    painter.setBrush(QBrush(QColor(fill)) if fill else QBrush(Qt.BrushStyle.NoBrush))
    inset = width / 2
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius)
    painter.restore()


def words(
    painter: QPainter,
    rect: QRectF,
    text: str,
    face: QFont,
    colour: str,
    *,
    align: Qt.AlignmentFlag = LEFT,
    tail: bool = False,
) -> bool:
    """One line of words, elided where it must be, at the right or in the middle where its `tail` matters; returns
    whether it was. `align` is LEFT, RIGHT or MIDDLE."""
    mode = Qt.TextElideMode.ElideMiddle if tail else Qt.TextElideMode.ElideRight
    shown = QFontMetricsF(face).elidedText(text, mode, rect.width() + 0.5)
    painter.setFont(face)
    painter.setPen(QColor(colour))
    painter.drawText(rect, _ONE_LINE[align], shown)
    return shown != text


def width_of(text: str, face: QFont) -> float:
    """How wide one line of words is."""
    return QFontMetricsF(face).horizontalAdvance(text)


def keycap_width(label: str) -> float:
    """How wide `keycap` paints a label."""
    return max(u(18), width_of(label, font(12)) + u(10))


def keycap(painter: QPainter, right_middle: QPointF, label: str, *, on_accent: bool = False) -> QRectF:
    """A key cap whose right edge and middle are given; returns where it is."""
    t = tokens()
    width, height = keycap_width(label), u(18)
    rect = QRectF(right_middle.x() - width, round(right_middle.y() - height / 2), width, height)
    if on_accent:
        box(painter, rect, u(4), "", t.on_accent)
    else:
        box(painter, rect, u(4), t.surface_0, t.line_strong)
        painter.fillRect(QRectF(rect.left() + u(3), rect.bottom() - 2, width - u(6), 1), QColor(t.line_strong))
    words(painter, rect, label, font(12), t.on_accent if on_accent else t.text_2, align=MIDDLE)
    return rect


def tag_width(text: str, icon: str = "") -> float:
    """How wide `tag` paints a word."""
    return width_of(text, font(12)) + u(14) + (u(18) if icon else 0)


def tag(painter: QPainter, rect: QRectF, text: str, tone: Tone, icon: str = "", *, ground: str = "") -> None:
    """A word on a tint; `ground` replaces the tint, on selected rows."""
    box(painter, rect, u(4), ground or tone.tint)
    inner = rect.adjusted(u(7), 0, -u(7), 0)
    if icon:
        side = u(14)
        icons.paint(painter, icon, QRectF(inner.left(), rect.center().y() - side / 2, side, side), tone.text)
        inner.setLeft(inner.left() + u(18))
    words(painter, inner, text, font(12), tone.text, align=LEFT)


def hatch(painter: QPainter, rect: QRectF, stroke: str, ground: str, radius: float = 0) -> None:
    """Diagonal stripes, so that lost points are told without colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(ground))
    painter.setPen(QPen(QColor(stroke), max(1.6, u(2))))
    gap, x = u(5), rect.left() - rect.height()
    x -= x % gap
    while x < rect.right() + rect.height():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += gap
    painter.restore()


def place_of(option: QStyleOption) -> QRectF:
    """Where a style option says to paint (Qt's stubs leave its fields out)."""
    return QRectF(option.rect)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownArgumentType]


def state_of(option: QStyleOption) -> QStyle.StateFlag:
    """The state flags of a style option (Qt's stubs leave its fields out)."""
    return option.state  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
