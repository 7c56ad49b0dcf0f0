"""What the library of standards shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from chuangjian_desktop.ui.models.cells import Column, Row
from chuangjian_desktop.ui.office.standards.reading import Facts

Part = Literal["nodes", "judging", "quotas"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that can be confirmed or corrected: how it reads now, and whether the office has spoken about it."""

    key: str
    label: str
    value: str
    unit: str
    open: bool
    said: bool


@dataclass(frozen=True, slots=True)
class LibraryState:
    """Standards left, a standard's tree or its figures in the middle, one of them whole at the right."""

    loaded: bool = False
    facts: str = ""
    list_columns: tuple[Column, ...] = ()
    lists: tuple[Row, ...] = ()
    chosen: str = ""
    headline: str = ""
    success: str = ""
    part: Part = "nodes"
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    row: str = ""
    detail: Facts = field(default_factory=Facts)
    asked: Asked | None = None
    waiting: int = 0
    unbalanced: str = ""
    """What does not add up to 100 %, in a sentence."""
    told: str = ""
    sizes: tuple[tuple[str, str], ...] = ()
    """Sizes of a city in the words of the standard; `size` is the chosen one."""
    size: str = ""
    may_choose: bool = False
    own: bool = False
    """Whether the chosen standard is the office's own, taken in from a workbook."""
