"""Values made from the file, kept until something that they depend on is written."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar, cast

T = TypeVar("T")


class Memory:
    """Kept values by the entities that they depend on. Several threads may recall at once; what was made while
    something was written is handed out, but not kept."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[frozenset[str], dict[Hashable, object]] = {}
        self._writes = 0

    def recall(self, key: Hashable, entities: frozenset[str], make: Callable[[], T]) -> T:
        """What `make` answered last under this key, or answers now. Keys name what is made; values are not changed."""
        with self._lock:
            kept = self._kept.setdefault(entities, {})
            if key in kept:
                return cast("T", kept[key])
            begun = self._writes
        made = make()
        with self._lock:
            if begun == self._writes:
                kept[key] = made
        return made

    def forget(self, touched: Iterable[str]) -> None:
        """Drop whatever depends on one of these entities."""
        with self._lock:
            self._writes += 1
            for entities in [each for each in self._kept if not each.isdisjoint(touched)]:
                del self._kept[entities]
