"""The cells of the matrix: a dot or a number; Space sets and takes off, a number typed is the item's points there."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from chuangjian_desktop.ui.office.standards.matrix.state import Head, Line
from chuangjian_desktop.ui.testing_names import STANDARDS_MATRIX
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

Index = QModelIndex | QPersistentModelIndex
DOT = "●"
WIDTH = 92
HEIGHT = 30


class GridModel(QAbstractTableModel):
    """Finished cells. `typed` carries row, column and text."""

    typed = Signal(int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self.heads: tuple[Head, ...] = ()
        self.lines: tuple[Line, ...] = ()
        self._editable = False

    def show_cells(self, heads: tuple[Head, ...], lines: tuple[Line, ...], *, editable: bool) -> None:
        """Show cells; the same items under the same nodes change in place."""
        same = heads == self.heads and [each.item for each in lines] == [each.item for each in self.lines]
        self._editable = editable
        if same:
            self.lines = lines
            if lines and heads:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(heads) - 1))
            return
        self.beginResetModel()
        self.heads, self.lines = heads, lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        head = self.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.title
        return f"{head.code} {head.title}" if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        text = line.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.EditRole:
            return "" if text == DOT else text
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            state = t("对应") if text == DOT else t("对应，{points} 分", points=text) if text else t("不对应")
            return f"{line.spoken} · {self.heads[index.column()].title} · {state}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if self._editable else Qt.ItemFlag.NoItemFlags
        return super().flags(index) | editable

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        self.typed.emit(index.row(), index.column(), str(value))
        return True


class GridDelegate(QStyledItemDelegate):
    """Paints a dot in the accent, or a number; the current cell has an edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = tokens()
        place = paint.place_of(option)
        text = str(index.data() or "")
        painter.save()
        state = paint.state_of(option)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, QColor(colours.accent_tint))
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        if text == DOT:
            side = u(10)
            at = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            paint.box(painter, at, side / 2, colours.accent, colours.accent)
        elif text:
            paint.words(painter, QRectF(place), text, font(13, bold=True), colours.accent, align=paint.MIDDLE)
        if state & QStyle.StateFlag.State_HasFocus:
            edge = QRectF(place).adjusted(1, 1, -2, -2)
            paint.box(painter, edge, u(2), "", colours.accent, width=2)
        painter.restore()


class Grid(QTableView):
    """`toggled` and `pointed` carry the records of items and the codes of nodes that are chosen."""

    toggled = Signal(object, object)
    pointed = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(STANDARDS_MATRIX)
        self.cells = GridModel()
        self.setModel(self.cells)
        self.setItemDelegate(GridDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.AnyKeyPressed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setFont(font(12))
        wrap = Qt.AlignmentFlag.AlignCenter | Qt.AlignmentFlag(int(Qt.TextFlag.TextWordWrap))
        head.setDefaultAlignment(wrap)
        self.cells.typed.connect(self._typed)

    def show_cells(self, heads: tuple[Head, ...], lines: tuple[Line, ...], *, editable: bool) -> None:
        """Show cells, keeping the current one."""
        here = self.currentIndex()
        row, column = here.row(), here.column()
        self.verticalHeader().setDefaultSectionSize(u(HEIGHT))
        self.horizontalHeader().setDefaultSectionSize(u(WIDTH))
        self.cells.show_cells(heads, lines, editable=editable)
        self.horizontalHeader().setFixedHeight(self.head_height())
        if not self.currentIndex().isValid() and 0 <= row < len(lines) and 0 <= column < len(heads):
            self.setCurrentIndex(self.cells.index(row, column))

    def head_height(self) -> int:
        """Room for the longest title, in two or three lines."""
        face = QFontMetrics(font(12))
        widest = max((face.horizontalAdvance(head.title) for head in self.cells.heads), default=0)
        lines = 3 if widest > 2 * (u(WIDTH) - u(16)) else 2
        return lines * face.lineSpacing() + u(12)

    def chosen(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The items and the nodes of the chosen cells."""
        indexes = self.selectionModel().selectedIndexes()
        rows, columns = sorted({each.row() for each in indexes}), sorted({each.column() for each in indexes})
        return (
            tuple(self.cells.lines[row].item for row in rows),
            tuple(self.cells.heads[column].code for column in columns),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that the editor of a cell has taken come here too, and mean nothing then."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        if event.key() == Qt.Key.Key_Space:
            self.toggled.emit(*self.chosen())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.edit(self.currentIndex())
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._clear()
        elif event.text() and not event.text().isdecimal() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:
        self.toggled.emit(*self.chosen())

    def _clear(self) -> None:
        items, nodes = self.chosen()
        set_ones = [line for line in self.cells.lines if line.item in items]
        if any(
            line.cells[place] for line in set_ones for place, head in enumerate(self.cells.heads) if head.code in nodes
        ):
            self.pointed.emit(items, nodes, "off")

    def _typed(self, row: int, column: int, text: str) -> None:
        items, nodes = self.chosen()
        here = self.cells.lines[row].item, self.cells.heads[column].code
        if here[0] in items and here[1] in nodes:
            self.pointed.emit(items, nodes, text)
        else:
            self.pointed.emit((here[0],), (here[1],), text)
