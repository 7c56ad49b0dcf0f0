"""The board at the left: how many cases in each state and with each unit; a line narrows the list."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from chuangjian_desktop.ui.office.cases.state import BoardLine
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

Index = QModelIndex | QPersistentModelIndex
_OURS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}
LINE_ROLE = Qt.ItemDataRole.UserRole + 1


class BoardModel(QAbstractListModel):
    """Lines in their order; the same keys change in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[BoardLine, ...] = ()

    def show_lines(self, lines: tuple[BoardLine, ...]) -> None:
        """Replace what is shown."""
        if [each.key for each in lines] == [each.key for each in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def lines(self) -> tuple[BoardLine, ...]:
        """What is shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        late = say("逾期 {n} 件", n=line.late) if line.late else ""
        spoken = "，".join(part for part in (line.title, str(line.count), late) if part)
        values: dict[int, object] = {
            int(LINE_ROLE): line,
            int(Qt.ItemDataRole.DisplayRole): line.title,
            int(Qt.ItemDataRole.ToolTipRole): None if line.head else spoken,
            int(Qt.ItemDataRole.AccessibleTextRole): line.title if line.head else spoken,
        }
        return values.get(int(role))


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
    if line.chosen:
        painter.fillRect(rect, QColor(t.accent_tint))
        painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height()), QColor(t.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(t.surface_2))
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
    paint.words(painter, inner, line.title, face, t.text_1 if line.count else t.text_3)


def _late(painter: QPainter, inner: QRectF, count: int) -> float:
    """A red clock with how many are overdue; answers where the words before it end."""
    shade = tokens().loss.text
    words = str(count)
    width = paint.width_of(words, font(12, bold=True))
    at = QRectF(inner.right() - width - u(16), inner.center().y() - u(7), u(14), u(14))
    icons.paint(painter, "clock", at, shade)
    paint.words(painter, inner, words, font(12, bold=True), shade, align=paint.RIGHT)
    return at.left() - u(6)


class BoardList(QListView):
    """`picked` tells the key of a line that a person clicked or took with Enter or Space."""

    picked = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._model = BoardModel(self)
        self.setModel(self._model)
        self.setItemDelegate(BoardDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("surface", "1")
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
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._take(self.currentIndex())
        elif key in _OURS:
            super().keyPressEvent(event)
        else:
            event.ignore()
