"""One thing to read whole at the right of a page: a title, then names with what they say."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.ui.office.standards.reading import Facts
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class FactsPanel(QScrollArea):
    """Facts to read, as long as they are."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("surface", "1")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._shown: Facts | None = None

    def show_facts(self, facts: Facts) -> None:
        """Show them, from their beginning."""
        if facts == self._shown:
            return
        self._shown = facts
        self.setAccessibleName(facts.title)
        body = QWidget()
        body.setProperty("surface", "1")
        column = QVBoxLayout(body)
        column.setContentsMargins(u(16), u(12), u(16), u(12))
        column.setSpacing(u(2))
        if facts.title:
            title = TextBlock(15, 22, bold=True)
            title.show_text(facts.title)
            column.addWidget(title)
        for name, value in facts.pairs:
            column.addSpacing(u(6))
            column.addWidget(label(name, 12, ink="3"))
            text = TextBlock(13, 20)
            text.show_text(value)
            column.addWidget(text)
        column.addStretch(1)
        self.setWidget(body)
