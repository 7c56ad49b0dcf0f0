"""Cards side by side: who, when and where, the value, what is known of it, photos, and the button that takes it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.exchange.compare.photos import PhotoStrip
from chuangjian_desktop.ui.exchange.compare.state import Side
from chuangjian_desktop.ui.testing_names import COMPARE_TAKE
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import TagLabel, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import tokens, u

WIDE_CARD, NARROW_CARD = 300, 214


class SideCard(QFrame):
    """One of the compared. `taken` when its button is pressed, `looked` when a photo is to be shown large."""

    taken = Signal(str)
    looked = Signal(str, int)

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._key, self._marked = "", False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._who, self._when = label("", 14, bold=True), label("", 12, ink="2")
        self._where, self._tag = TextBlock(12, 20), TagLabel()
        self._value, self._lost = TextBlock(18, 26, bold=True), label("", 15, bold=True)
        self._score = label("", 12, ink="2")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(u(12))
        self._rows.setVerticalSpacing(u(2))
        self._rows.setColumnStretch(1, 1)
        self._photos = PhotoStrip(thumbs)
        self._take = Button("", tall=True)
        self._take.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._take.clicked.connect(lambda: self.taken.emit(self._key))
        self._photos.opened.connect(self._look)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(_Figure())
        head.addWidget(self._who)
        head.addStretch(1)
        head.addWidget(self._when)
        below = QHBoxLayout()
        below.setContentsMargins(u(26), 0, 0, 0)
        below.addWidget(self._where, 1)
        below.addWidget(self._tag)
        value = QHBoxLayout()
        value.setSpacing(u(10))
        value.addWidget(self._value, 1)
        value.addWidget(self._lost, 0, Qt.AlignmentFlag.AlignVCenter)
        value.addWidget(self._score, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(14), u(12), u(14), u(12))
        column.setSpacing(u(4))
        column.addLayout(head)
        column.addLayout(below)
        column.addSpacing(u(4))
        column.addLayout(value)
        column.addLayout(self._rows)
        column.addSpacing(u(4))
        column.addWidget(self._photos)
        column.addStretch(1)
        column.addSpacing(u(4))
        column.addWidget(self._take)

    def _look(self, place: int) -> None:
        self.looked.emit(self._key, place)

    def show_side(self, side: Side) -> None:
        """Render."""
        self._key, self._marked = side.key, side.taken
        self.setAccessibleName(side.spoken())
        self._who.setText(side.who)
        self._when.setText(side.when)
        self._where.show_text(side.where, most=1, ink="text_2")
        self._where.setToolTip(side.where)
        self._tag.show_tag(side.tag, "info" if side.taken else "plain", "tick" if side.taken else "")
        self._tag.setVisible(bool(side.tag))
        self._value.show_text(side.value, most=6)
        self._lost.setText(side.lost)
        self._lost.setProperty("ink", "2" if side.lost_nothing else "loss")
        self._lost.style().polish(self._lost)
        self._lost.setVisible(bool(side.lost))
        self._score.setText(side.score)
        self._score.setVisible(bool(side.score))
        self._fill(side.rows)
        self._photos.show_tiles(side.photos)
        self._take.setObjectName(COMPARE_TAKE.format(n=side.cap))
        self._take.setText(side.action)
        self._take.set_key(side.cap)
        self._take.setVisible(bool(side.action))
        self.update()

    def _fill(self, rows: tuple[tuple[str, str], ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]
            if (widget := item.widget()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
                widget.hide()
                widget.deleteLater()
        for place, (caption, words) in enumerate(rows):
            block = TextBlock(13, 20)
            block.show_text(words, most=3, ink="text_2")
            block.setToolTip(words)
            self._rows.addWidget(label(caption, 12, ink="3"), place, 0, Qt.AlignmentFlag.AlignTop)
            self._rows.addWidget(block, place, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        edge, width = (t.accent, 2) if self._has_focus() else (t.line, 1)
        paint.box(painter, QRectF(self.rect()), u(8), t.surface_0, edge, width=width)
        painter.end()

    def _has_focus(self) -> bool:
        return self._take.hasFocus() or self._photos.hasFocus()

    def take_button(self) -> Button:
        """The button that takes this one."""
        return self._take


class _Figure(QWidget):
    """A person in outline."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(u(18), u(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, "person", QRectF(self.rect()), tokens().text_2)
        painter.end()


class SideBySide(QScrollArea):
    """As many cards as there are sides, two or three in a row by width. `taken` and `looked` as the cards tell."""

    taken = Signal(str)
    looked = Signal(str, int)

    def __init__(self, thumbs: Thumbs) -> None:
        super().__init__()
        self._thumbs = thumbs
        self._cards: list[SideCard] = []
        self._shown = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QFrame()
        inside.setProperty("surface", "0")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, u(4))
        column.setSpacing(u(12))
        self._grid = QGridLayout()
        self._grid.setSpacing(u(12))
        column.addLayout(self._grid)
        self._below = column
        self.setWidget(inside)

    def add_below(self, *parts: QWidget) -> None:
        """Put something under the cards, and let what room is left stay empty."""
        for part in parts:
            self._below.addWidget(part)
        self._below.addStretch(1)

    def show_sides(self, sides: tuple[Side, ...]) -> None:
        """Show these."""
        while len(self._cards) < len(sides):
            card = SideCard(self._thumbs)
            card.taken.connect(self.taken)
            card.looked.connect(self.looked)
            self._cards.append(card)
        self._shown = len(sides)
        self._arrange()
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(sides))
            if place < len(sides):
                card.show_side(sides[place])

    def cards(self) -> tuple[SideCard, ...]:
        """The cards on screen."""
        return tuple(self._cards[: self._shown])

    def _columns(self) -> int:
        """Three fit beside each other in a small window too; more go into even rows."""
        width, shown = self.viewport().width(), max(1, self._shown)
        if shown <= max(2, width // u(NARROW_CARD if shown == 3 else WIDE_CARD)):
            return shown
        most = max(2, width // u(WIDE_CARD))
        return -(-shown // -(-shown // most))

    def _arrange(self) -> None:
        columns = self._columns()
        for card in self._cards:
            self._grid.removeWidget(card)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for place, card in enumerate(self._cards[: self._shown]):
            self._grid.addWidget(card, *divmod(place, columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
