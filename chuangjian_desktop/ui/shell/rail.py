"""The left rail: an icon with its word per screen, settings at the foot."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.testing_names import RAIL
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
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(u(56), u(40 if self.wide else 52))

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
            corner = QPointF(rect.left() + u(12), rect.center().y() - side / 2)
            icons.paint(painter, self._icon, QRectF(corner.x(), corner.y(), side, side), ink)
            paint.words(painter, rect.adjusted(u(44), 0, -u(4), 0), self.text(), face, ink)
        else:
            at = QRectF(rect.center().x() - side / 2, rect.top() + u(5), side, side)
            icons.paint(painter, self._icon, at, ink)
            line = QRectF(rect.left(), rect.top() + u(26), rect.width(), u(18))
            paint.words(painter, line, self.text(), face, ink, align=paint.MIDDLE)
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
            button.setToolTip(f"{words[name]}  Alt+{place + 1}")

    def choose(self, name: str) -> None:
        """Show which screen is open."""
        self._buttons[name].setChecked(True)

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
