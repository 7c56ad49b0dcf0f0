"""The dark bar over the lower edge of the table while several rows are chosen."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from chuangjian_desktop.ui.testing_names import LEDGER_BULK, LEDGER_BULK_ACT
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

ACTS = ("all", "accept", "assign", "edit", "reject", "join", "copy", "close")


class FloatButton(PaintedButton):
    """A button on the dark bar; the `main` one is filled."""

    def __init__(self, name: str, *, main: bool = False) -> None:
        super().__init__()
        self.setObjectName(LEDGER_BULK_ACT.format(name=name))
        self._main = main
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def rename(self, text: str) -> None:
        """Its words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.text(), font(13, bold=self._main))
        return QSize(int(wide) + u(24) + 2 * self.MARGIN, u(32) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect, over = self.body(), self.underMouse()
        if self._main:
            paint.box(painter, rect, u(6), "#A5C8F8" if over else "#84B3F5")
        else:
            paint.box(painter, rect, u(6), "#3A4757" if over else "", "#98A3AF")
        ink = "#0D1B2E" if self._main else t.float_text
        if not self.isEnabled():
            painter.setOpacity(0.45)
        paint.words(painter, rect, self.text(), font(13, bold=self._main), ink, align=paint.MIDDLE)
        painter.setOpacity(1)
        self.paint_ring(painter, u(6))
        painter.end()


def _names() -> dict[str, str]:
    return {
        "accept": say("审核通过"),
        "assign": say("交办…"),
        "edit": say("修改…"),
        "reject": say("作废…"),
        "join": say("合并重复…"),
        "copy": say("复制"),
        "close": "×",
    }


def _resting(name: str) -> str:
    if name == "join":
        return say("选同一点位的几条，还没有合并过的")
    return say("选中的按现在的状态都不能这样办理")


class BulkBar(QWidget):
    """`acted` tells what a person asks for: one of `ACTS`."""

    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(LEDGER_BULK)
        self._words, self._whole = "", ""
        self._buttons = {name: FloatButton(name, main=name == "assign") for name in ACTS}
        row = QHBoxLayout(self)
        row.setContentsMargins(u(16), u(4), u(10), u(4))
        row.setSpacing(u(2))
        row.addStretch(1)
        for name, button in self._buttons.items():
            row.addWidget(button)
            button.clicked.connect(partial(self._clicked, name))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all words in the language in force."""
        for name, text in _names().items():
            self._buttons[name].rename(text)
        self._buttons["close"].setAccessibleName(say("取消选择"))

    def offer(self, able: Mapping[str, int], chosen: int) -> None:
        """To how many of the chosen each act may be done: fewer than all are counted on its button, for none it
        rests."""
        for name, count in able.items():
            button, text = self._buttons[name], _names()[name]
            part = 0 < count < chosen
            front, dots = text.removesuffix("…"), "…" if text.endswith("…") else ""
            button.rename(f"{front} {count}{dots}" if part else text)
            button.setEnabled(bool(count))
            button.setToolTip("" if count else _resting(name))

    def show_chosen(self, words: str, whole: str) -> None:
        """What is chosen, and the offer to choose everything; no words hide the bar, no offer hides its button."""
        self._words, self._whole = words, whole
        self._buttons["all"].rename(whole)
        self._buttons["all"].setVisible(bool(whole))
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.update()

    def words(self) -> str:
        """What it says."""
        return self._words

    def sizeHint(self) -> QSize:
        return QSize(u(400), u(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint.box(painter, rect, u(10), t.float_ground, "#4A535F")
        room = rect.adjusted(u(16), 0, 0, 0)
        room.setRight(self._buttons["all" if self._whole else "accept"].x() - u(8))
        paint.words(painter, room, self._words, font(13, bold=True), t.float_text)
        painter.end()

    def _clicked(self, name: str, _checked: bool = False) -> None:
        self.acted.emit(name)
