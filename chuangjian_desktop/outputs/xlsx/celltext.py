"""Text for cells: escaped so that every character comes back, and measured as offices' programs count and wrap it."""

from __future__ import annotations

import math
import re
from xml.sax.saxutils import escape

LONGEST = 32_767
"""UTF-16 units that a cell may hold."""

_UNFIT = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_LOOKS_ESCAPED = re.compile(rf"_(?=x[0-9A-Fa-f]{{4}}(?:_|[{_UNFIT}]))")
_UNFIT_CHARACTER = re.compile(f"[{_UNFIT}]")
_SPECIAL = re.compile(f"[&<>\r_{_UNFIT}]")
_POINTS_PER_LINE = 15.0
_TALLEST = 409.0


def escaped(text: str) -> str:
    """The text as XML content of a string item.

    What XML cannot carry becomes `_xHHHH_` (ECMA-376, ST_Xstring), text that only looks so is escaped itself, and a
    carriage return is written as a reference, since parsers turn a bare one into a line feed.
    """
    if not _SPECIAL.search(text):
        return text
    text = _LOOKS_ESCAPED.sub("_x005F_", text)
    text = _UNFIT_CHARACTER.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    return escape(text, {"\r": "&#13;"})


def units(text: str) -> int:
    """The length in UTF-16 units, as Excel counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def too_long(text: str) -> bool:
    """Whether a cell cannot hold the text."""
    return len(text) * 2 > LONGEST and units(text) > LONGEST


def pieces(text: str, most: int) -> list[str]:
    """The text cut into pieces of at most `most` UTF-16 units, never through a character."""
    found: list[str] = []
    start = size = 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" else 1
        if size + width > most:
            found.append(text[start:place])
            start, size = place, 0
        size += width
    return [*found, text[start:]]


def line_count(text: str, width: float) -> int:
    """How many lines the text takes in a column of `width` digits, generously, so that nothing is clipped."""
    room = max(width - 1.0, 2.0)
    return sum(max(1, math.ceil(_span(line) * 1.04 / room)) for line in text.splitlines() or [""])


def _span(line: str) -> float:
    return sum(1.0 if character < "\u2000" else 2.05 for character in line)


def height_of(lines: int, least: float = 21.0) -> float:
    """The height in points of a row with that many lines; programs allow no more than 409."""
    return min(max(least, lines * _POINTS_PER_LINE + 6.0), _TALLEST)
