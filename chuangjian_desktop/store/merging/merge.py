"""A merge: sources are examined one by one, then taken in together, or not at all.

Blobs go first, in short transactions (an unused blob is harmless and swept later); then one transaction takes in all
changes (law 5). A source that is refused does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.merging import Choice, Here, judged
from chuangjian_desktop.store import schema
from chuangjian_desktop.store.erasing import drop_names, erased_names
from chuangjian_desktop.store.merging import chronicle
from chuangjian_desktop.store.merging.entering import enter
from chuangjian_desktop.store.merging.examining import CARRYING, Examination
from chuangjian_desktop.store.merging.outcomes import Examined, Merged, Outcome
from chuangjian_desktop.store.merging.signers import enrol
from chuangjian_desktop.store.merging.taking import Brought, Taking, lacking
from chuangjian_desktop.store.merging.vetting import BATCH

_NOTHING = Brought(None, None, 0, {}, {}, (), ())


class Merge(Examination):
    """An examination whose sources can be taken in."""

    def take(self, chosen: set[int] | None = None) -> Merged:
        """Take the examined sources in (those of these numbers), all of them or, when it fails, nothing. Where nothing
        may come in, no byte of the file changes. `Refusal` M26 when what was proven no longer holds: bytes that were
        carried are gone because another merge began meanwhile, or a merge was taken back."""
        if not self._acceptable(chosen):
            return self._merged({}, chosen, {})
        self._expect_taking(chosen)
        for each in self._acceptable(chosen):
            self._carry(each)
        with self._store.merging() as connection:
            self._require_bytes(connection, chosen)
            merged = self._taken(connection, chosen)
            schema.set_fact(connection, CARRYING, "")
        return merged

    def preview(self, look: Callable[[Merged], None], chosen: set[int] | None = None) -> Merged:
        """What taking them in would bring. `look` runs while this thread reads the file as it would be; nothing
        stays."""
        self._expect_taking(chosen)
        found: list[Merged] = []
        if not self._acceptable(chosen):
            found.append(self._merged({}, chosen, {}))
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
        self._progress.add(sum(2 * -(-count // BATCH) for count in counts))

    def _acceptable(self, chosen: set[int] | None) -> list[Examined]:
        mine = [each for each in self.examined if each.refusal is None and (chosen is None or each.number in chosen)]
        return self._ordered(mine)

    def _taken(self, connection: Connection, chosen: set[int] | None) -> Merged:
        _require_nothing_undone(connection, self._undone)
        here = self._here(connection)
        taking = Taking(connection, self._intake, partial(self._progress.step, "change"))
        call, at = fresh(), self._store.clock().isoformat(timespec="seconds")
        missing = self._missing(connection, chosen)
        outcomes: dict[int, Outcome] = {}
        came: set[str] = set()
        for each in self._acceptable(chosen):
            try:
                _require_company(each, outcomes, here, self._choice, came)
            except Refusal as refusal:
                outcomes[each.number] = Outcome(each, "refused", _NOTHING, refusal)
                continue
            taken = self._take_one(connection, taking, each)
            outcomes[each.number] = replace(taken, missing=missing.get(each.number, 0))
            came.add(each.identity)
            enter(connection, outcomes[each.number], call, at)
        drop_names(connection, erased_names(connection))
        return self._merged(outcomes, chosen, taking.touched)

    def _require_bytes(self, connection: Connection, chosen: set[int] | None) -> None:
        """Bytes that were carried, or that were here, may have been swept: they were unnamed until now."""
        for each in self._acceptable(chosen):
            brought = set(self._intake.brought(each.number))
            named = {name for name, _ in self._intake.named(each.number)} - brought
            known = 0 if each.vetted is None else each.vetted.missing
            if lacking(connection, brought) or len(lacking(connection, named)) > known:
                raise Refusal("M26", what="merge", reason="photos cleared away")

    def _missing(self, connection: Connection, chosen: set[int] | None) -> dict[int, int]:
        """How many bytes the records of each source name that nobody has: a part of a load brings what another part's
        records name."""
        mine = self._acceptable(chosen)
        short = [each.number for each in mine if each.vetted is not None and each.vetted.missing]
        if not short:
            return {}
        coming = {name for each in mine for name in self._intake.brought(each.number)}
        named = {number: {name for name, _ in self._intake.named(number)} - coming for number in short}
        return {number: len(lacking(connection, names)) for number, names in named.items()}

    def _merged(self, outcomes: dict[int, Outcome], chosen: set[int] | None, touched: dict[str, set[str]]) -> Merged:
        """With those that may not come in at all."""
        for each in self.examined:
            if each.itself:
                outcomes[each.number] = Outcome(each, "already", _NOTHING)
            elif each.refusal is not None and (chosen is None or each.number in chosen):
                outcomes[each.number] = Outcome(each, "refused", _NOTHING, each.refusal)
        ordered = tuple(outcomes[number] for number in sorted(outcomes))
        return Merged(ordered, touched, self._store.clock().isoformat(timespec="seconds"))

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
        raise Refusal("M26", what="merge", reason="merge taken back")


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
