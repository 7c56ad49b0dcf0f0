"""Chance that falls the same way for the same seed."""

from __future__ import annotations

from random import Random


def dice(seed: int, *parts: str | int) -> Random:
    """Dice of their own for each part of the city, so that one part does not change another."""
    return Random("/".join(str(part) for part in (seed, *parts)))  # noqa: S311 - variety, not secrecy
