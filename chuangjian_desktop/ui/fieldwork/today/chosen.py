"""The chosen site on Today, with what can be done about it besides walking it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from chuangjian_desktop.ui.fieldwork.deeds.state import SiteDeed
from chuangjian_desktop.ui.fieldwork.deeds.strip import SiteDeeds
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class ChosenCard(QFrame):
    """Hidden where there is nothing to do."""

    def __init__(self, deeds: SiteDeeds) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._deeds, self._title = deeds, TextBlock(13, 20, bold=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(12), u(12), u(8))
        column.setSpacing(u(4))
        column.addWidget(self._title)
        for button in (deeds.refuse, deeds.move):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_chosen(self, deed: SiteDeed | None) -> None:
        """Show a site, or nothing."""
        self._deeds.show_deed(deed)
        self.setVisible(deed is not None and deed.any)
        if deed is not None:
            self._title.show_text(deed.title, most=2)
