"""What the checklists of Standards show, finished for drawing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chuangjian_desktop.ui.models.cells import Column, Row
from chuangjian_desktop.ui.office.standards.reading import Facts


@dataclass(frozen=True, slots=True)
class FormState:
    """An item of a draft to edit: texts by field, a rule in words, and what is wrong by field."""

    code: str
    texts: Mapping[str, str]
    explained: str
    faults: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class ChecklistsState:
    """Checklists with their versions left, the items of one in the middle, an item at the right: to read, or in a draft
    to edit (`form`)."""

    loaded: bool = False
    facts: str = ""
    list_columns: tuple[Column, ...] = ()
    lists: tuple[Row, ...] = ()
    chosen: str = ""
    title: str = ""
    headline: str = ""
    state: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    item: str = ""
    detail: Facts = field(default_factory=Facts)
    form: FormState | None = None
    warned: str = ""
    may_draft: bool = False
    may_retire: bool = False
    may_reinstate: bool = False
    may_use: bool = False
