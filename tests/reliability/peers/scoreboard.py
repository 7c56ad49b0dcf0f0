"""Every contestant at every shape, in one run."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import apsw

from tests.reliability.peers import ours, rebasing, sessions
from tests.reliability.peers.judging import WORDS, faults
from tests.reliability.peers.shapes import SHAPES, Outcome, Shape

Merge = Callable[[Shape, Path], tuple[Outcome, Outcome]]


@dataclass(frozen=True, slots=True)
class Contestant:
    """A way of merging, and what it is called in the table."""

    name: str
    merge: Merge

    def faults(self, shape: Shape) -> tuple[str, ...]:
        """What is wrong with its merge of a shape, in a folder of its own."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            return faults(shape, self.merge(shape, Path(folder)))


def contestants() -> tuple[Contestant, ...]:
    """This program first; pygeodiff only where it is built for the machine."""
    found = [Contestant("this program", ours.merge)]
    if rebasing.library() is not None:
        found.append(Contestant(f"pygeodiff {metadata.version('pygeodiff')}", rebasing.merge))
    found.append(Contestant(f"SQLite session (apsw {apsw.apsw_version()})", sessions.merge))
    return tuple(found)


def played(who: tuple[Contestant, ...]) -> Iterator[tuple[Shape, Mapping[str, tuple[str, ...]]]]:
    """Each shape with the faults of each contestant by name."""
    for shape in SHAPES:
        yield shape, {each.name: each.faults(shape) for each in who}


def verdict(found: tuple[str, ...]) -> str:
    """A cell of the table."""
    return "; ".join(WORDS[fault] for fault in found) if found else "✓"
