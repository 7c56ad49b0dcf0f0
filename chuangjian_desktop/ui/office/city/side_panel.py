"""The panel at the right of a campaign: fields to enter above, where the number comes from below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.ui.dialogs.base import field
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.state import Field, Line, Side
from chuangjian_desktop.ui.testing_names import CITY_FIELD, CITY_SIDE, CITY_SIDE_CLOSE, CITY_SIDE_DANGER, CITY_SIDE_SAVE
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

QWIDGETSIZE_MAX = 16_777_215
Entry = QLineEdit | QComboBox | QPlainTextEdit


class SidePanel(QFrame):
    """`saved` carries the fields as typed, `removed` and `acted` (an action's key) what was pressed."""

    saved = Signal(dict)
    removed = Signal()
    acted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(CITY_SIDE)
        self.setProperty("surface", "1")
        self.setFixedWidth(u(340))
        self._shown: Side | None = None
        self._entries: dict[str, Entry] = {}
        self._title = TextBlock(15, 22, bold=True)
        self._lead = TextBlock(12, 18)
        self.closed = IconButton("close", "")
        self.closed.setObjectName(CITY_SIDE_CLOSE)
        self._form = QScrollArea()
        self._form.setWidgetResizable(True)
        self._form.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._save = Button("", "primary", key="Ctrl+S")
        self._save.setObjectName(CITY_SIDE_SAVE)
        self._danger = Button("", "danger")
        self._danger.setObjectName(CITY_SIDE_DANGER)
        self._more = QHBoxLayout()
        self._more.setSpacing(u(8))
        self.lines = Table(f"{CITY_SIDE}.lines", height=28)
        self.lines.horizontalHeader().hide()
        self._copy = IconButton("copy", "")
        self._lay_out()
        self._save.clicked.connect(self.save)
        self._danger.clicked.connect(self.removed)
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.lines.copied()))
        self.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._copy, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.closed, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.addWidget(self._save)
        buttons.addWidget(self._danger)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(u(6))
        column.addLayout(head)
        column.addWidget(self._lead)
        column.addWidget(self._form, 3)
        column.addLayout(buttons)
        column.addLayout(self._more)
        column.addWidget(self.lines, 2)
        column.addStretch(0)

    def retranslate(self) -> None:
        """Its own words."""
        self.closed.name(t("关闭"))
        self._copy.name(t("复制算式"))

    def show_side(self, side: Side | None) -> None:
        """Show something, or hide. Fields that are being typed in stay as they are while the thing is the same."""
        self.setVisible(side is not None)
        same = side is not None and self._shown is not None and side.fields == self._shown.fields
        if side is None or not same or side.key != (self._shown.key if self._shown else ""):
            self._fill(side.fields if side else ())
        self._shown = side
        if side is None:
            return
        self._title.show_text(side.title)
        self._lead.show_text(side.lead, ink="text_2")
        self._lead.setVisible(bool(side.lead))
        self._form.setVisible(bool(side.fields))
        self._save.setText(side.save)
        self._save.setVisible(bool(side.save))
        self._danger.setText(side.danger)
        self._danger.setVisible(bool(side.danger))
        self._offer(side.more)
        self._explain(side.lines)

    def _fill(self, fields: tuple[Field, ...]) -> None:
        body = QWidget()
        body.setProperty("surface", "1")
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, u(6), 0)
        column.setSpacing(u(8))
        self._entries = {}
        for each in fields:
            made = _entry(each)
            made.setObjectName(CITY_FIELD.format(key=each.key))
            self._entries[each.key] = made
            column.addLayout(field(each.caption, made))
            if isinstance(made, QLineEdit):
                made.returnPressed.connect(self.save)
        column.addStretch(1)
        self._form.setWidget(body)
        self._form.setMaximumHeight(body.sizeHint().height() + u(2))

    def _offer(self, more: tuple[tuple[str, str], ...]) -> None:
        while (item := self._more.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for key, word in more:
            button = Button(word)
            button.setObjectName(f"{CITY_SIDE}.{key}")
            button.clicked.connect(lambda _checked=False, key=key: self.acted.emit(key))
            self._more.addWidget(button)
        self._more.addStretch(1)

    def _explain(self, lines: tuple[Line, ...]) -> None:
        middle = any(each.middle for each in lines)
        columns = (
            Column("what", ""),
            *((Column("middle", "", 118, right=True),) if middle else ()),
            Column("value", "", 84 if all(len(each.value) < 8 for each in lines) else 108, right=True),
        )
        rows: list[Row] = []
        for place, each in enumerate(lines):
            what = Cell(each.what, "text_1" if each.strong else "text_2", each.strong, spoken=each.what)
            value = Cell(each.value, each.ink, each.strong)
            between = (Cell(each.middle, "text_3"),) if middle else ()
            rows.append(Row(str(place), (what, *between, value)))
        self.lines.show_rows(columns, tuple(rows))
        most = self.lines.row_height() * len(rows) + 2
        self.lines.setMaximumHeight(most if self._entries else QWIDGETSIZE_MAX)
        self.lines.setMinimumHeight(min(most, self.lines.row_height() * 5))
        self.lines.setVisible(bool(rows))
        self._copy.setVisible(bool(rows))

    def values(self) -> dict[str, str]:
        """The fields as typed."""
        return {key: _typed(entry) for key, entry in self._entries.items()}

    def save(self) -> None:
        """Keep the fields, if there are any to keep."""
        if self._shown is not None and self._shown.save and self.isVisible():
            self.saved.emit(self.values())

    def focus_first(self) -> None:
        """Begin to type."""
        first = next(iter(self._entries.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(first, QLineEdit):
                first.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_S and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)


def _entry(wanted: Field) -> Entry:
    if wanted.kind == "choice":
        box = QComboBox()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(8)
        box.setMaxVisibleItems(14)
        for key, word in wanted.choices:
            box.addItem(word, key)
        box.setCurrentIndex(max(0, box.findData(wanted.value)))
        return box
    if wanted.kind == "lines":
        text = QPlainTextEdit(wanted.value)
        text.setTabChangesFocus(True)
        text.setFixedHeight(u(26 + 20 * max(2, min(8, wanted.value.count("\n") + 1))))
        text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return text
    edit = QLineEdit(wanted.value)
    edit.setPlaceholderText(wanted.hint)
    edit.setToolTip(wanted.hint)
    return edit


def _typed(entry: Entry) -> str:
    if isinstance(entry, QComboBox):
        return str(entry.currentData() or "")
    return entry.text() if isinstance(entry, QLineEdit) else entry.toPlainText()
