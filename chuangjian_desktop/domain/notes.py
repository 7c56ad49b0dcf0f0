"""Details of what is told beside a result that stands: nothing was refused, but somebody should know."""

from __future__ import annotations

from collections.abc import Iterable

from chuangjian_desktop.domain.rectification import STATES, UNREVIEWED, State

UNREVIEWED_TOLD = "M29"
FIRST = 3
"""So many numbers of each state are named."""


def unreviewed(found: Iterable[tuple[State, str]]) -> dict[str, str | int]:
    """The details of what goes out unreviewed, from states and problems' numbers: how many in each state, and the
    first numbers. Empty when all was reviewed."""
    numbers: dict[State, list[str]] = {state: [] for state in UNREVIEWED}
    for state, number in found:
        if state in numbers:
            numbers[state].append(number)
    told = [(state, some) for state, some in numbers.items() if some]
    if not told:
        return {}
    return {
        "n": sum(len(some) for _, some in told),
        "states_zh": "；".join(f"{_DESCRIBED[s][0]} {len(some)} 件（{_first(some, '、', '等')}）" for s, some in told),
        "states_en": "; ".join(f"{_DESCRIBED[s][1]} {len(some)} ({_first(some, ', ', ' …')})" for s, some in told),
    }


_DESCRIBED = {
    "draft": ("草稿（点位尚未测评完）", "draft (visit not finished)"),
    "submitted": STATES["submitted"],
    "merged": STATES["merged"],
}


def _first(numbers: list[str], comma: str, more: str) -> str:
    return comma.join(numbers[:FIRST]) + (more if len(numbers) > FIRST else "")
