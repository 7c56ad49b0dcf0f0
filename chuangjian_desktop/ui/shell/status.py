"""The status line: when the last durable commit was, what the screen says, the keys of this moment."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from chuangjian_desktop.ui.desk import KeyRow
from chuangjian_desktop.ui.testing_names import STATUS_NOTE, STATUS_SAVED
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import KeyHint, divider, label
from chuangjian_desktop.ui.widgets.tokens import u

MOST_HINTS = 4


class StatusLine(QFrame):
    """28 high at the foot of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "1")
        self.setFixedHeight(u(28))
        self._saved_at = ""
        self._shown: tuple[KeyRow, ...] = ()
        self._saved, self._note = label("", 12, ink="gain"), label("", 12, ink="2")
        self._saved.setObjectName(STATUS_SAVED)
        self._note.setObjectName(STATUS_NOTE)
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._line = divider(vertical=True)
        self._line.setFixedHeight(u(14))
        self._hints = QWidget()
        self._hint_row = QHBoxLayout(self._hints)
        self._hint_row.setContentsMargins(0, 0, 0, 0)
        self._hint_row.setSpacing(u(8))
        row = QHBoxLayout(self)
        row.setContentsMargins(u(14), 0, u(12), 0)
        row.setSpacing(u(12))
        row.addWidget(self._saved)
        row.addWidget(self._line)
        row.addWidget(self._note, 1)
        row.addWidget(self._hints)
        self.retranslate()

    def saved(self, moment: str) -> None:
        """The time of the durable commit, ISO 8601; empty while nothing was written in this session."""
        self._saved_at = moment
        self.retranslate()

    def note(self, text: str) -> None:
        """One line from the screen."""
        self._note.setText(text)
        self._note.setToolTip(text)

    def hints(self, rows: tuple[KeyRow, ...]) -> None:
        """Keys of this moment; F1 for all of them."""
        shown = (*rows[:MOST_HINTS], (("F1",), t("全部按键")))
        if shown == self._shown:
            return
        self._shown = shown
        while self._hint_row.count():
            entry = self._hint_row.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for keys, words in shown:
            hint = KeyHint(parent=self._hints)
            hint.show_hint(keys, words)
            self._hint_row.addWidget(hint)

    def retranslate(self) -> None:
        """The words in the language in force."""
        clock = self._saved_at[11:19]
        self._saved.setText("✓ " + t("已保存 {time}", time=clock) if clock else t("边答边存，不用手动保存"))
        self._saved.setProperty("ink", "gain" if clock else "3")
        self._saved.style().polish(self._saved)
