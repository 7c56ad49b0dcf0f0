"""The table of the look: own model of finished rows, fetched by page, painted cells, no widgets inside."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.widgets import cell_paint, paint
from chuangjian_desktop.ui.widgets.cards import gone_words
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import u

Index = QModelIndex | QPersistentModelIndex
ROOMY = 380
"""How wide an open column is before the others begin to grow."""
_HEAD = Qt.ItemFlag.NoItemFlags
_ROW = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class TableModel(QAbstractTableModel):
    """Finished rows. `wanted` asks for the rows from an offset on while fewer than `total` are here."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns: tuple[Column, ...] = ()
        self._rows: list[Row] = []
        self._total = 0
        self._asked = -1

    def show_rows(self, columns: tuple[Column, ...], rows: tuple[Row, ...], total: int) -> None:
        """Replace everything; the same keys in the same order change in place."""
        same = columns == self._columns and [row.key for row in rows] == [row.key for row in self._rows]
        if same and total == self._total:
            self._rows = list(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self._columns, self._rows, self._total, self._asked = columns, list(rows), total, -1
        self.endResetModel()

    def add_rows(self, offset: int, rows: tuple[Row, ...], total: int | None = None) -> None:
        """The rows that `wanted` asked for; `total` is new where heads of groups came with them."""
        if offset != len(self._rows) or not rows:
            return
        self._total = self._total if total is None else total
        self.beginInsertRows(QModelIndex(), offset, offset + len(rows) - 1)
        self._rows.extend(rows)
        self._asked = -1
        self.endInsertRows()

    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self._columns

    def row(self, place: int) -> Row | None:
        """The row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, key: str) -> int:
        """Where a key is, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.key == key), -1)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._rows) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self._asked != len(self._rows):
            self._asked = len(self._rows)
            self.wanted.emit(self._asked)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index.row())
        return _HEAD if row is None or row.head else _ROW

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index.row())
        if row is None or (row.head and index.column()):
            return None
        cell = row.cells[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if cell.kind == "thumb" else cell.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return cell.spoken or cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.spoken or (cell.text if cell.kind == "text" else "") or None
        return None


class CellDelegate(QStyledItemDelegate):
    """Paints cells."""

    def __init__(self, table: Table, thumbs: Thumbs | None) -> None:
        super().__init__(table)
        self._table = table
        self._thumbs = thumbs

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(60), self._table.row_height())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """A small picture that was erased says by whom, when and why."""
        row = self._table.rows.row(index.row())
        cell = None if row is None else row.cells[index.column()]
        if cell is not None and cell.kind == "thumb" and (words := gone_words(self._thumbs, cell.text)):
            QToolTip.showText(event.globalPos(), words, view)
            return True
        return super().helpEvent(event, view, option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._table.rows.row(index.row())
        if row is None:
            return
        columns = self._table.rows.columns()
        column = columns[index.column()]
        ends = (index.column() == 0, index.column() == len(columns) - 1)
        ground = cell_paint.Ground(paint.place_of(option), paint.state_of(option), ends, self._table.hasFocus())
        painter.save()
        if row.head:
            cell_paint.head(painter, ground, row.cells[0])
            painter.restore()
            return
        cell_paint.ground(painter, ground)
        cell = row.cells[index.column()]
        cell_paint.cell(painter, ground, cell, right=column.right, quiet=row.quiet, thumbs=self._thumbs)
        painter.restore()


class Table(QTableView):
    """Rows of finished cells. `opened` on Enter, double click or a click on a number that opens (key, column key);
    `chosen` follows the current row, `selected` any change of what is chosen, `pictured` a click on a small picture
    (key)."""

    opened = Signal(str, str)
    pictured = Signal(str)
    chosen = Signal(str)
    selected = Signal()

    def __init__(self, name: str, *, thumbs: Thumbs | None = None, height: int = 36, many: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self._height = height
        self.rows = TableModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(CellDelegate(self, thumbs))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(u(20))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFont(font(12))
        edge = f"QHeaderView::section:first {{ padding-left: {u(16)}px; }}"
        head.setStyleSheet(f"{edge} QHeaderView::section:last {{ padding-right: {u(16)}px; }}")
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.rows.modelReset.connect(self._span_all)
        self.rows.rowsInserted.connect(self._inserted)
        self.doubleClicked.connect(self._open)
        if thumbs is not None:
            thumbs.arrived.connect(self._arrived)

    def row_height(self) -> int:
        """How high a row is now."""
        return u(self._height)

    def show_rows(self, columns: tuple[Column, ...], rows: tuple[Row, ...], total: int | None = None) -> None:
        """Show rows, keeping the current one where it is still there."""
        keep = self.current_key()
        self.verticalHeader().setDefaultSectionSize(self.row_height())
        self.rows.show_rows(columns, rows, len(rows) if total is None else total)
        self._spread()
        if keep != self.current_key() or self.current_key() == "":
            first = next((row.key for row in rows if not row.head), "")
            self.choose(keep if self.rows.place_of(keep) >= 0 else first)

    def current_key(self) -> str:
        """The key of the current row, or an empty string."""
        row = self.rows.row(self.currentIndex().row())
        return row.key if row else ""

    def chosen_keys(self) -> tuple[str, ...]:
        """Keys of all selected rows from above to below."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(row.key for place in places if (row := self.rows.row(place)))

    def choose(self, key: str) -> None:
        """Make a row the current one."""
        place = self.rows.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place, 0))

    def copied(self) -> str:
        """The selected rows (or all) as text with heads, tab between cells."""
        keys = set(self.chosen_keys())
        columns = [(n, c) for n, c in enumerate(self.rows.columns()) if c.title]
        lines = ["\t".join(column.title for _, column in columns)]
        for place in range(self.rows.rowCount()):
            row = self.rows.row(place)
            if row is not None and not row.head and (not keys or row.key in keys):
                lines.append("\t".join(_plain(row.cells[n]) for n, _ in columns))
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.current_key():
            self._open(self.currentIndex())
        elif event.text().isprintable() and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row(index.row())
        if row is not None and row.cells[index.column()].kind == "open":
            self._open(index)
        elif row is not None and row.cells[index.column()].kind == "thumb" and row.cells[index.column()].text:
            self.pictured.emit(row.key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def _open(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        if row is not None:
            self.opened.emit(row.key, self.rows.columns()[index.column()].key)

    def _arrived(self, _sha: str) -> None:
        self.viewport().update()

    def _current_changed(self, index: QModelIndex) -> None:
        row = self.rows.row(index.row())
        self.chosen.emit(row.key if row else "")

    def _selection_changed(self) -> None:
        self.selected.emit()

    def _span_all(self) -> None:
        self.clearSpans()
        self._span_heads(0, self.rows.rowCount() - 1)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        self._span_heads(first, last)

    def _span_heads(self, first: int, last: int) -> None:
        """Heads of groups go over the whole width."""
        for place in range(first, last + 1):
            row = self.rows.row(place)
            if row is not None and row.head:
                self.setSpan(place, 0, 1, self.rows.columnCount())

    def _spread(self) -> None:
        columns = self.rows.columns()
        widths = [u(column.width) for column in columns]
        open_ones = sum(1 for column in columns if not column.width)
        wishes = [max(0, u(column.most) - width) for column, width in zip(columns, widths, strict=True)]
        spare = self.viewport().width() - sum(widths) - open_ones * u(ROOMY)
        given = min(1.0, max(0, spare) / sum(wishes)) if any(wishes) else 0.0
        widths = [width + int(wish * given) for width, wish in zip(widths, wishes, strict=True)]
        share = max(u(80), (self.viewport().width() - sum(widths)) // open_ones) if open_ones else 0
        for place, column in enumerate(columns):
            self.setColumnWidth(place, widths[place] if column.width else share)


def _plain(cell: Cell) -> str:
    text = "" if cell.kind in {"thumb", "icon"} else cell.spoken or cell.text if cell.kind == "state" else cell.text
    return text.replace("\t", " ").replace("\n", " ")
