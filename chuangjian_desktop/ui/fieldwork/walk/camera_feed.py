"""Frames on their way from the camera's thread to the window, and the widget that shows them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.tokens import tokens, u

PATIENCE = 2.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A picture of the camera: as it is kept, and ready to paint."""

    jpeg: bytes
    image: QImage


@dataclass(slots=True, eq=False)
class Feed:
    """Hands frames from the camera's thread to the window, one at a time: the camera waits for the window."""

    stop: threading.Event = field(default_factory=threading.Event)
    _free: threading.Event = field(default_factory=threading.Event)
    _frame: Frame | None = None

    def put(self, frame: Frame) -> bool:
        """Offer the next frame; False when nobody looks any more, so that the camera is given back."""
        self._free.clear()
        if self.stop.is_set():
            return False
        self._frame = frame
        return self._free.wait(PATIENCE) and not self.stop.is_set()

    def take(self) -> Frame | None:
        """The frame that waits, if there is one."""
        frame, self._frame = self._frame, None
        if frame is not None:
            self._free.set()
        return frame

    def end(self) -> None:
        """Nobody looks any more."""
        self.stop.set()
        self._free.set()


class Preview(QWidget):
    """What the camera sees, whole, on the ground of pictures."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(names.CAMERA_PREVIEW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.image: QImage | None = None

    def sizeHint(self) -> QSize:
        return QSize(u(560), u(315))

    def show_image(self, image: QImage | None) -> None:
        """Show a frame; None shows a camera that sees nothing."""
        self.image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rect = QRectF(self.rect())
        paint.box(painter, rect, u(6), tokens().surface_2)
        if self.image is None:
            side = u(52)
            at = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
            icons.paint(painter, "camera", at, tokens().line_strong)
        else:
            size = self.image.size().toSizeF().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
            at = QRectF(0, 0, size.width(), size.height())
            at.moveCenter(rect.center())
            painter.drawImage(at, self.image)
        painter.end()
