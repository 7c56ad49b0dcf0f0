"""Filter pills with a menu of values, or a list of many: grey while open, blue with value and × while in force."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.choice_list import ChoiceList
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

FEW = 24
"""More than these are searched by typing, in a list; so many stand in a menu at a glance."""


class FilterPill(PaintedButton):
    """`picked` tells the value that a person took; an empty one means that the filter is off."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._title, self._value, self._shown = "", "", ""
        self._choices: tuple[tuple[str, str], ...] = ()
        self._off, self._required = "", False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)

    def show_choices(
        self, title: str, choices: tuple[tuple[str, str], ...], value: str, *, off: str = "", required: bool = False
    ) -> None:
        """What it filters by, the (value, words) that can be taken, and the one in force; `off` is what none of them is
        called, 全部 unless said. A `required` one is always in force and cannot be taken off."""
        self._title, self._choices, self._value, self._off, self._required = title, choices, value, off, required
        words = dict(choices).get(value, value)
        self._shown = say("{kind}：{name}", kind=title, name=words) if value else title
        self.setText(self._shown)
        self.setAccessibleName(self._shown)
        self.updateGeometry()
        self.update()

    def value(self) -> str:
        """The value in force, or an empty string."""
        return self._value

    @property
    def _clearable(self) -> bool:
        return bool(self._value) and not self._required

    def sizeHint(self) -> QSize:
        wide = min(paint.width_of(self._shown, font(12)), u(220))
        return QSize(int(wide) + u(36) + 2 * self.MARGIN, u(28) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = self.body()
        radius = rect.height() / 2
        if self._value:
            paint.box(painter, rect, radius, t.accent_tint, t.accent)
        else:
            paint.box(painter, rect, radius, t.surface_2 if self.underMouse() else t.surface_0, t.control)
        ink = t.accent if self._value else t.text_2
        inner = rect.adjusted(u(11), 0, -u(24), 0)
        paint.words(painter, inner, self._shown, font(12), ink)
        side = u(14)
        at = QRectF(rect.right() - u(8) - side, rect.center().y() - side / 2, side, side)
        icons.paint(painter, "close" if self._clearable else "chevron-down", at, ink)
        self.paint_ring(painter, radius)
        painter.end()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._clearable and event.position().x() > self.width() - u(26):
            self.setDown(False)
            self.picked.emit("")
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._clearable:
            self.picked.emit("")
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if len(self._choices) > FEW:
            listed = ChoiceList(self.objectName(), self)
            listed.picked.connect(self.picked)
            listed.open_under(self, self._choices, self._value, self._off or say("全部"))
        else:
            self._open_menu()

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self._required:
            menu.addAction(self._off or say("全部"), lambda: self.picked.emit(""))
        for value, words in self._choices:
            action = menu.addAction(words.replace("&", "&&"), lambda value=value: self.picked.emit(value))
            action.setCheckable(True)
            action.setChecked(value == self._value)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
