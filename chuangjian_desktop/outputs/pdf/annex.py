"""附件 behind a letter: a table on pages of its own, the head of its columns on each."""

from __future__ import annotations

from functools import partial
from math import ceil

from chuangjian_desktop.domain.papers import Annex
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.grid import (
    FIRST,
    HEIGHT,
    LEADING,
    LEFT,
    TITLE,
    WIDTH,
    Page,
    Piece,
    baseline,
)
from chuangjian_desktop.outputs.pdf.pen import Pen
from chuangjian_desktop.outputs.pdf.table import Row, Writer, draw_rows, fill
from chuangjian_desktop.outputs.pdf.title import title_lines

_TEXT, _LABEL = Style("fang", 10.5), Style("hei", 10.5)
_TITLE_ROW = 2  # 附件 on the first line, its title on the third


def annex_pages(annex: Annex, fonts: FontSet) -> list[Page]:
    """The pages of the table."""
    widths = tuple(WIDTH * share / sum(annex.shares) for share in annex.shares)
    text, label = (Writer(fonts, style, 15.0, ragged=True) for style in (_TEXT, _LABEL))
    head = label.row(annex.head, widths, "c" * len(widths))
    rows = [text.row(row, widths, "c" * len(widths), LEADING) for row in annex.rows]
    titles = title_lines(annex.title, fonts.measure(TITLE), 18 * 22.0)
    begin = _TITLE_ROW + len(titles) + 1
    pages = fill(rows, HEIGHT - begin * LEADING - head.height, HEIGHT - head.height)
    first: Page = [(0, Piece(1, partial(_words, words="附件")))]
    first += [(_TITLE_ROW + place, Piece(1, partial(_title, text=line))) for place, line in enumerate(titles)]
    first.append((begin, _table([head, *pages[0]])))
    return [first, *([(0, _table([head, *page]))] for page in pages[1:])]


def _table(rows: list[Row]) -> Piece:
    height = sum(row.height for row in rows)
    return Piece(ceil(height / LEADING), partial(_draw, rows=rows))


def _draw(pen: Pen, top: float, rows: list[Row]) -> None:
    draw_rows(pen, rows, LEFT, top)


def _words(pen: Pen, top: float, words: str) -> None:
    pen.words(LEFT, baseline(top, FIRST.size), words, FIRST)


def _title(pen: Pen, top: float, text: str) -> None:
    pen.centred(LEFT + WIDTH / 2, baseline(top, TITLE.size), text, TITLE)
