"""What stands side by side when a person decides between several: finished words, no Qt."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One open matter in the list at the left: what it is about, of which record, and how much is to decide."""

    key: str
    title: str
    under: str
    count: str
    mood: str = "plain"
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """A photo: `thumb` and `large` are SHA-256 of what is shown small and large."""

    id: str
    thumb: str
    large: str
    caption: str


@dataclass(frozen=True, slots=True)
class Side:
    """One of the compared: who wrote it, when and where, the value in large letters with what it costs and the score
    that it leads to, what else is to be known of it as (caption, words), its photos, and the button that takes it with
    its key."""

    key: str
    who: str
    when: str
    where: str
    value: str
    lost: str = ""
    lost_nothing: bool = False
    score: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    photos: tuple[Tile, ...] = ()
    tag: str = ""
    action: str = ""
    cap: str = ""
    taken: bool = False

    def spoken(self) -> str:
        """All of it in one sentence for a screen reader."""
        told = (
            self.value,
            self.lost,
            self.score,
            self.who,
            self.when,
            self.where,
            self.tag,
            *(f"{a} {b}" for a, b in self.rows),
        )
        return "，".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Deed:
    """A button under the cards: what it is called inside, its words, its key; `enabled` off greys it."""

    name: str
    text: str
    cap: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class CompareState:
    """Everything visible of a screen that compares. `tabs` are (key, words); `hint` is the common ground of the sides,
    `photos` are those of what all sides are about; `foot` stands below at the right; `empty` is what is said, with a
    hint, where nothing is listed."""

    title: str = ""
    facts: str = ""
    loaded: bool = False
    tabs: tuple[tuple[str, str], ...] = ()
    tab: str = ""
    lines: tuple[Line, ...] = ()
    current: str = ""
    headline: str = ""
    what: str = ""
    hint: str = ""
    hint_icon: str = "info"
    hint_mood: str = "plain"
    sides: tuple[Side, ...] = ()
    photos: tuple[Tile, ...] = ()
    deeds: tuple[Deed, ...] = ()
    foot: str = ""
    empty: tuple[str, str] = ("", "")
    told: str = ""
    note: str = ""
    keys: tuple[tuple[tuple[str, ...], str], ...] = ()
