"""What the import of checklists shows: where it comes from, what it becomes, every row with its verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.services.office.standards.importing import State
from chuangjian_desktop.ui.models.cells import Column, Row

Filter = Literal["all", "doubtful", "unknown"]
EDITABLE = ("code", "section", "title", "points", "rule")
"""Columns whose cells are changed in place."""


@dataclass(frozen=True, slots=True)
class RowDetail:
    """One row to read: what was said about it, each with its hint, and its texts in full."""

    place: str
    remarks: tuple[tuple[str, str], ...]
    texts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ImportState:
    """Everything visible. `types` are codes with words, the one that the table becomes among them; `code` and `title`
    stand in the fields, open where the type is `new`; it `becomes` a draft also where it may not be published yet.
    `ready` is whether there is anything to take in."""

    source: str = ""
    sentence: str = ""
    mood: str = "info"
    undoable: bool = False
    tables: tuple[str, ...] = ()
    table: int = 0
    types: tuple[tuple[str, str], ...] = ()
    code: str = ""
    title: str = ""
    new: bool = False
    becomes: State = "published"
    counts: tuple[int, int, int] = (0, 0, 0)
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    detail: RowDetail | None = None
    ready: bool = False
