"""Tables of Word documents: fixed widths, rows that are not torn, heads that repeat."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt
from docx.table import Table, _Row  # pyright: ignore[reportPrivateUsage] - the library's only name for a row
from docx.text.paragraph import Paragraph

from chuangjian_desktop.outputs.docx.page import CELL, Cell, Face, written
from chuangjian_desktop.outputs.docx.xml import element
from chuangjian_desktop.outputs.wording import paragraphs

_PADDING = Pt(2)
_LINE = 1.3
_HIGHEST = 590.0
"""Points: the type area is 638 high, and a head repeats above the row."""


def table(document: Document, rows: int, widths: Sequence[Length], *, lines: bool = True) -> Table:
    """An empty table of fixed column widths."""
    made = document.add_table(rows, len(widths), "Table Grid" if lines else None)
    made.alignment = WD_TABLE_ALIGNMENT.CENTER
    made.autofit = False
    if lines:
        _margins(made)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Emu(width)
    for row in made.rows:
        fixed(row, widths)
    return made


def _margins(made: Table) -> None:
    """A millimetre at each side of a cell instead of two."""
    within: Any = made._tbl  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=str(int(Mm(1).pt * 20)), type="dxa"))
    within.tblPr.insert_element_before(margins, "w:tblLook")


def fixed(row: _Row, widths: Sequence[Length]) -> None:
    """Cells of these widths in a row that stays on one page."""
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Emu(width)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    marked(row, "w:cantSplit")


def torn_if_high(row: _Row, *heights: float) -> None:
    """Let a row that may be higher than a page go on over its end (heights in points): what does not fit is cut off
    otherwise."""
    if max(heights) > _HIGHEST:
        properties: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        for mark in properties.findall(qn("w:cantSplit")):
            properties.remove(mark)


def text_height(text: str, width: Length, face: Face = CELL) -> float:
    """About how high a text becomes in a cell, in points, should the computer lack the face and put a larger one in its
    place."""
    letters = max(1, int((width.pt - Mm(2).pt) // face.size))
    return sum(max(1, -(-len(line) // letters)) for line in paragraphs(text)) * face.size * _LINE


def marked(row: _Row, mark: str) -> None:
    """A mark of a row: w:cantSplit, w:tblHeader."""
    properties: Any = row._tr.get_or_add_trPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    properties.append(element(mark))


def fill(cell: Cell, text: str, face: Face = CELL, *, centred: bool = False, kept: bool = False) -> None:
    """Text of one or several lines; `kept` holds the row together with the next one."""
    first = cell.paragraphs[0]
    for place, line in enumerate(paragraphs(text)):
        paragraph = first if place == 0 else cell.add_paragraph()
        compact(paragraph, centred=centred, kept=kept)
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = _PADDING
        written(paragraph, line, face)
        if not line:
            _low(paragraph, face)


def _low(paragraph: Paragraph, face: Face) -> None:
    """An empty paragraph is as high as its mark, which would be of the body's size."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    mark = element("w:rPr")
    mark.append(element("w:sz", val=str(round(face.size * 2))))
    properties.insert_element_before(mark, "w:sectPr", "w:pPrChange")


def compact(paragraph: Paragraph, *, centred: bool = False, kept: bool = False) -> None:
    """A paragraph within a cell: lines as high as their letters."""
    shape = paragraph.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape.keep_with_next = kept
    off_grid(paragraph)
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def off_grid(paragraph: Paragraph) -> None:
    """Lines as high as they are, not as the page's grid has them."""
    properties: Any = paragraph._p.get_or_add_pPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    if properties.find(qn("w:snapToGrid")) is None:
        properties.insert_element_before(element("w:snapToGrid", val="0"), *_AFTER_SNAP)


_AFTER_SNAP = ("w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:rPr")


def seam(document: Document) -> Paragraph:
    """The narrow empty line that must stand between two tables."""
    paragraph = document.add_paragraph()
    off_grid(paragraph)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.paragraph_format.line_spacing = Pt(6)
    return paragraph


def joined(row: _Row, first: int, last: int) -> Cell:
    """Cells `first` to `last` of a row as one."""
    return row.cells[first].merge(row.cells[last])


def header(row: _Row) -> None:
    """Repeat the row at the head of every page."""
    marked(row, "w:tblHeader")


def without_lines(cell: Cell) -> None:
    """A cell with no lines around it, within a table that has some."""
    properties: Any = cell._tc.get_or_add_tcPr()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    borders = element("w:tcBorders")
    for side in ("top", "bottom", "right"):
        borders.append(element(f"w:{side}", val="nil"))
    properties.append(borders)
