"""One thing to read whole, as a finished value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """A title, and pairs of a name and what it says."""

    title: str = ""
    pairs: tuple[tuple[str, str], ...] = ()
