"""Pictures that lie over cells of a workbook, or inside them as WPS keeps them, and the row that each belongs to.

Runs in the child of `inputs.pictured` only. Nothing is decoded here: the bytes are copied out as they are.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from defusedxml.ElementTree import iterparse, parse

from chuangjian_desktop.inputs.sandbox import refusal

MOST_PICTURES = 5_000
MOST_PICTURE_BYTES = 64_000_000
MOST_BYTES = 2_000_000_000
MEDIA = "xl/media/"
"""Where pictures are kept; they are unpacked once only, when they are copied out."""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ART = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_IN_CELL = re.compile(r'DISPIMG\("([^"]{1,100})"')
_EMU_PER_POINT = 12_700
_CELL_IMAGES = "xl/cellimages.xml"


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture: the title of its sheet, the row and column (from 1) that its middle lies in, its part's name, and the
    row at which it begins: where rows are lower than pictures, people put its upper edge into the row they mean. The
    column is 0 where it is bound to a place on the page and not to a cell."""

    sheet: str
    row: int
    column: int
    part: str
    top: int


@dataclass(slots=True)
class _Sheet:
    """What of a sheet decides where pictures lie: heights in points, and pictures inside cells by their names."""

    height: float = 15.0
    heights: dict[int, float] = field(default_factory=dict[int, float])
    inside: list[tuple[int, int, str]] = field(default_factory=list[tuple[int, int, str]])

    def row_at(self, first: int, below: float) -> int:
        """The row that is so many points below the upper edge of row `first`."""
        row = first
        while below >= (height := self.heights.get(row, self.height)) and row - first < MOST_PICTURES:
            below -= height
            row += 1
        return row


def copied_out(book: Path, folder: Path) -> list[tuple[Laid, str]]:
    """Every picture of the visible and hidden sheets with the name of its copy in `folder`; one part is copied once."""
    with zipfile.ZipFile(book) as archive:
        found = list(_pictures(archive))
        if len(found) > MOST_PICTURES:
            raise refusal("", f"图片超过 {MOST_PICTURES} 张", f"it has more than {MOST_PICTURES} pictures")
        names: dict[str, str] = {}
        total = 0
        for laid in found:
            if laid.part not in names:
                names[laid.part] = f"{len(names) + 1:04d}{posixpath.splitext(laid.part)[1][:8]}"
                total += _copy(archive, laid.part, folder / names[laid.part])
            if total > MOST_BYTES:
                raise refusal("", "图片过多，超出限制", "its pictures are more than is allowed")
        return [(laid, names[laid.part]) for laid in found]


def _copy(archive: zipfile.ZipFile, part: str, target: Path) -> int:
    with archive.open(part) as source:
        data = source.read(MOST_PICTURE_BYTES + 1)
    if len(data) > MOST_PICTURE_BYTES:
        megabytes = MOST_PICTURE_BYTES // 1_000_000
        raise refusal("", f"有图片超过 {megabytes} MB", f"a picture is larger than {megabytes} MB")
    target.write_bytes(data)
    return len(data)


def _pictures(archive: zipfile.ZipFile) -> Iterator[Laid]:
    parts = frozenset(archive.namelist())
    inside = _cell_images(archive) if _CELL_IMAGES in parts else {}
    for title, part in _sheets(archive):
        if part not in parts:
            continue
        sheet = _sheet(archive, part)
        for row, column, name in sheet.inside:
            if inside.get(name) in parts:
                yield Laid(title, row, column, inside[name], row)
        for kind, drawing in _targets(archive, part).values():
            if kind.endswith("/drawing") and drawing in parts:
                yield from (each for each in _over(archive, drawing, title, sheet) if each.part in parts)


def _sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = _targets(archive, "xl/workbook.xml")
    with archive.open("xl/workbook.xml") as source:
        for each in parse(source).iter(f"{_MAIN}sheet"):
            kind, part = targets.get(each.get(f"{_LINK}id", ""), ("", ""))
            if kind.endswith("/worksheet"):
                yield each.get("name", ""), part


def _targets(archive: zipfile.ZipFile, part: str) -> dict[str, tuple[str, str]]:
    """Kind and part of everything a part refers to within the package, by the ids of the references."""
    folder, name = posixpath.split(part)
    try:
        source = archive.open(f"{folder}/_rels/{name}.rels")
    except KeyError:
        return {}
    with source:
        return {
            each.get("Id", ""): (each.get("Type", ""), _place(folder, each.get("Target", "")))
            for each in parse(source).iter(f"{_RELATION}Relationship")
            if each.get("TargetMode") != "External"
        }


def _place(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _sheet(archive: zipfile.ZipFile, part: str) -> _Sheet:
    found = _Sheet()
    with archive.open(part) as source:
        for node in _finished(source):
            if node.tag == f"{_MAIN}sheetFormatPr":
                found.height = _number(node.get("defaultRowHeight"), 15.0)
            elif node.tag == f"{_MAIN}row":
                if node.get("ht") is not None:
                    found.heights[int(node.get("r") or 0)] = _number(node.get("ht"), found.height)
                node.clear()
            elif node.tag == f"{_MAIN}c":
                _look_inside(node, found)
    return found


def _finished(source: IO[bytes]) -> Iterator[Any]:
    for _, node in iterparse(source):
        yield node


def _look_inside(node: Any, found: _Sheet) -> None:  # noqa: ANN401 - an XML element
    """WPS keeps a picture that belongs to a cell under a name, which the cell's formula says."""
    for tag in ("f", "v"):
        named = _IN_CELL.search(node.findtext(f"{_MAIN}{tag}") or "")
        place = _CELL.fullmatch(node.get("r") or "")
        if named and place:
            found.inside.append((int(place[2]), _column(place[1]), named[1]))
            return


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _number(text: str | None, otherwise: float) -> float:
    try:
        number = float(text or "")
    except ValueError:
        return otherwise
    return number if 0 < number < 10_000 else otherwise


def _cell_images(archive: zipfile.ZipFile) -> dict[str, str]:
    targets = _targets(archive, _CELL_IMAGES)
    found: dict[str, str] = {}
    with archive.open(_CELL_IMAGES) as source:
        for picture in parse(source).iter(f"{_DRAWING}pic"):
            name = next((each.get("name", "") for each in picture.iter(f"{_DRAWING}cNvPr")), "")
            found[name] = _embedded(picture, targets)
    return found


def _embedded(node: Any, targets: dict[str, tuple[str, str]]) -> str:  # noqa: ANN401 - an XML element
    return next((targets.get(each.get(f"{_LINK}embed", ""), ("", ""))[1] for each in node.iter(f"{_ART}blip")), "")


def _over(archive: zipfile.ZipFile, drawing: str, title: str, sheet: _Sheet) -> Iterator[Laid]:
    targets = _targets(archive, drawing)
    with archive.open(drawing) as source:
        root: Any = parse(source).getroot()
    for anchor in root:
        start = anchor.find(f"{_DRAWING}from")
        if start is None:
            yield from _unbound(anchor, targets, title, sheet)
            continue
        row, column = _whole(start, "row") + 1, _whole(start, "col") + 1
        middle = _middle(anchor, start, sheet, row)
        edge = _whole(start, "rowOff") / _EMU_PER_POINT
        top = row + (edge > sheet.heights.get(row, sheet.height) / 2)
        for picture in anchor.iter(f"{_DRAWING}pic"):
            yield Laid(title, sheet.row_at(row, middle), column, _embedded(picture, targets), top)


def _unbound(
    anchor: Any,  # noqa: ANN401 - an XML element
    targets: dict[str, tuple[str, str]],
    title: str,
    sheet: _Sheet,
) -> Iterator[Laid]:
    place, size = anchor.find(f"{_DRAWING}pos"), anchor.find(f"{_DRAWING}ext")
    upper = 0.0 if place is None else _extent(place, "y")
    middle = upper + (0.0 if size is None else _extent(size, "cy") / 2)
    for picture in anchor.iter(f"{_DRAWING}pic"):
        yield Laid(title, sheet.row_at(1, middle), 0, _embedded(picture, targets), sheet.row_at(1, upper))


def _middle(anchor: Any, start: Any, sheet: _Sheet, row: int) -> float:  # noqa: ANN401 - XML elements
    """How far below the upper edge of its first row the middle of a picture lies, in points."""
    offset = _whole(start, "rowOff") / _EMU_PER_POINT
    end, size = anchor.find(f"{_DRAWING}to"), anchor.find(f"{_DRAWING}ext")
    if end is not None:
        last = min(_whole(end, "row") + 1, row + MOST_PICTURES)
        between = sum(sheet.heights.get(each, sheet.height) for each in range(row, last))
        return (offset + between + _whole(end, "rowOff") / _EMU_PER_POINT) / 2
    return offset + (0.0 if size is None else _extent(size, "cy")) / 2


def _extent(size: Any, name: str) -> float:  # noqa: ANN401 - an XML element
    text = size.get(name) or ""
    return int(text) / _EMU_PER_POINT if text.isascii() and text.isdigit() and len(text) < 12 else 0.0


def _whole(node: Any, name: str) -> int:  # noqa: ANN401 - an XML element
    text = (node.findtext(f"{_DRAWING}{name}") or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
