"""What stands in the type area of a letter: title, 主送, text by levels, problems with their photos, 落款, 送达."""

from __future__ import annotations

import re
from functools import partial

from chuangjian_desktop.domain.documents import Notice, NoticeProblem
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.grid import (
    BODY,
    CAPTION,
    CELL,
    FIRST,
    LEADING,
    LEFT,
    RIGHT,
    SECOND,
    SMALL,
    TITLE,
    WIDTH,
    Block,
    Piece,
    baseline,
)
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room, paragraphs
from chuangjian_desktop.outputs.pdf.pen import MM, Pen, Photo, lines, photo_of
from chuangjian_desktop.outputs.pdf.title import title_lines
from chuangjian_desktop.outputs.pdf.wording import contact, feedback, full_date, numeral, problem_text, site_heading

INDENT = 2 * CELL
PHOTOS_IN_ROW = 3
PHOTO_ROWS = 4
PHOTO_WIDTH, PHOTO_HEIGHT, PHOTO_GAP = 46 * MM, 34 * MM, 3 * MM
SEAL_ROWS = 2  # so that the seal's upper edge is within one row of the text
LEVEL_1 = re.compile(r"[一二三四五六七八九十]+、")
LEVEL_2 = re.compile(r"（[一二三四五六七八九十]+）")


def blocks_of(notice: Notice, fonts: FontSet, *, end_apart: bool = False) -> list[Block]:
    """Everything from the title on. `end_apart` begins a page with the end of the text, so that 版记 finds room."""
    return _Body(notice, fonts, end_apart).blocks()


class _Body:
    """Puts the blocks of one notice together."""

    def __init__(self, notice: Notice, fonts: FontSet, end_apart: bool) -> None:
        self.notice = notice
        self.fonts = fonts
        self.end_apart = end_apart
        self.level = 0

    def blocks(self) -> list[Block]:
        """In reading order."""
        found = [self._title(), *self._paragraph(f"{self.notice.unit}：", Room(WIDTH))]
        for text in self.notice.opening:
            found.extend(self._text(text))
        if self.notice.sites:
            found.append(self._heading("主要问题"))
            found.extend(self._problems())
        if self.notice.closing:
            if not LEVEL_1.match(self.notice.closing[0]):
                found.append(self._heading("整改要求"))
            for text in self.notice.closing:
                found.extend(self._text(text))
        found.append(self._heading("反馈方式"))
        return [*found, *self._end()]

    def _title(self) -> Block:
        measure = self.fonts.measure(TITLE)
        pieces = [Piece(1, partial(_centred, text=text)) for text in title_lines(self.notice.title, measure, 18 * 22.0)]
        return Block((*pieces, gap(1)), leads=True)

    def _text(self, text: str) -> list[Block]:
        """Paragraphs of running text; those that number themselves get the font of their level."""
        found: list[Block] = []
        for part in paragraphs(text):
            first = LEVEL_1.match(part)
            if first or LEVEL_2.match(part):
                self.level += 1 if first else 0
                heading = len(part) <= 26 and part[-1:] not in "。；，"
                style = FIRST if first else SECOND
                found.extend(self._paragraph(part, Room(WIDTH, INDENT), style if heading else BODY, leads=heading))
            else:
                found.extend(self._paragraph(part, Room(WIDTH, INDENT)))
        return found

    def _heading(self, words: str) -> Block:
        self.level += 1
        return self._paragraph(f"{numeral(self.level)}、{words}", Room(WIDTH, INDENT), FIRST, leads=True)[0]

    def _paragraph(self, text: str, room: Room, style: Style = BODY, *, leads: bool = False) -> list[Block]:
        return [Block(tuple(self._lines(text, room, style)), leads=leads)]

    def _lines(self, text: str, room: Room, style: Style = BODY) -> list[Piece]:
        return [
            Piece(1, partial(_line, line=line, style=style))
            for part in paragraphs(text)
            for line in lines(self.fonts, part, style, room)
        ]

    def _problems(self) -> list[Block]:
        found: list[Block] = []
        for number, site in enumerate(self.notice.sites, 1):
            found.extend(self._paragraph(site_heading(number, site), Room(WIDTH, INDENT), SECOND, leads=True))
            found.extend(self._problem(problem) for problem in site.problems)
        return found

    def _problem(self, problem: NoticeProblem) -> Block:
        """Text and photos of one problem, on one page where a page can hold them."""
        pieces = self._lines(problem_text(problem), Room(WIDTH, INDENT))
        photos = [photo_of(picture) for picture in problem.pictures]
        for place in range(0, len(photos), PHOTOS_IN_ROW):
            row = tuple(photos[place : place + PHOTOS_IN_ROW])
            pieces.append(Piece(PHOTO_ROWS, partial(_photos, photos=row), photos=True))
        return Block(tuple(pieces), whole=True)

    def _end(self) -> list[Block]:
        """The last paragraph; at least its last two lines stay with 落款, 附注 and 送达."""
        text = self._lines(feedback(self.notice), Room(WIDTH, INDENT))
        kept_lines = 2 if len(text) > 3 else len(text)
        after = [*self._signature(), *self._note()]
        if not self.notice.draft:
            after.extend((gap(1), Piece(3, _service)))
        kept = Block((*text[-kept_lines:], *after), whole=True, new_page=self.end_apart)
        return [Block(tuple(text[:-kept_lines])), kept] if len(text) > kept_lines else [kept]

    def _signature(self) -> list[Piece]:
        """落款: with a seal the date ends four characters from the edge and the name is centred over it; on a draft,
        which gets no seal, the name ends two characters from the edge and the date begins two characters after it."""
        name, date = self.notice.issuer.name, full_date(self.notice.date)
        wide, short = self.fonts.width(name, BODY), self.fonts.width(date, BODY)
        if self.notice.draft:
            start = RIGHT - 2 * CELL - wide
            day = start + 2 * CELL
            if day + short > RIGHT - 2 * CELL:
                day = RIGHT - 2 * CELL - short
                start = min(start, day - 2 * CELL)
        else:
            middle = min(RIGHT - 4 * CELL - short / 2, RIGHT - wide / 2)
            start, day = middle - wide / 2, middle - short / 2
        rows = 1 if self.notice.draft else SEAL_ROWS
        return [
            gap(rows),
            Piece(1, partial(_words, x=max(LEFT, start), words=name)),
            Piece(1, partial(_words, x=day, words=date)),
        ]

    def _note(self) -> list[Piece]:
        text = contact(self.notice)
        return self._lines(text, Room(WIDTH, INDENT, INDENT)) if text else []


def gap(rows: int) -> Piece:
    """Empty rows."""
    return Piece(rows, lambda _pen, _top: None)


def _centred(pen: Pen, top: float, text: str) -> None:
    pen.centred(LEFT + WIDTH / 2, baseline(top, TITLE.size), text, TITLE)


def _line(pen: Pen, top: float, line: Line, style: Style) -> None:
    pen.line(LEFT, baseline(top, style.size), line, style)


def _words(pen: Pen, top: float, x: float, words: str) -> None:
    pen.words(x, baseline(top, BODY.size), words, BODY)


def _photos(pen: Pen, top: float, photos: tuple[Photo, ...]) -> None:
    """Photos side by side under their problem, each with its caption."""
    upper = top - 1 * MM
    for place, photo in enumerate(photos):
        x = LEFT + INDENT + place * (PHOTO_WIDTH + PHOTO_GAP)
        pen.photo(photo, (x, upper - PHOTO_HEIGHT, PHOTO_WIDTH, PHOTO_HEIGHT))
        pen.centred(x + PHOTO_WIDTH / 2, upper - PHOTO_HEIGHT - 1.2 * MM - CAPTION.size, photo.caption, CAPTION)


def _service(pen: Pen, top: float) -> None:
    """送达: who handed the notice over, who took it, and when; filled in by hand."""
    height = 1.4 * LEADING
    edges = [LEFT, LEFT + 24 * MM, LEFT + 78 * MM, LEFT + 102 * MM, RIGHT]
    for row in range(3):
        pen.rule((LEFT, top - row * height), (RIGHT, top - row * height), 0.5)
    for x in edges:
        pen.rule((x, top), (x, top - 2 * height), 0.5)
    labels = (("送达人", "签收人"), ("送达时间", "签收时间"))
    for row, pair in enumerate(labels):
        y = baseline(top - row * height, SMALL.size, height)
        for x, label in zip((edges[0], edges[2]), pair, strict=True):
            pen.centred(x + 12 * MM, y, label, SMALL)
        if row:
            for x, end in ((edges[1], edges[2]), (edges[3], edges[4])):
                pen.centred((x + end) / 2, y, "年\u3000月\u3000日\u3000时", SMALL)
