"""What comes in from outside on the 整改 screen: replies of units by drop or dialog, and the draw of 回头看."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.office.replies.arrivals import BOOKS, PICTURES
from chuangjian_desktop.services.office.replies.importing import Proposal
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.files import PACKAGE, WORKSPACE, files_of_ours, paths_in
from chuangjian_desktop.ui.office.cases.bring_dialog import BringDialog
from chuangjian_desktop.ui.office.cases.bringing import brought, enter, look_at
from chuangjian_desktop.ui.office.cases.draw_dialog import DrawDialog
from chuangjian_desktop.ui.office.cases.drawing import Drawing, draw, read_drawing
from chuangjian_desktop.ui.testing_names import CASES_BRING
from chuangjian_desktop.ui.text.words import t


class Incoming(QObject):
    """Looks at what came, shows it, and enters it when a person says so; `tell` hears what was done."""

    def __init__(self, desk: Desk, screen: QWidget, tell: Callable[[str], None]) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._tell = desk, screen, tell

    @staticmethod
    def takes(mime: QMimeData) -> bool:
        """Whether a drag is for this screen: workspaces, and whatever lies among them, are the window's."""
        return bool(paths_in(mime)) and all(each.suffix.lower() != WORKSPACE for each in files_of_ours(mime))

    def ask_files(self) -> None:
        """Choose workbooks, photos or units' packages."""
        patterns = " ".join(f"*{suffix}" for suffix in (*sorted(BOOKS | PICTURES), PACKAGE))
        dialog = QFileDialog(self._screen, t("收回复…"), "", f"{t('回复工作簿、照片和回复包')} ({patterns})")
        dialog.setObjectName(f"{CASES_BRING}.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._chosen)
        dialog.open()

    def _chosen(self, places: list[str]) -> None:
        self.look_at([Path(each) for each in places])

    def look_at(self, paths: Sequence[Path]) -> None:
        """Match what came, away from the window, then show it."""
        if paths:
            run_long(
                t("正在看回复"),
                (self._screen, self._desk.runner),
                lambda progress: look_at(self._desk, paths, progress),
                self._show,
                lambda error: self._failed(paths, error),
            )

    def _failed(self, paths: Sequence[Path], error: Exception) -> None:
        """Packages that wait for a person's word, or are no replies, are for merging, where that is asked."""
        if isinstance(error, Refusal) and all(each.suffix.lower() == PACKAGE for each in paths):
            self._desk.go("merge", "\0".join(str(each) for each in paths))
        else:
            self._desk.failed(error)

    def _show(self, proposal: Proposal) -> None:
        dialog = BringDialog(brought(proposal), self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._enter(proposal))
        dialog.open()

    def _enter(self, proposal: Proposal) -> None:
        run_long(
            t("正在登记反馈"),
            (self._screen, self._desk.runner),
            lambda _progress: enter(self._desk, proposal),
            lambda count: self._tell(t("已登记反馈 {n} 件", n=count)),
            self._desk.failed,
        )

    def ask_draw(self) -> None:
        """Ask for a draw of closed cases."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: read_drawing(workspace), self._open_draw, self._desk.failed, lane="work"
        )

    def _open_draw(self, drawing: Drawing) -> None:
        dialog = DrawDialog(drawing, self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._drawn(dialog))
        dialog.open()

    def _drawn(self, dialog: DrawDialog) -> None:
        workspace, wanted = self._desk.workspace, dialog.wanted
        self._desk.runner.run(lambda _progress: draw(workspace, wanted), self._tell, self._desk.failed)
