"""The list at the left of a comparison: two lines per matter, how much is to decide at the right."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from chuangjian_desktop.ui.exchange.compare.state import Line
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_OURS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class LinesModel(QAbstractListModel):
    """Matters in their order; the same keys change in place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Replace what is shown."""
        if [each.key for each in lines] == [each.key for each in self._lines]:
            self._lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def lines(self) -> tuple[Line, ...]:
        """What is shown."""
        return self._lines

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        values: dict[int, object] = {
            int(LINE_ROLE): line,
            int(Qt.ItemDataRole.DisplayRole): line.title,
            int(Qt.ItemDataRole.ToolTipRole): f"{line.title}\n{line.under}",
            int(Qt.ItemDataRole.AccessibleTextRole): "，".join(filter(None, (line.title, line.under, line.count))),
        }
        return values.get(int(role))


class LineDelegate(QStyledItemDelegate):
    """Paints matters."""

    def __init__(self, view: Lines) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(120), u(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        rect, state, t = paint.place_of(option), paint.state_of(option), tokens()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(t.accent_tint))
            painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height()), QColor(t.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(t.surface_2))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(t.line))
        self._words(painter, rect, line, selected=selected)
        painter.restore()

    @staticmethod
    def _words(painter: QPainter, rect: QRectF, line: Line, *, selected: bool) -> None:
        t = tokens()
        inner = rect.adjusted(u(16), u(8), -u(12), -u(8))
        right = inner.right()
        if line.count:
            width = min(paint.tag_width(line.count, line.icon), inner.width() * 0.48)
            box = QRectF(right - width, inner.top(), width, u(20))
            paint.tag(painter, box, line.count, tone(line.mood), line.icon, ground=t.surface_0 if selected else "")
            right -= width + u(8)
        elif line.icon:
            side = u(16)
            icons.paint(painter, line.icon, QRectF(right - side, inner.top() + u(2), side, side), tone(line.mood).text)
            right -= side + u(8)
        top = QRectF(inner.left(), inner.top(), right - inner.left(), u(20))
        paint.words(painter, top, line.title, font(13, bold=True), t.text_1)
        below = QRectF(inner.left(), top.bottom(), inner.width(), u(20))
        paint.words(painter, below, line.under, font(12), t.text_2)


class Lines(QListView):
    """`chosen` tells the key of the current matter, also when a person moved to it by keyboard."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.model_ = LinesModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("surface", "1")
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)

    def show_lines(self, lines: tuple[Line, ...], current: str) -> None:
        """Show matters with one of them chosen; tells nobody."""
        self._quiet = True
        self.model_.show_lines(lines)
        place = next((n for n, each in enumerate(lines) if each.key == current), -1)
        if place >= 0 and self.currentIndex().row() != place:
            self.setCurrentIndex(self.model_.index(place))
        self._quiet = False

    def titles(self) -> tuple[tuple[str, str, str], ...]:
        """What stands in the list: title, line under it, how much."""
        return tuple((each.title, each.under, each.count) for each in self.model_.lines())

    def _moved(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if not self._quiet and isinstance(line, Line):
            self.chosen.emit(line.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits are the screen's."""
        if Qt.Key(event.key()) in _OURS:
            super().keyPressEvent(event)
        else:
            event.ignore()
