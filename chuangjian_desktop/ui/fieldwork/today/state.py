"""What the Today screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.fieldwork.deeds.state import SiteDeed
from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class Figure:
    """A key figure: number, what it is out of, its unit and its caption."""

    number: str
    rest: str
    caption: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something to fetch before leaving a site."""

    visit_id: str
    item_code: str
    site: str
    what: str


@dataclass(frozen=True, slots=True)
class Handing:
    """Where handing in stands: what it comes to, what was handed in and has arrived, what came since."""

    title: str
    mood: str
    words: str
    badge: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class TodayState:
    """Everything visible. `next_site` is where to go on."""

    loaded: bool = False
    facts: str = ""
    figures: tuple[Figure, ...] = ()
    done: int = 0
    total: int = 0
    progress: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    next_site: str = ""
    next_words: str = ""
    calm: str = ""
    missing: tuple[Missing, ...] = ()
    more_missing: int = 0
    handing: Handing | None = None
    more_sites: int = 0
    chosen: SiteDeed | None = None
