"""整改通知书 as an official letter by GB/T 9704-2012 (domain: type area 156 mm × 225 mm, 22 lines of 28 characters)."""

from __future__ import annotations

from math import ceil
from pathlib import Path

from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.papers import Letter
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.annex import annex_pages
from chuangjian_desktop.outputs.pdf.check import missing_characters
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style, computer_fonts
from chuangjian_desktop.outputs.pdf.grid import (
    BODY,
    CELL,
    FIRST,
    FOLIO,
    LEADING,
    LEFT,
    LOWER,
    RIGHT,
    ROWS,
    SECOND,
    SMALL,
    UPPER,
    WIDTH,
    Page,
    baseline,
    paginate,
    used,
)
from chuangjian_desktop.outputs.pdf.letter_body import blocks_of
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, RED, Job, Pen, lines, write
from chuangjian_desktop.outputs.wording import DRAFT, full_date

HEAD_TOP = 35 * MM  # from the upper edge of the type area to 发文机关标志
HEAD_LARGEST = 46.0
NUMBER_ROW = 7  # two rows below 发文机关标志
TITLE_ROW = 10  # two rows below the red line
DRAFT_TITLE_ROW = 2
IMPRINT_ROW = 24.0  # height of a line of 版记
THICK, THIN = 0.35 * MM, 0.25 * MM


def write_letter(
    notice: Notice | Letter, path: Path, progress: Progress | None = None, *, fonts: FontSet | None = None
) -> None:
    """Write the notice as an official letter; a draft has neither red head nor 文号, seal place, 送达 or 版记.

    The file appears only when it is whole. `Refusal`: M25 a character that no font has, M09 a photo that is no JPEG,
    M06, M07, M08, M16 the disk. `Cancelled` when `progress` was asked to stop.
    """
    fonts = fonts or computer_fonts()
    job = Job(path, fonts, notice.title.replace("\n", ""), notice.issuer.name, progress)
    write(job, missing_characters(notice, fonts), A4, lambda pen: draw_letter(notice, pen))


def draw_letter(notice: Notice | Letter, pen: Pen) -> int:
    """Draw the letter from the present page on; gives its number of pages."""
    return _Letter(notice, pen).draw()


class _Letter:
    """One letter on its pages."""

    def __init__(self, notice: Notice | Letter, pen: Pen) -> None:
        self.notice = notice
        self.pen = pen
        self.copies = [] if notice.draft else self._copies()
        self.printed = [] if notice.draft else self._printed()

    def draw(self) -> int:
        """Lay out and draw every page; gives their number."""
        pages = self._pages()
        counted = len(pages) - 2 if len(pages) > 2 and not pages[-2] else len(pages)
        for number, page in enumerate(pages, 1):
            if number > 1:
                self.pen.new_page()
            if number == 1:
                self._head()
            for row, piece in page:
                piece.draw(self.pen, UPPER - row * LEADING)
            if number <= counted:  # neither a blank page before 版记 nor the page of 版记 behind it has a number
                folio(self.pen, number, draft=self.notice.draft)
        if self.printed:
            self._imprint()
        return len(pages)

    def _pages(self) -> list[Page]:
        """The pages; 版记 ends the last one, which is even."""
        first_row = DRAFT_TITLE_ROW if self.notice.draft else TITLE_ROW
        pages = [*paginate(blocks_of(self.notice, self.pen.fonts), first_row), *self._annex()]
        if not self.printed:
            return pages
        rows = ceil((len(self.copies) + len(self.printed)) * IMPRINT_ROW / LEADING) + 1
        if not self._annexed and len(pages) % 2 == 0 and used(pages[-1]) + rows > ROWS:
            pages = paginate(blocks_of(self.notice, self.pen.fonts, end_apart=True), first_row)
        if len(pages) % 2 or used(pages[-1]) + rows > ROWS:
            pages.append([])
        if len(pages) % 2:
            pages.append([])
        return pages

    @property
    def _annexed(self) -> bool:
        return isinstance(self.notice, Letter) and self.notice.annex is not None

    def _annex(self) -> list[Page]:
        if isinstance(self.notice, Letter) and self.notice.annex is not None:
            return annex_pages(self.notice.annex, self.pen.fonts)
        return []

    def _head(self) -> None:
        """发文机关标志, 文号, red line; or the mark of a draft."""
        pen, notice = self.pen, self.notice
        if notice.draft:
            pen.words(LEFT, baseline(UPPER, 16), DRAFT, FIRST)
            return
        row = UPPER - NUMBER_ROW * LEADING
        if notice.show_red_head:
            name = notice.issuer.red_head or notice.issuer.name
            style = pen.fitted(name, Style("title", HEAD_LARGEST), WIDTH)
            pen.centred(LEFT + WIDTH / 2, UPPER - HEAD_TOP - ASCENT * style.size, name, style, RED)
            line = row - (LEADING + 16) / 2 - 4 * MM
            pen.rule((LEFT, line), (RIGHT, line), THICK * 2, red=True)
        self._number(baseline(row, 16))

    def _number(self, y: float) -> None:
        """文号 in the middle, or left of 签发人, who stands a row above where both do not fit beside each other."""
        pen, notice = self.pen, self.notice
        style = pen.fitted(notice.number, BODY, WIDTH - 2 * CELL)
        if not notice.signer:
            pen.centred(LEFT + WIDTH / 2, y, notice.number, style)
            return
        end = LEFT + CELL + pen.words(LEFT + CELL, y, notice.number, style)
        start = RIGHT - CELL - pen.fonts.width("签发人：", BODY) - pen.fonts.width(notice.signer, SECOND)
        y += 0 if end + CELL <= start else LEADING
        start += pen.words(start, y, "签发人：", BODY)
        pen.words(start, y, notice.signer, SECOND)

    def _copies(self) -> list[Line]:
        """抄送, its further lines under the first name."""
        copies = self.notice.issuer.copies_to.replace("\n", " ")
        if not copies:
            return []
        text = f"抄送：{copies}{'' if copies.endswith('。') else '。'}"
        return lines(self.pen.fonts, text, SMALL, Room(WIDTH - 2 * SMALL.size, 0, 3 * SMALL.size))

    def _printed(self) -> list[Line]:
        """Who prints, beside the room for 印发日期."""
        issuer, fonts = self.notice.issuer, self.pen.fonts
        room = Room(WIDTH - 2.5 * SMALL.size - fonts.width(self._printed_on, SMALL))
        return lines(fonts, issuer.printed_by or issuer.name, SMALL, room)

    @property
    def _printed_on(self) -> str:
        return f"{full_date(self.notice.date)}印发"

    def _imprint(self) -> None:
        """版记, its last rule on the lower edge of the type area."""
        pen = self.pen
        inner = LOWER + len(self.printed) * IMPRINT_ROW
        top = inner + len(self.copies) * IMPRINT_ROW
        for y in (top, LOWER):
            pen.rule((LEFT, y), (RIGHT, y), THICK)
        if self.copies:
            pen.rule((LEFT, inner), (RIGHT, inner), THIN)
        for place, line in enumerate((*self.copies, *self.printed)):
            pen.line(LEFT + SMALL.size, baseline(top - place * IMPRINT_ROW, SMALL.size, IMPRINT_ROW), line, SMALL)
        pen.right(RIGHT - SMALL.size, baseline(LOWER + IMPRINT_ROW, SMALL.size, IMPRINT_ROW), self._printed_on, SMALL)


def folio(pen: Pen, number: int, *, draft: bool = False) -> None:
    """Page number: 4号 宋体 between dashes that lie 7 mm below the type area, outside; a draft says so inside."""
    words = f"— {number} —"
    y = LOWER - 7 * MM - 0.38 * FOLIO.size
    odd = number % 2 == 1
    if odd:
        pen.right(RIGHT - FOLIO.size, y, words, FOLIO)
    else:
        pen.words(LEFT + FOLIO.size, y, words, FOLIO)
    if draft and odd:
        pen.words(LEFT + FOLIO.size, y, DRAFT, SMALL)
    elif draft:
        pen.right(RIGHT - FOLIO.size, y, DRAFT, SMALL)
