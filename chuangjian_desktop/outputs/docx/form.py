"""A notice as a Word table (整改通知单, 督办单 …), saying what the table of the PDF says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Length, Mm
from docx.table import Table

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite
from chuangjian_desktop.domain.papers import FormLine
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.docx.letter import put_code
from chuangjian_desktop.outputs.docx.page import CAPTION, CELL, LABEL, TITLE, Cell, official, pictured, saved, written
from chuangjian_desktop.outputs.docx.tables import (
    compact,
    fill,
    fixed,
    header,
    joined,
    seam,
    table,
    text_height,
    torn_if_high,
)
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.outputs.form_parts import (
    WHEN,
    by_site,
    closing,
    demands,
    facts,
    problem_words,
    site_words,
    title_words,
)
from chuangjian_desktop.outputs.wording import full_date

COLUMNS = (Mm(13), Mm(65), Mm(44), Mm(34))
HALVES = (Mm(24), Mm(54), Mm(24), Mm(54))
PHOTO = (Mm(36), Mm(27))
_VALUE = Mm(132)
"""A value alone in its row: all of `HALVES` but the label."""


def write_form(notice: Notice, path: Path, progress: Progress | None = None) -> None:
    """Write the notice as a table; a draft says so and has neither 文号 nor 送达. Refusals as `letter.write_letter`."""
    with written_beside(path) as temporary:
        document = official(notice.title.replace("\n", ""), notice.issuer.name)
        put_title(document, title_words(notice), notice.code, (notice.number, full_date(notice.date)))
        put_lines(document, facts(notice))
        seam(document)
        _problems(document, notice, progress)
        seam(document).paragraph_format.keep_with_next = True
        wanted = demands(notice)
        put_lines(document, [*([wanted] if wanted else []), *closing(notice)])
        saved(document, temporary)
        if progress:
            progress.step(notice.title)


def put_title(document: Document, title: str, code: str, sides: tuple[str, str]) -> None:
    """The title with the code beside it, and under it a text at each side."""
    widths = [Mm(26), Mm(104), Mm(26)]
    head = table(document, 1, widths, lines=False).rows[0].cells
    fill(head[1], title, TITLE, centred=True)
    if code:
        put_code(head[2], code)
    seam(document)
    made = table(document, 1, [Mm(90), Mm(66)], lines=False)
    left, right = made.rows[0].cells
    fill(left, sides[0])
    fill(right, sides[1])
    right.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def put_lines(document: Document, lines: Sequence[FormLine]) -> None:
    """Rows of label and value: one pair over the whole width, or two beside each other."""
    made = table(document, len(lines), HALVES)
    for row, line in zip(made.rows, lines, strict=True):
        cells = list(row.cells)
        if len(line.pairs) == 1:
            cells = [cells[0], cells[1].merge(cells[3])]
        for place, (label, value) in enumerate(line.pairs):
            fill(cells[2 * place], label, LABEL, centred=True, kept=True)
            fill(cells[2 * place + 1], value, CELL, centred=value == WHEN, kept=True)
        if line.tall:
            row.height = Mm(15)
        room = HALVES[1] if len(line.pairs) > 1 else _VALUE
        values = [text_height(value, room) for _, value in line.pairs]
        torn_if_high(row, *values)


def _problems(document: Document, notice: Notice, progress: Progress | None) -> None:
    made = table(document, 1, COLUMNS)
    for cell, label in zip(made.rows[0].cells, ("序号", "问题", "照片", "整改时限"), strict=True):
        fill(cell, label, LABEL, centred=True, kept=True)
    header(made.rows[0])
    for number, site in enumerate(notice.sites, 1):
        named = None if by_site(notice) else site
        if named is None:
            _heading(made, site_words(number, site))
        for problem in site.problems:
            if progress:
                progress.heed()
            _problem(made, named, problem, COLUMNS)


def _heading(made: Table, words: str) -> None:
    """A site over the whole width, held together with its first problem."""
    row = made.add_row()
    fixed(row, COLUMNS)
    fill(joined(row, 0, len(COLUMNS) - 1), words, LABEL, kept=True)


def _problem(made: Table, site: NoticeSite | None, problem: NoticeProblem, widths: tuple[Length, ...]) -> None:
    row = made.add_row()
    fixed(row, widths)
    number, text, photos, limit = row.cells
    fill(number, str(problem.number), centred=True)
    words = problem_words(site, problem)
    fill(text, words)
    _photos(photos, problem)
    shown = len(problem.pictures) * (PHOTO[1].pt + CAPTION.size * 1.4)
    torn_if_high(row, text_height(words, widths[1]), shown)
    fill(limit, problem.deadline, centred=True)


def _photos(cell: Cell, problem: NoticeProblem) -> None:
    for place, picture in enumerate(problem.pictures):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        compact(paragraph, centred=True)
        pictured(paragraph, picture, PHOTO)
        paragraph.paragraph_format.keep_together = True  # a row that is torn does not tear the caption off
        written(paragraph, f"\n{picture.caption}", CAPTION)
