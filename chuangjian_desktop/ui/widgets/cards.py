"""Finding cards: a model of cards and a delegate that paints wording, points, place, photos, unit and deadline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.lines import LINE_ROLE, Index, LinesModel
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.thumbs import Erased, Thumbs, erased_words
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class CardPhoto:
    """A photo on a card. `key` finds its picture; `busy` while it is being stored."""

    id: str
    key: str
    missing: bool = False
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A finding as its card shows it, all words ready. A `draft` is not recorded yet. `tags` are further words with
    their moods, the first ones at the right."""

    id: str
    number: str
    text: str
    lost: str
    place: str
    counted: str
    photos: tuple[CardPhoto, ...]
    unit: str
    deadline: str
    spoken: str
    draft: bool = False
    hint: str = ""
    quiet: bool = False
    editable: bool = True
    severity: str = ""
    tags: tuple[tuple[str, str], ...] = ()


def _told(card: Card) -> dict[int, object]:
    return {int(Qt.ItemDataRole.DisplayRole): card.text, int(Qt.ItemDataRole.AccessibleTextRole): card.spoken}


class CardModel(LinesModel[Card]):
    """Cards from above to below; a card that changes in place may become higher or lower."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent, lambda card: card.id, _told)

    def show_lines(self, lines: tuple[Card, ...]) -> None:
        super().show_lines(lines)
        self.layoutChanged.emit()

    def index_of(self, card_id: str) -> QModelIndex:
        """Where a card is, or an invalid index."""
        return self.index(self.place_of(card_id))


@dataclass(frozen=True, slots=True)
class PhotoGrid:
    """Where the photos of a card are: one rectangle per photo shown, and the plus after them if there is one."""

    boxes: tuple[QRectF, ...]
    plus: QRectF | None
    more: int
    height: float


def photo_grid(left: float, top: float, width: float, count: int, *, plus: bool) -> PhotoGrid:
    """Three per row up to three photos with the plus, else four per row and two rows."""
    if not count and not plus:
        return PhotoGrid((), None, 0, 0)
    columns = 3 if count + plus <= 3 else 4
    gap = u(4)
    cell = (width - gap * (columns - 1)) / columns
    high = cell * 3 / 4
    shown = min(count, MOST_SHOWN)
    slots: list[QRectF] = []
    for place in range(shown + (1 if plus and shown < MOST_SHOWN else 0)):
        row, column = divmod(place, columns)
        slots.append(QRectF(left + column * (cell + gap), top + row * (high + gap), cell, high))
    rows = -(-len(slots) // columns)
    more = count - shown
    end = slots[shown] if len(slots) > shown else None
    return PhotoGrid(tuple(slots[:shown]), end, more + 1 if more else 0, rows * (high + gap) - gap)


class CardDelegate(QStyledItemDelegate):
    """Paints cards; the view asks `grid` where photos are, for clicks."""

    def __init__(self, thumbs: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbs = thumbs
        self.ringed = False

    def grid(self, rect: QRectF, card: Card) -> PhotoGrid:
        """The photos of a card that is painted in a rectangle of the view."""
        inner = rect.adjusted(u(12) + 1, 0, -u(12) - 1, 0)
        has_second = bool(card.place or card.counted or card.hint)
        top = rect.top() + u(12) + u(20) + (u(18) if has_second else 0) + u(6)
        return photo_grid(inner.left(), top, inner.width(), len(card.photos), plus=card.editable and not card.quiet)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        card: Card = index.data(LINE_ROLE)
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else u(280)
        return QSize(width, int(self._height(QRectF(0, 0, width, 100), card)) + u(8))

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """An erased photo says by whom, when and why."""
        card: object = index.data(LINE_ROLE)
        if isinstance(card, Card):
            grid = self.grid(paint.place_of(option).adjusted(0, 0, 0, -u(8)), card)
            for box, photo in zip(grid.boxes, card.photos, strict=False):
                if box.contains(event.pos()) and (words := gone_words(self._thumbs, photo.key)):
                    QToolTip.showText(event.globalPos(), words, view)
                    return True
        return super().helpEvent(event, view, option, index)

    def _height(self, rect: QRectF, card: Card) -> float:
        photos = self.grid(rect, card)
        height = u(12) + u(20) + (u(18) if card.place or card.counted or card.hint else 0)
        height += photos.height + u(6) if photos.height else 0
        height += u(28) if card.unit or card.deadline or card.draft else 0
        return height + u(10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        card: Card = index.data(LINE_ROLE)
        whole = paint.place_of(option)
        state = paint.state_of(option)
        rect = whole.adjusted(0, 0, 0, -u(8))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._ground(painter, rect, card, selected=bool(state & QStyle.StateFlag.State_Selected))
        self._head(painter, rect, card)
        self._photos(painter, self.grid(rect, card), card)
        self._foot(painter, rect, card)
        painter.restore()

    @staticmethod
    def _ground(painter: QPainter, rect: QRectF, card: Card, *, selected: bool) -> None:
        t = tokens()
        if card.draft:
            paint.dashed(painter, rect, u(8), t.accent, t.accent_tint, width=1.5)
        elif selected:
            paint.box(painter, rect, u(8), t.surface_0, t.accent, width=2)
        else:
            paint.box(painter, rect, u(8), t.surface_0, t.line)

    @staticmethod
    def _head(painter: QPainter, rect: QRectF, card: Card) -> None:
        t = tokens()
        line = QRectF(rect.left() + u(13), rect.top() + u(11), rect.width() - u(26), u(20))
        paint.words(painter, line, card.number, font(12), t.text_3)
        line.setLeft(line.left() + u(24))
        face = font(12) if card.quiet else font(13, bold=True)
        paint.words(painter, line, card.lost, face, t.text_3 if card.quiet else t.loss.text, align=paint.RIGHT)
        room = line.adjusted(0, 0, -paint.width_of(card.lost, face) - u(8), 0)
        paint.words(painter, room, card.text, font(13, bold=True), t.text_1)
        second = QRectF(line.left(), line.bottom(), line.width(), u(18))
        paint.words(painter, second, card.counted, font(12), t.text_2, align=paint.RIGHT)
        room = second.adjusted(0, 0, -paint.width_of(card.counted, font(12)) - u(8), 0)
        paint.words(painter, room, card.place or card.hint, font(12), t.text_2)

    def _photos(self, painter: QPainter, grid: PhotoGrid, card: Card) -> None:
        t = tokens()
        for place, (box, photo) in enumerate(zip(grid.boxes, card.photos, strict=False)):
            picture_box(painter, box, self._thumbs, photo.key, missing=photo.missing)
            if photo.busy:
                painter.fillRect(QRectF(box.left(), box.bottom() - u(3), box.width(), u(3)), QColor(t.accent))
            if grid.more and place == len(grid.boxes) - 1:
                paint.box(painter, box, u(4), "#A0000000")
                paint.words(painter, box, f"+{grid.more}", font(14, bold=True), "#FFFFFF", align=paint.MIDDLE)
        if grid.plus is not None:
            paint.dashed(painter, grid.plus, u(4), t.control)
            icons.paint(painter, "plus" if card.photos else "camera", _centred(grid.plus, u(16)), t.text_3)

    @staticmethod
    def _foot(painter: QPainter, rect: QRectF, card: Card) -> None:
        t = tokens()
        line = QRectF(rect.left() + u(13), rect.bottom() - u(12) - u(20), rect.width() - u(26), u(20))
        if card.draft:
            side = u(14)
            icons.paint(painter, "info", QRectF(line.left(), line.center().y() - side / 2, side, side), t.text_2)
            _with_key(painter, line.adjusted(u(20), 0, 0, 0), card.deadline)
            return
        right = line.right()
        for text, mood in (*card.tags, (card.deadline, "plain"), (card.severity, "loss")):
            if text:
                width = paint.tag_width(text)
                paint.tag(painter, QRectF(right - width, line.top(), width, u(20)), text, tone(mood))
                right -= width + u(6)
        paint.words(
            painter, QRectF(line.left(), line.top(), right - line.left() - u(4), u(20)), card.unit, font(12), t.text_2
        )


def _with_key(painter: QPainter, line: QRectF, text: str) -> None:
    """Words around a key cap, which stands between bars: 按 |Enter| 后保存."""
    for place, part in enumerate(text.split("|")):
        if place % 2:
            width = paint.keycap_width(part)
            paint.keycap(painter, QPointF(line.left() + width, line.center().y()), part)
        else:
            width = paint.width_of(part, font(12))
            paint.words(painter, line, part, font(12), tokens().text_2)
        line.setLeft(line.left() + width)


def _centred(box: QRectF, side: float) -> QRectF:
    return QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)


def picture_box(painter: QPainter, box: QRectF, thumbs: Thumbs, key: str, *, missing: bool = False) -> None:
    """A photo in a box: itself, or an icon (with words where there is room) for one that is on its way, not here, or
    erased."""
    t = tokens()
    if (picture := thumbs.get(key)) is not None:
        cover(painter, box, picture, u(4))
        return
    if (erased := thumbs.gone(key)) is not None:
        _gone_box(painter, box, erased)
        return
    paint.box(painter, box, u(4), t.surface_2)
    lost = missing or thumbs.broken(key)
    icons.paint(painter, "camera-off" if lost else "picture", _centred(box, u(18)), t.lack.text if lost else t.text_3)


def _gone_box(painter: QPainter, box: QRectF, erased: Erased) -> None:
    """The place of an erased photo: by whom, when and why where there is room."""
    t = tokens()
    paint.dashed(painter, box, u(4), t.control, t.surface_2)
    room = int((box.height() - u(44)) // u(18))
    lines = broken(erased_words(erased), font(12), box.width() - u(16), max(1, room))[0] if box.width() > u(90) else ()
    lines = lines[: max(0, room)]
    height = u(18) + (u(6) + len(lines) * u(18) if lines else 0)
    top = box.center().y() - height / 2
    icons.paint(painter, "trash", QRectF(box.center().x() - u(9), top, u(18), u(18)), t.text_3)
    for number, line in enumerate(lines):
        row = QRectF(box.left() + u(8), top + u(24) + number * u(18), box.width() - u(16), u(18))
        ink = t.text_1 if not number else t.text_2
        paint.words(painter, row, line, font(12, bold=not number), ink, align=paint.MIDDLE)


def gone_words(thumbs: Thumbs | None, key: str) -> str:
    """Why a photo is not shown any more, for a tooltip; empty for one that is."""
    erased = thumbs.gone(key) if thumbs is not None else None
    return "" if erased is None else erased_words(erased)


def cover(painter: QPainter, box: QRectF, picture: QPixmap, radius: float) -> None:
    """A picture that fills a box, cut at its longer side, with round corners."""
    ratio = box.width() / box.height()
    width, height = picture.width(), picture.height()
    if width / height > ratio:
        source = QRectF((width - height * ratio) / 2, 0, height * ratio, height)
    else:
        source = QRectF(0, (height - width / ratio) / 2, width, width / ratio)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(box, radius, radius)
    painter.setClipPath(path)
    painter.drawPixmap(box, picture, source)
    painter.restore()
