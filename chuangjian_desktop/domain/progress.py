"""The contract between long work and whoever runs it; the same for window, command line and tests."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from chuangjian_desktop.domain.errors import Cancelled


@dataclass(slots=True)
class Progress:
    """Filled by the worker, in as many threads as it likes, and read by others at any time. `step` raises `Cancelled`
    once `cancel` was called."""

    total: int = 0
    done: int = 0
    label: str = ""
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def expect(self, total: int) -> None:
        """Say how many steps there will be."""
        with self._lock:
            self.total = total

    def add(self, steps: int) -> None:
        """There will be so many steps more."""
        with self._lock:
            self.total += steps

    def step(self, label: str = "", steps: int = 1) -> None:
        """One step (or several) is over; the moment at which a wish to stop is heard."""
        self.heed()
        with self._lock:
            self.done += steps
            self.label = label

    def heed(self) -> None:
        """Raise `Cancelled` once `cancel` was called, where a step is not over yet."""
        if self._stop.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Ask the worker to stop at its next step."""
        self._stop.set()
