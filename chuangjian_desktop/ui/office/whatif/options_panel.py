"""The questions of a profile below each other: name, a line that explains, and where it is answered."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.ui.office.whatif.state import WhatIfState
from chuangjian_desktop.ui.office.whatif.words import Group, Question
from chuangjian_desktop.ui.testing_names import WHATIF_OPTION
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Segmented
from chuangjian_desktop.ui.widgets.parts import TagLabel, divider, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class OptionField(QFrame):
    """One question. `answered` tells its key and the new answer."""

    answered = Signal(str, str)

    def __init__(self, question: Question) -> None:
        super().__init__()
        self.key = question.key
        self._title, self._changed = label("", 13, bold=True), TagLabel()
        self._hint, self._wrong = TextBlock(12, 18), TextBlock(12, 18)
        self._words = Segmented(question.choices) if question.choices else None
        self._line = None if question.choices else QLineEdit()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, u(6), 0, u(6))
        column.setSpacing(u(4))
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self._title)
        head.addWidget(self._changed)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._hint)
        control = self._control()
        control.setObjectName(WHATIF_OPTION.format(key=question.key))
        column.addWidget(control)
        column.addWidget(self._wrong)

    def _control(self) -> QWidget:
        if self._words is not None:
            self._words.chosen.connect(self._chosen)
            return self._words
        line = self._line or QLineEdit()
        line.editingFinished.connect(self._edited)
        return line

    def show_answer(self, question: Question, text: str, *, changed: bool, wrong: str) -> None:
        """The words and the answer as they stand."""
        self._title.setText(f"{question.title}（{question.unit}）" if question.unit else question.title)
        self._hint.show_text(question.hint, ink="text_2")
        self._wrong.show_text(wrong, ink="loss")
        self._wrong.setVisible(bool(wrong))
        self._changed.show_tag(t("与现在不同"), "info")
        self._changed.setVisible(changed)
        if self._words is not None:
            self._words.rename(tuple(words for _, words in question.choices))
            self._words.choose(text)
            self._words.setAccessibleName(question.title)
        if self._line is not None:
            self._line.setAccessibleName(question.title)
            if not self._line.hasFocus() or not self._line.isModified():
                self._line.setText(text)

    def _chosen(self, key: str) -> None:
        self.answered.emit(self.key, key)

    def _edited(self) -> None:
        if self._line is not None and self._line.isModified():
            self._line.setModified(False)
            self.answered.emit(self.key, self._line.text())


class OptionsPanel(QScrollArea):
    """All questions in their groups."""

    answered = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFixedWidth(u(420))
        self._body = QWidget()
        self._body.setProperty("surface", "1")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(u(16), u(8), u(16), u(16))
        self._column.setSpacing(u(2))
        self._fields: dict[str, OptionField] = {}
        self._titles: list[QLabel] = []
        self.setWidget(self._body)

    def show_state(self, state: WhatIfState) -> None:
        """Render."""
        if state.groups and not self._fields:
            self._build(state.groups)
        answers = dict(state.answers)
        for title, group in zip(self._titles, state.groups, strict=False):
            title.setText(group.title)
            for question in group.questions:
                wrong = state.wrong[1] if state.wrong[0] == question.key else ""
                changed = question.key in state.changed
                field = self._fields[question.key]
                field.show_answer(question, answers.get(question.key, ""), changed=changed, wrong=wrong)

    def _build(self, groups: tuple[Group, ...]) -> None:
        for group in groups:
            title = label("", 12, bold=True, ink="accent")
            self._titles.append(title)
            self._column.addSpacing(u(10))
            self._column.addWidget(title)
            self._column.addWidget(divider())
            for question in group.questions:
                field = OptionField(question)
                field.answered.connect(self.answered)
                self._fields[question.key] = field
                self._column.addWidget(field)
        self._column.addStretch(1)
