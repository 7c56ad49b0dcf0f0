"""What goes into packages: a load of changes and blobs, seen in one consistent view of a file, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from chuangjian_desktop.domain.package import Absent, Manifest
from chuangjian_desktop.domain.parts import Part
from chuangjian_desktop.store.erasing import erased_names
from chuangjian_desktop.store.merging.taking import last_seq
from chuangjian_desktop.store.packages.writing import Contents
from chuangjian_desktop.store.queries.selection import blobs_named

_HELD = "SELECT sha256, size FROM blob WHERE bytes IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be packed: all changes after `after` (`change.seq`), or only those of `chosen` among them; `named`
    are the blobs to go along with their sizes, None for all that these changes name."""

    after: int = 0
    chosen: frozenset[bytes] | None = None
    named: Mapping[str, int] | None = None


class View:
    """What a load means in a file as it is now."""

    def __init__(self, connection: Connection, load: Load) -> None:
        self._connection = connection
        self._load = load
        self._after = load.after
        self.last = last_seq(connection)
        named = blobs_named(connection, load.after) if load.named is None else dict(load.named)
        held = {bytes(key).hex(): int(size) for key, size in connection.exec_driver_sql(_HELD)}
        erased = erased_names(connection)
        self.blobs = sorted((name, held[name]) for name in named.keys() & held.keys())
        self.erased = tuple(sorted(named.keys() & erased))
        self.absent = {name: size for name, size in named.items() if name not in held and name not in erased}
        self.named = named

    def sizes(self) -> Iterator[tuple[int, int]]:
        """`seq` and size of the changes, in order."""
        statement = "SELECT seq, id, octet_length(body) FROM change WHERE seq > ? ORDER BY seq"
        for seq, key, size in self._connection.exec_driver_sql(statement, (self._load.after,)):
            if self._load.chosen is None or bytes(key) in self._load.chosen:
                yield int(seq), int(size)

    def contents(self, part: Part) -> Contents:
        """Ids of a part's changes and names of its blobs; parts are asked for in their order."""
        after, self._after = self._after, max(part.upto, self._after)
        whole = self._load.chosen is None and after == 0 and part.upto == self.last
        return Contents(None if whole else self._ids(after, part), tuple(part.blobs))

    def _ids(self, after: int, part: Part) -> Iterator[bytes]:
        statement = "SELECT id FROM change WHERE seq > ? AND seq <= ? ORDER BY seq"
        for (key,) in self._connection.exec_driver_sql(statement, (after, part.upto)):
            if self._load.chosen is None or bytes(key) in self._load.chosen:
                yield bytes(key)

    def told(self, manifest: Manifest, part: Part, earlier: Sequence[str], place: tuple[int, int]) -> Manifest:
        """The manifest of a part: what it builds on, and which blobs its records name that are not in it."""
        inside = set(part.blobs)
        others = {name: size for name, size in self.named.items() if name not in inside and name not in self.erased}
        lacking = others if place[1] > 1 else self.absent
        return replace(
            manifest,
            builds_on=(*manifest.builds_on, *earlier),
            missing=tuple(Absent(name, lacking[name]) for name in sorted(lacking)),
            erased=self.erased,
            part=place,
        )
