"""The ground of the Walk's view: its presenter, and the dialogs in which it asks or explains."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from chuangjian_desktop.ui.fieldwork.walk.dialogs import (
    FinishDialog,
    KeysDialog,
    ReadingDialog,
    ReasonDialog,
    ScoreDialog,
)
from chuangjian_desktop.ui.fieldwork.walk.layout import WalkLayout
from chuangjian_desktop.ui.fieldwork.walk.photos import WalkPhotos
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.fieldwork.walk.presenter import WalkPresenter
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.widgets.thumbs import Thumbs


class WalkAsking(WalkLayout):
    """Renders states and opens one dialog at a time; after each the keyboard is back at the list."""

    def __init__(
        self, services: WalkServices, runner: Runner, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(Thumbs(runner, services.picture), Thumbs(runner, services.picture), parent)
        self._services, self._runner, self._clock = services, runner, clock
        self._dialog: QDialog | None = None
        self._presenter = WalkPresenter(services, runner, self, clock)
        self._photos = WalkPhotos(services, runner, self._presenter)

    def show_state(self, state: WalkState) -> None:
        """Render a state, and ask for names once it is known what is missing."""
        self.render_state(state)
        if state.finish is not None and self._dialog is None:
            self._ask_names(state)

    def _banner_acted(self) -> None:
        notice = self._presenter.state.notice
        if notice is None or not notice.action:
            self._presenter.tell(None)
        elif notice.action == "retry":
            self._presenter.retry()
        elif notice.action == "reopen":
            dialog = ReasonDialog(self)
            dialog.reasoned.connect(self._presenter.reopen)
            self._open(dialog)

    def _ask_names(self, state: WalkState) -> None:
        if state.finish is None or state.sheet is None:
            return
        dialog = FinishDialog(state.finish, state.sheet.people, self)
        dialog.named.connect(self._presenter.finish)
        self._open(dialog)

    def _read_all(self) -> None:
        if self._presenter.state.row is not None:
            self._open(ReadingDialog(self._presenter.state.row, self))

    def _explain(self) -> None:
        if self._presenter.state.sheet is not None:
            self._open(ScoreDialog(self._presenter.state.sheet, self))

    def show_keys(self) -> None:
        """All keys of this screen."""
        self._open(KeysDialog(self))

    def _open(self, dialog: QDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self._dialog = None
        self.window().activateWindow()
        self.focus_list()
