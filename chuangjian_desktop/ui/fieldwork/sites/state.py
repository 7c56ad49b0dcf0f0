"""What the Sites screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass, field

from chuangjian_desktop.services.places import AreaNode, SiteRow
from chuangjian_desktop.ui.fieldwork.deeds.state import SiteDeed
from chuangjian_desktop.ui.models.cells import Column, Row

STAGES = ("new", "open", "finished", "refused")
"""Where a site stands in the round; `refused`: nobody could get in."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Of one site in the round: how many items are answered of how many, and the rate as text or None."""

    answered: int
    items: int
    rate: str | None


@dataclass(frozen=True, slots=True)
class SiteCard:
    """The facts of the chosen site under the table, and what can be done about it besides walking it."""

    site_id: str
    code: str
    title: str
    facts: tuple[tuple[str, str], ...]
    action: str
    deed: SiteDeed | None = None


@dataclass(frozen=True, slots=True)
class SitesState:
    """Everything visible. `loaded` is False before the first reading."""

    loaded: bool = False
    areas: tuple[AreaNode, ...] = ()
    area: str = ""
    words: str = ""
    type: str = ""
    state: str = ""
    types: tuple[tuple[str, str], ...] = ()
    counts: tuple[int, ...] = (0, 0, 0, 0)
    """Sites by stage, in the order of `STAGES`."""
    total: int = 0
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    found: str = ""
    card: SiteCard | None = None
    facts: str = ""


@dataclass(frozen=True, slots=True)
class SitesData:
    """What was read: sites with their scores. Filtering needs no further reading."""

    sites: tuple[SiteRow, ...] = ()
    areas: tuple[AreaNode, ...] = ()
    answered: dict[str, Answered] = field(default_factory=dict[str, Answered])
    initials: dict[str, str] = field(default_factory=dict[str, str])
    types: tuple[tuple[str, str], ...] = ()
    round_name: str = ""
    deeds: dict[str, SiteDeed] = field(default_factory=dict[str, SiteDeed])


def stage(site: SiteRow) -> str:
    """Where a site stands in the round, one of `STAGES`."""
    return site.state or "new"


def marks(name: str, initials: str, words: str) -> tuple[tuple[int, int], ...]:
    """Which part of a name a search matched: the words themselves, else its pinyin initials."""
    wanted = words.strip().casefold()
    if not wanted:
        return ()
    place = name.casefold().find(wanted)
    if place < 0 and len(initials) == len(name):
        place = initials.find(wanted)
    return ((place, len(wanted)),) if place >= 0 else ()
