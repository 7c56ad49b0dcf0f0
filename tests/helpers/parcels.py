"""Packages of the tests: the same content either as a real signed file, read by a child, or straight from memory.

Writing a file and starting a child takes a tenth of a second, which hundreds of histories with dozens of orders each
cannot pay; so most parcels stay in memory and only enter where the child's answers would.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from chuangjian_desktop.domain.journal import Role, read_change
from chuangjian_desktop.domain.merging import Choice, offer_of
from chuangjian_desktop.domain.package import Absent, Manifest, Sender, package_id, set_digest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.merging.outcomes import Examined
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.arrival import Arrival
from chuangjian_desktop.store.packages.reading import Reader
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import append
from tests.helpers.model import entry

ANYBODY = Choice(accept_unsigned=True, accept_office=True)
KEY = hashlib.sha256(b"every laptop of the tests").digest()


class NearReader(Reader):
    """Answers what the child would answer."""

    def __init__(self, parcel: Parcel) -> None:  # pyright: ignore[reportMissingSuperCall]
        self._parcel = parcel

    def bodies(self) -> Iterator[bytes]:
        yield from self._parcel.journal

    def blob_names(self) -> list[tuple[str, int]]:
        return [(name, len(data)) for name, data in self._parcel.data.items()]

    def blobs(self, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        for name in names:
            yield name, self._parcel.data[name]


@dataclass(frozen=True, slots=True)
class NearArrival(Arrival):
    """A parcel that came without a file."""

    parcel: Parcel | None = None

    def reading(self, progress: Progress | None = None) -> AbstractContextManager[Reader]:
        if self.parcel is None:
            raise ValueError("no parcel")
        return _near(self.parcel)


@contextmanager
def _near(parcel: Parcel) -> Generator[Reader]:
    yield NearReader(parcel)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Changes in the order of a journal, bytes by name, and what the envelope says of them. `source` is the file of
    the laptop that made it; `bodies` and `blobs` are what the receiver has afterwards (a delta's base included)."""

    source: Path
    journal: tuple[bytes, ...]
    data: Mapping[str, bytes]
    manifest: Manifest
    without: tuple[Parcel, ...] = ()
    bodies: frozenset[bytes] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bodies", frozenset(self.journal).union(*(each.bodies for each in self.without)))

    @property
    def id(self) -> str:
        """The package's name."""
        return package_id(self.manifest)

    def chain(self) -> list[Parcel]:
        """Itself and all that it builds on, however far back."""
        return [self, *(one for each in self.without for one in each.chain())]

    def near(self, staged: Path) -> Arrival:
        """The parcel as it stands here; `staged` is where a file would be."""
        return NearArrival(
            staged.name, staged, hashlib.sha256(staged.name.encode()).hexdigest(), self.manifest, parcel=self
        )

    def write(self, path: Path) -> None:
        """The parcel as a real, signed file, by way of a file that holds nothing else."""
        facts = {"role": "team", "name": "", "office": self.manifest.office, "replica": ""}
        scratch = path.with_suffix(".scratch")
        store = Store.create(scratch, facts, _never)
        with store.transaction() as connection:
            for each in self.journal:
                change = read_change(each)
                append(connection, change, each)
            for name, data in self.data.items():
                put = "INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?)"
                connection.exec_driver_sql(put, (bytes.fromhex(name), len(data), data))
        packing = Packing(path.parent, lambda message: sealing.sign(KEY, message))
        with store.reading() as connection:
            write_package(connection, path, self.manifest, Contents(), packing)
        store.close()
        scratch.unlink()


def _never() -> datetime:
    return datetime(2026, 11, 16, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Packer:
    """Who packs: the file, what it is, and which bytes it knows to be erased."""

    source: Path
    role: Role
    office: str
    erased: frozenset[str] = frozenset()


def packed(
    packer: Packer, journal: Sequence[bytes], data: Mapping[str, bytes], without: Sequence[Parcel] = ()
) -> Parcel:
    """A parcel with a true envelope: digests, counts, and the bytes that its records name and that are not in it."""
    named = {pair for body in journal for pair in entry(body).blobs()}
    there = set(data).union(*(each.data for each in without))
    absent = sorted(pair for pair in named if pair[0] not in there)
    sender = Sender(sealing.public_of(KEY).hex(), packer.role, packer.source.stem)
    manifest = Manifest(
        purpose="correction" if packer.role == "office" else "return",
        office=packer.office,
        made_at="2026-11-16T09:00:00+08:00",
        program="1.0",
        sender=sender,
        counts={"change": len(journal), "blob": len(data)},
        changes=_summed(hashlib.sha256(body).hexdigest() for body in journal),
        blobs=_summed(iter(data)),
        builds_on=tuple(sorted(each.id for each in without)),
        missing=tuple(Absent(*pair) for pair in absent if pair[0] not in packer.erased),
        erased=tuple(sorted({sha256 for sha256, _ in absent} & packer.erased)),
    )
    return Parcel(packer.source, tuple(journal), dict(data), manifest, tuple(without))


def _summed(names: Iterator[str]) -> str:
    return set_digest(sum(int(name, 16) for name in names))


class NearMerge(Merge):
    """A merge to which parcels come without files: only the staging and the child are left out."""

    def __init__(self, store: Store, folder: Path, parcels: Sequence[Parcel]) -> None:
        super().__init__(store, folder, "", ANYBODY, Progress())
        self._parcels = parcels

    def _arrived(self, number: int, path: Path) -> Examined:
        parcel = self._parcels[number]
        return Examined(number, path, parcel.near(path), offer_of(number, path.name, parcel.manifest))
