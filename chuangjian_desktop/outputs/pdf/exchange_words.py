"""Words, numbers and cells that the papers of an exchange share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chuangjian_desktop.domain.exchange_papers import Count, PackageFile
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room
from chuangjian_desktop.outputs.pdf.pen import lines
from chuangjian_desktop.outputs.pdf.table import Row
from chuangjian_desktop.outputs.wording import paragraphs

MORE = "…"
_LONGEST = 600  # characters of a text looked at before it is cut to the lines it may have
_UNITS = ("字节", "kB", "MB", "GB", "TB")


def thousands(number: int) -> str:
    """1,166."""
    return f"{number:,}"


def of(count: Count) -> str:
    """1,166 / 1,166, or the bare number where nothing says how many there should be."""
    return thousands(count.have) if count.expected is None else f"{thousands(count.have)} / {thousands(count.expected)}"


def size_words(size: int) -> str:
    """38.2 MB, as file managers of most systems count."""
    value, unit = float(size), 0
    while value >= 999.95 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{size} {_UNITS[0]}" if unit == 0 else f"{value:,.1f} {_UNITS[unit]}"


def short_hash(sha256: str) -> str:
    """The first 16 digits in groups of four; enough to tell files apart by eye."""
    return " ".join(sha256[place : place + 4] for place in range(0, 16, 4))


def clipped(fonts: FontSet, text: str, style: Style, width: float, most: int) -> list[Line]:
    """At most so many lines of a text; what was cut off shows as …."""
    text = " ".join(paragraphs(text))
    room = Room(width)
    found = lines(fonts, text[:_LONGEST], style, room)
    if len(found) <= most and len(text) <= _LONGEST:
        return found
    kept = "".join(line.text for line in found[:most])
    while len(found := lines(fonts, kept.rstrip() + MORE, style, room)) > most:
        kept = kept[:-1]
    return found


def clip(fonts: FontSet, text: str, style: Style, width: float, most: int) -> str:
    """The same as one text."""
    return "".join(line.text for line in clipped(fonts, text, style, width, most))


def file_texts(files: Iterable[PackageFile]) -> Iterator[tuple[str, str]]:
    """Names of files, and where they stand."""
    for number, file in enumerate(files, 1):
        yield f"第{number}个文件", file.name


def count_texts(counts: Iterable[Count]) -> Iterator[tuple[str, str]]:
    """Words of counts, and where they stand."""
    for count in counts:
        yield f"数量“{count.label}”", count.label + count.measure + count.lack_word


def height_of(rows: Iterable[Row]) -> float:
    """Of rows under each other."""
    return sum(row.height for row in rows)
