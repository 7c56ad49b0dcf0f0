"""What the matrix of items and nodes shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class Head:
    """A node at the head of a column."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class Line:
    """An item's cells: empty, a dot for the points of the checklist, or the item's own points there."""

    item: str
    spoken: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatrixState:
    """The nodes of one standard across, items down, and what may be chosen to see."""

    loaded: bool = False
    counted: str = ""
    facts: str = ""
    standards: tuple[tuple[str, str], ...] = ()
    standard: str = ""
    types: tuple[tuple[str, str], ...] = ()
    type: str = ""
    only_open: bool = False
    heads: tuple[Head, ...] = ()
    item_columns: tuple[Column, ...] = ()
    items: tuple[Row, ...] = ()
    lines: tuple[Line, ...] = ()
    editable: bool = False
