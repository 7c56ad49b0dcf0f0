"""A unit to choose: from the list, or found by typing any part of its name."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

from chuangjian_desktop.ui.office.cases.state import Choices


class UnitBox(QComboBox):
    """`choices` are (id, name); the one with the id `value` stands there at first."""

    def __init__(self, choices: Choices, value: str, hint: str) -> None:
        super().__init__()
        self._choices = choices
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        for unit, name in choices:
            self.addItem(name, unit)
        self.setCurrentIndex(self.findData(value))
        completer = QCompleter([name for _, name in choices], self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        if (edit := self.lineEdit()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
            edit.setPlaceholderText(hint)
        if not value:
            self.clear_words()

    def clear_words(self) -> None:
        """Nothing is chosen any more."""
        self.setCurrentIndex(-1)
        self.setEditText("")

    def value(self) -> str:
        """The id behind the words; what is typed and is no unit comes back as it is, and is refused by name."""
        typed = self.currentText().strip()
        return next((unit for unit, name in self._choices if name == typed), typed)
