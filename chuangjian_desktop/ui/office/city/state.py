"""What the view of a campaign shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.ui.models.cells import Column, Row

TABS = ("nodes", "table", "documents", "surveys", "indicators", "ledger", "years")
FieldKind = Literal["text", "choice", "lines"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A fact of the headline in a mood's colour."""

    text: str
    mood: str = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A component as a bar: `share` of its length (0 to 1, None when nothing is known), `mark` where it must reach.
    `value` is its rate, `detail` what stands small beside it."""

    key: str
    title: str
    weight: str
    share: float | None
    value: str
    detail: str
    mark: float | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the side panel; `choices` are key and word."""

    key: str
    caption: str
    value: str = ""
    kind: FieldKind = "text"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an explanation; `strong` ones are sums."""

    what: str
    middle: str = ""
    value: str = ""
    ink: str = "text_1"
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The panel at the right: an explanation, and fields to enter what it is about. `key` names what is shown, `save`
    is the word on the button that keeps the fields ("" for reading only), `danger` takes the thing away. `more` are
    other ways to look at the same thing: key and word."""

    key: str
    title: str
    lead: str = ""
    fields: tuple[Field, ...] = ()
    save: str = ""
    danger: str = ""
    lines: tuple[Line, ...] = ()
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A tab: its table, what to say when it is empty, what can be done there (key and word), and a note."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    empty: str = ""
    hint: str = ""
    actions: tuple[tuple[str, str], ...] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True)
class CityState:
    """Everything visible."""

    loaded: bool = False
    standards: tuple[Row, ...] = ()
    standard_columns: tuple[Column, ...] = ()
    chosen: str = ""
    facts: str = ""
    total: str = ""
    total_rest: str = ""
    tags: tuple[Tag, ...] = ()
    bars: tuple[Bar, ...] = ()
    tab: str = "nodes"
    page: Page = Page()
    side: Side | None = None
    office: bool = True
