"""The photos of one compared thing, in one row; a click or Enter opens them large."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.cards import gone_words, picture_box
from chuangjian_desktop.ui.widgets.focus import PaintedWidget, ring
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import u


class PhotoStrip(PaintedWidget):
    """Some photos beside each other; the last one says how many there are in all. `opened` tells which one."""

    opened = Signal(int)

    def __init__(self, thumbs: Thumbs, per_row: int = 2) -> None:
        super().__init__()
        self._thumbs, self._tiles, self._per_row = thumbs, tuple[Tile, ...](), per_row
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        thumbs.arrived.connect(self._arrived)

    def show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        """Show photos; none hides the row."""
        self._tiles = tiles
        self.setVisible(bool(tiles))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tiles else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(t("照片 {n} 张", n=len(tiles)))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._width(width) * 3 / 4) if self._tiles else 0

    def _width(self, width: float) -> float:
        """How wide a photo is in that much room."""
        most = u(320) if self.window().height() >= u(720) else u(152 if self._per_row > 2 else 200)
        return min((width - u(8) * (self._per_row - 1)) / self._per_row, most)

    def sizeHint(self) -> QSize:
        return QSize(u(240), self.heightForWidth(max(self.width(), u(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(160), self.heightForWidth(u(160)))

    def boxes(self) -> tuple[QRectF, ...]:
        """Where the photos shown are."""
        shown = min(len(self._tiles), self._per_row)
        width = self._width(self.width())
        return tuple(QRectF(place * (width + u(8)), 0, width, self.height()) for place in range(shown))

    def _arrived(self, _sha: str) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        boxes = self.boxes()
        for box, tile in zip(boxes, self._tiles, strict=False):
            picture_box(painter, box, self._thumbs, tile.thumb)
        if len(self._tiles) > self._per_row:
            words = t("共 {n} 张", n=len(self._tiles))
            width = paint.width_of(words, font(12)) + u(16)
            at = QRectF(boxes[-1].right() - width - u(6), boxes[-1].bottom() - u(30), width, u(24))
            paint.box(painter, at, u(4), "#C814181D")
            paint.words(painter, at, words, font(12), QColor("#FFFFFF").name(), align=paint.MIDDLE)
        if self.ringed and boxes:
            ring(painter, boxes[0].united(boxes[-1]).adjusted(1, 1, -1, -1), u(4))
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A photo's tooltip: its caption, or by whom, when and why it was erased."""
        for box, tile in zip(self.boxes(), self._tiles, strict=False):
            if box.contains(event.position()):
                self.setToolTip(gone_words(self._thumbs, tile.thumb) or tile.caption)
                return
        self.setToolTip("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        for place, box in enumerate(self.boxes()):
            if box.contains(event.position()):
                self.opened.emit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._tiles:
            self.opened.emit(0)
        else:
            event.ignore()
