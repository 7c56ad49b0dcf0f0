"""The left rail: an icon with its word per screen, settings at the foot."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.testing_names import RAIL
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import divider
from chuangjian_desktop.ui.widgets.tokens import tokens, u

WIDE_FROM = 1500


class RailButton(PaintedButton):
    """A screen's place in the rail: word under the icon, or beside it on wide windows."""

    def __init__(self, name: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(RAIL.format(name=name))
        self.setCheckable(True)
        self.wide = False
        self._icon, self._count = icon, 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def sizeHint(self) -> QSize:
        return QSize(u(56), u(40 if self.wide else 52))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(56), u(34 if self.wide else 42))

    def mark(self, count: int, words: str) -> None:
        """A red badge with how many wait for a decision; 0 takes it off. `words` say it for a screen reader."""
        self._count = count
        self.setAccessibleDescription(words)
        self.update()

    def _badge(self, painter: QPainter, icon: QRectF) -> None:
        t = tokens()
        words = str(self._count) if self._count < 100 else "99+"
        width = max(u(18), paint.width_of(words, font(12, bold=True)) + u(8))
        if self.wide:
            middle = icon.center().y()
            at = QRectF(self.body().right() - width - u(8), middle - u(9), width, u(18))
        else:
            at = QRectF(icon.right() - u(2), max(self.body().top(), icon.top() - u(5)), width, u(18))
        paint.box(painter, at, u(9), t.loss.fill if t.name == "light" else t.loss.text)
        ink = "#FFFFFF" if t.name == "light" else t.on_accent
        paint.words(painter, at, words, font(12, bold=True), ink, align=paint.MIDDLE)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        if self.isChecked():
            paint.box(painter, rect, u(8), t.surface_0, t.line)
        elif self.underMouse():
            paint.box(painter, rect, u(8), t.surface_2)
        ink = t.accent if self.isChecked() else t.text_2
        side, face = u(20), font(13 if self.wide else 12, bold=self.isChecked())
        if self.wide:
            at = QRectF(rect.left() + u(12), rect.center().y() - side / 2, side, side)
            icons.paint(painter, self._icon, at, ink)
            paint.words(painter, rect.adjusted(u(44), 0, -u(4), 0), self.text(), face, ink)
        else:
            top = rect.top() + max(0.0, min(u(5), (rect.height() - u(38)) / 2))
            at = QRectF(rect.center().x() - side / 2, top, side, side)
            icons.paint(painter, self._icon, at, ink)
            line = QRectF(rect.left(), min(top + u(21), rect.bottom() - u(18)), rect.width(), u(18))
            paint.words(painter, line, self.text(), face, ink, align=paint.MIDDLE)
        if self._count:
            self._badge(painter, at)
        self.paint_ring(painter, u(8))
        painter.end()


class Rail(QFrame):
    """`chosen` tells the name of the screen that a person took."""

    chosen = Signal(str)

    def __init__(self, screens: tuple[tuple[str, str], ...], split: int) -> None:
        super().__init__()
        self.setProperty("surface", "app")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(u(2), u(8), u(2), u(8))
        column.setSpacing(0)
        for place, (name, icon) in enumerate(screens):
            if place == split:
                column.addSpacing(u(4))
                column.addWidget(divider())
                column.addSpacing(u(4))
            if place == len(screens) - 1:
                column.addStretch(1)
            button = RailButton(name, icon, self)
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            self._group.addButton(button)
            self._buttons[name] = button
            column.addWidget(button)
        self.spread(wide=False)

    def say(self, words: dict[str, str]) -> None:
        """The words in the language in force."""
        for place, (name, button) in enumerate(self._buttons.items()):
            button.setText(words[name])
            button.setAccessibleName(words[name])
            key = "0" if place == len(self._buttons) - 1 else str(place + 1) if place < 9 else ""
            button.setToolTip(f"{words[name]}  Alt+{key}" if key else words[name])

    def choose(self, name: str) -> None:
        """Show which screen is open."""
        self._buttons[name].setChecked(True)

    def mark(self, name: str, count: int) -> None:
        """How many matters of a screen wait for a decision."""
        if name in self._buttons:
            self._buttons[name].mark(count, say("{n} 处待定", n=count) if count else "")

    def names(self) -> tuple[str, ...]:
        """The screens in order."""
        return tuple(self._buttons)

    def spread(self, *, wide: bool) -> None:
        """Words beside the icons when there is room."""
        self.setFixedWidth(u(176 if wide else 74))
        for button in self._buttons.values():
            button.wide = wide
            button.updateGeometry()
            button.update()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
