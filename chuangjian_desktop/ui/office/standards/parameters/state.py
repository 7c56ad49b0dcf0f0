"""What the numbers of the city show, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.ui.models.cells import Column, Row
from chuangjian_desktop.ui.office.standards.reading import Facts


@dataclass(frozen=True, slots=True)
class ParametersState:
    """All numbers, and the one under the keyboard with what uses it."""

    loaded: bool = False
    facts: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    chosen: str = ""
    detail: Facts = field(default_factory=Facts)
    value: str = ""
    unit: str = ""
    own: bool = False
    editable: bool = False
