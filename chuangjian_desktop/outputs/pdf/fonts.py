"""Which font prints which character: a chain of fonts per role, and what none of them has.

A character that no font has is told before anything is printed (M25), never a box. So are letters of scripts that run
from right to left, which would stand in the wrong order. Invisible marks (joiners, direction marks, variation
selectors) print nothing and stay in the text of the document.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from chuangjian_desktop.outputs.pdf.faces import BLANK, Face, Role, chain, face_of, font_folders, own_files
from chuangjian_desktop.outputs.pdf.linebreak import BLANKS
from chuangjian_desktop.resources import FONTS

FULL = 0.95  # from this width on a character takes a whole cell of the grid


@dataclass(frozen=True, slots=True)
class Style:
    """Role and size in points of a text; `pitch` is the width of a cell when characters stand on a grid."""

    role: Role
    size: float
    pitch: float = 0.0

    @property
    def cell(self) -> float:
        """Advance of a whole character."""
        return self.pitch or self.size


@dataclass(frozen=True, slots=True)
class Glyph:
    """Who prints a character, and how wide it is as a part of the em. `face` is None for a blank."""

    face: Face | None
    width: float


class FontSet:
    """The fonts of one computer. `folders` are searched for its own; without any, the shipped fonts print alone."""

    def __init__(self, folders: tuple[Path, ...] = ()) -> None:
        own = own_files(folders)
        roles: tuple[Role, ...] = ("fang", "kai", "hei", "song", "title")
        self._chains = {role: chain(role, own) for role in roles}
        self._glyphs: dict[Role, dict[str, Glyph | None]] = {role: {} for role in roles}
        self._measures: dict[Style, Callable[[str], float]] = {}

    def glyph(self, character: str, role: Role) -> Glyph | None:
        """The first font of the chain that has the character; None when none has."""
        known = self._glyphs[role]
        if character not in known:
            known[character] = self._find(character, role)
        return known[character]

    def runs(self, text: str, role: Role) -> list[tuple[str, str]]:
        """The text cut where the font changes, as (name of the font, piece); blanks and unknown ones have no name."""
        found: list[tuple[str, str]] = []
        for character in text:
            glyph = self.glyph(character, role)
            name = glyph.face.name if glyph and glyph.face else ""
            if found and found[-1][0] == name:
                found[-1] = (name, found[-1][1] + character)
            else:
                found.append((name, character))
        return found

    def missing(self, text: str) -> list[str]:
        """Characters that no font can print, each once, in the order of the text."""
        return [character for character in dict.fromkeys(text) if self.glyph(character, "fang") is None]

    def measure(self, style: Style) -> Callable[[str], float]:
        """The advance of a character in points; whole characters take a cell."""
        if style not in self._measures:
            self._measures[style] = self._measure(style)
        return self._measures[style]

    def width(self, text: str, style: Style) -> float:
        """Width of a text on one line."""
        return sum(map(self.measure(style), text))

    def _measure(self, style: Style) -> Callable[[str], float]:
        known: dict[str, float] = {}

        def advance(character: str) -> float:
            if character not in known:
                glyph = self.glyph(character, style.role)
                part = glyph.width if glyph else 1.0
                known[character] = style.cell * round(part) if part >= FULL else part * style.size
            return known[character]

        return advance

    def _find(self, character: str, role: Role) -> Glyph | None:
        if character in BLANKS and character != " ":
            return Glyph(None, 2.0 if character == "\t" else 1.0 if character == "\u3000" else 0.5)
        if character == "\n":
            return Glyph(None, 0.0)
        if is_invisible(character):
            return _in(FONTS / BLANK, character)
        if unicodedata.bidirectional(character) in {"R", "AL", "AN"}:
            return None
        for path in self._chains[role]:
            glyph = _in(path, character)
            if glyph:
                return glyph
        return None


def _in(path: Path, character: str) -> Glyph | None:
    face = face_of(path)
    if face is None or ord(character) not in face.glyphs:
        return None
    return Glyph(face, face.width(character))


def is_invisible(character: str) -> bool:
    """Whether the character acts on its neighbours only and shows nothing."""
    point = ord(character)
    if 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF or point == 0x034F:
        return True
    return unicodedata.category(character) == "Cf"


@lru_cache(maxsize=1)
def computer_fonts() -> FontSet:
    """The fonts of this computer, looked up once."""
    return FontSet(font_folders())
