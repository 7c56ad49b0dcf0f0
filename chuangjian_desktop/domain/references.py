"""Removals that wait: a record that its own history removes stays visible while a visible record refers to it.

Visible is the least set that holds every record not removed by its own history, and every record that a visible one
refers to; so two removed records that refer only to each other are gone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet

from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.journal import refs_in

Key = tuple[str, str]
"""A record: entity and id."""


def refs_of(record: Record) -> set[Key]:
    """What the shown fields of a record refer to."""
    return {
        pair for value in record.fields.values() if isinstance(value, dict | list | tuple) for pair in refs_in(value)
    }


def held_up(gone: Mapping[Key, AbstractSet[Key]], referred: Collection[Key]) -> set[Key]:
    """Which removals wait. `gone` are the records removed by their own histories with what they refer to, `referred`
    those of them (and any others) that a record outside `gone` refers to."""
    waiting = [key for key in referred if key in gone]
    found: set[Key] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(other for other in gone[key] if other in gone)
    return found
