"""The items of a sheet by section: a model with section rows and a delegate that paints state, title and points."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.sheet import ItemRow
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel, LinesView, ground
from chuangjian_desktop.ui.widgets.tokens import tokens, u

CODE_ROLE = LINE_ROLE + 1
STATE_WORDS = {
    "unanswered": "未答",
    "conforming": "符合",
    "deducted": "扣分",
    "exempt": "免扣",
    "na": "不适用",
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section's head: its title and how many of its items are open."""

    title: str
    waiting: int


Line = SectionLine | ItemRow


def lines_of(rows: tuple[ItemRow, ...], shown: frozenset[str]) -> tuple[Line, ...]:
    """Items in the order of the sheet under their sections; only those in `shown`, sections without any left out."""
    waiting: dict[str, int] = {}
    for row in rows:
        waiting[row.item.section] = waiting.get(row.item.section, 0) + (row.state == "unanswered")
    made: list[Line] = []
    section: str | None = None
    for row in rows:
        if row.item.code not in shown:
            continue
        if row.item.section != section:
            section = row.item.section
            made.append(SectionLine(section, waiting[section]))
        made.append(row)
    return tuple(made)


def right_end(row: ItemRow) -> str:
    """What stands at the right end of an item's row."""
    if row.state == "exempt":
        return say("免扣")
    if row.state == "na":
        return say("不适用")
    if row.state == "deducted":
        return f"{paint.MINUS}{row.lost / 100:.1f}" if row.lost % 10 == 0 else paint.lost(row.lost)
    return short(row.item.points)


def _told(line: Line) -> dict[int, object]:
    words = spoken = line.title if isinstance(line, SectionLine) else line.item.title
    code = None
    if isinstance(line, ItemRow):
        code, spoken = line.item.code, f"{words}，{say(STATE_WORDS[line.state])}，{right_end(line)}"
    return {
        int(CODE_ROLE): code,
        int(Qt.ItemDataRole.DisplayRole): words,
        int(Qt.ItemDataRole.AccessibleTextRole): spoken,
    }


def _key(line: Line) -> str:
    return line.item.code if isinstance(line, ItemRow) else f"section {line.title}"


class ItemListModel(LinesModel[Line]):
    """Lines of a sheet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, _key, _told, lambda line: isinstance(line, SectionLine))

    def index_of(self, code: str) -> QModelIndex:
        """Where an item is, or an invalid index."""
        return self.index(self.place_of(code))


class ItemDelegate(QStyledItemDelegate):
    """Paints section heads and items."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        section = isinstance(index.data(LINE_ROLE), SectionLine)
        return QSize(u(120), u(28 if section else 32))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: object = index.data(LINE_ROLE)
        rect = paint.place_of(option)
        state = paint.state_of(option)
        painter.save()
        if isinstance(line, SectionLine):
            _section(painter, rect, line)
        elif isinstance(line, ItemRow):
            _item(painter, rect, line, state)
        painter.restore()

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """The whole title where it may be elided."""
        line: object = index.data(LINE_ROLE)
        if event.type() == QEvent.Type.ToolTip and isinstance(line, ItemRow):
            QToolTip.showText(event.globalPos(), f"{line.item.code} {line.item.title}", view)
            return True
        return False


def _section(painter: QPainter, rect: QRectF, line: SectionLine) -> None:
    t = tokens()
    inner = rect.adjusted(u(12), u(4), -u(12), 0)
    right = say("余 {n} 项", n=line.waiting) if line.waiting else say("已答完")
    paint.words(painter, inner, right, font(12), t.text_3, align=paint.RIGHT)
    room = inner.adjusted(0, 0, -paint.width_of(right, font(12)) - u(8), 0)
    paint.words(painter, room, line.title, font(12, bold=True), t.text_2)


def _item(painter: QPainter, rect: QRectF, row: ItemRow, state: QStyle.StateFlag) -> None:
    t = tokens()
    current = bool(state & QStyle.StateFlag.State_Selected)
    ground(painter, rect, state, chosen=current)
    side, middle = u(14), rect.center().y() + 0.5
    icons.paint_state(painter, row.state, QRectF(rect.left() + u(12), middle - side / 2, side, side))
    inner = rect.adjusted(u(36), 0, -u(12), 0)
    text = right_end(row)
    face = font(12 if row.state in {"exempt", "na"} else 13, bold=row.state == "deducted")
    ink = {"deducted": t.loss.text, "exempt": t.exempt.text}.get(row.state, t.text_3)
    paint.words(painter, inner, text, face, ink, align=paint.RIGHT)
    inner.setRight(inner.right() - u(44))
    if row.photos_missing:
        at = QPointF(inner.right() - u(16), middle - u(7))
        icons.paint(painter, "camera-off", QRectF(at.x(), at.y(), u(14), u(14)), t.lack.text)
        inner.setRight(inner.right() - u(22))
    if row.contradiction:
        at = QPointF(inner.right() - u(16), middle - u(7))
        icons.paint(painter, "warning", QRectF(at.x(), at.y(), u(14), u(14)), t.lack.text)
        inner.setRight(inner.right() - u(22))
    colour = t.text_3 if row.state == "na" and not current else t.text_1
    paint.words(painter, inner, row.item.title, font(13, bold=current), colour)


class ItemList(LinesView):
    """The items; section heads are lower than items."""

    def __init__(self, name: str) -> None:
        super().__init__(name, uniform=False)
        self.setItemDelegate(ItemDelegate(self))
