"""What a call knows of each source, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.merging import Offer, Status, Verdict
from chuangjian_desktop.domain.package import content_id
from chuangjian_desktop.store.merging.taking import Brought
from chuangjian_desktop.store.merging.vetting import Vetted
from chuangjian_desktop.store.packages.arrival import Arrival
from chuangjian_desktop.store.writer import Written


@dataclass(slots=True)
class Examined:
    """A source before anything is changed: what it says of itself, whether it may come in (`refusal` says why not),
    and what was proven."""

    number: int
    path: Path
    arrival: Arrival | None = None
    offer: Offer | None = None
    verdict: Verdict | None = None
    vetted: Vetted | None = None
    refusal: Refusal | None = None
    itself: bool = False
    carried: bool = False
    size: int = 0

    @property
    def file(self) -> str:
        """Its name."""
        return self.path.name

    @property
    def identity(self) -> str:
        """What it is entered under: a package by its name, a bare workspace by what it holds."""
        if self.offer is None:
            return ""
        if self.offer.manifest is None and self.vetted is not None:
            return content_id(self.vetted.changes_digest, self.vetted.blobs_digest)
        return self.offer.id


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a source: `brought` counts what was new, `blobs` the bytes that came with it, `missing` those that
    its records name and that are neither here nor in any source of the call."""

    source: Examined
    status: Status
    brought: Brought
    refusal: Refusal | None = None
    blobs: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Merged:
    """All outcomes in the order of the call's paths, and what was touched."""

    outcomes: tuple[Outcome, ...]
    touched: dict[str, set[str]]
    at: str

    @property
    def written(self) -> Written:
        """For whoever shows these records."""
        return Written({entity: frozenset(ids) for entity, ids in self.touched.items()}, (), "", self.at)
