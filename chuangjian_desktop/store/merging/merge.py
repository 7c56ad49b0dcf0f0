"""A merge: sources are examined one by one, then taken in together, or not at all.

Blobs go first, in short transactions (an unused blob is harmless and swept later); then one transaction takes in all
changes (law 5). A source that is refused does not stop the others.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.merging import Choice, Here, Offer, Signer, in_order, judged, offer_of
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.erasing import drop_names, erased_names
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.entering import enter
from chuangjian_desktop.store.merging.intake import Intake
from chuangjian_desktop.store.merging.outcomes import Examined, Merged, Outcome
from chuangjian_desktop.store.merging.sweeping import sweep
from chuangjian_desktop.store.merging.taking import Brought, Taking
from chuangjian_desktop.store.merging.vetting import BATCH, Vetting, vet
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.store import Store

SIGNER = "signer:"
_CARRYING = "carrying"
_BLOBS_AT_ONCE = 16 * 1024 * 1024
_WAITING = frozenset({"M18", "M19", "M22"})
_NOTHING = Brought(None, None, 0, {}, {}, (), ())


class Merge:
    """One call. `folder` is a temporary folder of the caller's; a context manager."""

    def __init__(self, store: Store, folder: Path, own_key: str, choice: Choice, progress: Progress) -> None:
        self._store = store
        self._folder = folder
        self._own_key = own_key
        self._choice = choice
        self._progress = progress
        self._intake = Intake(folder)
        self.examined: list[Examined] = []
        self._undone: int | None = None

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
        found = [self._arrived(number, path) for number, path in enumerate(paths, len(self.examined))]
        self._prove(found, carry=carry)
        self.examined = [*self.examined, *found]
        return self.examined

    def reconsider(self, choice: Choice) -> list[Examined]:
        """Judge anew what only waited for the word of the person who merges, or for another source. Stopped halfway
        it leaves everything as it was."""
        waiting = [
            each
            for each in self.examined
            if each.arrival is not None and each.refusal is not None and each.refusal.code in _WAITING
        ]
        before, refusals = self._choice, [each.refusal for each in waiting]
        self._choice = choice
        try:
            self._prove(waiting, carry=False)
        except BaseException:
            self._choice = before
            for each, refusal in zip(waiting, refusals, strict=True):
                each.refusal = refusal
            raise
        return self.examined

    def _prove(self, found: list[Examined], *, carry: bool) -> None:
        with self._store.reading() as connection:
            here = self._here(connection)
            self._undone = chronicle.undone(connection) if self._undone is None else self._undone
        mine = {each.number for each in found}
        coming = {each.identity for each in self.examined if each.refusal is None and each.number not in mine}
        try:
            for each in self._ordered(found):
                self._prove_one(each, here, coming, carry=carry)
        except BaseException:
            for each in found:
                self._intake.drop(each.number)
            raise

    def _prove_one(self, each: Examined, here: Here, coming: set[str], *, carry: bool) -> None:
        each.refusal = None
        try:
            self._examine(each, here, coming)
            if carry:
                self._carry(each)
        except Refusal as refusal:
            each.refusal = refusal
            self._intake.drop(each.number)
        else:
            coming.add(each.identity)

    def _clear_up(self) -> None:
        """Bytes that an earlier merge brought and that was stopped before its records came."""
        if self._store.facts().get(_CARRYING):
            with self._store.transaction() as connection:
                sweep(connection)
                schema.set_fact(connection, _CARRYING, "")

    def _arrived(self, number: int, path: Path) -> Examined:
        made = Examined(number, path)
        try:
            if path.exists() and path.samefile(self._store.path):
                made.itself = True
                return made
            made.arrival = arrive(path, self._folder, self._progress)
            made.size = path.stat().st_size
            manifest = made.arrival.manifest
            if manifest is not None:
                made.offer = offer_of(number, path.name, manifest)
            else:
                made.offer = Offer(number, path.name, made.arrival.sha256, made.arrival.facts.get("office", ""))
        except Refusal as refusal:
            made.refusal = refusal
        except OSError as fault:
            made.refusal = Refusal("M07", file=path.name, detail=str(fault.strerror))
        return made

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

    def _examine(self, each: Examined, here: Here, coming: set[str]) -> None:
        if each.offer is None or each.arrival is None:
            return
        each.verdict = judged(each.offer, here, self._choice, coming)
        manifest = each.arrival.manifest
        expected = 0 if manifest is None else manifest.counts.get("change", 0)
        self._progress.expect(self._progress.total + -(-expected // BATCH))
        with each.arrival.reading(self._progress) as reader, self._store.reading() as connection:
            vetting = Vetting(connection, self._intake, each.number, each.file, each.verdict.as_office)
            each.vetted = vet(vetting, reader, manifest, partial(self._progress.step, each.file))

    # ---- bytes first ----

    def _carry(self, each: Examined) -> None:
        """Bytes of photos into the file, in short transactions."""
        names = sorted(self._store.absent(set(self._intake.brought(each.number))))
        if names and each.arrival is not None and not each.carried:
            self._progress.expect(self._progress.total + len(names))
            with each.arrival.reading(self._progress) as reader:
                waiting: list[tuple[str, bytes]] = []
                for name, data in reader.blobs(names):
                    waiting.append((name, data))
                    if sum(len(bytes_) for _, bytes_ in waiting) > _BLOBS_AT_ONCE:
                        self._put(waiting)
                        waiting.clear()
                self._put(waiting)
        each.carried = True
        if each.arrival is not None:
            each.arrival.path.unlink(missing_ok=True)

    def _put(self, blobs: list[tuple[str, bytes]]) -> None:
        statement = (
            "INSERT INTO blob (sha256, size, bytes) VALUES (?, ?, ?)"
            " ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes WHERE blob.bytes IS NULL"
        )
        if blobs:
            lines = [(bytes.fromhex(name), len(data), data) for name, data in blobs]
            with self._store.transaction() as connection:
                schema.set_fact(connection, _CARRYING, "yes")
                connection.exec_driver_sql(statement, lines)
            self._progress.step("photo", len(blobs))

    # ---- then everything at once ----

    def take(self, chosen: set[int] | None = None) -> Merged:
        """Take the examined sources in (those of these numbers), all of them or, when it fails, nothing. Where nothing
        may come in, no byte of the file changes."""
        if not self._acceptable(chosen):
            return self._merged({}, chosen, {}, fresh())
        self._expect_taking(chosen)
        for each in self._acceptable(chosen):
            self._carry(each)
        with self._store.merging() as connection:
            merged = self._taken(connection, chosen)
            schema.set_fact(connection, _CARRYING, "")
        return merged

    def preview(self, look: Callable[[Merged], None], chosen: set[int] | None = None) -> Merged:
        """What taking them in would bring. `look` runs while this thread reads the file as it would be; nothing
        stays."""
        self._expect_taking(chosen)
        found: list[Merged] = []
        if not self._acceptable(chosen):
            found.append(self._merged({}, chosen, {}, fresh()))
            look(found[0])
            return found[0]
        try:
            with self._store.merging() as connection:
                found.append(self._taken(connection, chosen))
                with self._store.looking_ahead(connection):
                    look(found[0])
                raise _Enough
        except _Enough:
            return found[0]

    def _expect_taking(self, chosen: set[int] | None) -> None:
        """A step for each batch of changes and, about as many, of records."""
        counts = [each.vetted.changes for each in self._acceptable(chosen) if each.vetted is not None]
        self._progress.expect(self._progress.total + sum(2 * -(-count // BATCH) for count in counts))

    def _acceptable(self, chosen: set[int] | None) -> list[Examined]:
        mine = [each for each in self.examined if each.refusal is None and (chosen is None or each.number in chosen)]
        return self._ordered(mine)

    def _taken(self, connection: Connection, chosen: set[int] | None) -> Merged:
        _require_nothing_undone(connection, self._undone)
        here = self._here(connection)
        taking = Taking(connection, self._intake, partial(self._progress.step, "change"))
        call, at = fresh(), self._store.clock().isoformat(timespec="seconds")
        outcomes: dict[int, Outcome] = {}
        came: set[str] = set()
        for each in self._acceptable(chosen):
            try:
                _require_company(each, outcomes, here, self._choice, came)
            except Refusal as refusal:
                outcomes[each.number] = Outcome(each, "refused", _NOTHING, refusal)
                continue
            outcomes[each.number] = self._take_one(connection, taking, each)
            came.add(each.identity)
            enter(connection, outcomes[each.number], call, at)
        drop_names(connection, erased_names(connection))
        return self._merged(outcomes, chosen, taking.touched, call)

    def _merged(
        self, outcomes: dict[int, Outcome], chosen: set[int] | None, touched: dict[str, set[str]], call: str
    ) -> Merged:
        """With those that may not come in at all."""
        for each in self.examined:
            if each.itself:
                outcomes[each.number] = Outcome(each, "already", _NOTHING)
            elif each.refusal is not None and (chosen is None or each.number in chosen):
                outcomes[each.number] = Outcome(each, "refused", _NOTHING, each.refusal)
        ordered = tuple(outcomes[number] for number in sorted(outcomes))
        return Merged(ordered, touched, call, self._store.clock().isoformat(timespec="seconds"))

    def _take_one(self, connection: Connection, taking: Taking, each: Examined) -> Outcome:
        brought = taking.take(each.number)
        blobs = taking.blobs_of(each.number)
        if each.verdict is not None and each.verdict.enrol is not None:
            enrol(connection, each.verdict.enrol, self._store.clock().isoformat(timespec="seconds"))
        new = bool(brought.changes or blobs) or _is_news(connection, each)
        return Outcome(each, "taken" if new else "already", brought, None, blobs)


class _Enough(Exception):
    """The preview was seen."""


def _require_nothing_undone(connection: Connection, before: int | None) -> None:
    """`Refusal` M26 when a merge was taken back since the sources were examined: what they were proven against, and
    what was left out of the intake because it was here, may be gone."""
    if before is not None and chronicle.undone(connection) != before:
        reason_zh, reason_en = (
            "检查之后有合并被撤回，请重新选择文件",
            "a merge was taken back since; choose the files again",
        )
        raise Refusal("M26", what="merge", reason_zh=reason_zh, reason_en=reason_en)


def _is_news(connection: Connection, each: Examined) -> bool:
    """A receipt brings no records; it is news when it was not here before."""
    manifest = None if each.offer is None else each.offer.manifest
    return manifest is not None and manifest.purpose == "receipt" and each.identity not in chronicle.held(connection)


def _require_company(each: Examined, outcomes: dict[int, Outcome], here: Here, choice: Choice, came: set[str]) -> None:
    """`Refusal` M18 when a source that this one relies on was not taken in after all."""
    if each.offer is not None:
        judged(each.offer, here, choice, came)
    relies = frozenset[int]() if each.vetted is None else each.vetted.relies
    for number in sorted(relies):
        if number not in outcomes or outcomes[number].status == "refused":
            raise Refusal("M18", file=each.file, package=str(number + 1))


def signers(facts: dict[str, str]) -> dict[str, Signer]:
    """The signers that this workspace knows, by key."""
    found: dict[str, Signer] = {}
    for name, value in facts.items():
        if name.startswith(SIGNER):
            told = json.loads(value)
            key = name.removeprefix(SIGNER)
            found[key] = Signer(key, told["role"], told["name"], told["since"])
    return found


def enrol(connection: Connection, signer: Signer, since: str) -> None:
    """Remember a signer in this workspace."""
    told = {"role": signer.role, "name": signer.name, "since": since}
    schema.set_fact(connection, SIGNER + signer.key, json.dumps(told, ensure_ascii=False))
