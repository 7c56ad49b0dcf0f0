"""The type area of GB/T 9704-2012 and putting blocks on its pages: 22 lines of 28 characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chuangjian_desktop.outputs.pdf.fonts import Style
from chuangjian_desktop.outputs.pdf.pen import A4, ASCENT, MM, Pen

LEFT, TOP, WIDTH, HEIGHT = 28 * MM, 37 * MM, 156 * MM, 225 * MM
RIGHT = LEFT + WIDTH
ROWS, CELLS = 22, 28
LEADING, CELL = HEIGHT / ROWS, WIDTH / CELLS
UPPER = A4[1] - TOP
LOWER = UPPER - HEIGHT

BODY = Style("fang", 16, CELL)
FIRST = Style("hei", 16, CELL)
SECOND = Style("kai", 16, CELL)
TITLE = Style("title", 22)
SMALL = Style("fang", 14)
CAPTION = Style("fang", 12)
FOLIO = Style("song", 14)


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that takes whole rows: drawn from its upper edge. `photos` tells text from what belongs to it."""

    rows: int
    draw: Callable[[Pen, float], None]
    photos: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Pieces that belong together. `whole`: one page if any page can hold it; `leads`: never last on its page."""

    pieces: tuple[Piece, ...]
    whole: bool = False
    leads: bool = False
    new_page: bool = False

    @property
    def rows(self) -> int:
        """Height in rows."""
        return sum(piece.rows for piece in self.pieces)


Page = list[tuple[int, Piece]]


def baseline(top: float, size: float, height: float = LEADING) -> float:
    """Where letters of a size stand in a row so that they are in its middle."""
    return top - (height - size) / 2 - ASCENT * size


def paginate(blocks: list[Block], first_row: int) -> list[Page]:
    """Rows of every page. Headings stay with what follows; a photo is never parted from its text."""
    sheet = _Sheet(first_row)
    for block in _joined(blocks):
        sheet.put(block)
    return sheet.pages


def used(page: Page) -> int:
    """The first free row."""
    return max((row + piece.rows for row, piece in page), default=0)


def _joined(blocks: list[Block]) -> list[Block]:
    """Headings put in front of the block they lead."""
    found: list[Block] = []
    waiting: list[Block] = []
    for block in blocks:
        waiting.append(block)
        if block.leads:
            continue
        pieces = tuple(piece for one in waiting for piece in one.pieces)
        heads = len(pieces) - len(block.pieces)
        begins = any(one.new_page for one in waiting)
        if not heads or (block.whole and sum(piece.rows for piece in pieces) <= ROWS):
            found.append(Block(pieces, block.whole, new_page=begins))
        else:
            kept = _kept(pieces, heads + 2)
            found.append(Block(pieces[:kept], whole=True, new_page=begins))
            found.append(Block(pieces[kept:]))
        waiting = []
    return found + waiting


def _kept(pieces: tuple[Piece, ...], count: int) -> int:
    """How many pieces to hold together so that the rest does not begin with photos whose text is in front of them."""
    parted = count < len(pieces) and pieces[count].photos and not pieces[count - 1].photos
    return count + 1 if parted else count


class _Sheet:
    """Pages being filled."""

    def __init__(self, first_row: int) -> None:
        self.pages: list[Page] = [[]]
        self.row = first_row

    @property
    def left(self) -> int:
        return ROWS - self.row

    def put(self, block: Block) -> None:
        """Place a block."""
        if block.new_page and self.pages[-1]:
            self._turn()
        if block.whole and block.rows <= ROWS:
            if block.rows > self.left:
                self._turn()
            for piece in block.pieces:
                self._place(piece)
            return
        self._flow(list(block.pieces))

    def _flow(self, pieces: list[Piece]) -> None:
        """Place pieces one by one: no line alone at a page's edge, no photo without a line of its text."""
        for place, piece in enumerate(pieces):
            if self._needed(pieces, place) > self.left:
                self._turn()
            self._place(piece)

    def _needed(self, pieces: list[Piece], place: int) -> int:
        """Rows that must be free for this piece: with it goes what may not be torn from it."""
        piece = pieces[place]
        following = pieces[place + 1 : place + 2]
        if not following or piece.photos:
            return piece.rows
        last_two = place + 2 == len(pieces)
        if following[0].photos or place == 0 or last_two:
            return piece.rows + following[0].rows
        widow = place + 3 == len(pieces) and self.left == piece.rows + following[0].rows
        return self.left + 1 if widow and len(pieces) > 3 else piece.rows

    def _place(self, piece: Piece) -> None:
        if piece.rows > self.left:
            self._turn()
        self.pages[-1].append((self.row, piece))
        self.row += piece.rows

    def _turn(self) -> None:
        self.pages.append([])
        self.row = 0
