"""What the pages of Standards share: a line of facts, actions in the header of the screen, keys."""

from __future__ import annotations

from PySide6.QtCore import Signal

from chuangjian_desktop.ui.desk import KeyRow
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.focus import Beginning


class StandardsPage(Beginning):
    """A page. `said` when its line of facts, its keys or its actions changed."""

    said = Signal(str)

    def facts(self) -> str:
        """The line under the title of the screen."""
        return ""

    def header_buttons(self) -> tuple[Button, ...]:
        """Actions that stand in the header of the screen while this page is open."""
        return ()

    def offers(self, _button: Button) -> bool:
        """Whether such an action makes sense now."""
        return False

    def refresh(self) -> None:
        """Read anew."""

    def retranslate(self) -> None:
        """Words in the language in force."""

    def keys(self) -> tuple[KeyRow, ...]:
        """What the keys do here."""
        return ()

    def note(self) -> str:
        """One line for the status line."""
        return ""
