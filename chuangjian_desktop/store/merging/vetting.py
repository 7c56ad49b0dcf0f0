"""Proving a source before the workspace is touched: every id, every parent, whose name it speaks in, every value."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import Change, blobs_in, is_sha256, read_change
from chuangjian_desktop.domain.merging import is_shipped, require_order
from chuangjian_desktop.domain.package import Manifest, set_digest
from chuangjian_desktop.store.erasing import erased_names
from chuangjian_desktop.store.merging.intake import Intake, Row, marks
from chuangjian_desktop.store.merging.units import UnitShare
from chuangjian_desktop.store.plausible import holds_nul, implausible

BATCH = 500
_BLOB = b'"blob":'
_BY_OFFICE = b'"role":"office"}'
"""The end of the canonical body of an office's change: its last key."""


class Source(Protocol):
    """What hands out the content of one source: bodies of changes, parents first, and the names of its blobs."""

    def bodies(self) -> Iterator[bytes]:
        """Canonical bodies, in the order of the journal."""
        ...

    def blob_names(self) -> list[tuple[str, int]]:
        """SHA-256 (hex) and size of the blobs whose bytes it holds."""
        ...


@dataclass(frozen=True, slots=True)
class Vetted:
    """A proven source: how many changes it holds and how many of them were here, the numbers of other sources of the
    call that it relies on, the set digests, how many blobs its records name that are neither in it nor here, and the
    cases that a unit answers though another has them by now, which stays out."""

    changes: int
    same: int
    relies: frozenset[int]
    changes_digest: str
    blobs_digest: str
    missing: int
    moved: frozenset[str] = frozenset()


@dataclass(slots=True)
class Vetting:
    """One source under proof, in the light of what is here (`held`) and of earlier sources (`intake`). One that is held
    to a `share` comes from a responsible unit."""

    held: Connection
    intake: Intake
    number: int
    file: str
    as_office: bool
    shipped: Callable[[], frozenset[str]] = frozenset
    share: UnitShare | None = None
    total: int = 0
    count: int = 0
    same: int = 0
    relies: set[int] = field(default_factory=set[int])

    def take(self, bodies: Iterable[bytes]) -> int:
        """The next changes, at most `BATCH`; answers how many. `Refusal` M02, M22."""
        raw = list(bodies)
        ids = [hashlib.sha256(body).digest() for body in raw]
        self.total += sum(int.from_bytes(each) for each in ids)
        self.count += len(raw)
        here = self._held(ids)
        known = self.intake.owners(ids)
        self.same += len(here)
        repeated = [(key, body) for key, body in zip(ids, raw, strict=True) if key.hex() in known and key not in here]
        self.intake.hold(self.number, [key for key, _ in repeated])
        self._rely_on_the_office(repeated)
        self.intake.name(self.number, _named_by(body for _, body in repeated))
        fresh = [(key, body) for key, body in zip(ids, raw, strict=True) if key not in here and key.hex() not in known]
        changes = [read for read in ((self._read(body), key, body) for key, body in fresh) if self._takes(read[0])]
        self._require_parents([change for change, _, _ in changes])
        named = (change.fields for change, _, body in changes if _BLOB in body)
        self.intake.name(self.number, {pair for fields in named for pair in blobs_in(fields)})
        self.intake.add(
            self.number, [Row(key, change.entity, change.record, body.decode()) for change, key, body in changes]
        )
        return len(raw)

    def _held(self, ids: Sequence[bytes]) -> set[bytes]:
        statement = f"SELECT id FROM change WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
        return {bytes(key) for (key,) in self.held.exec_driver_sql(statement, tuple(ids))} if ids else set()

    def _read(self, body: bytes) -> Change:
        try:
            change = read_change(body)
        except Refusal as fault:
            raise Refusal(fault.code, **{**fault.details, "file": self.file}) from fault
        if holds_nul(body):
            raise Refusal("M02", file=self.file, detail=f"change {change.id[:12]}: NUL")
        if change.by_office and not self.as_office and not self._comes_with_the_program(change):
            raise Refusal("M22", file=self.file, role="team", what=change.entity, detail=change.id[:12])
        if strange := implausible(change.entity, change.fields):
            raise Refusal("M02", file=self.file, detail=f"change {change.id[:12]}: {change.entity}.{strange}")
        return change

    def _takes(self, change: Change) -> bool:
        return self.share is None or self._comes_with_the_program(change) or self.share.takes(change)

    def _comes_with_the_program(self, change: Change) -> bool:
        """Exactly what this program ships is nobody's claim; all else in the office's name needs its word."""
        return is_shipped(change) and change.id in self.shipped()

    def _require_parents(self, changes: Sequence[Change]) -> None:
        wanted = sorted({parent for change in changes for parent in change.parents} - {c.id for c in changes})
        owners = self._owners(wanted)
        for change in changes:
            require_order(change, owners, self.file)
            owners[change.id] = (change.entity, change.record)

    def _owners(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for start in range(0, len(ids), BATCH):
            keys = [bytes.fromhex(each) for each in ids[start : start + BATCH] if is_sha256(each)]
            statement = f"SELECT id, entity, record FROM change WHERE id IN ({marks(keys)})"  # noqa: S608 - marks only
            here = self.held.exec_driver_sql(statement, tuple(keys)) if keys else ()
            found |= {bytes(key).hex(): (str(entity), str(record)) for key, entity, record in here}
            others = self.intake.owners([key for key in keys if key.hex() not in found])
            self._rely(others)
            found |= others
        return found

    def _rely_on_the_office(self, repeated: Sequence[tuple[bytes, bytes]]) -> None:
        """What another source may say in the office's name, this one may not bring without it."""
        for key, body in () if self.as_office else repeated:
            if body.endswith(_BY_OFFICE) and not self._comes_with_the_program(read_change(body)):
                self.relies.add(min(self.intake.holders(key) - {self.number}))

    def _rely(self, others: Mapping[str, tuple[str, str]]) -> None:
        for each in others:
            holders = self.intake.holders(bytes.fromhex(each))
            if self.number not in holders:
                self.relies.add(min(holders))


def _named_by(bodies: Iterable[bytes]) -> set[tuple[str, int]]:
    """Blobs that changes name which another source of the call brought before: it may lack the bytes."""
    naming = (read_change(body) for body in bodies if _BLOB in body)
    return {pair for change in naming for pair in blobs_in(change.fields)}


def vet(vetting: Vetting, source: Source, manifest: Manifest | None, step: Callable[[], None]) -> Vetted:
    """Prove a whole source and put what is new into the intake; `step` is told of every batch and may stop it by
    raising. On a `Refusal` nothing of it stays there."""
    try:
        bodies = source.bodies()
        while vetting.take(islice(bodies, BATCH)):
            step()
        return _finished(vetting, source, manifest)
    except BaseException:
        vetting.intake.drop(vetting.number)
        raise


def _finished(vetting: Vetting, source: Source, manifest: Manifest | None) -> Vetted:
    blobs = dict(source.blob_names())
    total = set_digest(sum(int(name, 16) for name in blobs))
    named = dict(vetting.intake.named(vetting.number))
    here = _bytes_here(vetting.held)
    erased = erased_names(vetting.held)
    # A part of a load brings bytes that an earlier part's records name.
    wanted = (vetting.intake.awaited() | _awaited(vetting.held)) & blobs.keys() - here - erased
    vetting.intake.bring(vetting.number, [(name, blobs[name]) for name in sorted(wanted)])
    missing = named.keys() - blobs.keys() - here - erased
    _require_blobs(vetting, manifest, missing)
    relies = frozenset(vetting.relies)
    moved = frozenset[str]() if vetting.share is None else frozenset(vetting.share.moved)
    return Vetted(vetting.count, vetting.same, relies, set_digest(vetting.total), total, len(missing), moved)


def _require_blobs(vetting: Vetting, manifest: Manifest | None, missing: set[str]) -> None:
    """A package says which bytes it lacks; one that lacks others is not complete."""
    if manifest is None:
        return
    told = {each.sha256 for each in manifest.missing} | set(manifest.erased)
    brought = {name for number in vetting.relies for name in vetting.intake.brought(number)}
    if untold := sorted(missing - told - brought):
        raise Refusal("M02", file=vetting.file, detail=f"photo {untold[0][:12]}")


def _bytes_here(held: Connection) -> set[str]:
    return {bytes(key).hex() for (key,) in held.exec_driver_sql("SELECT sha256 FROM blob WHERE bytes IS NOT NULL")}


def _awaited(held: Connection) -> set[str]:
    """Bytes that records here name and that are not here."""
    statement = "SELECT sha256 FROM blob_name EXCEPT SELECT lower(hex(sha256)) FROM blob WHERE bytes IS NOT NULL"
    return {str(name) for (name,) in held.exec_driver_sql(statement)}
