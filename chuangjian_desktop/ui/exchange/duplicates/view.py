"""The Duplicates screen: pairs that may be one and the same problem, compared, joined or parted."""

from __future__ import annotations

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.screen import CompareScreen
from chuangjian_desktop.ui.exchange.duplicates.presenter import TABS, DuplicatesPresenter
from chuangjian_desktop.ui.testing_names import DUPLICATES


class DuplicatesScreen(CompareScreen):
    """Proposals, joined and distinct pairs of the round."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(DUPLICATES, desk, len(TABS))
        self._presenter = DuplicatesPresenter(desk, self.show_state)
        self.serve(self._presenter)

    def deed(self, name: str) -> None:
        """What the buttons under the cards say."""
        if name == "distinct":
            self._presenter.part()
        elif name == "back":
            self._presenter.take_back()
        else:
            super().deed(name)
