"""What the Photos screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.services.fieldwork.card import Target
from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """The chosen photo: its picture, its facts and what is proposed."""

    id: str
    blob: str
    name: str
    facts: tuple[tuple[str, str], ...]
    taken_at: str
    proposed: str


@dataclass(frozen=True, slots=True)
class PhotosState:
    """Everything visible."""

    loaded: bool = False
    facts: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    chosen: PhotoFacts | None = None
    targets: tuple[Target, ...] = ()
    target: int = -1
    fitting: int = 0
    told: str = ""
    mood: str = "gain"
