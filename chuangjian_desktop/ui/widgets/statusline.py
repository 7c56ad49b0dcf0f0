"""The line at the lower edge: what is durable and since when, what is missing, the keys of this moment."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import ProgressLine, divider
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u

WAIT_MS = 400
Keys = tuple[tuple[tuple[str, ...], str], ...]


class StatusPart(PaintedButton):
    """An icon and words; can be pressed where that helps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._mood = "", ""
        self.setFixedHeight(u(26))

    def show_part(self, text: str, icon: str = "", mood: str = "") -> None:
        """Show words in a mood; an empty text hides the part."""
        self._icon, self._mood = icon, mood
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        width = paint.width_of(text, font(12)) + (u(20) if icon else 0) + u(4)
        self.setFixedWidth(int(width))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = tone(self._mood).text if self._mood else tokens().text_2
        rect = QRectF(self.rect()).adjusted(u(1), 0, 0, 0)
        if self._icon:
            side = u(14)
            icons.paint(painter, self._icon, QRectF(rect.left(), rect.center().y() - side / 2, side, side), ink)
            rect.setLeft(rect.left() + u(20))
        paint.words(painter, rect, self.text(), font(12), ink)
        self.paint_ring(painter, u(4))
        painter.end()


class KeysLine(QWidget):
    """Keys of this moment, from the right edge; what has no room is left out from the left."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: Keys = ()

    def show_keys(self, keys: Keys) -> None:
        """Show other keys."""
        self._keys = keys
        self.setAccessibleName("，".join(f"{' '.join(caps)} {text}" for caps, text in keys))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x, middle = float(self.width()), self.height() / 2
        for caps, text in reversed(self._keys):
            width = paint.width_of(text, font(12))
            whole = sum(paint.keycap_width(cap) + u(4) for cap in caps) + width + u(2)
            if x - whole < 0:
                break
            paint.words(painter, QRectF(x - width - 1, 0, width + 2, self.height()), text, font(12), tokens().text_2)
            at = x - width - u(6)
            for cap in reversed(caps):
                paint.keycap(painter, QPointF(at, middle), cap)
                at -= paint.keycap_width(cap) + u(4)
            x -= whole + u(8)
        painter.end()


class StatusLine(QWidget):
    """28 high. `retried` when a person presses 没有存上, `fetched` when one presses what is missing."""

    retried = Signal()
    fetched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(u(28))
        self.saved, self.missing, self.extra = StatusPart(), StatusPart(), StatusPart()
        self.photos = ProgressLine()
        self.keys = KeysLine()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(WAIT_MS)
        self._late.timeout.connect(self._show_writing)
        self._failed = False
        self._dividers = [divider(vertical=True) for _ in range(3)]
        row = QHBoxLayout(self)
        row.setContentsMargins(u(12), u(1), u(10), 0)
        row.setSpacing(u(10))
        for place, part in enumerate((self.saved, self.missing, self.extra, self.photos)):
            if place:
                self._dividers[place - 1].setFixedHeight(u(12))
                row.addWidget(self._dividers[place - 1])
            row.addWidget(part)
        row.addWidget(self.keys, 1)
        self.saved.clicked.connect(self._pressed)
        self.missing.clicked.connect(self.fetched)
        for part in (self.missing, self.extra, self.photos):
            part.hide()
        self._separate()

    def show_saving(self, saving: str, at: str, before: str = "") -> None:
        """idle, writing, saved or failed. Short writing is not shown, so that nothing flickers."""
        self._failed = saving == "failed"
        if saving == "writing":
            if not self._late.isActive():
                self._late.start()
            return
        self._late.stop()
        if saving == "failed":
            self.saved.show_part(say("没有存上，点此重试"), "warning", "loss")
        elif saving == "saved":
            self.saved.show_part(say("已保存 {time}", time=at), "tick", "gain")
        else:
            self.saved.show_part(before or say("边答边存，不用手动保存"), "clock")
        self._separate()

    def show_missing(self, text: str) -> None:
        """What is still to be fetched, for example a required photo."""
        self.missing.show_part(text, "camera-off", "lack")
        self._separate()

    def show_extra(self, text: str) -> None:
        """One more fact."""
        self.extra.show_part(text)
        self._separate()

    def show_photos(self, done: int, total: int) -> None:
        """Photos being stored."""
        self.photos.show_progress(done, total, say("正在存照片"))
        self._separate()

    def _show_writing(self) -> None:
        self.saved.show_part(say("正在写入…"), "clock")

    def _pressed(self) -> None:
        if self._failed:
            self.retried.emit()

    def _separate(self) -> None:
        parts = (self.missing, self.extra, self.photos)
        for line, part in zip(self._dividers, parts, strict=True):
            line.setVisible(not part.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.surface_1))
        painter.fillRect(0, 0, self.width(), 1, QColor(t.line))
        painter.end()
