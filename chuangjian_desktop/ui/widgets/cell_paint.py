"""How a cell of a table is painted: ground, words with marks, tags, glyphs, small pictures, numbers that open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle

from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.ui.models.cells import Cell
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.cards import picture_box
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

TONES = frozenset({"gain", "loss", "lack", "exempt", "na", "info"})


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a cell is, in which state its row is, and whether it is the first and the last of the row."""

    rect: QRectF
    state: QStyle.StateFlag
    ends: tuple[bool, bool]
    focused: bool

    @property
    def selected(self) -> bool:
        """Whether the row is chosen."""
        return bool(self.state & QStyle.StateFlag.State_Selected)

    def inner(self) -> QRectF:
        """Where the content goes: 16 from the table's edge, 8 from the neighbours."""
        return self.rect.adjusted(u(16 if self.ends[0] else 8), 0, -u(16 if self.ends[1] else 8), 0)


def colour(ink: str) -> str:
    """The colour of an ink: a token's name or a tone's."""
    return tone(ink).text if ink in TONES else str(getattr(tokens(), ink))


def ground(painter: QPainter, place: Ground) -> None:
    """Tint, divider and the bar of the current row."""
    t, rect = tokens(), place.rect
    if place.selected:
        painter.fillRect(rect, QColor(t.accent_tint))
        if place.ends[0] and place.focused:
            painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height()), QColor(t.accent))
    elif place.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(t.surface_1))
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(t.line))


def cell(
    painter: QPainter, place: Ground, what: Cell, *, right: bool, quiet: bool = False, thumbs: Thumbs | None = None
) -> None:
    """One cell by its kind."""
    if what.kind == "tag":
        _tag(painter, place, what)
    elif what.kind in {"state", "icon"}:
        _glyph(painter, place, what)
    elif what.kind == "thumb":
        _thumb(painter, place, what, thumbs)
    else:
        _words(painter, place, what, right=right, quiet=quiet)


def _words(painter: QPainter, place: Ground, what: Cell, *, right: bool, quiet: bool) -> None:
    rect, face = place.inner(), font(13, bold=what.bold)
    ink = tokens().text_3 if quiet and what.ink == "text_1" else colour(what.ink)
    if what.after:
        extra = paint.width_of(what.after, font(12)) + u(22)
        width = min(paint.width_of(what.text, face), max(u(40), rect.width() - extra - u(8)))
        _note(painter, QRectF(rect.left() + width + u(8), rect.top(), extra, rect.height()), what)
        rect.setWidth(width)
    if what.marks:
        _marks(painter, rect, what, bold=what.bold)
    paint.words(painter, rect, what.text, face, ink, align=paint.RIGHT if right else paint.LEFT, tail=what.tail)
    if what.kind == "open" and what.text:
        _dots(painter, rect, paint.width_of(what.text, face), right=right)


def head(painter: QPainter, place: Ground, what: Cell) -> None:
    """The line above a group: a name over the whole width, how many behind it."""
    t = tokens()
    painter.fillRect(place.rect, QColor(t.surface_1))
    painter.fillRect(QRectF(place.rect.left(), place.rect.bottom() - 1, place.rect.width(), 1), QColor(t.line))
    inner = place.rect.adjusted(u(16), 0, -u(16), 0)
    face = font(13, bold=True)
    paint.words(painter, inner, what.text, face, t.text_1)
    after = inner.adjusted(paint.width_of(what.text, face) + u(10), 0, 0, 0)
    paint.words(painter, after, what.after, font(12), t.text_2)


def _dots(painter: QPainter, rect: QRectF, width: float, *, right: bool) -> None:
    left = rect.right() - width if right else rect.left()
    y = rect.center().y() + u(10)
    painter.setPen(QPen(QColor(tokens().control), 1.2, Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(left, y), QPointF(left + width, y))


def _note(painter: QPainter, rect: QRectF, what: Cell) -> None:
    shade, side = tone(what.after_mood).text, u(14)
    icons.paint(painter, what.after_icon, QRectF(rect.left(), rect.center().y() - side / 2, side, side), shade)
    paint.words(painter, rect.adjusted(u(18), 0, 0, 0), what.after, font(12), shade)


def _marks(painter: QPainter, rect: QRectF, what: Cell, *, bold: bool) -> None:
    t, face = tokens(), font(13, bold=bold)
    for start, length in what.marks:
        left = rect.left() + paint.width_of(what.text[:start], face)
        width = paint.width_of(what.text[start : start + length], face)
        box = QRectF(left, rect.center().y() - u(10), min(width, rect.right() - left), u(20))
        painter.fillRect(box, QColor(t.lack.tint))
        painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), QColor(t.lack.fill))


def _tag(painter: QPainter, place: Ground, what: Cell) -> None:
    if not what.text:
        return
    rect = place.inner()
    words = what.text[:1].upper() + what.text[1:]  # It stands alone, whatever sentence it was made for.
    width = min(paint.tag_width(words), rect.width())
    box = QRectF(rect.left(), rect.center().y() - u(10), width, u(20))
    over = tokens().surface_0 if place.selected else ""
    paint.tag(painter, box, words, tone(what.mood), ground=over)


def _glyph(painter: QPainter, place: Ground, what: Cell) -> None:
    if not what.text:
        return
    rect = place.inner()
    side = u(16)
    at = QRectF(rect.left(), rect.center().y() - side / 2, side, side)
    if what.kind == "state":
        icons.paint_state(painter, cast("AnswerState", what.text), at)
    else:
        icons.paint(painter, what.text, at, colour(what.ink))


def _thumb(painter: QPainter, place: Ground, what: Cell, thumbs: Thumbs | None) -> None:
    rect = place.inner()
    high = rect.height() - u(6)
    box = QRectF(rect.left(), rect.top() + u(3), high * 4 / 3, high)
    if thumbs is not None and what.text:
        picture_box(painter, box, thumbs, what.text)
        return
    paint.dashed(painter, box, u(4), tokens().line_strong)
    side = u(14)
    middle = box.center()
    at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
    icons.paint(painter, "camera-off", at, tokens().text_3)
