"""Files and folders dropped anywhere on a widget."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """`dropped` gives the paths (a list of `Path`); `over` says whether something is dragged over the widget now."""

    dropped = Signal(list)
    over = Signal(bool)

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.DragMove} and isinstance(event, QDropEvent):
            return self._hover(event)
        if event.type() == QEvent.Type.DragLeave:
            self.over.emit(False)
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self.over.emit(False)
            paths = local_paths(event)
            if paths:
                event.acceptProposedAction()
                self.dropped.emit(paths)
            return True
        return super().eventFilter(watched, event)

    def _hover(self, event: QDropEvent) -> bool:
        if local_paths(event):
            event.acceptProposedAction()
            self.over.emit(True)
        return True


def local_paths(event: QDropEvent) -> list[Path]:
    """The files and folders of this computer that an event carries."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
