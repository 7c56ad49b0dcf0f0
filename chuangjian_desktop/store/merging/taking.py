"""The one transaction in which proven changes become part of the journal and of every record they touch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby

from sqlalchemy import Connection

from chuangjian_desktop.domain.fold import Record, begun, fold
from chuangjian_desktop.domain.journal import held_change
from chuangjian_desktop.domain.references import Key, refs_of
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.erasing import drop_erased, erased_names
from chuangjian_desktop.store.merging.clones import Clone, clones_since
from chuangjian_desktop.store.merging.intake import Intake, marks
from chuangjian_desktop.store.references import gone, settle_removals
from chuangjian_desktop.store.writer import in_batches, refold

BATCH = 500
_CACHE_KIB = 64 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """What one source brought: the first and last `change.seq` (equal to None when nothing), records by entity that
    are new or changed, fields that came into conflict, and changes that show a cloned laptop."""

    first: int | None
    last: int | None
    changes: int
    new: Mapping[str, int]
    changed: Mapping[str, int]
    conflicts: tuple[tuple[str, str, str], ...]
    clones: tuple[Clone, ...]


@dataclass(slots=True)
class _Tally:
    """Counts; and keys of removed records that may be held up or released. `gone` were removed before, by their own
    histories; without any, nobody's references need a look."""

    gone: set[Key]
    new: Counter[str] = field(default_factory=Counter[str])
    changed: Counter[str] = field(default_factory=Counter[str])
    conflicts: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
    suspects: set[Key] = field(default_factory=set[Key])


@dataclass(slots=True)
class Taking:
    """Takes sources in one after the other, within the caller's transaction. `touched` are the records by entity."""

    connection: Connection
    intake: Intake
    step: Callable[[], None]
    touched: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    blobs: set[str] = field(default_factory=set[str])

    def blobs_of(self, source: int) -> int:
        """How many blobs a source brings that no earlier one of the call brought."""
        names = set(self.intake.brought(source)) - self.blobs
        self.blobs |= names
        return len(names)

    def take(self, source: int) -> Brought:
        """All changes of a source that are not here yet, and the fold of the records that they touch."""
        self.connection.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")
        before = last_seq(self.connection)
        self._append(source)
        last = last_seq(self.connection)
        if last == before:
            return Brought(None, None, 0, {}, {}, (), ())
        tally = _Tally(gone(self.connection))
        for batch in in_batches(_touched(self.connection, before), BATCH):
            self._save(batch, tally)
        self._settle(tally)
        clones = clones_since(self.connection, before)
        found = dict(tally.new), dict(tally.changed), tuple(sorted(set(tally.conflicts)))
        return Brought(before + 1, last, last - before, *found, clones)

    def _append(self, source: int) -> None:
        for batch in in_batches(self.intake.rows(source), BATCH):
            here = _held(self.connection, [row.id for row in batch])
            lines = [(row.id, row.entity, row.record, row.body) for row in batch if row.id not in here]
            if lines:
                statement = "INSERT INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)"
                self.connection.exec_driver_sql(statement, lines)
            self.step()

    def _save(self, batch: Sequence[Record], tally: _Tally) -> None:
        before = rows.load_all(self.connection, [(record.entity, record.id) for record in batch])
        new = [record for record in batch if (record.entity, record.id) not in before]
        known = [record for record in batch if (record.entity, record.id) in before]
        if new:
            rows.save_all(self.connection, new, new=True)
        if known:
            rows.save_all(self.connection, known)
        drop_erased(self.connection, batch)
        for record in batch:
            self._count(before.get((record.entity, record.id)), record, tally)
        self.step()

    def _count(self, earlier: Record | None, record: Record, tally: _Tally) -> None:
        key = (record.entity, record.id)
        self.touched.setdefault(record.entity, set()).add(record.id)
        if record.removed or key in tally.gone:
            tally.suspects.add(key)
        for each in (record, earlier) if tally.gone else ():
            tally.suspects |= set[Key]() if each is None else refs_of(each) & tally.gone
        (tally.new if earlier is None else tally.changed)[record.entity] += 1
        known = set[str]() if earlier is None else set(earlier.conflicts)
        tally.conflicts += [(*key, name) for name in record.conflicts if name not in known]

    def _settle(self, tally: _Tally) -> None:
        """Removals that wait for others, now that all of the source is here."""
        for key in settle_removals(self.connection, tally.suspects, partial(refold, self.connection)):
            self.touched.setdefault(key[0], set()).add(key[1])
            saved = rows.load(self.connection, *key)
            tally.conflicts += [(*key, name) for name in (saved.conflicts if saved and saved.kept else ())]


def lacking(connection: Connection, names: set[str]) -> set[str]:
    """Those of some blob names whose bytes are not here and were not erased."""
    keys, here = sorted(names - erased_names(connection)), set[str]()
    for start in range(0, len(keys), BATCH):
        some = [bytes.fromhex(name) for name in keys[start : start + BATCH]]
        statement = f"SELECT sha256 FROM blob WHERE bytes IS NOT NULL AND sha256 IN ({marks(some)})"  # noqa: S608 - marks
        here |= {bytes(key).hex() for (key,) in connection.exec_driver_sql(statement, tuple(some))}
    return set(keys) - here


def last_seq(connection: Connection) -> int:
    """The greatest `change.seq`, 0 for an empty journal."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(seq), 0) FROM change").scalar() or 0)


def _held(connection: Connection, ids: Sequence[bytes]) -> set[bytes]:
    statement = f"SELECT id FROM change WHERE id IN ({marks(ids)})"  # noqa: S608 - marks only
    return {bytes(key) for (key,) in connection.exec_driver_sql(statement, tuple(ids))}


def _touched(connection: Connection, seq: int) -> Iterator[Record]:
    """Records that changes after `seq` touch, folded from their whole histories."""
    statement = """
        SELECT c.body, c.id FROM (SELECT DISTINCT record, entity FROM change WHERE seq > ?) AS t
        CROSS JOIN change AS c ON c.record = t.record AND c.entity = t.entity
    """
    found = connection.exec_driver_sql(statement, (seq,))
    changes = (held_change(body, key.hex()) for some in found.partitions(BATCH) for body, key in some)
    for _, group in groupby(changes, key=lambda change: (change.record, change.entity)):
        first, *more = group
        yield begun(first) if not more and first.kind == "put" else fold((first, *more))
