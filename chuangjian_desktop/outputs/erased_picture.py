"""What stands in the place of an erased photo, wherever photos are shown or printed: a plain card that says so."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from chuangjian_desktop.resources import FONTS

_SIZE = (800, 600)
_GROUND, _LINE, _INK, _QUIET = (236, 238, 241), (178, 184, 192), (52, 58, 66), (98, 106, 116)
_MARGIN, _MOST_LINES = 70, 6


@lru_cache(maxsize=64)
def erased_picture(title: str, words: str) -> bytes:
    """A JPEG of 800 by 600 with a title and some words under it, which are cut where they do not fit."""
    image = Image.new("RGB", _SIZE, _GROUND)
    pen = ImageDraw.Draw(image)
    width, height = _SIZE
    pen.rectangle((18, 18, width - 19, height - 19), outline=_LINE, width=3)
    pen.text((width / 2, 150), title, _INK, _font(60), anchor="mm")
    font = _font(34)
    for number, line in enumerate(_lines(words, font, width - 2 * _MARGIN)):
        pen.text((width / 2, 250 + number * 52), line, _QUIET, font, anchor="mm")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


@lru_cache(maxsize=4)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "ChuangjianSans-Regular.ttf", size)


def _lines(words: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Broken between any two characters, as Chinese is."""
    found: list[str] = []
    for paragraph in words.splitlines():
        line = ""
        for character in paragraph:
            if font.getlength(line + character) > width:
                found.append(line)
                line = ""
            line += character
        found.append(line)
        if len(found) > _MOST_LINES:
            break
    if len(found) > _MOST_LINES:
        found = [*found[: _MOST_LINES - 1], found[_MOST_LINES - 1][:-1] + "…"]
    return found
