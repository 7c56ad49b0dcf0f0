"""A field for several units: those taken stand as tags above, another one is found by typing a part of its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.unit_box import UnitBox
from chuangjian_desktop.ui.testing_names import CASE_ASK_ADD, CASE_ASK_TAKEN
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.flow import FlowLayout
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import tokens, u

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class TakenUnit(PaintedButton):
    """A unit's name with a cross; pressing it lets go of the unit."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setText(name)
        self.setAccessibleName(t("去掉 {name}", name=name))
        self.setToolTip(self.accessibleName())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(paint.width_of(self.text(), font(12))) + u(38) + 2 * self.MARGIN, u(26) + 2 * self.MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        rect, side = self.body(), u(12)
        ground = colours.surface_2 if self.underMouse() else colours.accent_tint
        paint.box(painter, rect, rect.height() / 2, ground, colours.accent)
        paint.words(painter, rect.adjusted(u(10), 0, -u(24), 0), self.text(), font(12), colours.accent)
        cross = QRectF(rect.right() - side - u(8), rect.center().y() - side / 2, side, side)
        icons.paint(painter, "close", cross, colours.accent)
        self.paint_ring(painter, rect.height() / 2)
        painter.end()


class UnitsField(QObject):
    """The value is the ids of the units, a line each; what is typed and is no unit comes with them as it is."""

    def __init__(self, question: Question) -> None:
        self.widget = QWidget()
        super().__init__(self.widget)
        self._names = dict(question.choices)
        self._taken = [each for each in question.value.split("\n") if each in self._names]
        self._box = UnitBox(question.choices, "", question.hint or t("输入单位名称的一部分，回车加入"))
        self._box.setObjectName(CASE_ASK_ADD.format(name=question.name))
        self._box.setAccessibleName(question.caption)
        self._tags = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self._tags.setSizePolicy(policy)
        self._flow = FlowLayout(self._tags)
        self._flow.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        column.addWidget(self._tags)
        column.addWidget(self._box)
        self.widget.setFocusProxy(self._box)
        self._box.activated.connect(self._take_typed)
        self._box.installEventFilter(self)
        self._show()

    def value(self) -> str:
        """The units, and what still stands in the line."""
        typed = self._box.value()
        return "\n".join(dict.fromkeys((*self._taken, *([typed] if typed else ()))))

    def pictures(self) -> tuple[Path, ...]:
        """None."""
        return ()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes the unit that is typed; with an empty line it finishes the dialog as everywhere."""
        if isinstance(event, QKeyEvent) and event.key() in _ENTER and self._box.value() in self._names:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._take_typed()
                return True
        return super().eventFilter(watched, event)

    def _take_typed(self) -> None:
        unit = self._box.value()
        if unit in self._names:
            self._taken = list(dict.fromkeys((*self._taken, unit)))
            self._box.clear_words()
            self._show()

    def _drop(self, unit: str, _checked: bool = False) -> None:
        self._taken = [each for each in self._taken if each != unit]
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
                old.hide()
                old.deleteLater()
        for unit in self._taken:
            tag = TakenUnit(self._names[unit])
            tag.setObjectName(CASE_ASK_TAKEN.format(unit=unit))
            tag.clicked.connect(partial(self._drop, unit))
            self._flow.addWidget(tag)
        self._tags.setVisible(bool(self._taken))
