"""What stands in the type area of a letter: title, 主送, text by levels, problems with their photos, 落款, 送达."""

from __future__ import annotations

from functools import partial

from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.papers import Letter
from chuangjian_desktop.outputs.letter_parts import Part, parts_of
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.grid import (
    BODY,
    CAPTION,
    CELL,
    FIRST,
    LEADING,
    LEFT,
    RIGHT,
    ROWS,
    SECOND,
    SMALL,
    TITLE,
    WIDTH,
    Block,
    Piece,
    baseline,
)
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room
from chuangjian_desktop.outputs.pdf.pen import MM, Pen, Photo, lines, photo_of
from chuangjian_desktop.outputs.pdf.qr import draw_code
from chuangjian_desktop.outputs.pdf.title import title_lines
from chuangjian_desktop.outputs.wording import full_date, paragraphs

INDENT = 2 * CELL
PHOTOS_IN_ROW = 3
PHOTO_ROWS = 4
PHOTO_WIDTH, PHOTO_HEIGHT, PHOTO_GAP = 46 * MM, 34 * MM, 3 * MM
CODE, CODE_GAP = 20 * MM, 4 * MM
CODE_TEXT = Style("fang", 9)
HEADING_ROWS = 2  # what leads the last paragraph stands on the same page
SEAL_ROWS = 2  # so that the seal's upper edge is within one row of the text


def blocks_of(notice: Notice | Letter, fonts: FontSet, *, end_apart: bool = False) -> list[Block]:
    """Everything from the title on. `end_apart` begins a page with the end of the text, so that 版记 finds room."""
    return _Body(notice, fonts, end_apart).blocks()


_STYLES = {"level_1": FIRST, "level_2": SECOND}
_ROOMS = {
    "addressee": Room(WIDTH),
    "attachment": Room(WIDTH, INDENT, INDENT + 4 * CELL),
    "note": Room(WIDTH, INDENT, INDENT),
}


class _Body:
    """Puts the blocks of one notice together."""

    def __init__(self, notice: Notice | Letter, fonts: FontSet, end_apart: bool) -> None:
        self.notice = notice
        self.fonts = fonts
        self.end_apart = end_apart

    def blocks(self) -> list[Block]:
        """In reading order."""
        parts = list(parts_of(self.notice))
        end = next(place for place, part in enumerate(parts) if part.kind == "feedback")
        return [*(self._block(part) for part in parts[:end]), *self._end(parts[end:])]

    def _block(self, part: Part) -> Block:
        if part.kind == "title":
            return self._title(part.text)
        if part.kind == "problem":
            return self._problem(part)
        return Block(tuple(self._lines(part)), leads=part.kind in _STYLES)

    def _title(self, title: str) -> Block:
        measure = self.fonts.measure(TITLE)
        pieces = [Piece(1, partial(_centred, text=text)) for text in title_lines(title, measure, 18 * 22.0)]
        return Block((*pieces, gap(1)), leads=True)

    def _lines(self, part: Part) -> list[Piece]:
        style, room = _STYLES.get(part.kind, BODY), _ROOMS.get(part.kind, Room(WIDTH, INDENT))
        return [
            Piece(1, partial(_line, line=line, style=style))
            for text in paragraphs(part.text)
            for line in lines(self.fonts, text, style, room)
        ]

    def _problem(self, part: Part) -> Block:
        """Text and photos of one problem, on one page where a page can hold them."""
        pieces = self._lines(part)
        photos = [photo_of(picture) for picture in part.pictures]
        for place in range(0, len(photos), PHOTOS_IN_ROW):
            row = tuple(photos[place : place + PHOTOS_IN_ROW])
            pieces.append(Piece(PHOTO_ROWS, partial(_photos, photos=row), photos=True))
        return Block(tuple(pieces), whole=True)

    def _end(self, parts: list[Part]) -> list[Block]:
        """The last paragraph; at least its last two lines stay with 附件说明, 落款, 附注 and 送达. Where no page can
        hold all of that, the last two lines of 附件说明 do."""
        text = self._lines(parts[0])
        listed, noted = (
            [line for part in parts if part.kind == kind for line in self._lines(part)]
            for kind in ("attachment", "note")
        )
        after = [*self._signature(), *noted]
        if self.notice.served and not self.notice.draft:
            after.extend((gap(1), Piece(3, partial(_service, code=self.notice.code))))
        told = [*text, *((gap(1), *listed) if listed else ())]
        kept = len(told) - len(text) + (2 if len(text) > 3 else len(text))
        if listed and sum(piece.rows for piece in (*told[-kept:], *after)) > ROWS - HEADING_ROWS:
            kept = 2
        end = Block((*told[-kept:], *after), whole=True, new_page=self.end_apart)
        return [Block(tuple(told[:-kept])), end] if len(told) > kept else [end]

    def _signature(self) -> list[Piece]:
        """落款: with a seal the date ends four characters from the edge and the name is centred over it; on a draft,
        which gets no seal, the name ends two characters from the edge and the date begins two characters after it. A
        long name takes several lines."""
        measure, date = self.fonts.measure(BODY), full_date(self.notice.date)
        names = title_lines(self.notice.issuer.name, measure, WIDTH - 4 * CELL)
        wide, short = max(self.fonts.width(name, BODY) for name in names), self.fonts.width(date, BODY)
        if self.notice.draft:
            start = RIGHT - 2 * CELL - wide
            day = start + 2 * CELL
            if day + short > RIGHT - 2 * CELL:
                day = RIGHT - 2 * CELL - short
                start = min(start, day - 2 * CELL)
            middle = start + wide / 2
        else:
            middle = min(RIGHT - 4 * CELL - short / 2, RIGHT - wide / 2)
            day = middle - short / 2
        return [
            gap(1 if self.notice.draft else SEAL_ROWS),
            *(Piece(1, partial(_words, x=middle - self.fonts.width(name, BODY) / 2, words=name)) for name in names),
            Piece(1, partial(_words, x=day, words=date)),
        ]


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


def _service(pen: Pen, top: float, code: str) -> None:
    """送达: who handed the notice over, who took it, and when, filled in by hand; beside it the document's code."""
    height = 1.4 * LEADING
    right = RIGHT - (CODE + CODE_GAP if code else 0)
    half = (right - LEFT) / 2
    edges = [LEFT, LEFT + 24 * MM, LEFT + half, LEFT + half + 24 * MM, right]
    for row in range(3):
        pen.rule((LEFT, top - row * height), (right, top - row * height), 0.5)
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
    if code:
        draw_code(pen, code, (right + CODE_GAP, top - CODE), CODE)
        style = pen.fitted(code, CODE_TEXT, CODE)
        pen.centred(right + CODE_GAP + CODE / 2, top - CODE - CODE_TEXT.size, code, style)
