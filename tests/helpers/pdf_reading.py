"""Reading a PDF back: every character with its box."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from pypdfium2 import raw


@dataclass(frozen=True, slots=True)
class Char:
    text: str
    x: float
    y: float
    size: float


def pages(path: Path) -> list[list[Char]]:
    document = pypdfium2.PdfDocument(path)
    found: list[list[Char]] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        chars: list[Char] = []
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(text.count_chars()):
            point = raw.FPDFText_GetUnicode(text, index)
            if raw.FPDFText_IsGenerated(text, index) == 1 or not point:
                continue
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            chars.append(Char(chr(point), x.value, y.value, raw.FPDFText_GetFontSize(text, index)))
        text.close()
        page.close()
        found.append(joined(chars))
    document.close()
    return found


def joined(chars: list[Char]) -> list[Char]:
    """Halves of a surrogate pair put together."""
    found: list[Char] = []
    for char in chars:
        if found and 0xDC00 <= ord(char.text) < 0xE000 and 0xD800 <= ord(found[-1].text[-1]) < 0xDC00:
            whole = (found[-1].text + char.text).encode("utf-16", "surrogatepass").decode("utf-16")
            found[-1] = Char(whole, found[-1].x, found[-1].y, char.size)
        else:
            found.append(char)
    return found


def rows(page: list[Char]) -> list[tuple[float, str]]:
    """Text by baseline, from the top, each row from left to right."""
    lines: dict[float, list[Char]] = {}
    for char in page:
        lines.setdefault(round(char.y, 1), []).append(char)
    return [
        (y, "".join(c.text for c in sorted(line, key=lambda c: c.x))) for y, line in sorted(lines.items(), reverse=True)
    ]


def plain(text: str) -> str:
    return "".join(text.split()).replace("\u3000", "")


def texts(path: Path) -> list[str]:
    """The text of each page without spaces."""
    return [plain("".join(char.text for char in page)) for page in pages(path)]


def all_text(path: Path) -> str:
    """In drawing order, without blanks."""
    return plain("".join(char.text for page in pages(path) for char in page))
