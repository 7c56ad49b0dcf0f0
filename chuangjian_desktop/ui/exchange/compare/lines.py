"""The list at the left of a comparison: two lines per matter, how much is to decide at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from chuangjian_desktop.ui.exchange.compare.state import Line
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel, LinesView, divider, ground
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


def _told(line: Line) -> dict[int, object]:
    return {
        int(Qt.ItemDataRole.DisplayRole): line.title,
        int(Qt.ItemDataRole.ToolTipRole): f"{line.title}\n{line.under}",
        int(Qt.ItemDataRole.AccessibleTextRole): "，".join(filter(None, (line.title, line.under, line.count))),
    }


class LineDelegate(QStyledItemDelegate):
    """Paints matters."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(u(120), u(56))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        rect, state = paint.place_of(option), paint.state_of(option)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        ground(painter, rect, state, chosen=selected)
        divider(painter, rect)
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


class Lines(LinesView):
    """`chosen` tells the key of the current matter, also when a person moved to it by keyboard."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._model = LinesModel[Line](self, lambda line: line.key, _told)
        self.setModel(self._model)
        self.setItemDelegate(LineDelegate(self))
        self._quiet = False
        self.selectionModel().currentChanged.connect(self._moved)

    def show_lines(self, lines: tuple[Line, ...], current: str) -> None:
        """Show matters with one of them chosen; tells nobody."""
        self._quiet = True
        self._model.show_lines(lines)
        place = self._model.place_of(current)
        if place >= 0 and self.currentIndex().row() != place:
            self.setCurrentIndex(self._model.index(place))
        self._quiet = False

    def titles(self) -> tuple[tuple[str, str, str], ...]:
        """What stands in the list: title, line under it, how much."""
        return tuple((each.title, each.under, each.count) for each in self._model.lines())

    def _moved(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE)
        if not self._quiet and isinstance(line, Line):
            self.chosen.emit(line.key)
