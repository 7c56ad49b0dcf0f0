"""Cutting what is handed in into packages that a medium can hold (a FAT32 stick takes no file of 4 GiB)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.sizes import megabytes

_FIXED = 400_000
"""Bytes of an empty package: pages of the database, the zip, a long manifest."""
_PER_CHANGE, _PER_BLOB = 200, 9_000
"""Bytes that a row costs beside its content: index, page ends."""


@dataclass(slots=True)
class Part:
    """What one package holds: the last change (`seq`) of those that follow the earlier part's, and names of blobs."""

    upto: int
    blobs: list[str] = field(default_factory=list[str])


def split(changes: Iterable[tuple[int, int]], blobs: Sequence[tuple[str, int]], most: int | None) -> list[Part]:
    """Cut changes (`seq` and size, in order) and then blobs (name and size) so that no part is larger than `most`
    bytes (None: one part). There is always a first part. `Refusal` M06 for a single thing that fits into no part."""
    room = None if most is None else most - _FIXED
    parts = [Part(0)]
    used = 0

    def part_with(cost: int) -> Part:
        nonlocal used
        if room is not None and cost > room:
            raise Refusal("M06", needed=megabytes(cost), free=megabytes(max(room, 0)))
        if room is not None and used and used + cost > room:
            parts.append(Part(parts[-1].upto))
            used = 0
        used += cost
        return parts[-1]

    for seq, size in changes:
        part_with(size + size // 16 + _PER_CHANGE).upto = seq
    for name, size in blobs:
        part_with(size + size // 64 + _PER_BLOB).blobs.append(name)
    return parts
