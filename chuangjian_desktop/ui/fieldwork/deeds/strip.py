"""Two actions about a site with what they ask, what they tell, and how they are taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.fieldwork import moving, refused, visits
from chuangjian_desktop.services.fieldwork.moving import Moving
from chuangjian_desktop.services.fieldwork.refused import Refused
from chuangjian_desktop.services.fieldwork.undo import undo
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.fieldwork.deeds.dialogs import MoveDialog, RefuseDialog
from chuangjian_desktop.ui.fieldwork.deeds.state import SiteDeed, refused_words
from chuangjian_desktop.ui.testing_names import DEED_MOVE, DEED_REFUSE, DEED_TOLD
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner


class SiteDeeds:
    """Belongs to a screen, which places the buttons and the banner."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        self._parent, self._desk = parent, desk
        self._deed: SiteDeed | None = None
        self._back: Callable[[], object] | None = None
        self.refuse, self.move = Button("", icon="lock"), Button("", icon="swap")
        self.refuse.setObjectName(DEED_REFUSE)
        self.move.setObjectName(DEED_MOVE)
        self.banner = Banner()
        self.banner.setObjectName(DEED_TOLD)
        self.banner.show_banner("")
        self.refuse.clicked.connect(self._ask_reason)
        self.move.clicked.connect(self._look)
        self.banner.acted.connect(self._take_back)

    def show_deed(self, deed: SiteDeed | None) -> None:
        """Offer what can be done about a site."""
        self._deed = deed
        self.refuse.setVisible(deed is not None and deed.refusable)
        self.move.setVisible(deed is not None and deed.movable)

    def retranslate(self) -> None:
        """Words in the language in force."""
        self.refuse.setText(t("没能进去…"))
        self.move.setText(t("换用新表…"))

    def _ask_reason(self) -> None:
        deed = self._deed
        if deed is not None:
            dialog = RefuseDialog(deed.title, self._parent.window())
            dialog.accepted.connect(lambda: self._note(deed, dialog.reason.text()))
            dialog.open()

    def _note(self, deed: SiteDeed, reason: str) -> None:
        workspace = self._desk.workspace

        def done(found: Refused) -> None:
            self._tell(refused_words(deed.title, found.reserve), lambda: refused.undo(workspace))

        self._desk.runner.run(
            lambda _progress: refused.refuse(workspace, deed.site_id, reason), done, self._desk.failed
        )

    def _look(self) -> None:
        deed, workspace = self._deed, self._desk.workspace
        if deed is not None:
            self._desk.runner.run(
                lambda _progress: moving.preview(workspace, visits.visit_of(workspace, deed.site_id)),
                lambda found: self._show(deed, found),
                self._desk.failed,
                lane="work",
            )

    def _show(self, deed: SiteDeed, found: Moving) -> None:
        dialog = MoveDialog(deed.title, found, self._parent.window())
        dialog.accepted.connect(lambda: self._go_on(deed, found))
        dialog.open()

    def _go_on(self, deed: SiteDeed, found: Moving) -> None:
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: moving.move(workspace, found.visit_id),
            lambda _moved: self._tell(
                t("“{site}”换成了 {version}。", site=deed.title, version=found.after),
                lambda: undo(workspace, found.visit_id),
            ),
            self._desk.failed,
        )

    def _tell(self, words: str, back: Callable[[], object]) -> None:
        self._back = back
        self.banner.show_banner(words, "gain", "tick", t("撤销"))

    def _take_back(self) -> None:
        back, self._back = self._back, None
        if back is None:
            self.banner.show_banner("")
            return
        self._desk.runner.run(
            lambda _progress: back(),
            lambda _done: self.banner.show_banner(t("已撤销。"), "info", "undo", t("知道了")),
            self._desk.failed,
        )
