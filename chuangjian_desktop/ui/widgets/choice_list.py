"""A list that drops from a button when there is more to choose from than a menu can hold: typing narrows it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

Choices = tuple[tuple[str, str], ...]
OFF = "\u0000off"
"""The row that takes the filter off; no value is called so."""
WIDTH, SEEN = 340, 11
_MOVES = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))


class ChoiceList(QFrame):
    """`picked` carries the value taken, an empty one for `off`. Arrow keys move while the words are typed, Enter takes,
    Esc or a click elsewhere closes. It deletes itself."""

    picked = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName(f"{name}.choices")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("frame", "list")
        self._choices: Choices = ()
        self._value, self._off = "", ""
        self._find, self._rows, self._none = QLineEdit(), Table(f"{name}.rows", height=30), label("", 12, ink="2")
        self._find.setObjectName(f"{name}.find")
        self._find.setClearButtonEnabled(True)
        self._find.setPlaceholderText(say("输入几个字查找"))
        self._find.setAccessibleName(say("输入几个字查找"))
        self._rows.horizontalHeader().hide()
        self._rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._none.setContentsMargins(u(16), u(4), u(16), u(4))
        self._none.setText(say("没有符合的"))
        column = QVBoxLayout(self)
        column.setContentsMargins(u(1), u(8), u(1), u(8))
        column.setSpacing(u(6))
        search = QVBoxLayout()
        search.setContentsMargins(u(8), 0, u(8), 0)
        search.addWidget(self._find)
        column.addLayout(search)
        column.addWidget(self._none)
        column.addWidget(self._rows, 1)
        self.setFocusProxy(self._find)
        self._find.installEventFilter(self)
        self._find.textChanged.connect(self._narrow)
        self._rows.clicked.connect(self._clicked)

    def open_under(self, button: QWidget, choices: Choices, value: str, off: str) -> None:
        """Drop from a button, on the screen wherever that stands; the value in force is the current row."""
        self._choices, self._value, self._off = choices, value, off
        self._narrow("")
        self.resize(u(WIDTH), u(SEEN * 30 + 60))
        at, room = button.mapToGlobal(QPoint(0, button.height())), button.screen().availableGeometry()
        x = max(room.left(), min(at.x(), room.right() - self.width()))
        self.move(x, max(room.top(), min(at.y(), room.bottom() - self.height())))
        self.show()
        self._find.setFocus(Qt.FocusReason.PopupFocusReason)

    def _narrow(self, typed: str) -> None:
        wanted = typed.casefold().split()
        found = [pair for pair in self._choices if all(word in pair[1].casefold() for word in wanted)]
        rows = [self._row(value, words) for value, words in found]
        if not wanted:
            rows.insert(0, Row(OFF, (Cell(self._off, "text_2"),)))
        self._rows.show_rows((Column("words", ""),), tuple(rows))
        keys = {row.key for row in rows}
        self._rows.choose(self._value if self._value in keys else rows[0].key if rows else "")
        self._none.setVisible(not rows)

    def _row(self, value: str, words: str) -> Row:
        chosen = value == self._value
        return Row(value, (Cell(words, "accent" if chosen else "text_1", bold=chosen, spoken=words),))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the list while the words are typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if Qt.Key(event.key()) in _MOVES:
                QApplication.sendEvent(self._rows, event)
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._take(self._rows.current_key())
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close()
                return True
        return super().eventFilter(watched, event)

    def _clicked(self, index: QModelIndex) -> None:
        row = self._rows.rows.row(index.row())
        self._take(row.key if row else "")

    def _take(self, key: str) -> None:
        if key:
            self.close()
            self.picked.emit("" if key == OFF else key)
