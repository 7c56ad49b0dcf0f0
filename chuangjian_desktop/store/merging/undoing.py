"""Taking the last merge back as a whole, as long as nothing was built on it (law 5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from sqlalchemy import Connection

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import fold
from chuangjian_desktop.domain.journal import Change, held_change, refs_in
from chuangjian_desktop.domain.local_time import local_minute
from chuangjian_desktop.domain.references import Key, refs_of
from chuangjian_desktop.store import rows
from chuangjian_desktop.store.merging import chronicle, clones
from chuangjian_desktop.store.merging.chronicle import Entry
from chuangjian_desktop.store.merging.sweeping import sweep
from chuangjian_desktop.store.merging.taking import BATCH
from chuangjian_desktop.store.references import settle_removals
from chuangjian_desktop.store.writer import history, in_batches, refold


@dataclass(frozen=True, slots=True)
class LastMerge:
    """One call's packages (and those that came later and brought nothing, perhaps because of it), the range of
    `change.seq` that they filled, and the place of the call among all events."""

    entries: tuple[Entry, ...]
    first: int
    last: int
    order: int


def last_merge(connection: Connection) -> LastMerge | None:
    """The last merge that brought changes and was not undone."""
    brought = [(each, each.taken_in) for each in chronicle.entries(connection) if each.taken_in is not None]
    ranged = [(entry, told) for entry, told in brought if told.get("first") is not None]
    if not ranged:
        return None
    call = max(ranged, key=lambda pair: int(pair[1]["order"]))[1]["call"]
    mine = [told for _, told in ranged if told["call"] == call]
    since = min(int(told["order"]) for told in mine)
    came = tuple(
        entry for entry, told in brought if told["call"] == call or (int(told["order"]) > since and not entry.receipt)
    )
    return LastMerge(came, min(told["first"] for told in mine), max(told["last"] for told in mine), since)


def undo(connection: Connection, at: str) -> dict[str, set[str]]:
    """Take it back, within the caller's transaction; answers the records touched. `Refusal` M26 saying what was built
    on it."""
    merge = last_merge(connection)
    if merge is None:
        raise Refusal("M26", what="merge", reason="nothing to take back")
    _require_free(connection, merge)
    touched = _touched(connection, merge)
    before = {key for batch in in_batches(iter(sorted(touched)), BATCH) for key in _refs(connection, batch)}
    clones.forget(connection, merge.first, merge.last)
    connection.exec_driver_sql("DELETE FROM change WHERE seq BETWEEN ? AND ?", (merge.first, merge.last))
    for batch in in_batches(iter(sorted(touched)), BATCH):
        _refold(connection, batch)
    after = {key for batch in in_batches(iter(sorted(touched)), BATCH) for key in _refs(connection, batch)}
    moved = settle_removals(connection, touched | before | after, partial(refold, connection))
    for entry in merge.entries:
        chronicle.undo(connection, entry, at)
    sweep(connection)
    return {entity: {key for _, key in pairs} for entity, pairs in groupby(sorted(touched | moved), lambda key: key[0])}


def _refs(connection: Connection, keys: list[Key]) -> Iterator[Key]:
    for record in rows.load_all(connection, keys).values():
        yield from refs_of(record)


def _touched(connection: Connection, merge: LastMerge) -> set[Key]:
    statement = "SELECT DISTINCT entity, record FROM change WHERE seq BETWEEN ? AND ?"
    found = connection.exec_driver_sql(statement, (merge.first, merge.last))
    return {(str(entity), str(record)) for entity, record in found}


def _refold(connection: Connection, keys: list[Key]) -> None:
    left = [(key, history(connection, *key)) for key in keys]
    rows.forget_all(connection, [key for key, changes in left if not changes])
    kept = [fold(changes) for _, changes in left if changes]
    if kept:
        rows.save_all(connection, kept)


def _require_free(connection: Connection, merge: LastMerge) -> None:
    """`Refusal` M26 when something went out, was built on it, or was erased by it."""
    statement = 'SELECT 1 FROM change WHERE seq BETWEEN ? AND ? AND instr(body, \'"kind":"erase"\') > 0'
    if connection.exec_driver_sql(statement, (merge.first, merge.last)).first() is not None:
        raise _refused("brought an erasure")
    for each in chronicle.entries(connection):
        if each.made is not None and int(each.made["order"]) > merge.order:
            raise _refused("package sent", package=each.made["file"])
    for change in _later(connection, merge):
        when = local_minute(change.at)
        if change.entity == "notice":
            raise _refused("notice issued", time=when)
        if _builds_on(connection, merge, change):
            raise _refused("built on", record=change.entity, time=when)


def _later(connection: Connection, merge: LastMerge) -> Iterator[Change]:
    found = connection.exec_driver_sql("SELECT body FROM change WHERE seq > ? ORDER BY seq", (merge.last,))
    return (held_change(str(body)) for (body,) in found)


def _builds_on(connection: Connection, merge: LastMerge, change: Change) -> bool:
    for parent in change.parents:
        seq = connection.exec_driver_sql("SELECT seq FROM change WHERE id = ?", (bytes.fromhex(parent),)).scalar()
        if seq is not None and merge.first <= int(seq) <= merge.last:
            return True
    return any(_brought(connection, merge, target) for value in change.fields.values() for target in refs_in(value))


def _brought(connection: Connection, merge: LastMerge, key: Key) -> bool:
    """Whether all that is known of a record came with the merge."""
    statement = "SELECT min(seq) FROM change WHERE record = ? AND entity = ?"
    first = connection.exec_driver_sql(statement, (key[1], key[0])).scalar()
    return first is not None and merge.first <= int(first) <= merge.last


def _refused(reason: str, **details: str) -> Refusal:
    return Refusal("M26", what="merge", reason=reason, **details)
