"""What Results shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an explanation: what, a middle value, the right value; `target` is where it leads."""

    what: str
    middle: str = ""
    value: str = ""
    depth: int = 0
    ink: str = "text_1"
    bold: bool = False
    target: str = ""


@dataclass(frozen=True, slots=True)
class Explained:
    """The panel at the right."""

    title: str
    lead: str
    formula: tuple[Line, ...]
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class ResultsState:
    """Everything visible."""

    loaded: bool = False
    by: str = "area"
    facts: str = ""
    city: str = ""
    city_rest: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    foot: str = ""
    explained: Explained | None = None
