"""What comes before a merge: sources are staged, judged and proven one by one; their photos may be carried at once."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.merging import Choice, Here, Offer, bare_offer, in_order, judged, offer_of
from chuangjian_desktop.domain.package import Manifest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.ahead import ahead
from chuangjian_desktop.store.merging.intake import Intake
from chuangjian_desktop.store.merging.outcomes import Examined
from chuangjian_desktop.store.merging.signers import signers
from chuangjian_desktop.store.merging.sweeping import sweep
from chuangjian_desktop.store.merging.units import share_of
from chuangjian_desktop.store.merging.vetting import BATCH, Vetting, vet
from chuangjian_desktop.store.packages.arrival import Arrival, arrive, peek
from chuangjian_desktop.store.packages.reading import Reader
from chuangjian_desktop.store.store import Store

CARRYING = "carrying"
"""The fact that bytes lie here whose records have not come yet."""
_BLOBS_AT_ONCE = 16 * 1024 * 1024
_WAITING = frozenset({"M18", "M19", "M22"})


class Examination:
    """Sources of one call before anything is changed; a context manager. `folder` is a temporary folder."""

    def __init__(
        self,
        store: Store,
        folder: Path,
        own_key: str,
        choice: Choice,
        progress: Progress,
        *,
        shipped: Callable[[], frozenset[str]] = frozenset,
    ) -> None:
        """`shipped` answers the ids of the changes that this program ships, once it is needed."""
        self._store = store
        self._shipped = shipped
        self._folder = folder
        self._own_key = own_key
        self._choice = choice
        self._progress = progress
        self._intake = Intake(folder)
        self.examined: list[Examined] = []
        self._undone: int | None = None
        self._unwritten: Refusal | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._intake.__exit__(kind, error, trace)

    # ---- before anything is changed ----

    def watch(self, progress: Progress) -> None:
        """Whom to tell from now on, and whose wish to stop to hear."""
        self._progress = progress

    def examine(self, paths: Sequence[Path], *, carry: bool = False) -> list[Examined]:
        """Stage, check and prove all of them; called again it adds sources. With `carry` the bytes of photos are put
        into the file at once, so that each staged copy can go before the next comes; without, when they are taken.
        Stopped halfway it leaves what was examined before."""
        if not self.examined:
            self._clear_up()
        arrives = self._announced if carry else self._arrived
        found = [arrives(number, path) for number, path in enumerate(paths, len(self.examined))]
        with self._proving(found) as (ordered, here, coming):
            if carry:
                self._prove_ahead(ordered, here, coming)
            else:
                for each in ordered:
                    self._prove_one(each, here, coming)
        self.examined = [*self.examined, *found]
        return self.examined

    def reconsider(self, choice: Choice) -> list[Examined]:
        """Judge anew what only waited for the word of the person who merges, or for another source. Stopped halfway
        it leaves everything as it was. Not for sources examined with `carry`: their staged copies are gone."""
        waiting = [
            each
            for each in self.examined
            if each.arrival is not None and each.refusal is not None and each.refusal.code in _WAITING
        ]
        before, refusals = self._choice, [each.refusal for each in waiting]
        self._choice = choice
        try:
            with self._proving(waiting) as (ordered, here, coming):
                for each in ordered:
                    self._prove_one(each, here, coming)
        except BaseException:
            self._choice = before
            for each, refusal in zip(waiting, refusals, strict=True):
                each.refusal = refusal
            raise
        return self.examined

    @contextmanager
    def _proving(self, found: list[Examined]) -> Generator[tuple[list[Examined], Here, set[str]]]:
        """The sources in their order, what is here, and what comes in before them; stopped halfway nothing of them
        stays in the intake."""
        with self._store.reading() as connection:
            here = self._here(connection)
            self._undone = chronicle.undone(connection) if self._undone is None else self._undone
        mine = {each.number for each in found}
        coming = {each.identity for each in self.examined if each.refusal is None and each.number not in mine}
        try:
            yield self._ordered(found), here, coming
        except BaseException:
            for each in found:
                self._intake.drop(each.number)
            raise

    def _prove_one(self, each: Examined, here: Here, coming: set[str]) -> None:
        with self._judging(each, coming):
            self._judge(each, here, coming)
            if each.arrival is not None:
                with each.arrival.reading(self._progress) as reader:
                    self._examine(each, reader)

    def _prove_ahead(self, ordered: list[Examined], here: Here, coming: set[str]) -> None:
        """Each is staged while the one before it is proven, and its photos are carried at once."""
        with ahead([each.path for each in ordered], self._folder, self._progress) as bringing:
            for each in ordered:
                with self._judging(each, coming), bringing.source() as (arrival, reader):
                    self._came(each, arrival)
                    self._judge(each, here, coming)
                    self._examine(each, reader)
                    self._pour(each, reader)
                    each.carried = True

    @contextmanager
    def _judging(self, each: Examined, coming: set[str]) -> Generator[None]:
        """What is refused stays out, and the others go on; that the workspace itself cannot be written ends it all."""
        each.refusal = None
        try:
            yield
        except Refusal as refusal:
            if refusal is self._unwritten:
                raise
            each.refusal = refusal
            self._intake.drop(each.number)
        else:
            coming.add(each.identity)

    def _clear_up(self) -> None:
        """Bytes that an earlier merge brought and that was stopped before its records came."""
        if self._store.facts().get(CARRYING):
            with self._store.transaction() as connection:
                sweep(connection)
                schema.set_fact(connection, CARRYING, "")

    def _arrived(self, number: int, path: Path) -> Examined:
        """A source that is staged."""
        made = Examined(number, path)
        with self._looking_at(made):
            if not made.itself:
                self._came(made, arrive(path, self._folder, self._progress))
        return made

    def _announced(self, number: int, path: Path) -> Examined:
        """A source of which only the envelope was read."""
        made = Examined(number, path)
        with self._looking_at(made):
            if not made.itself:
                manifest = peek(path)
                made.offer = Offer(number, path.name, "", "") if manifest is None else self._offer(made, manifest)
        return made

    @contextmanager
    def _looking_at(self, made: Examined) -> Generator[None]:
        path = made.path
        try:
            made.itself = path.exists() and path.samefile(self._store.path)
            yield
        except Refusal as refusal:
            made.refusal = refusal
        except OSError as fault:
            made.refusal = Refusal("M07", file=path.name, detail=str(fault.strerror))

    def _came(self, each: Examined, arrival: Arrival) -> None:
        """`Refusal` M05 when it is another one than it was a moment ago."""
        each.arrival = arrival
        each.size = arrival.size
        said = None if each.offer is None else each.offer.manifest
        if arrival.manifest is None:
            each.offer = bare_offer(each.number, each.file, arrival.sha256, arrival.facts)
        else:
            each.offer = self._offer(each, arrival.manifest)
        if said not in (None, arrival.manifest):
            raise Refusal("M05", file=each.file, detail="manifest")

    def _offer(self, each: Examined, manifest: Manifest) -> Offer:
        return offer_of(each.number, each.file, manifest)

    def _ordered(self, found: list[Examined]) -> list[Examined]:
        by_number = {each.number: each for each in found}
        return [by_number[offer.number] for offer in in_order(each.offer for each in found if each.offer is not None)]

    def _here(self, connection: Connection) -> Here:
        facts = schema.facts(connection)
        codes = connection.exec_driver_sql("SELECT code FROM round WHERE code IS NOT NULL")
        return Here(
            facts.get("office", ""),
            facts.get("role", ""),
            self._own_key,
            facts.get("team", ""),
            frozenset(str(code) for (code,) in codes),
            chronicle.held(connection),
            signers(facts),
        )

    def _judge(self, each: Examined, here: Here, coming: set[str]) -> None:
        if each.offer is not None:
            each.verdict = judged(each.offer, here, self._choice, coming)

    def _examine(self, each: Examined, reader: Reader) -> None:
        if each.verdict is None or each.arrival is None:
            return
        manifest = each.arrival.manifest
        expected = 0 if manifest is None else manifest.counts.get("change", 0)
        self._progress.add(-(-expected // BATCH))
        with self._store.reading() as connection:
            share = share_of(connection, each.verdict.unit, each.file)
            vetting = Vetting(
                connection, self._intake, each.number, each.file, each.verdict.as_office, self._shipped, share
            )
            each.vetted = vet(vetting, reader, manifest, partial(self._progress.step, each.file))

    # ---- bytes first ----

    def _carry(self, each: Examined) -> None:
        """Bytes of photos into the file, where that was not done while it was proven."""
        if not each.carried and each.arrival is not None:
            if self._intake.brought(each.number):
                with each.arrival.reading(self._progress) as reader:
                    self._pour(each, reader)
            each.carried = True
            each.arrival.path.unlink(missing_ok=True)

    def _pour(self, each: Examined, reader: Reader) -> None:
        """In short transactions."""
        names = sorted(self._store.absent(set(self._intake.brought(each.number))))
        self._progress.add(len(names))
        waiting: list[tuple[str, bytes]] = []
        size = 0
        for name, data in reader.blobs(names) if names else ():
            waiting.append((name, data))
            size += len(data)
            if size > _BLOBS_AT_ONCE:
                self._put(waiting)
                waiting, size = [], 0
        self._put(waiting)

    def _put(self, blobs: list[tuple[str, bytes]]) -> None:
        statement = (
            "INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes WHERE blob.bytes IS NULL"
        )
        if blobs:
            lines = [(bytes.fromhex(name), len(data), data) for name, data in blobs]
            try:
                with self._store.transaction() as connection:
                    schema.set_fact(connection, CARRYING, "yes")
                    connection.exec_driver_sql(statement, lines)
            except Refusal as refusal:
                self._unwritten = refusal
                raise
            self._progress.step("photo", len(blobs))
