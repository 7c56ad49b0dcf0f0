"""整改通知单 as a table: head repeated on every page, photos in the row of their problem, signatures at the end."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.form_parts import (
    by_site,
    closing,
    demands,
    facts,
    problem_words,
    site_words,
    title_words,
)
from chuangjian_desktop.outputs.pdf.check import missing_characters
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.form_lines import HEAD, TIGHT, FormLines, draw_title
from chuangjian_desktop.outputs.pdf.grid import HEIGHT, LEFT, LOWER, UPPER, WIDTH
from chuangjian_desktop.outputs.pdf.letter import folio
from chuangjian_desktop.outputs.pdf.pen import A4, MM, Job, Pen, photo_of, write
from chuangjian_desktop.outputs.pdf.table import Cell, Row, draw_rows, fill, photo_item
from chuangjian_desktop.outputs.wording import full_date

CAPTION = Style("fang", 9)
FOOT = 22.0  # for 接下页
NUMBER, PHOTO, LIMIT = 13 * MM, 44 * MM, 34 * MM
COLUMNS = (NUMBER, WIDTH - NUMBER - PHOTO - LIMIT, PHOTO, LIMIT)
PHOTO_HEIGHT, PHOTO_LEAST = 30 * MM, 20 * MM
PHOTOS_TOGETHER = 420.0
"""The height that the photos of a problem share where they are many: what the first page offers."""


def write_form(notice: Notice, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None) -> None:
    """Write the notice as a table. A draft says so and has neither 文号 nor 送达. Refusals as `write_letter`."""
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, notice.title.replace("\n", ""), notice.issuer.name, progress)
    write(job, missing_characters(notice, fonts), A4, lambda pen: draw_form(notice, pen))


def draw_form(notice: Notice, pen: Pen) -> int:
    """Draw the form from the present page on; gives its number of pages."""
    return _Form(notice, pen).draw()


class _Form:
    """One form on its pages."""

    def __init__(self, notice: Notice, pen: Pen) -> None:
        self.notice = notice
        self.pen = pen
        self.lines = FormLines(pen.fonts)
        self.label, self.text = self.lines.label, self.lines.text
        self.head = self.label.row(("序号", "问题", "照片", "整改时限"), COLUMNS, "cccc")

    def draw(self) -> int:
        """Lay out and draw every page; gives their number."""
        top = UPPER - HEAD
        facts = self._facts()
        first = top - LOWER - FOOT - self.head.height - sum(row.height for row in facts)
        other = HEIGHT - FOOT - self.head.height
        while first < 0.2 * other and facts:
            facts = facts[:-1]  # what is too long for the head goes into the table
            first = top - LOWER - FOOT - self.head.height - sum(row.height for row in facts)
        rows = [*self._facts()[len(facts) :], *self._problems()]
        pages = self._closed(fill(rows, first, other), first, other)
        sides = (self.notice.number, full_date(self.notice.date))
        draw_title(self.pen, title_words(self.notice), self.notice.code, sides)
        y = draw_rows(self.pen, facts, LEFT, top)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.pen.new_page()
                y = UPPER
            draw_rows(self.pen, [self.head, *page] if self._has_problem(page) else page, LEFT, y)
            if number < len(pages):
                self.pen.words(LEFT, LOWER + 3, "接下页", Style("fang", 10.5))
            folio(self.pen, number, draft=self.notice.draft)
        return len(pages)

    def _has_problem(self, page: list[Row]) -> bool:
        return any(row.widths == COLUMNS for row in page)

    def _facts(self) -> list[Row]:
        return [self.lines.row(line) for line in facts(self.notice)]

    def _problems(self) -> list[Row]:
        rows: list[Row] = []
        for number, site in enumerate(self.notice.sites, 1):
            named = None if by_site(self.notice) else site
            if named is None:
                cell = self.label.cell(site_words(number, site), WIDTH)
                rows.append(Row((WIDTH,), (cell,), leads=True))
            rows.extend(self._problem(named, problem) for problem in site.problems)
        return rows

    def _problem(self, site: NoticeSite | None, problem: NoticeProblem) -> Row:
        share = PHOTOS_TOGETHER / max(1, len(problem.pictures)) - CAPTION.size - 5
        height = min(PHOTO_HEIGHT, max(PHOTO_LEAST, share))
        photos = tuple(photo_item(photo_of(picture), PHOTO, height, CAPTION) for picture in problem.pictures)
        centred = partial(self.text.cell, centred=True)
        cells = (
            centred(str(problem.number), NUMBER),
            self.text.cell(problem_words(site, problem), COLUMNS[1]),
            Cell(photos),
            centred(problem.deadline, LIMIT),
        )
        return Row(COLUMNS, cells, repeated=1)

    def _closed(self, pages: list[list[Row]], first: float, other: float) -> list[list[Row]]:
        """Add what closes the last page; it is never torn apart and never stands without the last problem."""
        ending = [self.lines.row(line) for line in closing(self.notice)]
        if (wanted := demands(self.notice)) is not None:
            row = self.lines.row(wanted)
            if row.height > other / 3:
                extra = fill([row], _left(pages, first, other), other)
                pages[-1].extend(extra[0])
                pages.extend(extra[1:])
            else:
                ending.insert(0, row)
        height = sum(row.height for row in ending)
        if height > _left(pages, first, other) + FOOT:
            ending = [replace(row, least=min(row.least, TIGHT)) for row in ending]  # rather than one page more
            height = sum(row.height for row in ending)
        if height > _left(pages, first, other) + FOOT:
            moved = _last_problem(pages[-1])
            if len(moved) == len(pages[-1]) or sum(row.height for row in moved) + height > other:
                moved = []
            pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
            pages.append(moved)
        pages[-1].extend(ending)
        return pages


def _last_problem(page: list[Row]) -> list[Row]:
    """The last row of a page with the headings that lead it."""
    start = len(page) - 1
    while start > 0 and page[start - 1].leads:
        start -= 1
    return page[max(0, start) :]


def _left(pages: list[list[Row]], first: float, other: float) -> float:
    """What the last page still offers."""
    return (first if len(pages) == 1 else other) - sum(row.height for row in pages[-1])
