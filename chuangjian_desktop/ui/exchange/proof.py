"""By what people compare who packed a file: the fingerprint in six large groups, and a QR code for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import segno
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

QUIET = 4
PER_ROW = 3


class Fingerprint(QWidget):
    """Six groups of five digits, large, three in a row; read to each other over the phone."""

    def __init__(self, name: str, px: float = 22) -> None:
        super().__init__()
        self.setObjectName(name)
        self._groups: tuple[str, ...] = ()
        self._px = px
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_fingerprint(self, text: str) -> None:
        """Show the fingerprint as `domain.fingerprint` writes it; an empty one hides it."""
        self._groups = tuple(part for part in text.split("-") if part)
        self.setAccessibleName(f"{t('指纹')} {' '.join(self._groups)}")
        self.setVisible(bool(self._groups))
        self.updateGeometry()
        self.update()

    def _cell(self) -> tuple[float, float]:
        return paint.width_of("00000", font(self._px, bold=True)) + u(28), u(self._px * 1.5 + 4)

    def sizeHint(self) -> QSize:
        wide, high = self._cell()
        rows = -(-max(1, len(self._groups)) // PER_ROW)
        return QSize(int(wide * PER_ROW + u(6) * (PER_ROW - 1)) + 1, int(high * rows + u(6) * (rows - 1)) + 1)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t_ = tokens()
        painter = QPainter(self)
        wide, high = self._cell()
        for place, group in enumerate(self._groups):
            row, column = divmod(place, PER_ROW)
            box = QRectF(column * (wide + u(6)), row * (high + u(6)), wide, high)
            paint.box(painter, box, u(6), t_.surface_2)
            paint.words(painter, box, group, font(self._px, bold=True), t_.text_1, align=paint.MIDDLE)
        painter.end()


class QrCode(QWidget):
    """A QR code, black on white in both themes, with its quiet edge."""

    def __init__(self, name: str, side: float = 164) -> None:
        super().__init__()
        self.setObjectName(name)
        self._image: QImage | None = None
        self._text = ""
        self.setFixedSize(u(side), u(side))

    def show_code(self, text: str) -> None:
        """Show what a phone will read."""
        if text == self._text:
            return
        self._text = text
        self._image = image_of(text) if text else None
        self.setAccessibleName(t("二维码"))
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))
        self.update()

    def text(self) -> str:
        """What it says."""
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        if self._image is not None:
            modules = self._image.width()
            ratio = self.devicePixelRatioF()
            unit = max(1, int(self.width() * ratio / modules)) / ratio
            side = unit * modules
            corner = (self.width() - side) / 2
            painter.drawImage(QRectF(corner, corner, side, side), self._image)
        painter.end()


def image_of(text: str) -> QImage:
    """A QR code, one pixel per module, with the white edge that readers need."""
    code: Any = segno.make(text, error="m", micro=False)
    matrix: Sequence[bytearray] = code.matrix
    side = len(matrix) + 2 * QUIET
    made = QImage(QSize(side, side), QImage.Format.Format_RGB32)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                painter.fillRect(QRect(x + QUIET, y + QUIET, 1, 1), Qt.GlobalColor.black)
    painter.end()
    return made
