"""Which matter is the current one after the list changed."""

from __future__ import annotations

from collections.abc import Sequence


def beside(current: str, before: Sequence[str], after: Sequence[str]) -> str:
    """The same one where it is still listed, else the one that came next in the old list, else the last; empty for an
    empty list."""
    if current in after or not after:
        return current if after else ""
    rest = before[before.index(current) + 1 :] if current in before else after
    return next((each for each in rest if each in after), after[0] if current not in before else after[-1])
