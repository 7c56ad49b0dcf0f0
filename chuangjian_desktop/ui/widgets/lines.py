"""Lists of painted lines: the model that carries them, the view that shows them, the ground a line stands on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle

from chuangjian_desktop.ui.widgets.tokens import tokens, u

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_OURS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}

Line = TypeVar("Line")


class LinesModel(QAbstractListModel, Generic[Line]):
    """Lines from above to below. Where all keys stay, lines change in place, so that selection and scrolling stay.
    `told` says by role what a line shows beside itself, which is at LINE_ROLE; a head cannot be chosen."""

    def __init__(
        self,
        parent: QObject,
        key: Callable[[Line], object],
        told: Callable[[Line], Mapping[int, object]],
        is_head: Callable[[Line], bool] = lambda _line: False,
    ) -> None:
        super().__init__(parent)
        self._key, self._told, self._is_head = key, told, is_head
        self._lines: tuple[Line, ...] = ()

    def lines(self) -> tuple[Line, ...]:
        """What is here."""
        return self._lines

    def place_of(self, key: object) -> int:
        """Where a line is, or -1."""
        return next((place for place, line in enumerate(self._lines) if self._key(line) == key), -1)

    def keys_of(self, lines: Iterable[Line]) -> list[object]:
        """The keys of lines, in their order."""
        return [self._key(line) for line in lines]

    def show_lines(self, lines: tuple[Line, ...]) -> None:
        """Replace what is shown."""
        if self.keys_of(lines) != self.keys_of(self._lines):
            self.begin_anew(lines)
            return
        changed = [place for place, (new, old) in enumerate(zip(lines, self._lines, strict=True)) if new != old]
        self._lines = lines
        for place in changed:
            self.dataChanged.emit(self.index(place), self.index(place))

    def begin_anew(self, lines: tuple[Line, ...]) -> None:
        """Replace what is shown by another list: views forget selection and scrolling."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def append(self, lines: tuple[Line, ...]) -> None:
        """More lines below those that are here."""
        here = len(self._lines)
        self.beginInsertRows(QModelIndex(), here, here + len(lines) - 1)
        self._lines += lines
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._is_head(self._lines[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        return line if role == LINE_ROLE else self._told(line).get(int(role))


class LinesView(QListView):
    """A list of painted lines, as a rule of one height. It takes only the keys that move in it: letters and digits are
    the screen's."""

    def __init__(self, name: str, *, uniform: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(uniform)
        self.setMouseTracking(True)
        self.setProperty("surface", "1")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if Qt.Key(event.key()) in _OURS:
            super().keyPressEvent(event)
        else:
            event.ignore()


def ground(painter: QPainter, rect: QRectF, state: QStyle.StateFlag, *, chosen: bool, bar: bool = True) -> None:
    """The tint of a chosen line, with the bar at its left, or of one under the mouse."""
    t = tokens()
    if chosen:
        painter.fillRect(rect, QColor(t.accent_tint))
        if bar:
            painter.fillRect(QRectF(rect.left(), rect.top(), u(3), rect.height()), QColor(t.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(t.surface_2))


def divider(painter: QPainter, rect: QRectF) -> None:
    """The thin line below a line."""
    painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), QColor(tokens().line))
