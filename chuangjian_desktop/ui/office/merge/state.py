"""What Merge shows beside the files themselves, finished for drawing."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.ui.models.cells import Column, Row


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that was ever taken in or made here, newest first; `rows_of` are the details by the key of a row."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    detail_columns: tuple[Column, ...] = ()
    details: tuple[tuple[str, tuple[Row, ...]], ...] = ()

    def detail(self, key: str) -> tuple[Row, ...]:
        """The report of a row."""
        return dict(self.details).get(key, ())


@dataclass(frozen=True, slots=True)
class Known:
    """The signers that this workspace knows, and the fingerprint of this computer."""

    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    own: str = ""


@dataclass(frozen=True, slots=True)
class Undoable:
    """The last merge: how many files, what goes with it. Empty when there is nothing to take back."""

    files: tuple[str, ...] = ()
    at: str = ""
    brought: str = ""


@dataclass(frozen=True, slots=True)
class MergeState:
    """The state of the screen. `loaded` once the file was read."""

    loaded: bool = False
    past: Past = Past()
    known: Known = Known()
    undoable: Undoable = Undoable()
    said: str = ""
    mood: str = "gain"
