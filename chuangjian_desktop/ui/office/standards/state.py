"""What Standards shows: checklists, the items of one, and one item whole."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item to read."""

    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StandardsState:
    """Everything visible."""

    facts: str = ""
    list_columns: tuple[Column, ...] = ()
    lists: tuple[Row, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    item: ItemFacts | None = None
