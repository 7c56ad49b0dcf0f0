"""What the what-if screen shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row
from chuangjian_desktop.ui.office.whatif.words import Group


@dataclass(frozen=True, slots=True)
class WhatIfState:
    """Everything visible. `answers` are the texts of all fields; `changed` the options that differ from what counts
    now, `wrong` one that cannot be read with the reason. `profiles` are (key, words) to start from."""

    loaded: bool = False
    groups: tuple[Group, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    changed: frozenset[str] = frozenset()
    wrong: tuple[str, str] = ("", "")
    profiles: tuple[tuple[str, str], ...] = ()
    source: str = ""
    by: str = "area"
    only_changed: bool = False
    summary: str = ""
    city: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    may_keep: bool = False
    busy: bool = False
