"""The board at the left: how many cases in each state and with each unit; a line narrows the list."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chuangjian_desktop.ui.office.cases.state import BoardLine
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel, LinesView, ground
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


def _told(line: BoardLine) -> dict[int, object]:
    late = say("逾期 {n} 件", n=line.late) if line.late else ""
    spoken = "，".join(part for part in (line.title, str(line.count), late) if part)
    return {
        int(Qt.ItemDataRole.DisplayRole): line.title,
        int(Qt.ItemDataRole.ToolTipRole): None if line.head else spoken,
        int(Qt.ItemDataRole.AccessibleTextRole): line.title if line.head else spoken,
    }


class BoardDelegate(QStyledItemDelegate):
    """Paints heads and lines."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(100), u(34))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        if not isinstance(line, BoardLine):
            return
        rect, state = paint.place_of(option), paint.state_of(option)
        painter.save()
        if line.head:
            below = rect.adjusted(u(14), u(10), -u(10), 0)
            paint.words(painter, below, line.title, font(12), tokens().text_3)
        else:
            _line(painter, rect, line, state)
        painter.restore()


def _line(painter: QPainter, rect: QRectF, line: BoardLine, state: QStyle.StateFlag) -> None:
    t = tokens()
    ground(painter, rect, state, chosen=line.chosen)
    if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_Selected:
        paint.box(painter, rect.adjusted(u(4), 2, -2, -2), u(4), "", t.accent, width=2)
    inner = rect.adjusted(u(14), 0, -u(10), 0)
    alarming = line.mood != "plain" and line.count > 0
    ink = tone(line.mood).text if alarming else t.text_1 if line.count else t.text_3
    words = str(line.count)
    paint.words(painter, inner, words, font(13, bold=alarming or line.chosen), ink, align=paint.RIGHT)
    inner.setRight(inner.right() - paint.width_of(words, font(13, bold=True)) - u(8))
    if line.late:
        inner.setRight(_late(painter, inner, line.late))
    face = font(13, bold=line.chosen)
    paint.words(painter, inner, line.title, face, t.text_1 if line.count else t.text_3, tail=True)


def _late(painter: QPainter, inner: QRectF, count: int) -> float:
    """A red clock with how many are overdue; answers where the words before it end."""
    shade = tokens().loss.text
    words = str(count)
    width = paint.width_of(words, font(12, bold=True))
    at = QRectF(inner.right() - width - u(16), inner.center().y() - u(7), u(14), u(14))
    icons.paint(painter, "clock", at, shade)
    paint.words(painter, inner, words, font(12, bold=True), shade, align=paint.RIGHT)
    return at.left() - u(6)


class BoardList(LinesView):
    """`picked` tells the key of a line that a person clicked or took with Enter or Space."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._model = LinesModel[BoardLine](self, lambda line: line.key, _told, lambda line: line.head)
        self.setModel(self._model)
        self.setItemDelegate(BoardDelegate(self))
        self.clicked.connect(self._take)

    def show_lines(self, lines: tuple[BoardLine, ...]) -> None:
        """Show lines."""
        self._model.show_lines(lines)

    def lines(self) -> tuple[BoardLine, ...]:
        """What is shown."""
        return self._model.lines()

    def _take(self, index: QModelIndex) -> None:
        line: object = index.data(LINE_ROLE)
        if isinstance(line, BoardLine) and not line.head:
            self.picked.emit(line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._take(self.currentIndex())
        else:
            super().keyPressEvent(event)
