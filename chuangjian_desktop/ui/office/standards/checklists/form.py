"""The form of an item in a draft: every field, saved as it is left, with what is wrong under it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.ui.office.standards.checklists import fields
from chuangjian_desktop.ui.office.standards.checklists.rows import choice_words
from chuangjian_desktop.ui.office.standards.checklists.state import FormState
from chuangjian_desktop.ui.testing_names import STANDARDS_EDIT
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

Part = QLineEdit | QPlainTextEdit | QComboBox
BESIDE = (("method", "unit"), ("points", "na"), ("deadline", "severity"), ("photos_required", "photos_most"))
"""Short fields that share a line."""
EXAMPLES = {"rule": "每处扣0.5分，扣完为止", "departments": "城管、环卫", "nodes": "W-公共环境、H-市容环境(5)"}
"""How content is written; content is Chinese in either language."""


class ItemForm(QScrollArea):
    """`edited` carries field and text when a field is left with something else in it."""

    edited = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("standards.form")
        self.setProperty("surface", "1")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._parts: dict[str, Part] = {}
        self._labels = {field: label("", 12, ink="2") for field in fields.ORDER}
        self._faults = {field: TextBlock(12, 18) for field in fields.ORDER}
        self._explained = TextBlock(12, 18)
        self._state: FormState | None = None
        self._filling = False
        body = QWidget()
        body.setProperty("surface", "1")
        column = QVBoxLayout(body)
        column.setContentsMargins(u(16), u(10), u(16), u(12))
        column.setSpacing(u(8))
        self._fill(column)
        column.addStretch(1)
        self.setWidget(body)
        self.retranslate()

    def _fill(self, column: QVBoxLayout) -> None:
        pairs = dict(BESIDE)
        second = set(pairs.values())
        for field in fields.ORDER:
            if field in second:
                continue
            row = QHBoxLayout()
            row.setSpacing(u(8))
            row.addWidget(self._block(field), 1)
            if field in pairs:
                row.addWidget(self._block(pairs[field]), 1)
            column.addLayout(row)

    def _block(self, field: str) -> QFrame:
        made = QFrame()
        part = self._part(field)
        part.setObjectName(STANDARDS_EDIT.format(name=field))
        self._parts[field] = part
        self._labels[field].setBuddy(part)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(3))
        column.addWidget(self._labels[field])
        column.addWidget(part)
        if field == "rule":
            column.addWidget(self._explained)
        column.addWidget(self._faults[field])
        self._faults[field].hide()
        return made

    def _part(self, field: str) -> Part:
        if fields.choices(field):
            box = QComboBox()
            box.setMinimumContentsLength(4)
            box.activated.connect(partial(self._left, field))
            return box
        if field in fields.LONG:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(u(88 if field in {"requirement", "phrases"} else 62))
            text.installEventFilter(self)
            return text
        line = QLineEdit()
        line.setPlaceholderText(EXAMPLES.get(field, ""))
        line.editingFinished.connect(partial(self._left, field))
        return line

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            for field, part in self._parts.items():
                if part is watched:
                    self._left(field)
        return super().eventFilter(watched, event)

    def _left(self, field: str, _place: int = 0) -> None:
        state = self._state
        if state is not None and not self._filling and self._text(field) != state.texts[field]:
            self.edited.emit(field, self._text(field))

    def _text(self, field: str) -> str:
        part = self._parts[field]
        if isinstance(part, QComboBox):
            return str(part.currentData())
        return part.toPlainText() if isinstance(part, QPlainTextEdit) else part.text()

    def show_form(self, state: FormState) -> None:
        """Show an item; what a person is typing in stays as it is while it is the same item."""
        same = self._state is not None and self._state.code == state.code
        before = self._state
        self._state = state
        self._filling = True
        for field, part in self._parts.items():
            unchanged = before is not None and before.texts[field] == state.texts[field]
            if not (same and (part.hasFocus() and unchanged)):
                self._put(part, state.texts[field])
        self._filling = False
        self._explained.show_text(t("读作：{rule}", rule=state.explained), ink="text_3")
        for field, block in self._faults.items():
            block.show_text(state.faults.get(field, ""), ink="loss")
            block.setVisible(field in state.faults)
        if not same:
            self.verticalScrollBar().setValue(0)

    def _put(self, part: Part, text: str) -> None:
        if isinstance(part, QComboBox):
            part.setCurrentIndex(part.findData(text))
        elif isinstance(part, QPlainTextEdit):
            if part.toPlainText() != text:
                part.setPlainText(text)
        elif part.text() != text:
            part.setText(text)

    def focus_first(self) -> None:
        """Begin with the title."""
        self._parts["title"].setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Words in the language in force."""
        shown = choice_words()
        for field, words in _captions().items():
            self._labels[field].setText(words)
            part = self._parts[field]
            part.setAccessibleName(words)
            if isinstance(part, QComboBox):
                kept = part.currentData()
                part.clear()
                for word in fields.choices(field):
                    part.addItem(shown.get(word, word), word)
                part.setCurrentIndex(part.findData(kept))


def _captions() -> Mapping[str, str]:
    return {
        "code": t("编号"),
        "title": t("条目名称"),
        "section": t("部分"),
        "requirement": t("要求"),
        "how": t("怎么查"),
        "method": t("方法"),
        "unit": t("计数单位"),
        "points": t("分值"),
        "rule": t("评分规则"),
        "na": t("可不适用"),
        "veto": t("一票否决"),
        "exemption": t("免扣提示"),
        "departments": t("主管（顿号隔开）"),
        "deadline": t("时限"),
        "severity": t("严重程度"),
        "photos_required": t("必拍照片"),
        "photos_most": t("最多照片"),
        "phrases": t("常见问题（一行一句，后面可加〔问题编号〕）"),
        "nodes": t("对应节点（括号内为在该标准的分值）"),
        "confidence": t("把握程度"),
    }
