"""What all screens of the window share: a header, words that follow the language, keys for the status line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import KeyRow
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.tokens import u


class ScreenHeader(QFrame):
    """60 high: title with one line of facts, something in the middle, actions at the right."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("surface", "0")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(u(60))
        self._title, self._facts = label("", 18, bold=True), label("", 12, ink="2")
        self._title.setObjectName(f"{name}.title")
        self._facts.setObjectName(f"{name}.facts")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        words.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(u(16), 0, u(14), 0)
        self._row.setSpacing(u(8))
        self._row.addLayout(words)
        self._row.addSpacing(u(16))
        self._middle = QHBoxLayout()
        self._row.addLayout(self._middle)
        self._row.addStretch(1)

    def say(self, title: str, facts: str = "") -> None:
        """Title and the line under it."""
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setToolTip(facts)
        self._facts.setVisible(bool(facts))

    def middle(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something beside the title."""
        self._middle.addWidget(widget, stretch)

    def action(self, widget: QWidget) -> None:
        """Put an action at the right."""
        self._row.addWidget(widget)


class Screen(Beginning):
    """A screen of the window. Subclasses fill `column` under their `header` and set words in `retranslate`."""

    noted = Signal(str)
    keys_changed = Signal()
    own_status = False

    def __init__(self, name: str, *, header: bool = True) -> None:
        super().__init__()
        self.setObjectName(name)
        self.header = ScreenHeader(name)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        if header:
            self.column.addWidget(self.header)
            self.column.addWidget(divider())
        else:
            self.header.setParent(self)
            self.header.hide()

    def keys(self) -> tuple[KeyRow, ...]:
        """Keys of this moment with what they do; the first few stand in the status line, F1 shows all."""
        return ()

    def show_own_keys(self) -> bool:
        """Show all keys in a way of its own; False leaves it to the window."""
        return False

    def note(self) -> str:
        """One line about this screen for the status line."""
        return ""

    def refresh(self) -> None:
        """Read anew: the screen is shown, or something was written."""

    def open_at(self, what: str, part: str) -> None:
        """Show something particular: words to search for, a visit and one of its items."""

    def has_content(self) -> bool:
        """Whether there is anything to show; the walk has nothing before a site was chosen."""
        return True

    def retranslate(self) -> None:
        """Set all words in the language in force."""

    def leave(self) -> None:
        """The workspace is about to close: let go of timers and jobs."""

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.keys_changed.emit()


def panel(surface: str = "1", margin: int = 16) -> tuple[QFrame, QVBoxLayout]:
    """A grey side panel with its column."""
    made = QFrame()
    made.setProperty("surface", surface)
    column = QVBoxLayout(made)
    column.setContentsMargins(u(margin), u(margin), u(margin), u(margin))
    column.setSpacing(u(8))
    return made, column


def card(margin: int = 12) -> tuple[QFrame, QVBoxLayout]:
    """A white card with its column."""
    made = QFrame()
    made.setProperty("frame", "card")
    column = QVBoxLayout(made)
    column.setContentsMargins(u(margin), u(margin), u(margin), u(margin))
    column.setSpacing(u(6))
    return made, column
