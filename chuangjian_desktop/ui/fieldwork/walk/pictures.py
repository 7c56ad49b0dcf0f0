"""How pictures come into the Walk and are looked at: paste, drop, files, the laptop's camera, the viewer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from chuangjian_desktop.ui.exchange.erasing.viewing import Eraser
from chuangjian_desktop.ui.exchange.files import paths_in
from chuangjian_desktop.ui.fieldwork.walk import incoming
from chuangjian_desktop.ui.fieldwork.walk.asking import WalkAsking
from chuangjian_desktop.ui.fieldwork.walk.camera import CameraDialog
from chuangjian_desktop.ui.fieldwork.walk.findings_panel import DRAFT_ID
from chuangjian_desktop.ui.fieldwork.walk.keys import typing_in
from chuangjian_desktop.ui.fieldwork.walk.photos import SUFFIXES
from chuangjian_desktop.ui.testing_names import WALK_REPAIR
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.viewer import ViewedPhoto, Viewer


class WalkPictures(WalkAsking):
    """Every way in ends in `WalkPhotos.add`, for the draft in hand or the selected finding."""

    def _paste(self) -> bool:
        mime = QGuiApplication.clipboard().mimeData()
        typing = typing_in(QApplication.focusWidget())
        if typing and mime.hasText() and not mime.hasUrls():
            return False
        return self._take(mime)

    def _take(self, mime: QMimeData) -> bool:
        if paths := paths_in(mime):
            self._photos.add_paths(paths)
            return True
        source = incoming.picture_in(mime, self._clock())
        if source is not None:
            self._photos.add([source])
        return source is not None

    def _pick_files(self, finding_id: str | bool = "") -> None:
        if isinstance(finding_id, str) and finding_id and finding_id != DRAFT_ID:
            self._presenter.select(finding_id)
        dialog = QFileDialog(self, t("选照片"), "", _filter())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._files_chosen)
        dialog.open()

    def pick_repair(self) -> None:
        """Ask for the photo of afterwards, where the selected finding was put right on the spot."""
        if self._presenter.state.locked or not self._presenter.state.selected:
            return
        dialog = QFileDialog(self, t("当场改好：选整改后的照片"), "", _filter())
        dialog.setObjectName(WALK_REPAIR)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._repair_chosen)
        dialog.open()

    def _repair_chosen(self, chosen: str) -> None:
        self._photos.repair(Path(chosen))

    def _files_chosen(self, chosen: list[str]) -> None:
        self._photos.add_paths([Path(each) for each in chosen])

    def open_camera(self) -> None:
        """Look through the laptop's camera; a picture that is taken goes the way of a pasted one."""
        if self._presenter.state.locked or self._presenter.state.row is None or self._dialog is not None:
            return
        dialog = CameraDialog(self._services, self._runner, self)
        dialog.taken.connect(self._shot)
        self._open(dialog)

    def _shot(self, jpeg: bytes) -> None:
        self._photos.add([incoming.shot(jpeg, self._clock())])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if incoming.carries_pictures(event.mimeData()) and not self._presenter.state.locked:
            event.acceptProposedAction()
            self._findings.drop.mark(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._findings.drop.mark(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._findings.drop.mark(over=False)
        cards = self._findings.list
        over = cards.card_at(cards.viewport().mapFrom(self, event.position().toPoint())) if cards.isVisible() else ""
        if over and self._presenter.state.draft is None:
            self._presenter.select(over)
        if self._take(event.mimeData()):
            event.acceptProposedAction()

    def open_photo(self, finding_id: str, place: int) -> None:
        """Show a finding's photos large, beginning with one of them."""
        row = self._presenter.state.row
        finding = next((each for each in row.findings if each.id == finding_id), None) if row else None
        if finding is None or place >= len(finding.photos):
            return
        viewer = Viewer(self._runner, self._services.picture, self)
        viewer.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        viewer.removed.connect(self._photos.remove)
        Eraser(viewer, self._runner, self._services.erasing(), self._presenter.refused)
        shown = tuple(
            ViewedPhoto(each.id, each.blob, f"{finding.number:02d} {finding.text} · {each.name}")
            for each in finding.photos
        )
        viewer.show_photos(shown, place, removable=not self._presenter.state.locked)

    def _open_big(self) -> None:
        self.open_photo(self._presenter.state.selected, 0)


def _filter() -> str:
    patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in sorted(SUFFIXES))
    return f"{t('照片')} ({patterns})"
