"""How the Walk uses the window: widths of its columns, columns of chips, what becomes a drawer."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.widgets.tokens import u


@dataclass(frozen=True, slots=True)
class Density:
    """Widths in pixels. `wide` keeps the editor open and shows a large photo; `drawer` puts the right side away."""

    left: int = 248
    right: int = 300
    columns: int = 2
    wide: bool = False
    drawer: bool = False
    short: bool = False


def density_of(width: int, height: int) -> Density:
    """By the window's size, measured in the text that is used."""
    short = height < u(580)
    if width < u(1000):
        return Density(u(220), u(300), 1, drawer=True, short=short)
    if width < u(1280):
        return Density(u(248), u(300), 2, short=short)
    if width < u(1500):
        return Density(u(280), u(340), 2, short=short)
    return Density(u(340), u(480), 3, wide=True, short=short)
