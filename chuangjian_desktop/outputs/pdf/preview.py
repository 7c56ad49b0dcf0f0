"""Pictures of the pages of a PDF for the preview: what is shown is what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2

from chuangjian_desktop.domain.errors import Refusal


def page_count(data: bytes) -> int:
    """How many pages a PDF has; `Refusal` M02 when it is none."""
    document = _opened(data, "PDF")
    try:
        return len(document)
    finally:
        document.close()


def render_page(path: Path, page: int, scale: float) -> tuple[int, int, bytes]:
    """Width and height in pixels and the RGB bytes of a page (from 0); at scale 1 a point is a pixel.

    `Refusal` M02 when the file is no PDF, M27 when it has no such page.
    """
    document = _opened(path, path.name)
    try:
        if not 0 <= page < len(document):
            raise Refusal("M27", file=path.name, value=str(page + 1))
        bitmap: Any = document[page].render(scale=scale, rev_byteorder=True)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        data = bytes(bitmap.buffer)
        channels = bitmap.n_channels
        bitmap.close()
    finally:
        document.close()
    rows = (data[row * stride : row * stride + width * channels] for row in range(height))
    return width, height, b"".join(rows) if channels == 3 else _rgb(b"".join(rows), channels)


def _opened(source: bytes | Path, name: str) -> Any:  # noqa: ANN401 - the library comes without types
    try:
        return pypdfium2.PdfDocument(source)
    except (pypdfium2.PdfiumError, OSError) as error:
        raise Refusal("M02", file=name, detail=str(error)) from error


def _rgb(data: bytes, channels: int) -> bytes:
    """Red, green and blue of each pixel; a grey page gives the same thrice."""
    if channels == 1:
        return bytes(value for value in data for _ in range(3))
    found = bytearray(len(data) // channels * 3)
    for channel in range(3):
        found[channel::3] = data[channel::channels]
    return bytes(found)
