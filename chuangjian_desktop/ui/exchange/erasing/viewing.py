"""Photos shown large, with the way to erase one: reason first, then gone here and everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.exchange.erasing import Erased, Outlook
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.exchange.erasing.dialog import EraseDialog
from chuangjian_desktop.ui.exchange.erasing.port import ErasingPort, WorkspaceErasing, look
from chuangjian_desktop.ui.jobs.runner import Runner
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.viewer import ViewedPhoto, Viewer


class Eraser(QObject):
    """Lets a viewer erase: asks what it would mean, asks for the reason, erases, shows what became of the photo."""

    def __init__(self, viewer: Viewer, runner: Runner, port: ErasingPort, failed: Callable[[Exception], None]) -> None:
        super().__init__(viewer)
        self._viewer, self._runner, self._port, self._failed = viewer, runner, port, failed
        viewer.allow_erasing()
        viewer.wiped.connect(self._ask)

    def _ask(self, photo: str) -> None:
        self._runner.run(lambda _progress: self._port.outlook(photo), partial(self._open, photo), self._failed)

    def _open(self, photo: str, outlook: Outlook) -> None:
        dialog = EraseDialog(outlook, self._viewer)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._erase(photo, dialog.reason))
        dialog.open()

    def _erase(self, photo: str, reason: str) -> None:
        self._runner.run(lambda _progress: self._port.erase(photo, reason), self._done, self._failed)

    def _done(self, erased: Erased) -> None:
        told = t("已彻底删除。") if erased.blobs else t("已提出申请，由创建办决定。")
        if erased.requested and erased.blobs:
            told = t("已删除这里收进来的，其余的由创建办决定。")
        self._viewer.show_again(" ".join([told, *(warning_text(each) for each in erased.warnings)]))


def view_photos(desk: Desk, tiles: tuple[Tile, ...], place: int, parent: QWidget) -> Viewer:
    """Show some photos large, beginning with one of them."""
    viewer = Viewer(desk.runner, partial(look, desk.workspace), parent)
    viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    Eraser(viewer, desk.runner, WorkspaceErasing(desk.workspace), desk.failed)
    viewer.show_photos(tuple(ViewedPhoto(each.id, each.large, each.caption) for each in tiles), place, removable=False)
    return viewer
