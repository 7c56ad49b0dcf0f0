"""QR codes as rectangles, which print sharp at any size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import segno

from chuangjian_desktop.outputs.pdf.pen import Pen

QUIET = 4  # modules around a code that stay white


def draw_code(pen: Pen, text: str, corner: tuple[float, float], side: float) -> None:
    """A code of `side` points with its quiet zone, the lower left at `corner`; about a sixth of it may be spoilt."""
    # Any mask can be read; looking for the prettiest of eight takes most of the time.
    code: Any = segno.make(text, error="m", micro=False, mask=0)
    matrix: list[bytearray] = [bytearray(row) for row in code.matrix]
    unit = side / (len(matrix) + 2 * QUIET)
    x, top = corner[0] + QUIET * unit, corner[1] + side - QUIET * unit
    pen.fill(
        (x + start * unit, top - (number + 1) * unit, (end - start) * unit, unit)
        for number, row in enumerate(matrix)
        for start, end in _dark(row)
    )


def _dark(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where the dark runs of a row begin and end."""
    padded = [0, *row, 0]
    edges = [place for place, (before, after) in enumerate(pairwise(padded)) if bool(before) != bool(after)]
    yield from zip(edges[::2], edges[1::2], strict=True)
