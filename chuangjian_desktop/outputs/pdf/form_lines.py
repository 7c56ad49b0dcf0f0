"""What forms have in common: title with code, rows of labels and values."""

from __future__ import annotations

from chuangjian_desktop.domain.papers import FormLine
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.grid import LEFT, RIGHT, TITLE, UPPER, WIDTH
from chuangjian_desktop.outputs.pdf.pen import ASCENT, MM, Pen
from chuangjian_desktop.outputs.pdf.qr import draw_code
from chuangjian_desktop.outputs.pdf.table import Cell, Row, Writer

TEXT = Style("fang", 12)
LABEL = Style("hei", 12)
SMALL = Style("fang", 9)
LEADING = 18.0
NAME = 24 * MM
HALF = (NAME, WIDTH / 2 - NAME, NAME, WIDTH / 2 - NAME)
CODE = 18 * MM
HEAD = 48.0  # title, number and date above the table
SIGN_HEIGHT, TIGHT = 15 * MM, 10 * MM


class FormLines:
    """Makes rows of forms."""

    def __init__(self, fonts: FontSet) -> None:
        self.text = Writer(fonts, TEXT, LEADING)
        self.label = Writer(fonts, LABEL, LEADING)

    def row(self, line: FormLine) -> Row:
        """One pair over the whole width, or two beside each other."""
        least = SIGN_HEIGHT if line.tall else 0.0
        widths = HALF if len(line.pairs) > 1 else (NAME, WIDTH - NAME)
        cells: list[Cell] = []
        for place, (name, value) in enumerate(line.pairs):
            cells.append(self.label.cell(name, widths[2 * place], centred=True))
            cells.append(self.text.cell(value, widths[2 * place + 1]))
        return Row(widths, tuple(cells), least)


def draw_title(pen: Pen, title: str, code: str, sides: tuple[str, str]) -> None:
    """The title with the code beside it, and a text at each side under it."""
    pen.centred(LEFT + WIDTH / 2, UPPER - ASCENT * TITLE.size, title, TITLE)
    y = UPPER - HEAD + 6
    room = WIDTH - TEXT.size - pen.fonts.width(sides[1], TEXT)
    pen.words(LEFT, y, sides[0], pen.fitted(sides[0], TEXT, room))
    pen.right(RIGHT, y, sides[1], TEXT)
    if code:
        draw_code(pen, code, (RIGHT - CODE, UPPER - 4 * MM), CODE)
        pen.centred(RIGHT - CODE / 2, UPPER - 4 * MM - SMALL.size, code, pen.fitted(code, SMALL, CODE))
