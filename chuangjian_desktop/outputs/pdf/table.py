"""Tables whose rows stay whole on a page unless no page can hold them; text and photos of a row stay together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.linebreak import Line, Room
from chuangjian_desktop.outputs.pdf.pen import ASCENT, Pen, Photo, lines
from chuangjian_desktop.outputs.wording import paragraphs

RULE = 0.5
Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Item:
    """One line or one photo of a cell: its height and how it is drawn at the upper left corner given."""

    height: float
    draw: Callable[[Pen, Position], None]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands under each other in a cell, in the middle of its height or from the top."""

    items: tuple[Item, ...] = ()
    middle: bool = True

    @property
    def height(self) -> float:
        """Without padding."""
        return sum(item.height for item in self.items)


@dataclass(frozen=True, slots=True)
class Row:
    """Cells beside each other with their widths. One that `leads` is never last on its page. Where a row has to be
    torn, its first `repeated` cells stand on every page."""

    widths: tuple[float, ...]
    cells: tuple[Cell, ...]
    least: float = 0.0
    padding: float = 4.0
    leads: bool = False
    repeated: int = 0

    @property
    def height(self) -> float:
        """With padding, at least `least`."""
        return max(self.least, *(cell.height + 2 * self.padding for cell in self.cells))


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes cells of one text style. `ragged`: lines of narrow columns are not spread to the full width."""

    fonts: FontSet
    style: Style
    leading: float
    padding: float = 4.0
    ragged: bool = False

    def cell(self, text: str, width: float, *, centred: bool = False, middle: bool = True) -> Cell:
        """Text broken to the width of the cell."""
        room = Room(width - 2 * self.padding)
        items = [
            Item(self.leading, partial(self._draw, line=self._set(line, centred), width=room.width if centred else 0.0))
            for part in paragraphs(text)
            if text
            for line in lines(self.fonts, part, self.style, room)
        ]
        return Cell(tuple(items), middle)

    def _set(self, line: Line, centred: bool) -> Line:
        if not (self.ragged or centred):
            return line
        measure = self.fonts.measure(self.style)
        return replace(line, advances=tuple(min(measure(c), a) for c, a in zip(line.text, line.advances, strict=False)))

    def row(self, texts: tuple[str, ...], widths: tuple[float, ...], centred: str = "", least: float = 0.0) -> Row:
        """A row of texts; `centred` says "c" for each column that is centred."""
        columns = centred.ljust(len(texts), " ")
        cells = tuple(
            self.cell(text, width, centred=mark == "c")
            for text, width, mark in zip(texts, widths, columns, strict=True)
        )
        return Row(widths, cells, least, self.padding)

    def _draw(self, pen: Pen, at: Position, line: Line, width: float) -> None:
        x = at[0] + self.padding + (max(0.0, width - line.width) / 2 if width else 0.0)
        baseline = at[1] - (self.leading - self.style.size) / 2 - ASCENT * self.style.size
        pen.line(x, baseline, line, self.style)


def photo_item(photo: Photo, width: float, height: float, caption: Style) -> Item:
    """A photo with its caption below, no higher than it is at that width."""
    height = min(height, (width - 6) * photo.height / photo.width)
    return Item(height + caption.size + 5, partial(_photo, photo=photo, size=(width, height), caption=caption))


def _photo(pen: Pen, at: Position, photo: Photo, size: tuple[float, float], caption: Style) -> None:
    pen.photo(photo, (at[0] + 3, at[1] - 1 - size[1], size[0] - 6, size[1]))
    pen.centred(at[0] + size[0] / 2, at[1] - size[1] - 2 - caption.size * ASCENT, photo.caption, caption)


def fill(rows: list[Row], first: float, other: float) -> list[list[Row]]:
    """Rows of each page; `first` and `other` are the heights that the first and the further pages offer."""
    pages: list[list[Row]] = [[]]
    left = first
    for place, row in enumerate(rows):
        rest: Row | None = row
        together = row.height + _first_height(rows, place + 1, other - row.height) if row.leads else 0.0
        if left < together <= other and left < other:
            pages.append([])
            left = other
        while rest:
            if rest.height <= left:
                pages[-1].append(rest)
                left -= rest.height
                break
            led = rest is row and bool(pages[-1]) and pages[-1][-1].leads
            if not led and (rest.height <= other or (left < other and left < 0.3 * other)):
                pages.append([])
                left = other
                continue
            head, rest = _cut(rest, left)
            if head:
                pages[-1].append(head)
            pages.append([])
            left = other
    return pages


def _first_height(rows: list[Row], place: int, most: float) -> float:
    """Of the row at a place; of one that no page can hold, the least part worth standing alone."""
    height = rows[place].height if place < len(rows) else 0.0
    return height if height <= most else 0.3 * most


def _cut(row: Row, height: float) -> tuple[Row | None, Row | None]:
    """The part of a row that fits, and what remains; an item higher than a page is taken alone."""
    again = row.cells[: row.repeated]
    heads: list[Cell] = []
    tails: list[Cell] = []
    for cell in row.cells[row.repeated :]:
        taken, room = 0, height - 2 * row.padding
        for item in cell.items:
            if item.height > room + 0.01:
                break
            room -= item.height
            taken += 1
        heads.append(Cell(cell.items[:taken], cell.middle))
        tails.append(Cell(cell.items[taken:], cell.middle))
    if not any(cell.items for cell in heads):
        return None, row
    head = Row(row.widths, (*again, *heads), padding=row.padding)
    tail = Row(row.widths, (*again, *tails), padding=row.padding, repeated=row.repeated)
    return head, tail if any(cell.items for cell in tails) else None


def draw_rows(pen: Pen, rows: list[Row], left: float, top: float) -> float:
    """Draw rows under each other with their frames; gives where the next one begins."""
    for row in rows:
        height, x = row.height, left
        total = sum(row.widths)
        pen.rule((left, top), (left + total, top), RULE)
        pen.rule((left, top - height), (left + total, top - height), RULE)
        pen.rule((left, top), (left, top - height), RULE)
        for width, cell in zip(row.widths, row.cells, strict=True):
            y = top - (max(row.padding, (height - cell.height) / 2) if cell.middle else row.padding)
            for item in cell.items:
                item.draw(pen, (x, y))
                y -= item.height
            x += width
            pen.rule((x, top), (x, top - height), RULE)
        top -= height
    return top
