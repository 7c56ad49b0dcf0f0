"""Photos at the size in which documents print them."""

from __future__ import annotations

import io

from PIL import Image, UnidentifiedImageError

from chuangjian_desktop.domain.errors import Refusal

PRINTED_SIDE = 900
_QUALITY = 82


def for_print(jpeg: bytes) -> bytes:
    """A stored photo with its longest side at 900 px: 300 dpi at 76 mm, so that a notice stays small enough to mail.

    `Refusal` M09 when the bytes are no JPEG.
    """
    try:
        with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as image:
            if max(image.size) <= PRINTED_SIDE:
                return jpeg
            image.draft(None, (PRINTED_SIDE, PRINTED_SIDE))
            image.thumbnail((PRINTED_SIDE, PRINTED_SIDE))
            out = io.BytesIO()
            image.save(out, "JPEG", quality=_QUALITY)
    except (UnidentifiedImageError, OSError) as fault:
        raise Refusal("M09", file="", detail=type(fault).__name__) from fault
    return out.getvalue()
