"""What the Hand in screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.fieldwork.today.state import Figure
from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class Written:
    """A hand-in that lies on its medium, read back and compared."""

    lead: str
    parts: str
    fingerprint: str
    code: str
    files: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class HandInScreenState:
    """Everything visible. `written` is there once a package was written and compared, and until a person goes on."""

    loaded: bool = False
    facts: str = ""
    figures: tuple[Figure, ...] = ()
    missing_title: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    whole: str = ""
    since: str = ""
    since_possible: bool = False
    earlier: tuple[tuple[str, str, str], ...] = ()
    more_earlier: int = 0
    leaders: tuple[str, ...] = ()
    written: Written | None = None
