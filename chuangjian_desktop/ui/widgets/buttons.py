"""Painted buttons: ordinary ones, answers, pills, a segmented switch, icons with a tooltip."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import Tone, tokens, tone, u

Kind = Literal["primary", "secondary", "danger", "text"]


class Button(PaintedButton):
    """A button of the look: a verb phrase, optionally its key and an icon. 36 high, 40 when `tall`."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = "secondary",
        *,
        key: str = "",
        icon: str = "",
        tall: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.kind: Kind = kind
        self._key, self._icon, self._tall = key, icon, tall
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """The words on it; they are its accessible name too."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """The key cap inside."""
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = paint.width_of(self.text(), font(13, bold=self.kind == "primary")) + u(8 if self.kind == "text" else 28)
        width += paint.keycap_width(self._key) + u(8) if self._key else 0
        width += u(24) if self._icon else 0
        return QSize(int(width) + 2 * self.MARGIN + 1, u(40 if self._tall else 36) + 2 * self.MARGIN)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, radius = self.body(), u(6)
        ink = self._ground(painter, rect, radius)
        face = font(13, bold=self.kind == "primary")
        text_width = paint.width_of(self.text(), face)
        whole = text_width + (u(24) if self._icon else 0) + (paint.keycap_width(self._key) + u(8) if self._key else 0)
        x = rect.center().x() - whole / 2
        if self._icon:
            side = u(18)
            icons.paint(painter, self._icon, QRectF(x, rect.center().y() - side / 2, side, side), ink)
            x += u(24)
        paint.words(painter, QRectF(x, rect.top(), text_width + 1, rect.height()), self.text(), face, ink)
        if self._key:
            right = x + text_width + u(8) + paint.keycap_width(self._key)
            on_accent = self.kind == "primary" and self.isEnabled()
            paint.keycap(painter, QPointF(right, rect.center().y()), self._key, on_accent=on_accent)
        self.paint_ring(painter, radius)
        painter.end()

    def _ground(self, painter: QPainter, rect: QRectF, radius: float) -> str:
        t = tokens()
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            if self.kind != "text":
                paint.box(painter, rect, radius, t.surface_0, t.line_strong)
            return t.disabled
        if self.kind == "primary":
            paint.box(painter, rect, radius, t.accent_hover if over or self.isDown() else t.accent)
            return t.on_accent
        if self.kind == "text":
            if over:
                paint.box(painter, rect, radius, t.surface_2)
            return t.accent
        ground = t.surface_2 if over or self.isDown() else t.surface_0
        paint.box(painter, rect, radius, ground, t.loss.text if self.kind == "danger" else t.control)
        return t.loss.text if self.kind == "danger" else t.text_1


class IconButton(PaintedButton):
    """An icon with its name as tooltip and accessible name; 32 square."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name(name)

    def name(self, name: str) -> None:
        """What it does, in words."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(u(30) + 2 * self.MARGIN, u(30) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        if self.isChecked() or (self.underMouse() and self.isEnabled()):
            paint.box(painter, rect, u(6), t.accent_tint if self.isChecked() else t.surface_2)
        side = u(18)
        at = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        icons.paint(painter, self._icon, at, t.text_2 if self.isEnabled() else t.disabled)
        self.paint_ring(painter, u(6))
        painter.end()


class AnswerButton(PaintedButton):
    """One of the four answers: glyph, word, key cap; 48 high."""

    def __init__(self, state: AnswerState, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state: AnswerState = state
        self._key = key
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def state(self) -> AnswerState:
        """The answer that it gives."""
        return self._state

    def word(self, text: str) -> None:
        """Its word in the language in force."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text}  {self._key}")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(int(self._content(u(8))) + u(16) + 2 * self.MARGIN, u(48) + 2 * self.MARGIN)

    def minimumSizeHint(self) -> QSize:
        return QSize(int(self._content(u(4))) + u(6) + 2 * self.MARGIN, u(48) + 2 * self.MARGIN)

    def _content(self, gap: float) -> float:
        """How wide glyph, word and key are with such gaps."""
        return u(16) + 2 * gap + paint.width_of(self.text(), font(15, bold=True)) + paint.keycap_width(self._key)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect, ink = self.body(), self._ground(painter)
        face = font(15, bold=self.isChecked())
        text_width = paint.width_of(self.text(), face)
        gap = u(8) if self._content(u(8)) + u(12) <= rect.width() else u(4)
        whole = u(16) + 2 * gap + text_width + paint.keycap_width(self._key)
        x, middle = rect.center().x() - whole / 2, rect.center().y()
        glyph = QRectF(x, middle - u(8), u(16), u(16))
        if self.isEnabled():
            icons.paint_state(painter, self._state, glyph)
        else:
            icons.paint(painter, icons.STATE_ICONS[self._state], glyph, tokens().disabled)
        x += u(16) + gap
        paint.words(painter, QRectF(x, rect.top(), text_width + 1, rect.height()), self.text(), face, ink)
        paint.keycap(painter, QPointF(x + text_width + gap + paint.keycap_width(self._key), middle), self._key)
        self.paint_ring(painter, u(8))
        painter.end()

    def _ground(self, painter: QPainter) -> str:
        t = tokens()
        rect = self.body()
        if self.isChecked():
            mine = self._tone()
            paint.box(painter, rect, u(8), mine.tint, mine.text if self.isEnabled() else t.control, width=2)
            return mine.text
        ground = t.surface_2 if self.underMouse() and self.isEnabled() else t.surface_0
        paint.box(painter, rect, u(8), ground, t.control if self.isEnabled() else t.line_strong)
        return t.text_1 if self.isEnabled() else t.disabled

    def _tone(self) -> Tone:
        return tone({"conforming": "gain", "deducted": "loss", "exempt": "exempt"}.get(self._state, "na"))


class Pill(PaintedButton):
    """A filter: a word and a number, blue when it is the one in force; 28 high."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Its words, which are its accessible name."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(int(paint.width_of(self.text(), font(12))) + u(20) + 2 * self.MARGIN, u(28) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        if self.isChecked():
            paint.box(painter, rect, rect.height() / 2, t.accent_tint, t.accent)
        else:
            paint.box(painter, rect, rect.height() / 2, t.surface_2 if self.underMouse() else t.surface_0, t.control)
        colour = t.accent if self.isChecked() else t.text_2
        paint.words(painter, rect, self.text(), font(12), colour, align=paint.MIDDLE)
        self.paint_ring(painter, rect.height() / 2)
        painter.end()


class _Segment(PaintedButton):
    """One part of a `Segmented`."""

    def __init__(self, text: str, ends: tuple[bool, bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._ends = ends
        self.setCheckable(True)
        self.setText(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(paint.width_of(self.text(), font(13, bold=True))) + u(24), u(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.setClipRect(rect)
        wide = rect.adjusted(0 if self._ends[0] else -u(8), 0, 0 if self._ends[1] else u(8), 0)
        paint.box(painter, wide, u(6), t.accent_tint if self.isChecked() else t.surface_0, t.control)
        if not self._ends[0]:
            painter.fillRect(QRectF(0, 0, 1, rect.height()), QColor(t.control))
        face = font(13, bold=self.isChecked())
        paint.words(painter, rect, self.text(), face, t.accent if self.isChecked() else t.text_1, align=paint.MIDDLE)
        if self.ringed:
            paint.box(painter, rect.adjusted(2, 2, -2, -2), u(4), "", t.accent, width=2)
        painter.end()


class Segmented(QWidget):
    """A choice of a few words beside each other. `chosen` tells the key of the one that a person took."""

    chosen = Signal(str)

    def __init__(self, choices: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._keys = tuple(key for key, _word in choices)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_key, word) in enumerate(choices):
            part = _Segment(word, (place == 0, place == len(choices) - 1), self)
            self._group.addButton(part, place)
            row.addWidget(part)
        self._group.idClicked.connect(self._clicked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def choose(self, key: str) -> None:
        """Show a choice without telling anyone."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def rename(self, words: tuple[str, ...]) -> None:
        """New words in the language in force, in the same order."""
        for place, word in enumerate(words):
            part = self._group.button(place)
            part.setText(word)
            part.setAccessibleName(word)
            part.updateGeometry()

    def current(self) -> str:
        """The key in force."""
        return self._keys[self._group.checkedId()]

    def _clicked(self, place: int) -> None:
        self.chosen.emit(self._keys[place])
