"""整改通知单 as a table: head repeated on every page, photos in the row of their problem, signatures at the end."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from chuangjian_desktop.domain.documents import Notice, NoticeProblem, NoticeSite
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.form_parts import (
    Line,
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
from chuangjian_desktop.outputs.pdf.grid import HEIGHT, LEFT, LOWER, RIGHT, TITLE, UPPER, WIDTH
from chuangjian_desktop.outputs.pdf.letter import folio
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Job, Pen, photo_of, write
from chuangjian_desktop.outputs.pdf.qr import draw_code
from chuangjian_desktop.outputs.pdf.table import Cell, Row, Writer, draw_rows, fill, photo_item
from chuangjian_desktop.outputs.wording import full_date

TEXT = Style("fang", 12)
LABEL = Style("hei", 12)
CAPTION = Style("fang", 9)
LEADING = 18.0
FOOT = 22.0  # for 接下页
NUMBER, PHOTO, LIMIT, NAME = 13 * MM, 44 * MM, 34 * MM, 24 * MM
COLUMNS = (NUMBER, WIDTH - NUMBER - PHOTO - LIMIT, PHOTO, LIMIT)
HALF = (NAME, WIDTH / 2 - NAME, NAME, WIDTH / 2 - NAME)
PHOTO_HEIGHT = 30 * MM
CODE = 18 * MM
HEAD = 48.0  # title, 文号 and date above the table
SIGN_HEIGHT, TIGHT = 15 * MM, 10 * MM


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
        self.text = Writer(pen.fonts, TEXT, LEADING)
        self.label = Writer(pen.fonts, LABEL, LEADING)
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
        self._title()
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

    def _title(self) -> None:
        pen, notice = self.pen, self.notice
        pen.centred(LEFT + WIDTH / 2, UPPER - ASCENT * TITLE.size, title_words(notice), TITLE)
        y = UPPER - HEAD + 6
        pen.words(LEFT, y, notice.number, TEXT)
        pen.right(RIGHT, y, full_date(notice.date), TEXT)
        if notice.code:
            draw_code(pen, notice.code, (RIGHT - CODE, UPPER - 4 * MM), CODE)
            pen.centred(RIGHT - CODE / 2, UPPER - 4 * MM - CAPTION.size, notice.code, CAPTION)

    def _facts(self) -> list[Row]:
        return [self._line(line) for line in facts(self.notice)]

    def _line(self, line: Line) -> Row:
        if len(line.pairs) == 1:
            return self._wide(*line.pairs[0])
        return self._pairs(line.pairs, SIGN_HEIGHT if line.tall else 0.0)

    def _pairs(self, pairs: tuple[tuple[str, str], ...], least: float = 0.0) -> Row:
        cells: list[Cell] = []
        for place, (name, value) in enumerate(pairs):
            cells.append(self.label.cell(name, HALF[2 * place], centred=True))
            cells.append(self.text.cell(value, HALF[2 * place + 1]))
        return Row(HALF, tuple(cells), least)

    def _wide(self, name: str, value: str) -> Row:
        widths = (NAME, WIDTH - NAME)
        return Row(widths, (self.label.cell(name, NAME, centred=True), self.text.cell(value, widths[1])))

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
        photos = tuple(photo_item(photo_of(picture), PHOTO, PHOTO_HEIGHT, CAPTION) for picture in problem.pictures)
        centred = partial(self.text.cell, centred=True)
        cells = (
            centred(str(problem.number), NUMBER),
            self.text.cell(problem_words(site, problem), COLUMNS[1]),
            Cell(photos),
            centred(problem.deadline, LIMIT),
        )
        return Row(COLUMNS, cells)

    def _closed(self, pages: list[list[Row]], first: float, other: float) -> list[list[Row]]:
        """Add what closes the last page; it is never torn apart and never stands without the last problem."""
        ending = [self._line(line) for line in closing(self.notice)]
        if (wanted := demands(self.notice)) is not None:
            row = self._line(wanted)
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
            moved = pages[-1][-1:] if len(pages[-1]) > 1 and pages[-1][-1].height + height <= other else []
            pages[-1] = pages[-1][: len(pages[-1]) - len(moved)]
            pages.append(moved)
        pages[-1].extend(ending)
        return pages


def _left(pages: list[list[Row]], first: float, other: float) -> float:
    """What the last page still offers."""
    return (first if len(pages) == 1 else other) - sum(row.height for row in pages[-1])
