"""The list of cases: two lines each, fetched by pages, one or many chosen."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from chuangjian_desktop.ui.office.cases.state import CaseLine
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_OURS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class CaseModel(QAbstractListModel):
    """Cases in their order. `wanted` asks for those from an offset on while fewer than the total are here."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[CaseLine] = []
        self._total = 0
        self._asked = -1

    def show_lines(self, lines: tuple[CaseLine, ...], total: int) -> bool:
        """Replace what is shown; the same keys change in place. Answers whether it is another list."""
        same = total == self._total and [each.key for each in lines] == [x.key for x in self._lines[: len(lines)]]
        self._total, self._asked = total, -1
        if same and lines:
            self._lines[: len(lines)] = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return False
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()
        return True

    def add_lines(self, offset: int, lines: tuple[CaseLine, ...]) -> None:
        """Those that `wanted` asked for."""
        if offset != len(self._lines) or not lines:
            return
        self.beginInsertRows(QModelIndex(), offset, offset + len(lines) - 1)
        self._lines.extend(lines)
        self._asked = -1
        self.endInsertRows()

    def lines(self) -> tuple[CaseLine, ...]:
        """What is here."""
        return tuple(self._lines)

    def place_of(self, key: str) -> int:
        """Where a case is, or -1."""
        return next((place for place, line in enumerate(self._lines) if line.key == key), -1)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._lines) < self._total

    def fetchMore(self, parent: Index) -> None:
        if self._asked != len(self._lines):
            self._asked = len(self._lines)
            self.wanted.emit(self._asked)

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
            int(Qt.ItemDataRole.AccessibleTextRole): f"{line.title}，{line.under}，{line.day}，{line.state}",
        }
        return values.get(int(role))


class CaseDelegate(QStyledItemDelegate):
    """Paints cases."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(120), u(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        if not isinstance(line, CaseLine):
            return
        rect, state, t = paint.place_of(option), paint.state_of(option), tokens()
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(t.accent_tint))
            if state & QStyle.StateFlag.State_HasFocus or not state & QStyle.StateFlag.State_Active:
                painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height()), QColor(t.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(t.surface_2))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(t.line))
        _words(painter, rect, line, bold=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()


def _words(painter: QPainter, rect: QRectF, line: CaseLine, *, bold: bool) -> None:
    t = tokens()
    inner = rect.adjusted(u(14), u(8), -u(12), -u(8))
    top = QRectF(inner.left(), inner.top(), inner.width(), u(20))
    below = QRectF(inner.left(), top.bottom(), inner.width(), u(20))
    day_ink = t.text_2 if line.day_mood == "quiet" else tone(line.day_mood).text
    day_face = font(12, bold=line.day_mood == "loss")
    paint.words(painter, top, line.day, day_face, day_ink, align=paint.RIGHT)
    top.setRight(top.right() - paint.width_of(line.day, day_face) - u(8))
    paint.words(painter, top, line.title, font(13, bold=bold), t.text_1)
    shade = tone(line.state_mood).text
    paint.words(painter, below, line.state, font(12), shade, align=paint.RIGHT)
    right = below.right() - paint.width_of(line.state, font(12)) - u(4)
    if line.icon:
        icons.paint(painter, line.icon, QRectF(right - u(14), below.center().y() - u(7), u(14), u(14)), shade)
        right -= u(18)
    below.setRight(right - u(6))
    paint.words(painter, below, line.under, font(12), t.text_2)


class CaseList(QListView):
    """`chosen` tells the current case and all that are selected; `all_asked` that a person wants every one."""

    chosen = Signal(str, list)
    all_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.cases = CaseModel(self)
        self.setModel(self.cases)
        self.setItemDelegate(CaseDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setProperty("surface", "1")
        self._quiet = False
        self.selectionModel().selectionChanged.connect(self._moved)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_lines(self, lines: tuple[CaseLine, ...], total: int, current: str, chosen: tuple[str, ...]) -> None:
        """Show cases with some of them chosen; tells nobody."""
        self._quiet = True
        self.cases.show_lines(lines, total)
        self._select(current, chosen)
        self._quiet = False

    def _select(self, current: str, chosen: tuple[str, ...]) -> None:
        wanted = set(chosen)
        if wanted == set(self.chosen_keys()) and current == self.current_key():
            return
        model, selection = self.selectionModel(), QItemSelection()
        for place, line in enumerate(self.cases.lines()):
            if line.key in wanted:
                at = self.cases.index(place)
                selection.select(at, at)
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        place = self.cases.place_of(current)
        if place >= 0:
            model.setCurrentIndex(self.cases.index(place), QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(self.cases.index(place))

    def current_key(self) -> str:
        """The current case."""
        line: object = self.currentIndex().data(LINE_ROLE)
        return line.key if isinstance(line, CaseLine) else ""

    def chosen_keys(self) -> tuple[str, ...]:
        """The selected cases from above to below."""
        lines = self.cases.lines()
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return tuple(lines[place].key for place in places)

    def step(self, by: int) -> None:
        """The next case, or the one before."""
        place = max(0, min(self.cases.rowCount() - 1, self.currentIndex().row() + by))
        self.setCurrentIndex(self.cases.index(place))

    def _moved(self, *_ignored: object) -> None:
        if not self._quiet and self.current_key():
            self.chosen.emit(self.current_key(), list(self.chosen_keys()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters and digits are the screen's."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        elif Qt.Key(event.key()) in _OURS:
            super().keyPressEvent(event)
        else:
            event.ignore()
