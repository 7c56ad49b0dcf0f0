"""The list of cases: two lines each, fetched by pages, one or many chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chuangjian_desktop.ui.office.cases.state import CaseLine
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel, LinesView, divider, ground
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


def _told(line: CaseLine) -> dict[int, object]:
    return {
        int(Qt.ItemDataRole.DisplayRole): line.title,
        int(Qt.ItemDataRole.ToolTipRole): f"{line.title}\n{line.under}",
        int(Qt.ItemDataRole.AccessibleTextRole): f"{line.title}，{line.under}，{line.day}，{line.state}",
    }


class CaseModel(LinesModel[CaseLine]):
    """Cases in their order. `wanted` asks for those from an offset on while fewer than the total are here."""

    wanted = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, lambda line: line.key, _told)
        self._total = 0
        self._asked = -1

    def show_first(self, lines: tuple[CaseLine, ...], total: int) -> None:
        """Replace what is shown; where the list is the same, what was fetched below these lines stays."""
        here = self.lines()
        same = total == self._total and self.keys_of(lines) == self.keys_of(here[: len(lines)])
        self._total, self._asked = total, -1
        if same and lines:
            self.show_lines(lines + here[len(lines) :])
        else:
            self.begin_anew(lines)

    def add_lines(self, offset: int, lines: tuple[CaseLine, ...]) -> None:
        """Those that `wanted` asked for."""
        if offset == self.rowCount() and lines:
            self._asked = -1
            self.append(lines)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self.rowCount() < self._total

    def fetchMore(self, parent: Index) -> None:
        if self._asked != self.rowCount():
            self._asked = self.rowCount()
            self.wanted.emit(self._asked)


class CaseDelegate(QStyledItemDelegate):
    """Paints cases."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(120), u(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        if not isinstance(line, CaseLine):
            return
        rect, state = paint.place_of(option), paint.state_of(option)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        bar = bool(state & QStyle.StateFlag.State_HasFocus or not state & QStyle.StateFlag.State_Active)
        painter.save()
        ground(painter, rect, state, chosen=chosen, bar=bar)
        divider(painter, rect)
        _words(painter, rect, line, bold=chosen)
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


class CaseList(LinesView):
    """`chosen` tells the current case and all that are selected; `all_asked` that a person wants every one."""

    chosen = Signal(str, list)
    all_asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.cases = CaseModel(self)
        self.setModel(self.cases)
        self.setItemDelegate(CaseDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._quiet = False
        self.selectionModel().selectionChanged.connect(self._moved)
        self.selectionModel().currentChanged.connect(self._moved)

    def show_lines(self, lines: tuple[CaseLine, ...], total: int, current: str, chosen: tuple[str, ...]) -> None:
        """Show cases with some of them chosen; tells nobody."""
        self._quiet = True
        self.cases.show_first(lines, total)
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
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_asked.emit()
        else:
            super().keyPressEvent(event)
