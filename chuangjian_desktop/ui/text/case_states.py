"""The states of cases in words, each with its mood."""

from __future__ import annotations

from chuangjian_desktop.domain.rectification import STATES, State
from chuangjian_desktop.ui.text.words import language

MOODS: dict[State, str] = {
    "draft": "na",
    "submitted": "na",
    "merged": "na",
    "reviewed": "info",
    "assigned": "info",
    "received": "info",
    "working": "info",
    "replied": "lack",
    "to_recheck": "lack",
    "passed": "gain",
    "closed": "gain",
    "returned": "loss",
    "longterm": "exempt",
    "void": "na",
}


def pick(pair: tuple[str, str]) -> str:
    """Of a Chinese and an English word the one in force."""
    return pair[1 if language() == "en" else 0]


def state_words(state: State) -> str:
    """A state's name."""
    return pick(STATES[state])
