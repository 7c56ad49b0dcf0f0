"""The right side of Hand in: how much travels, the leader's word, and what was handed in before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QFrame, QLineEdit, QRadioButton, QVBoxLayout

from chuangjian_desktop.ui.fieldwork.handin.state import HandInScreenState
from chuangjian_desktop.ui.screen import card
from chuangjian_desktop.ui.testing_names import (
    HANDIN_CONFIRM,
    HANDIN_EARLIER,
    HANDIN_LEADER,
    HANDIN_SINCE,
    HANDIN_WHOLE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class Choice(QFrame):
    """Everything, or only what the last receipt does not cover; each with how much that is."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._title = label("", 13, bold=True)
        self._whole, self._since = QRadioButton(), QRadioButton()
        self._whole.setObjectName(HANDIN_WHOLE)
        self._since.setObjectName(HANDIN_SINCE)
        self._whole.setChecked(True)
        self._whole_words, self._since_words = TextBlock(12, 18), TextBlock(12, 18)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(0)
        column.addWidget(self._title)
        for button, words in ((self._whole, self._whole_words), (self._since, self._since_words)):
            button.setFont(font(13))
            inner = QVBoxLayout()
            inner.setContentsMargins(u(22), 0, 0, u(2))
            inner.addWidget(words)
            column.addWidget(button)
            column.addLayout(inner)

    @property
    def since(self) -> bool:
        """Whether only what is new was chosen."""
        return self._since.isChecked()

    def show_state(self, state: HandInScreenState) -> None:
        """Render."""
        self._whole_words.show_text(state.whole, ink="text_2")
        self._since_words.show_text(state.since, ink="text_2" if state.since_possible else "text_3")
        for part in (self._since, self._since_words):
            part.setVisible(bool(state.since))
        self._since.setEnabled(state.since_possible)
        if not state.since_possible:
            self._whole.setChecked(True)
        self._whole.setAccessibleDescription(state.whole)
        self._since.setAccessibleDescription(state.since)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self._title.setText(t("交什么"))
        self._whole.setText(t("全部内容"))
        self._since.setText(t("只交上次回执以后的"))


class Leader(QFrame):
    """Who confirms, and the tick that says so. `changed` when either changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._title = label("", 13, bold=True)
        self._name, self._tick = QLineEdit(), QCheckBox()
        self._name.setObjectName(HANDIN_LEADER)
        self._name.setMaxLength(60)
        self._tick.setObjectName(HANDIN_CONFIRM)
        self._tick.setFont(font(13))
        self._hint = TextBlock(12, 18)
        self._known: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(u(4))
        for part in (self._title, self._name, self._tick, self._hint):
            column.addWidget(part)
        self._name.textChanged.connect(self._said)
        self._tick.toggled.connect(self._said)

    @property
    def name(self) -> str:
        """Who confirms."""
        return self._name.text().strip()

    @property
    def given(self) -> bool:
        """Whether somebody has confirmed."""
        return bool(self.name) and self._tick.isChecked()

    def withdraw(self) -> None:
        """A confirmation counts for one hand-in."""
        self._tick.setChecked(False)

    def show_state(self, state: HandInScreenState) -> None:
        """Propose the leader; a name that was typed stays."""
        if state.leaders and state.leaders != self._known:
            self._known = state.leaders
            self._name.setCompleter(QCompleter(list(state.leaders), self._name))
            if not self.name:
                self._name.setText(state.leaders[0])
        self._say()

    def first_missing(self) -> None:
        """Put the keyboard where something is missing."""
        (self._tick if self.name else self._name).setFocus()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self._title.setText(t("谁确认"))
        self._name.setPlaceholderText(t("姓名"))
        self._name.setAccessibleName(t("确认人姓名"))
        self._tick.setText(t("已核对，确认交回"))
        self._say()

    def _said(self) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        hint = "" if self.given else t("填姓名并打勾，才能写交回包。") if not self.name else t("打勾后才能写交回包。")
        self._hint.show_text(hint, ink="text_3")
        self._hint.setVisible(bool(hint))


class Earlier(QFrame):
    """What was handed in before, and whether it has arrived."""

    def __init__(self) -> None:
        super().__init__()
        made, self._column = card()
        made.setObjectName(HANDIN_EARLIER)
        self._title = label("", 13, bold=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(u(4))
        self._column.addWidget(self._title)
        self._column.addLayout(self._lines)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(made)

    def show_state(self, state: HandInScreenState) -> None:
        """Render, the newest first."""
        while self._lines.count():
            entry = self._lines.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for head, said, mood in state.earlier:
            line = TextBlock(13, 20)
            line.show_text(head)
            box = QFrame()
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(line)
            column.addWidget(label(("✓ " if mood == "gain" else "") + said, 12, ink=mood))
            self._lines.addWidget(box)
        if not state.earlier:
            self._lines.addWidget(label(t("还没有交回过"), 12, ink="3"))
        if state.more_earlier:
            self._lines.addWidget(label(t("更早还有 {n} 次", n=state.more_earlier), 12, ink="3"))

    def retranslate(self) -> None:
        """The words in the language in force."""
        self._title.setText(t("以前交回的"))
