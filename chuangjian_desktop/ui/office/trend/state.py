"""What the comparison of two rounds shows, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class TrendState:
    """Everything visible. `rounds` are (code, words) to choose from, `present` is the one that
    the window works in; `moved` is the difference of the whole with its
    ink. Without rows there is nothing to compare yet."""

    loaded: bool = False
    rounds: tuple[tuple[str, str], ...] = ()
    old: str = ""
    new: str = ""
    present: str = ""
    may_begin: bool = False
    whole: str = ""
    moved: str = ""
    moved_ink: str = "text_2"
    counted: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    chosen: str = ""
    left_title: str = ""
    left_columns: tuple[Column, ...] = ()
    left: tuple[Row, ...] = ()
