"""The files that were brought, as a list of cards with check boxes; Space ticks, a click on the box too."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chuangjian_desktop.ui.exchange.taking.state import FileCard
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel, LinesView
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


def _told(card: FileCard) -> dict[int, object]:
    values: dict[int, object] = {
        int(Qt.ItemDataRole.DisplayRole): card.title,
        int(Qt.ItemDataRole.AccessibleTextRole): card.spoken,
        int(Qt.ItemDataRole.ToolTipRole): "\n".join((card.title, *card.lines, card.tag)),
    }
    if card.tickable:
        state = Qt.CheckState.Checked if card.ticked else Qt.CheckState.Unchecked
        values[int(Qt.ItemDataRole.CheckStateRole)] = state
    return values


def box_of(rect: QRectF) -> QRectF:
    """Where the check box of a card is."""
    side = u(18)
    return QRectF(rect.right() - u(12) - side, rect.top() + u(12), side, side)


def inner_of(rect: QRectF) -> QRectF:
    """The card inside its row."""
    return rect.adjusted(u(10), u(4), -u(10), -u(4))


class FileDelegate(QStyledItemDelegate):
    """Paints cards."""

    def __init__(self, parent: FileList) -> None:
        super().__init__(parent)
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(200), u(112))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: object = index.data(LINE_ROLE)
        if not isinstance(card, FileCard):
            return
        rect, state = inner_of(paint.place_of(option)), paint.state_of(option)
        current = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        t = tokens()
        painter.save()
        ground = t.surface_2 if hover and not current else t.surface_0
        paint.box(painter, rect, u(8), ground, t.accent if current else t.line, width=2 if current else 1)
        if current and self._list.hasFocus():
            paint.box(painter, rect.adjusted(u(3), u(3), -u(3), -u(3)), u(6), "", t.accent_edge)
        self._words(painter, rect, card)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRectF, card: FileCard) -> None:
        t, left, top = tokens(), rect.left() + u(36), rect.top() + u(10)
        icon, ink = ("warning", t.loss.text) if card.mood == "loss" else ("disk", t.text_2)
        icons.paint(painter, icon, QRectF(rect.left() + u(11), top + u(2), u(16), u(16)), ink)
        width = rect.right() - u(12) - left
        room = width - (u(26) if card.tickable else 0)
        paint.words(painter, QRectF(left, top, room, u(20)), card.title, font(13, bold=True), t.text_1)
        for place, line in enumerate(card.lines[:2]):
            at = QRectF(left, top + u(22) + place * u(19), width, u(18))
            paint.words(painter, at, line, font(12), t.text_2)
        wide = min(paint.tag_width(card.tag, card.icon), width)
        tag = QRectF(left, top + u(64), wide, u(20))
        paint.tag(painter, tag, card.tag, tone(card.mood), card.icon)
        if card.tickable:
            _check_box(painter, box_of(rect), ticked=card.ticked)


def _check_box(painter: QPainter, rect: QRectF, *, ticked: bool) -> None:
    t = tokens()
    if not ticked:
        paint.box(painter, rect, u(4), t.surface_0, t.control)
        return
    paint.box(painter, rect, u(4), t.accent)
    icons.paint(painter, "tick", rect.adjusted(u(2), u(2), -u(2), -u(2)), t.on_accent)


class FileList(LinesView):
    """`chosen` follows the current file, `ticked` is a wish to take one in or leave it."""

    chosen = Signal(int)
    ticked = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._files = LinesModel[FileCard](self, lambda card: card.number, _told)
        self.setModel(self._files)
        self.setItemDelegate(FileDelegate(self))
        palette = self.palette()
        palette.setColor(palette.ColorRole.Highlight, QColor(Qt.GlobalColor.transparent))
        self.setPalette(palette)
        self.selectionModel().currentChanged.connect(self._current_changed)

    def show_cards(self, cards: tuple[FileCard, ...], current: int) -> None:
        """Show files and which one is open."""
        self._files.show_lines(cards)
        place = self._files.place_of(current)
        if place >= 0 and place != self.currentIndex().row():
            self.setCurrentIndex(self._files.index(place))

    def box_at(self, number: int) -> QRectF:
        """Where the check box of a file is, in the viewport."""
        index = self._files.index(self._files.place_of(number))
        return box_of(inner_of(QRectF(self.visualRect(index))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card: object = self.currentIndex().data(LINE_ROLE)
        if event.key() == Qt.Key.Key_Space and isinstance(card, FileCard):
            self.ticked.emit(card.number)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        card: object = self.indexAt(event.position().toPoint()).data(LINE_ROLE)
        if isinstance(card, FileCard) and card.tickable:
            place = self.box_at(card.number).adjusted(-u(6), -u(6), u(6), u(6))
            if place.contains(event.position()):
                self.ticked.emit(card.number)

    def _current_changed(self, index: QModelIndex) -> None:
        card: object = index.data(LINE_ROLE)
        if isinstance(card, FileCard):
            self.chosen.emit(card.number)
