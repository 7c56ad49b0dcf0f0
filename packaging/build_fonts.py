"""Build the open fonts of `resources/fonts/` from Debian packages.

    python packaging/build_fonts.py [--packages FOLDER] [--only ROLE]

Without `--packages`, `apt-get download` fetches the packages below into a folder of their own. Each font is reduced
to the characters its role needs, turned from CFF into TrueType outlines where necessary (the PDF library embeds
TrueType only), stripped of layout tables that the program does not use, and renamed, because a changed font must not
carry a reserved name. `resources/fonts/LICENSES.md` says the same to those who receive the fonts.
"""

from __future__ import annotations

import argparse
import bz2
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph

PACKAGES = (
    "fonts-noto-cjk",
    "fonts-lxgw-wenkai",
    "texlive-lang-chinese",
    "fonts-symbola",
    "fonts-dejavu-core",
    "fonts-unifont",
    "unicode-data",
)
TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"
NOTO = "usr/share/fonts/opentype/noto/Noto"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
HANGUL = range(0xAC00, 0xD7B0)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one font is made: file name and new family, where it comes from, which characters stay."""

    file: str
    family: str
    source: str
    coverage: str
    bold: bool = False
    face: str = ""


RECIPES = {
    "serif": Recipe(
        "ChuangjianSerif-Regular.ttf",
        "Chuangjian Serif",
        NOTO + "SerifCJK-Regular.ttc",
        "han",
        face="Noto Serif CJK SC",
    ),
    "serif-bold": Recipe(
        "ChuangjianSerif-Bold.ttf",
        "Chuangjian Serif",
        NOTO + "SerifCJK-Bold.ttc",
        "common",
        bold=True,
        face="Noto Serif CJK SC",
    ),
    "sans": Recipe(
        "ChuangjianSans-Regular.ttf", "Chuangjian Sans", NOTO + "SansCJK-Regular.ttc", "gbk", face="Noto Sans CJK SC"
    ),
    "sans-bold": Recipe(
        "ChuangjianSans-Bold.ttf",
        "Chuangjian Sans",
        NOTO + "SansCJK-Bold.ttc",
        "common",
        bold=True,
        face="Noto Sans CJK SC",
    ),
    "kai": Recipe(
        "ChuangjianKai-Regular.ttf",
        "Chuangjian Kai",
        "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf",
        "common",
    ),
    "fang": Recipe(
        "ChuangjianFang-Regular.ttf",
        "Chuangjian Fang",
        "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf",
        "common",
    ),
    "latin": Recipe(
        "ChuangjianLatin-Regular.ttf", "Chuangjian Latin", "usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "all"
    ),
    "symbols": Recipe(
        "ChuangjianSymbols-Regular.ttf",
        "Chuangjian Symbols",
        "usr/share/fonts/truetype/ancient-scripts/Symbola_hint.ttf",
        "all",
    ),
    "last": Recipe(
        "ChuangjianLast-Regular.ttf", "Chuangjian Last", "usr/share/fonts/opentype/unifont/unifont.otf", "other"
    ),
}


def main() -> int:
    """Fetch, unpack, build."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--packages", type=Path, help="folder that already holds the .deb files")
    arguments.add_argument("--only", choices=sorted(RECIPES), help="build one font")
    chosen = arguments.parse_args()
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        root = unpack(chosen.packages or fetch(Path(work)), Path(work) / "root")
        for role in [chosen.only] if chosen.only else RECIPES:
            path = build(RECIPES[role], root)
            print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB", flush=True)
    return 0


def fetch(folder: Path) -> Path:
    """Download the packages with the system's own client."""
    subprocess.run(["apt-get", "download", *PACKAGES], cwd=folder, check=True)
    return folder


def unpack(packages: Path, root: Path) -> Path:
    """Unpack every package below `root`; nothing is installed."""
    root.mkdir(parents=True)
    for name in PACKAGES:
        found = sorted(packages.glob(f"{name}_*.deb"))
        if not found:
            raise SystemExit(f"{packages}: {name}_*.deb is missing")
        subprocess.run(["dpkg-deb", "-x", str(found[-1]), str(root)], check=True)
    return root


def build(recipe: Recipe, root: Path) -> Path:
    """Make one font and give its path."""
    font = opened(root / recipe.source, recipe.face)
    reduce_to(font, wanted(recipe.coverage, set(font.getBestCmap()), root))
    if "CFF " in font:
        to_truetype(font)
    if recipe.coverage == "other":
        add_blanks(font)
    rename(font, recipe)
    path = TARGET / recipe.file
    font.save(path)
    return path


def opened(path: Path, face: str) -> TTFont:
    """The font, or the member of a collection with that family name."""
    if not face:
        return TTFont(path, recalcTimestamp=False)
    for number in range(64):
        font = TTFont(path, fontNumber=number, recalcTimestamp=False)
        if font["name"].getDebugName(1) == face or font["name"].getDebugName(16) == face:
            return font
    raise SystemExit(f"{path}: no face {face}")


def is_han(point: int) -> bool:
    """Whether the code point is a Chinese character."""
    return 0x3400 <= point <= 0x9FFF or 0xF900 <= point <= 0xFAFF or 0x20000 <= point <= 0x3FFFF


def codec(name: str) -> set[int]:
    """The Chinese characters of an encoding of two bytes."""
    found: set[int] = set()
    for high in range(0x81, 0xFF):
        for low in range(0x40, 0xFF):
            text = bytes((high, low)).decode(name, "ignore")
            found.update(point for point in map(ord, text) if is_han(point))
    return found


def standard_characters(root: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013), as Unihan lists them."""
    lines = bz2.decompress((root / UNIHAN).read_bytes()).decode("utf-8").splitlines()
    return {int(line.split("\t")[0].replace("U+", "0x"), base=0) for line in lines if "\tkTGH\t" in line}


def wanted(coverage: str, present: set[int], root: Path) -> set[int]:
    """The characters that stay, of those present in the font."""
    if coverage == "all":
        return present
    if coverage == "other":
        return {point for point in present if not is_han(point) and not 0xE000 <= point < 0xF900} - built_before()
    others = {point for point in present if not is_han(point) and point not in HANGUL}
    if coverage == "han":
        return others | {point for point in present if is_han(point)}
    han = standard_characters(root) | codec("gbk" if coverage == "gbk" else "gb2312")
    return others | (han & present)


def built_before() -> set[int]:
    """What the other fonts already cover; run last."""
    covered: set[int] = set()
    for recipe in RECIPES.values():
        path = TARGET / recipe.file
        if recipe.coverage != "other" and path.exists():
            covered.update(TTFont(path).getBestCmap())
    return covered


def ignorable() -> list[int]:
    """Characters that act on their neighbours and show nothing: joiners, direction marks, variation selectors, tags."""
    return [
        0x00AD,
        0x034F,
        0x061C,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        *range(0x180B, 0x1810),
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFEFF,
        0xFFA0,
        *range(0xFFF9, 0xFFFC),
        *range(0x1D173, 0x1D17B),
        0xE0001,
        *range(0xE0020, 0xE0080),
        *range(0xE0100, 0xE01F0),
    ]


def add_blanks(font: TTFont) -> None:
    """Give every ignorable character an empty glyph of no width, so that it stays in the text of a document."""
    glyphs = font["glyf"]
    name = "blank0"
    glyphs[name] = Glyph()
    glyphs[name].numberOfContours = 0
    font["hmtx"][name] = (0, 0)
    font["maxp"].numGlyphs = len(font.getGlyphOrder())
    characters = {**font.getBestCmap(), **dict.fromkeys(ignorable(), name)}
    tables = []
    for kind, limit in ((4, 0x10000), (12, 0x110000)):
        table = CmapSubtable.newSubtable(kind)
        table.platformID, table.platEncID, table.language = 3, 1 if kind == 4 else 10, 0
        table.cmap = {point: glyph for point, glyph in characters.items() if point < limit}
        tables.append(table)
    font["cmap"].tables = tables


def reduce_to(font: TTFont, points: set[int]) -> None:
    """Leave out all other characters, hints and layout tables."""
    options = Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "VORG", "vhea", "vmtx", "DSIG", "PfEd", "FFTM", "kern"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
    font["cmap"].tables = [table for table in font["cmap"].tables if table.format in {4, 12}]


def to_truetype(font: TTFont) -> None:
    """Replace cubic outlines by quadratic ones, off by at most a thousandth of the em."""
    order = font.getGlyphOrder()
    glyphs = font.getGlyphSet()
    tolerance = font["head"].unitsPerEm / 1000
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, tolerance, reverse_direction=True))
        outlines[name] = pen.glyph()
    del font["CFF "]
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = outlines
    for name in order:
        outlines[name].recalcBounds(table)
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(outlines[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
        "maxComponentElements",
        "maxComponentDepth",
        "maxPoints",
        "maxContours",
        "maxCompositePoints",
        "maxCompositeContours",
    ):
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    font["head"].glyphDataFormat = 0
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, recipe: Recipe) -> None:
    """Give the changed font a name of its own; the copyright and the licence of the original stay."""
    names = font["name"]
    style = "Bold" if recipe.bold else "Regular"
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    postscript = recipe.file.removesuffix(".ttf")
    texts = {
        0: kept[0],
        1: recipe.family,
        2: style,
        3: f"2026;{postscript}",
        4: f"{recipe.family} {style}",
        5: "Version 1.000",
        6: postscript,
        13: kept[13],
        14: kept[14],
    }
    for number, text in texts.items():
        if text:
            names.setName(text, number, 3, 1, 0x409)
    font["post"].formatType = 3.0
    selection = font["OS/2"].fsSelection & ~0b1100001
    font["OS/2"].fsSelection = selection | (0b100000 if recipe.bold else 0b1000000)
    font["head"].macStyle = 1 if recipe.bold else 0
    font["OS/2"].fsType = 0


if __name__ == "__main__":
    sys.exit(main())
