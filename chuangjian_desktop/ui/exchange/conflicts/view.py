"""The Conflicts screen: what waits for a decision and what was settled, side by side, one by one or by a rule."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.screen import CompareScreen
from chuangjian_desktop.ui.exchange.compare.state import CompareState
from chuangjian_desktop.ui.exchange.conflicts.dialogs import ApproveDialog, RuleDialog, WriteDialog
from chuangjian_desktop.ui.exchange.conflicts.presenter import OPEN, TABS, Choices, ConflictsPresenter
from chuangjian_desktop.ui.testing_names import COMPARE_PART, CONFLICTS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button


class ConflictsScreen(CompareScreen):
    """Conflicts of the whole file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(CONFLICTS, desk, len(TABS))
        self._rule = Button("", key="R")
        self._rule.setObjectName(COMPARE_PART.format(screen=CONFLICTS, part="by_rule"))
        self._rule.clicked.connect(self._ask_rule)
        self.header.action(self._rule)
        self._presenter = ConflictsPresenter(desk, self.show_state)
        self.serve(self._presenter)

    def show_state(self, state: CompareState) -> None:
        """Render."""
        super().show_state(state)
        self._rule.setEnabled(state.tab == OPEN and len(state.lines) > 1)

    def retranslate(self) -> None:
        self._rule.setText(t("按规则批量裁定…"))
        super().retranslate()

    def take(self, side: str) -> None:
        """Erasing is asked for once more; everything else can be changed later."""
        found = self._presenter.current()
        if found is None or not self._presenter.erases(side):
            self._presenter.take(side)
            return
        reason = next((each.note for each in found.candidates if each.id == side), "")
        dialog = ApproveDialog(found, reason, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.take(side))
        dialog.open()

    def deed(self, name: str) -> None:
        """What the buttons under the cards say."""
        if name == "both":
            self._presenter.both()
        elif name == "other":
            self._presenter.choices(self._ask_value)
        else:
            super().deed(name)

    def _ask_value(self, found: Conflict, choices: Choices) -> None:
        dialog = WriteDialog(found, choices, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.write(dialog.value))
        dialog.open()

    def _ask_rule(self) -> None:
        if not self._rule.isEnabled():
            return
        dialog = RuleDialog(self._presenter.rules(), self._presenter.foresee, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.settle_by(dialog.rule))
        dialog.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_R and not event.modifiers():
            self._ask_rule()
        else:
            super().keyPressEvent(event)
