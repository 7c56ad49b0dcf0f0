"""What Notices shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page of the very PDF: width and height in pixels, RGB bytes."""

    width: int
    height: int
    rgb: bytes


@dataclass(frozen=True, slots=True)
class NoticesState:
    """Everything visible. `ticked` are units to issue for; `busy` while the preview is drawn."""

    loaded: bool = False
    office: bool = False
    form: str = "letter"
    kind: str = ""
    kinds: tuple[str, ...] = ()
    facts: str = ""
    unit_columns: tuple[Column, ...] = ()
    units: tuple[Row, ...] = ()
    unit: str = ""
    pages: tuple[PageImage, ...] = ()
    page_words: str = ""
    busy: bool = False
    problem: str = ""
    number: str = ""
    issued_columns: tuple[Column, ...] = ()
    issued: tuple[Row, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
