"""Font files: where a laptop keeps its own, and one loaded face per file, shared by all documents."""

from __future__ import annotations

import logging
import os
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # pyright: ignore[reportUnknownVariableType]

from chuangjian_desktop.resources import FONTS

Role = Literal["fang", "kai", "hei", "song", "title"]

# File names of 仿宋, 楷体, 黑体, 宋体 and 小标宋 as Windows, WPS, Office, macOS and font packs bring them.
OWN: dict[Role, tuple[str, ...]] = {
    "fang": ("仿宋_gb2312.ttf", "fangsong_gb2312.ttf", "simfang.ttf", "stfangso.ttf", "fangsong.ttf"),
    "kai": ("楷体_gb2312.ttf", "kaiti_gb2312.ttf", "simkai.ttf", "stkaiti.ttf", "kaiti.ttf"),
    "hei": ("simhei.ttf", "stheiti.ttf"),
    "song": ("simsun.ttc", "simsun.ttf", "stsong.ttf"),
    "title": ("fzxbsjw.ttf", "fzxbsk.ttf", "fzxbs.ttf", "方正小标宋简体.ttf", "方正小标宋_gbk.ttf", "stzhongs.ttf"),
}
SHIPPED: dict[Role, str] = {
    "fang": "ChuangjianFang-Regular.ttf",
    "kai": "ChuangjianKai-Regular.ttf",
    "hei": "ChuangjianSans-Regular.ttf",
    "song": "ChuangjianSerif-Regular.ttf",
    "title": "ChuangjianSerif-Bold.ttf",
}
# Where a character goes that its role's fonts lack.
RARE = ("ChuangjianSerif-Regular.ttf", "ChuangjianKai-Regular.ttf", "ChuangjianLatin-Regular.ttf")
SYMBOLS = ("ChuangjianSymbols-Regular.ttf", "ChuangjianLast-Regular.ttf")
OWN_RARE = ("simsunb.ttf", "simsunextg.ttf", "msyh.ttc")
BLANK = "ChuangjianLast-Regular.ttf"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One font file that documents can embed: its name there, and the width of each character it has."""

    name: str
    glyphs: dict[int, int]
    widths: dict[int, float]
    default_width: float

    def width(self, character: str) -> float:
        """Advance as a part of the em."""
        return self.widths.get(ord(character), self.default_width) / 1000


class _Font(TTFont):
    """A font whose characters beyond U+FFFF can be read back: the library writes their numbers where UTF-16 belongs."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401 - the library's own
        """Add the font to a document and mend the table by which readers get the text back."""
        super().addObjects(doc)  # pyright: ignore[reportUnknownMemberType]
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _BEYOND.sub(_as_utf16, thing.content)


_BEYOND = re.compile(r"(?<= <)[0-9A-F]{5,6}(?=>)")


def _as_utf16(number: re.Match[str]) -> str:
    return chr(int(number.group(), base=16)).encode("utf-16-be").hex().upper()


_faces: dict[Path, Face | None] = {}


def face_of(path: Path) -> Face | None:
    """The face of a file, loaded once; None when the file cannot be embedded (damaged, CFF, forbidden by its maker)."""
    if path not in _faces:
        _faces[path] = _load(path)
    return _faces[path]


def _load(path: Path) -> Face | None:
    name = f"{path.stem}-{len(_faces)}"
    try:
        font: Any = _Font(name, str(path), asciiReadable=0)
    except (TTFError, OSError, ValueError, KeyError, IndexError) as error:
        _log.warning("font %s is left out: %s", path.name, type(error).__name__)
        return None
    pdfmetrics.registerFont(font)  # pyright: ignore[reportUnknownMemberType]
    face: Any = font.face
    # Every document embeds a subset; without this each would copy the font's tables again, megabytes at a time.
    face.get_table = cache(face.get_table)
    glyphs = {point: glyph for point, glyph in face.charToGlyph.items() if glyph}
    return Face(name, glyphs, face.charWidths, face.defaultWidth)


def font_folders() -> tuple[Path, ...]:
    """Where this computer keeps its fonts."""
    home = Path.home()
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".fonts", home / ".local/share/fonts")


def own_files(folders: tuple[Path, ...]) -> dict[str, Path]:
    """Files of the wanted names below the folders, by lower-case name; the first one found counts."""
    wanted = {name for names in OWN.values() for name in names} | set(OWN_RARE)
    found: dict[str, Path] = {}
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                if name.lower() in wanted:
                    found.setdefault(name.lower(), Path(place, name))
    return found


def chain(role: Role, own: dict[str, Path]) -> list[Path]:
    """The files tried for a role, in order: the laptop's own, the shipped one, then wherever rare characters are."""
    names = [own[name] for name in OWN[role] if name in own]
    names.append(FONTS / SHIPPED[role])
    if role == "fang":
        names.extend(own[name] for name in OWN["song"] if name in own)
    names.extend(FONTS / name for name in RARE)
    names.extend(own[name] for name in OWN_RARE if name in own)
    names.extend(FONTS / name for name in SYMBOLS)
    return list(dict.fromkeys(names))
