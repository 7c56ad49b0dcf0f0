"""A notice as a Word letter by GB/T 9704-2012, saying what the PDF says."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import segno
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Emu, Length, Mm, Pt
from docx.text.paragraph import Paragraph

from chuangjian_desktop.domain.documents import Notice, Picture
from chuangjian_desktop.domain.papers import Annex, Letter
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.docx.page import (
    BODY,
    CAPTION,
    CHARACTER,
    FIRST,
    SECOND,
    SMALL,
    TITLE,
    WIDTH,
    Cell,
    Face,
    at_the_foot,
    indented,
    official,
    pictured,
    ruled,
    saved,
    written,
)
from chuangjian_desktop.outputs.docx.tables import compact, fill, fixed, header, table, without_lines
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.form_parts import WHEN
from chuangjian_desktop.outputs.letter_parts import Part, parts_of
from chuangjian_desktop.outputs.pdf.title import title_lines
from chuangjian_desktop.outputs.wording import DRAFT, full_date, paragraphs

PHOTOS_IN_ROW = 3
PHOTO = (Mm(46), Mm(34))
CODE = Mm(20)
HEAD_LARGEST = 46.0
HEADED = Face("黑体", 10.5)
FACES = {"level_1": FIRST, "level_2": SECOND}
SERVICE = (("送达人", "", "签收人", ""), ("送达时间", WHEN, "签收时间", WHEN))
THICK, THIN = 8, 6  # 0.35 mm and 0.25 mm in eighths of a point


def write_letter(notice: Notice | Letter, path: Path, progress: Progress | None = None) -> None:
    """Write the notice as a letter; a draft has neither red head nor 文号, seal place, 送达 or 版记.

    Fonts are named, not embedded: the computer that opens the file has them, or puts others in their place. `Refusal`
    M09 for a photo that is no picture, M06, M07, M08, M16 the disk; `Cancelled` leaves nothing behind.
    """
    with written_beside(path) as temporary:
        document = official(notice.title.replace("\n", ""), notice.issuer.name)
        _head(document, notice)
        for part in _before_signature(notice):
            if progress:
                progress.heed()
            put(document, part)
        _signature(document, notice)
        for part in parts_of(notice):
            if part.kind == "note":
                put(document, part)
        if notice.served and not notice.draft:
            document.paragraphs[-1].paragraph_format.keep_with_next = True
            service(document, notice.code)
        if isinstance(notice, Letter) and notice.annex is not None:
            _annex(document, notice.annex)
        if not notice.draft:
            _imprint(document, notice)
        saved(document, temporary)
        if progress:
            progress.step(notice.title)


def _before_signature(notice: Notice | Letter) -> Iterator[Part]:
    return (part for part in parts_of(notice) if part.kind != "note")


def _head(document: Document, notice: Notice | Letter) -> None:
    if notice.draft:
        written(document.paragraphs[0] if document.paragraphs else document.add_paragraph(), DRAFT, FIRST)
        return
    number = document.add_paragraph()
    if notice.show_red_head:
        _red_head(number, notice)
        ruled(number, "bottom", 2 * THICK, red=True)
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if notice.signer:
        _aside(number)
        written(number, f"{notice.number}\t签发人：", BODY)
        written(number, notice.signer, SECOND)
    else:
        written(number, notice.number, BODY)
    for _ in range(2):
        document.add_paragraph()


def _aside(number: Paragraph) -> None:
    """文号 a character from the left and 签发人 a character from the right, as an upward letter has them."""
    number.alignment = WD_ALIGN_PARAGRAPH.LEFT
    stops: Any = number.paragraph_format.tab_stops
    stops.add_tab_stop(Emu(WIDTH - CHARACTER), WD_TAB_ALIGNMENT.RIGHT)
    indented(number, 1)


def _red_head(number: Paragraph, notice: Notice | Letter) -> None:
    """发文机关标志, its upper edge 35 mm below that of the type area, and two empty lines."""
    name = notice.issuer.red_head or notice.issuer.name
    size = min(HEAD_LARGEST, WIDTH.pt / max(1, len(name)))
    head = number.insert_paragraph_before()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shape = head.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    # Space before the first paragraph of a page is kept; so is the row that the letters hang in.
    shape.space_before = Mm(35 - 2)
    written(head, name, Face(TITLE.name, size, bold=True), red=True)
    for _ in range(2):
        number.insert_paragraph_before()


def put(document: Document, part: Part) -> None:
    """A part at the end of the document."""
    if part.kind == "attachment" and part.text.startswith("附件"):
        document.add_paragraph().paragraph_format.keep_with_next = True
    for text in titled(part.text) if part.kind == "title" else paragraphs(part.text):
        paragraph = document.add_paragraph()
        shaped(paragraph, part)
        written(paragraph, text, TITLE if part.kind == "title" else FACES.get(part.kind, BODY))
        if part.kind in (*FACES, "feedback", "attachment") or part.pictures:
            paragraph.paragraph_format.keep_with_next = True
    if part.kind == "title":
        document.add_paragraph().paragraph_format.keep_with_next = True
    if part.pictures:
        photos(document, part.pictures)


def titled(title: str) -> list[str]:
    """The lines of a title, broken by its sense as the PDF does."""
    return title_lines(title, lambda character: 0.5 if character.isascii() else 1.0, 18.0)


def shaped(paragraph: Paragraph, part: Part) -> None:
    """How a part stands: title in the middle, addressee at the edge, all else two characters in."""
    if part.kind == "title":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.keep_with_next = True
    elif part.kind != "addressee":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        indented(paragraph, 2)
    paragraph.paragraph_format.widow_control = True


def photos(document: Document, pictures: Iterable[Picture]) -> None:
    """Photos side by side under their problem, each with its caption."""
    pictures = list(pictures)
    rows = range(0, len(pictures), PHOTOS_IN_ROW)
    made = table(document, len(rows), [Emu(int(WIDTH / PHOTOS_IN_ROW))] * PHOTOS_IN_ROW, lines=False)
    for row, start in zip(made.rows, rows, strict=True):
        last = start + PHOTOS_IN_ROW >= len(pictures)
        for cell, picture in zip(row.cells, pictures[start : start + PHOTOS_IN_ROW], strict=False):
            place_photo(cell, picture, PHOTO, kept=not last)


def place_photo(cell: Cell, picture: Picture, box: tuple[Length, Length], *, kept: bool) -> None:
    """A picture and its caption in the middle of an empty cell; `kept` holds it together with the next row."""
    paragraph = cell.paragraphs[0]
    compact(paragraph, centred=True, kept=kept)
    pictured(paragraph, picture, box)
    caption = cell.add_paragraph()
    compact(caption, centred=True, kept=kept)
    written(caption, picture.caption, CAPTION)


def _signature(document: Document, notice: Notice | Letter) -> None:
    """落款: with a seal the date ends four characters from the edge and the name stands in the middle above it."""
    name, date = notice.issuer.name, full_date(notice.date)
    for _ in range(1 if notice.draft else 2):
        document.add_paragraph().paragraph_format.keep_with_next = True
    wide, short = len(name) * CHARACTER, _width(date)
    for text, width in ((name, wide), (date, short)):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        aside = 4 * CHARACTER + (short - width) / 2 if not notice.draft else 2 * CHARACTER
        paragraph.paragraph_format.right_indent = Emu(int(max(0, aside)))
        paragraph.paragraph_format.keep_with_next = text == name or not notice.draft
        written(paragraph, text)


def _width(text: str) -> Length:
    """Of Chinese with digits, which take half."""
    return Emu(int(sum(0.5 if character.isascii() else 1.0 for character in text) * CHARACTER))


def service(document: Document, code: str) -> None:
    """送达: who handed the notice over, who took it, and when, filled in by hand; beside it the document's code."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    widths = [Mm(24), Mm(40), Mm(24), Mm(40), Mm(28)] if code else [Mm(24), Mm(54), Mm(24), Mm(54)]
    made = table(document, 2, widths)
    for row, labels in zip(made.rows, SERVICE, strict=True):
        for cell, text in zip(row.cells, labels, strict=False):
            fill(cell, text, SMALL, centred=True, kept=row is not made.rows[-1])
        row.height = Mm(14)
        fixed(row, widths)
    if code:
        cells = [row.cells[4] for row in made.rows]
        for cell in cells:
            without_lines(cell)
        put_code(cells[0].merge(cells[1]), code)


def coded(code: str) -> Picture:
    """A code as a picture, its characters for caption."""

    def load() -> bytes:
        data = io.BytesIO()
        made: Any = segno.make(code, error="m", micro=False)
        made.save(data, kind="png", scale=8, border=4)
        return data.getvalue()

    return Picture(code, load)


def put_code(cell: Cell, code: str) -> None:
    """The code in a cell."""
    place_photo(cell, coded(code), (CODE, CODE), kept=False)


def _annex(document: Document, annex: Annex) -> None:
    """The table on pages of its own."""
    begin = document.add_paragraph()
    begin.paragraph_format.page_break_before = True
    written(begin, "附件", FIRST)
    document.add_paragraph()
    for text in titled(annex.title):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written(title, text, TITLE)
    document.add_paragraph()
    widths = [Emu(int(WIDTH * share / sum(annex.shares))) for share in annex.shares]
    made = table(document, 1 + len(annex.rows), widths)
    header(made.rows[0])
    for row, texts in zip(made.rows, (annex.head, *annex.rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            fill(cell, text, HEADED if texts is annex.head else CAPTION, centred=True)


def _imprint(document: Document, notice: Notice | Letter) -> None:
    """版记 at the foot of the last page. Word cannot be told to begin an even page only where the text does not end on
    one; whoever prints on both sides turns a leaf."""
    issuer = notice.issuer
    if issuer.copies_to:
        copies = document.add_paragraph()
        ruled(copies, "top", THICK)
        text = f"\u3000抄送：{issuer.copies_to}"
        written(copies, text if text.endswith("。") else f"{text}。", SMALL)
        copies.paragraph_format.keep_with_next = True
        at_the_foot(copies)
    last = document.add_paragraph()
    ruled(last, "top", THIN if issuer.copies_to else THICK, also=("bottom", THICK))
    stops: Any = last.paragraph_format.tab_stops
    stops.add_tab_stop(Emu(WIDTH - Pt(SMALL.size)), WD_TAB_ALIGNMENT.RIGHT)
    written(last, f"\u3000{issuer.printed_by or issuer.name}\t{full_date(notice.date)}印发", SMALL)
    at_the_foot(last)
    document.add_paragraph()  # a frame stands on the page of the paragraph behind it
