"""Rows of tables as finished values: words, ink, marks. No Qt, so presenters make them and tests read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "tag", "state", "thumb", "open", "icon"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in look pixels (0 takes what is left, several share) and its side. With plenty of
    room it grows up to `most`."""

    key: str
    title: str
    width: int = 0
    right: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell. `ink` is a token (text_1) or a tone's text (loss). `kind`: plain text, a tag in `mood`,
    a state glyph or icon named by `text`, a small picture whose key is `text`, or a number that opens.

    `tail` says that its end tells it from others: where room lacks, its middle is left out.
    `marks` are (start, length) of what a search matched; `after` is a short word behind the text with its icon, in
    amber or in the tone `after_mood` names.
    """

    text: str = ""
    ink: str = "text_1"
    bold: bool = False
    kind: Kind = "text"
    mood: str = "plain"
    marks: tuple[tuple[int, int], ...] = ()
    after: str = ""
    spoken: str = ""
    after_icon: str = "camera-off"
    after_mood: str = "lack"
    tail: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table; `key` finds what it stands for. A `quiet` row is greyed. A `head` stands above a group: its
    first cell goes over the whole width, and nobody can choose it."""

    key: str
    cells: tuple[Cell, ...]
    quiet: bool = False
    head: bool = False
