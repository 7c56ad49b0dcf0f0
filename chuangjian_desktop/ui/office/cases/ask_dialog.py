"""Asks what has to be said with an act. Enter does it, Esc leaves everything as it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.fields import Field, field_for
from chuangjian_desktop.ui.testing_names import CASE_ASK, CASE_ASK_CANCEL, CASE_ASK_FIELD, CASE_ASK_OK
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.tokens import u

_SHORT = frozenset({"choice", "date"})


class AskDialog(Dialog):
    """`said` are the answers by name, `pictures` the photos; both final once accepted."""

    def __init__(
        self, headline: str, lead: str, questions: tuple[Question, ...], verb: str, parent: QWidget | None
    ) -> None:
        super().__init__(CASE_ASK, parent)
        self.head(headline, lead)
        self._questions = questions
        self._fields: dict[str, Field] = {}
        self._lay_out()
        cancel = Button(t("取消"), key="Esc")
        cancel.setObjectName(CASE_ASK_CANCEL)
        self._done = Button(verb, "primary", key="Enter")
        self._done.setObjectName(CASE_ASK_OK)
        cancel.clicked.connect(self.reject)
        self._done.clicked.connect(self._finish)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._done)
        self.finish_with(self._done)
        if first := next((each for each in questions if each.kind != "told"), None):
            self._fields[first.name].widget.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self) -> None:
        """Short fields stand beside each other in twos."""
        row: QHBoxLayout | None = None
        for question in self._questions:
            made = field_for(question)
            made.widget.setObjectName(CASE_ASK_FIELD.format(name=question.name))
            if isinstance(made.widget, QPlainTextEdit):
                made.widget.installEventFilter(self)
            self._fields[question.name] = made
            short = question.kind in _SHORT or (question.kind == "text" and question.name != "person")
            if short and row is not None:
                row.addLayout(field(_caption(question), made.widget), 1)
                row = None
            elif short:
                row = QHBoxLayout()
                row.setSpacing(u(12))
                row.addLayout(field(_caption(question), made.widget), 1)
                self.content.addLayout(row)
            elif question.kind == "told":
                self.content.addWidget(made.widget)
            else:
                self.content.addLayout(field(_caption(question), made.widget))
                row = None
        self.content.addStretch(1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in a field of several lines finishes, Shift+Enter begins a new line; plans keep their Enter."""
        plans = watched.objectName() == CASE_ASK_FIELD.format(name="stages")
        if not plans and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _plain_enter(event):
            self._done.click()
            return True
        return super().eventFilter(watched, event)

    @property
    def said(self) -> dict[str, str]:
        """The answers."""
        return {name: each.value() for name, each in self._fields.items()}

    @property
    def pictures(self) -> tuple[Path, ...]:
        """The photos."""
        return tuple(path for each in self._fields.values() for path in each.pictures())

    def _finish(self) -> None:
        for question in self._questions:
            made = self._fields[question.name]
            if question.required and not made.value().strip():
                made.widget.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.accept()


def _plain_enter(event: QKeyEvent) -> bool:
    others = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and others == Qt.KeyboardModifier.NoModifier


def _caption(question: Question) -> str:
    return t("{caption}（必填）", caption=question.caption) if question.required else question.caption
