"""The pages of a document on a desk, as many beside each other as fit, drawn from the PDF itself."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from chuangjian_desktop.ui.office.notices.state import PageImage
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

ZOOMS = (0.0, 0.6, 0.8, 1.0, 1.25)


class PagesView(QScrollArea):
    """Two pages side by side at first; PgUp and PgDn turn, + and - zoom. Paper stays white in the dark theme."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._desk = _Desk()
        self.setWidget(self._desk)
        self._zoom = 0

    def show_pages(self, pages: tuple[PageImage, ...], words: str = "") -> None:
        """Show pages; words instead, when there are none."""
        if self._desk.show_pages(pages, words):
            self.verticalScrollBar().setValue(0)
        self._fit()

    def zoom(self, by: int) -> None:
        """Larger or smaller; the smallest shows two pages whole."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + by))
        self._fit()

    def percent(self) -> int:
        """The size of the paper on screen against 96 dots per inch."""
        return self._desk.percent

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            bar.setValue(bar.value() + (1 if event.key() == Qt.Key.Key_PageDown else -1) * self._desk.pitch)
        elif event.key() in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom(1)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(-1)
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._desk.arrange(self.viewport().width(), self.viewport().height(), ZOOMS[self._zoom])


class _Desk(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._pages: tuple[PageImage, ...] = ()
        self._pictures: list[QPixmap] = []
        self._boxes: list[QRectF] = []
        self._fitted: list[QPixmap] = []
        self._words = ""
        self.percent = 100
        self.pitch = 1

    def show_pages(self, pages: tuple[PageImage, ...], words: str) -> bool:
        changed = pages is not self._pages
        self._words = words
        if changed:
            self._pages = pages
            self._pictures = [
                QPixmap.fromImage(
                    QImage(page.rgb, page.width, page.height, page.width * 3, QImage.Format.Format_RGB888)
                )
                for page in pages
            ]
        self.setAccessibleName(words)
        self.update()
        return changed

    def arrange(self, width: int, height: int, zoom: float) -> None:
        gap = u(16)
        columns = 2 if len(self._pages) > 1 else 1
        ratio = 297 / 210
        paper = zoom * 794 * u(100) / 100 if zoom else min((height - 2 * gap) / ratio, (width - 3 * gap) / 2)
        if zoom and paper * columns + gap * (columns + 1) > width:
            columns = 1
        paper = max(u(120), paper)
        self.percent = round(paper / (794 * u(100) / 100) * 100)
        total = columns * paper + (columns - 1) * gap
        left = max(gap, (width - total) / 2)
        self._boxes = [
            QRectF(
                left + place % columns * (paper + gap),
                gap + place // columns * (paper * ratio + gap),
                paper,
                paper * ratio,
            )
            for place in range(len(self._pages))
        ]
        self.pitch = int(paper * ratio + gap)
        self._fitted = [self._scaled(picture, paper) for picture in self._pictures]
        rows = -(-len(self._pages) // columns)
        self.resize(max(width, int(total + 2 * gap)), max(height, int(rows * (paper * ratio + gap) + gap)))
        self.update()

    def _scaled(self, picture: QPixmap, width: float) -> QPixmap:
        """The page at the size it is shown, averaged, so that small type stays readable."""
        ratio = self.devicePixelRatioF()
        made = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        made.setDevicePixelRatio(ratio)
        return made

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.desk))
        for box, picture in zip(self._boxes, self._fitted, strict=False):
            painter.fillRect(box, QColor("#FFFFFF"))
            painter.drawPixmap(box.topLeft().toPoint(), picture)
        if not self._pictures:
            paint.words(painter, QRectF(self.rect()), self._words, font(13), "#FFFFFF", align=paint.MIDDLE)
        painter.end()
