"""Sections of tables that flow over pages: heading, head and first row stay together, the head is repeated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.outputs.pdf.fonts import Style
from chuangjian_desktop.outputs.pdf.pen import ASCENT, Pen
from chuangjian_desktop.outputs.pdf.table import Row, draw_rows, fill

HEADING = Style("hei", 12)
ABOVE, BELOW = 16.0, 6.0
SHADE = 0.92


@dataclass(frozen=True, slots=True)
class Section:
    """A table with the words above it; both may be without (`head` None, `heading` empty)."""

    heading: str
    head: Row | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a page shows of a section. Only the first part of a section has its heading."""

    heading: str
    head: Row | None
    rows: tuple[Row, ...]

    @property
    def height(self) -> float:
        """With heading and head."""
        return _above(self.heading) + _height(self.head) + sum(row.height for row in self.rows)


def paged(sections: Sequence[Section], first: float, other: float) -> list[list[Part]]:
    """The parts of each page; `first` and `other` are the heights that the first and the further pages offer."""
    pages: list[list[Part]] = [[]]
    left = first
    for section in sections:
        head = _height(section.head)
        above = _above(section.heading)
        cut = fill(list(section.rows), left - above - head, other - head)
        if section.rows and not cut[0] and pages[-1]:
            pages.append([])
            cut = fill(list(section.rows), other - above - head, other - head)
            left = other
        for place, rows in enumerate(cut):
            if place:
                pages.append([])
                left = other
            part = Part("" if place else section.heading, section.head, tuple(rows))
            pages[-1].append(part)
            left -= part.height
    return pages


def draw_parts(pen: Pen, parts: Sequence[Part], left: float, top: float) -> float:
    """Draw the parts of one page under each other; gives where the next one begins."""
    for part in parts:
        if part.heading:
            pen.words(left, top - ABOVE - ASCENT * HEADING.size, part.heading, HEADING)
            top -= _above(part.heading)
        if part.head:
            pen.fill([(left, top - part.head.height, sum(part.head.widths), part.head.height)], SHADE)
            top = draw_rows(pen, [part.head], left, top)
        top = draw_rows(pen, list(part.rows), left, top)
    return top


def _above(heading: str) -> float:
    return ABOVE + HEADING.size + BELOW if heading else 0.0


def _height(row: Row | None) -> float:
    return row.height if row else 0.0
