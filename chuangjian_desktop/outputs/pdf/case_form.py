"""复查记录, 销号单 as PDF: facts of a case, its photos of before and after side by side, room to sign."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import zip_longest
from pathlib import Path

from chuangjian_desktop.domain.documents import Picture
from chuangjian_desktop.domain.papers import CaseForm
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.check import missing_in_form
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.form_lines import HEAD, TIGHT, FormLines, draw_title
from chuangjian_desktop.outputs.pdf.grid import HEIGHT, LEFT, LOWER, UPPER, WIDTH
from chuangjian_desktop.outputs.pdf.letter import folio
from chuangjian_desktop.outputs.pdf.pen import A4, MM, Job, Pen, photo_of, write
from chuangjian_desktop.outputs.pdf.table import Cell, Row, draw_rows, fill, photo_item
from chuangjian_desktop.outputs.wording import full_date

CAPTION = Style("fang", 9)
HALVES = (WIDTH / 2, WIDTH / 2)
PHOTO_HEIGHTS = (54 * MM, 46 * MM, 38 * MM)
"""The photos are smaller where one page can then hold the form."""


def write_case_form(
    form: CaseForm, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None
) -> None:
    """Write the form. Refusals as `letter.write_letter`."""
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, f"{form.title} {form.number}", form.issuer, progress)
    write(job, missing_in_form(form, fonts), A4, partial(_draw, form))


def _draw(form: CaseForm, pen: Pen) -> None:
    tries = (_pages(form, FormLines(pen.fonts), height) for height in PHOTO_HEIGHTS)
    pages = min(tries, key=len)
    draw_title(pen, form.title, form.code, (f"问题编号：{form.number}", full_date(form.date)))
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.new_page()
        draw_rows(pen, page, LEFT, UPPER - HEAD if number == 1 else UPPER)
        folio(pen, number)


def _pages(form: CaseForm, lines: FormLines, height: float) -> list[list[Row]]:
    sides = tuple(lines.label.cell(side, HALVES[0], centred=True) for side in form.sides)
    photos = [_photos(pair, height) for pair in zip_longest(form.left, form.right)]
    head = Row(HALVES, sides, leads=True)
    rows = [*map(lines.row, form.facts), head, *(photos or [Row(HALVES, (Cell(), Cell()), height)])]
    closing = [lines.row(line) for line in form.closing]
    first = UPPER - HEAD - LOWER
    pages = fill(rows, first, HEIGHT)
    room = (first if len(pages) == 1 else HEIGHT) - sum(row.height for row in pages[-1])
    if sum(row.height for row in closing) > room:
        closing = [replace(row, least=min(row.least, TIGHT)) for row in closing]
    if sum(row.height for row in closing) > room:
        pages.append([])  # what is signed stands together
    pages[-1].extend(closing)
    return pages


def _photos(pair: tuple[Picture | None, Picture | None], height: float) -> Row:
    cells = tuple(Cell((photo_item(photo_of(each), HALVES[0], height, CAPTION),) if each else ()) for each in pair)
    return Row(HALVES, cells)
