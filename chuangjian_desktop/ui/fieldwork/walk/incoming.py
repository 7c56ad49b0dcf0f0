"""Pictures from the clipboard, from a drag, or from a file dialog, as sources that decode away from the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage

from chuangjian_desktop.ui.exchange.files import files_of_ours, paths_in
from chuangjian_desktop.ui.fieldwork.walk.photos import Source
from chuangjian_desktop.ui.text.words import t


def picture_in(mime: QMimeData, now: datetime) -> Source | None:
    """A picture that is carried as such, for example from a phone's screen mirror or a chat window."""
    if not mime.hasImage():
        return None
    image: object = mime.imageData()
    if not isinstance(image, QImage) or image.isNull():
        return None
    return Source(_encoder(image.copy()), t("粘贴 {time}", time=now.strftime("%H%M%S")) + ".png")


def shot(jpeg: bytes, now: datetime) -> Source:
    """A picture that the laptop's camera has just taken."""
    return Source(lambda: jpeg, t("拍照 {time}", time=now.strftime("%H%M%S")) + ".jpg")


def carries_pictures(mime: QMimeData) -> bool:
    """Whether a drag may be dropped here."""
    return mime.hasImage() or (bool(paths_in(mime)) and not files_of_ours(mime))


def _encoder(image: QImage) -> Callable[[], bytes]:
    def encode() -> bytes:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # pyright: ignore[reportCallIssue, reportArgumentType]
        buffer.close()
        return bytes(data.data())

    return encode
