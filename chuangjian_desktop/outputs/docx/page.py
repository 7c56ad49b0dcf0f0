"""A Word document on the page of GB/T 9704-2012: margins, grid of 22 lines by 28 characters, fonts, page numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)
from docx.image.image import Image
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.table import _Cell  # pyright: ignore[reportPrivateUsage] - the library's only name for a cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from chuangjian_desktop.domain.documents import Picture
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.outputs.docx.xml import element

Cell = _Cell
WIDTH = Mm(156)
LEADING = Pt(28.95)
CHARACTER = Pt(16)
RED = RGBColor(0xE6, 0x00, 0x12)
_CLOSER = -4  # twentieths of a point: 28 characters of 16 pt in 156 mm. A grid of characters is read in many ways.
_FOOTER = Mm(23)  # the dashes of the page number lie 7 mm below the type area
_UNREADABLE = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError, ValueError)


@dataclass(frozen=True, slots=True)
class Face:
    """A font of Windows and WPS for Chinese, its size in points; digits and letters are set in the same one."""

    name: str
    size: float
    bold: bool = False


BODY = Face("仿宋", 16)
FIRST = Face("黑体", 16)
SECOND = Face("楷体", 16)
TITLE = Face("华文中宋", 22, bold=True)
SMALL = Face("仿宋", 14)
CELL = Face("仿宋", 12)
LABEL = Face("黑体", 12)
CAPTION = Face("仿宋", 10.5)
FOLIO = Face("宋体", 14)


def official(title: str, author: str) -> Document:
    """An empty document with the page of an official letter, page numbers outside on both sides of a sheet."""
    document = docx.Document()
    document.core_properties.title = title
    document.core_properties.author = author
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = _FOOTER
    _grid(section._sectPr)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - the grid has no other way in
    _base(document)
    document.settings.odd_and_even_pages_header_footer = True
    _folio(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _folio(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    return document


def _grid(properties: Any) -> None:  # noqa: ANN401 - an element of the library's XML
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    pitch = str(int(LEADING.pt * 20))
    properties.append(element("w:docGrid", type="lines", linePitch=pitch))


def _base(document: Document) -> None:
    style: Any = document.styles["Normal"]
    style.font.size = CHARACTER
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = LEADING
    properties = style.element.get_or_add_rPr()
    _name(properties, BODY.name)
    properties.insert_element_before(
        element("w:spacing", val=str(_CLOSER)), "w:w", "w:kern", "w:position", "w:sz", "w:szCs"
    )


def _folio(paragraph: Paragraph, side: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character in from the outer edge."""
    paragraph.alignment = side
    indent = Pt(FOLIO.size)
    if side == WD_ALIGN_PARAGRAPH.RIGHT:
        paragraph.paragraph_format.right_indent = indent
    else:
        paragraph.paragraph_format.left_indent = indent
    written(paragraph, "— ", FOLIO)
    run = written(paragraph, "", FOLIO)
    page = element("w:instrText")
    page.text = "PAGE"
    within: Any = run._r  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - fields have no other way in
    for part in (element("w:fldChar", fldCharType="begin"), page, element("w:fldChar", fldCharType="end")):
        within.append(part)
    written(paragraph, " —", FOLIO)


def written(paragraph: Paragraph, text: str, face: Face = BODY, *, red: bool = False) -> Run:
    """Text in a face at the end of a paragraph; line breaks stay."""
    run = paragraph.add_run(text)
    run.font.size = Pt(face.size)
    run.font.bold = face.bold or None
    if red:
        run.font.color.rgb = RED
    _name(run._r.get_or_add_rPr(), face.name)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - for eastAsia
    return run


def _name(properties: Any, name: str) -> None:  # noqa: ANN401 - an element of the library's XML
    fonts = properties.get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), name)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def indented(paragraph: Paragraph, characters: int) -> None:
    """The first line begins so many characters in, whatever size they have."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), str(characters * 100))
    indent.set(qn("w:firstLine"), str(int(characters * CHARACTER.pt * 20)))


def ruled(
    paragraph: Paragraph, side: str, eighths: int, *, red: bool = False, also: tuple[str, int] | None = None
) -> None:
    """A line of the type area's width above ("top") or below ("bottom") a paragraph, in eighths of a point; `also`
    is a second one, named after the first in the order top, bottom."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    borders = element("w:pBdr")
    colour = str(RED) if red else "auto"
    for name, width in ((side, eighths), *([also] if also else [])):
        borders.append(element(f"w:{name}", val="single", sz=str(width), space="1", color=colour))
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:rPr")


def at_the_foot(paragraph: Paragraph) -> None:
    """Stand at the foot of the type area, on the page where the text ends; neighbours that do so stand together."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    place = {"wrap": "around", "vAnchor": "margin", "hAnchor": "margin", "xAlign": "left", "yAlign": "bottom"}
    frame = element("w:framePr", w=str(round(WIDTH.pt * 20)), **place)
    properties.insert_element_before(frame, "w:widowControl", "w:pBdr", "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def pictured(paragraph: Paragraph, picture: Picture, box: tuple[Length, Length]) -> None:
    """A photo at the end of a paragraph, as large as the box allows. `Refusal` M09 for one that is no picture."""
    data = picture.load()
    try:
        image = Image.from_blob(data)
        scale = min(box[0] / image.px_width, box[1] / image.px_height)
        paragraph.add_run().add_picture(
            io.BytesIO(data), Emu(int(image.px_width * scale)), Emu(int(image.px_height * scale))
        )
    except _UNREADABLE as fault:
        raise Refusal("M09", file=picture.caption, detail=type(fault).__name__) from fault
    # A line of fixed height would cut the picture off.
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def saved(document: Document, path: Path) -> None:
    """Write the finished document under a temporary name."""
    document.save(str(path))
