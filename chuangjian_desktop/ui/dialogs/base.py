"""The frame of our dialogs: headline, content, buttons below with the default at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class Dialog(QDialog):
    """560 wide; `content` is the column in the middle. Esc is always the harmless way out."""

    def __init__(self, name: str, parent: QWidget | None, width: int = 560) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setModal(True)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.setMinimumWidth(u(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(u(24), u(20), u(24), u(16))
        column.setSpacing(u(12))
        self._headline = label("", 18, bold=True)
        self._headline.setWordWrap(True)
        self._lead = TextBlock(13, 20)
        self._lead.hide()
        self.content = QVBoxLayout()
        self.content.setSpacing(u(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(u(8))
        column.addWidget(self._headline)
        column.addWidget(self._lead)
        column.addLayout(self.content, 1)
        column.addSpacing(u(4))
        column.addLayout(self.buttons)

    def head(self, headline: str, lead: str = "") -> None:
        """The outcome or the question, and a line under it."""
        self.setWindowTitle(headline)
        self._headline.setText(headline)
        self._lead.show_text(lead, ink="text_2")
        self._lead.setVisible(bool(lead))

    def close_with(self, done: Button, act: Callable[[], object], leave: Button | None = None) -> None:
        """The way out (取消 where it has no words of its own) and the button that does it, at the right; Enter takes
        it."""
        cancel = leave or Button(t("取消"), key="Esc")
        cancel.clicked.connect(self.reject)
        done.clicked.connect(act)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(done)
        self.finish_with(done)

    def finish_with(self, button: Button) -> None:
        """The button that Enter takes, focused at first."""
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(key), self, button.click)
        button.setFocus(Qt.FocusReason.TabFocusReason)


def field(caption: str, widget: QWidget) -> QVBoxLayout:
    """A label above what it names."""
    made = QVBoxLayout()
    made.setSpacing(u(4))
    words = label(caption, 12, ink="2")
    words.setBuddy(widget)
    widget.setAccessibleName(caption)
    made.addWidget(words)
    made.addWidget(widget)
    return made
