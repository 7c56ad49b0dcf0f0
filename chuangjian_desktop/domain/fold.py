"""What a record is, given all its changes. A pure function of ids, parents, entities, roles, kinds and fields:
no clock, no order of arrival (laws 2 and 3 of `db/README.md`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chuangjian_desktop.domain.canonical import Fields, Value, canonical, encoded, is_list, is_map
from chuangjian_desktop.domain.journal import OFFICE, Change, blobs_in

REMOVED = "$removed"
"""The name under which a conflict about a removal is listed; also a field that `settle` may write."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that nothing supersedes, and the changes (ids, sorted) that wrote it."""

    value: Value
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A folded record. `fields` holds the shown values; `conflicts` the fields with several different candidates."""

    entity: str
    id: str
    fields: Fields
    heads: tuple[str, ...]
    removed: bool = False
    conflicts: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict[str, tuple[Candidate, ...]])
    erased: frozenset[str] = frozenset()


def fold(changes: Iterable[Change]) -> Record:
    """Fold all changes of one record (at least one, each once, parents among them)."""
    history = _History({change.id: change for change in changes})
    any_change = next(iter(history.changes.values()))
    if len(history.changes) == 1:
        return extend(Record(any_change.entity, any_change.record, {}, ()), any_change)
    fields: dict[str, Value] = {}
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for name in sorted({name for change in history.writers() for name in change.fields if name != REMOVED}):
        shown, rivals = _settle(history, name)
        fields[name] = shown
        if rivals:
            conflicts[name] = rivals
    removed, quarrel = _removal(history)
    if quarrel:
        conflicts[REMOVED] = quarrel
    erased = frozenset(sha for c in history.changes.values() if c.kind == "erase" for sha in _erased_by(c))
    return Record(any_change.entity, any_change.record, fields, history.heads(), removed, conflicts, erased)


def extend(record: Record, change: Change) -> Record:
    """Fold one more change whose parents are all heads of the record: it supersedes whatever it writes.

    The result equals `fold` of the whole history; for an `office.` record the caller must use `fold` unless an
    office writes.
    """
    fields = dict(record.fields)
    conflicts = dict(record.conflicts)
    removed = record.removed
    if change.kind in ("put", "settle"):
        for name, value in change.fields.items():
            if name != REMOVED:
                fields[name] = _shown(value)
            conflicts.pop(name, None)
    if (now := _removal_written(change)) is not None:
        removed = now
        conflicts.pop(REMOVED, None)
    erased = record.erased | frozenset(_erased_by(change)) if change.kind == "erase" else record.erased
    return Record(record.entity, record.id, fields, (change.id,), removed, conflicts, erased)


@dataclass(slots=True)
class _History:
    changes: dict[str, Change]
    _ancestors: dict[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])

    def ancestors(self, identity: str) -> frozenset[str]:
        """All changes before one, without itself; iterative, since histories can be long."""
        stack = [identity]
        while stack:
            top = stack[-1]
            if top in self._ancestors:
                stack.pop()
                continue
            parents = [parent for parent in self.changes[top].parents if parent in self.changes]
            waiting = [parent for parent in parents if parent not in self._ancestors]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            self._ancestors[top] = frozenset(parents).union(*(self._ancestors[parent] for parent in parents))
        return self._ancestors[identity]

    def heads(self) -> tuple[str, ...]:
        """What nobody has built on yet, sorted."""
        built_on = {parent for change in self.changes.values() for parent in change.parents}
        return tuple(sorted(set(self.changes) - built_on))

    def writers(self) -> list[Change]:
        """Changes that write fields, by id."""
        return [c for _, c in sorted(self.changes.items()) if c.kind in ("put", "settle")]

    def supersedes(self, later: Change, earlier: Change) -> bool:
        """Whether a later write takes the place of an earlier one; an office's only yields to an office's."""
        if earlier.entity.startswith(OFFICE) and earlier.by_office and not later.by_office:
            return False
        return earlier.id in self.ancestors(later.id)

    def candidates(self, name: str) -> list[Change]:
        """Writes of a field that nothing supersedes, by id."""
        return self.standing([change for change in self.writers() if name in change.fields])

    def standing(self, writes: list[Change]) -> list[Change]:
        """Those of some writes that no other of them supersedes."""
        return [one for one in writes if not any(self.supersedes(other, one) for other in writes if other is not one)]


def _settle(history: _History, name: str) -> tuple[Value, tuple[Candidate, ...]]:
    writes = history.candidates(name)
    rivals = _grouped([(change.fields[name], change.id) for change in writes])
    if len(rivals) == 1:
        return _shown(rivals[0].value), ()
    joined = _join([candidate.value for candidate in rivals])
    if joined is not None:
        return joined, ()
    return _shown(_winner(writes).fields[name]), rivals


def _grouped(pairs: Iterable[tuple[Value, str]]) -> tuple[Candidate, ...]:
    """Equal values are one candidate; sorted by greatest id, so that every machine lists them alike."""
    ids: dict[bytes, list[str]] = {}
    values: dict[bytes, Value] = {}
    for value, identity in pairs:
        key = canonical(value)
        ids.setdefault(key, []).append(identity)
        values[key] = value
    found = [Candidate(values[key], tuple(sorted(names))) for key, names in ids.items()]
    return tuple(sorted(found, key=lambda candidate: candidate.ids[-1]))


def _winner(writes: list[Change]) -> Change:
    """The shown one of several: the greatest id, in an office's record the greatest of the office's if there is one."""
    office = [c for c in writes if c.by_office] if writes[0].entity.startswith(OFFICE) else []
    return max(office or writes, key=lambda change: change.id)


_JOINS = ("min", "max", "union")


def _joined_kind(value: Value) -> str | None:
    if is_map(value) and len(value) == 1:
        kind = next(iter(value))
        return kind if kind in _JOINS else None
    return None


def _shown(value: Value) -> Value:
    """A join shows what it holds; everything else shows itself."""
    if not is_map(value) or (kind := _joined_kind(value)) is None:
        return value
    return _united([value[kind]]) if kind == "union" else value[kind]


def _join(values: list[Value]) -> Value:
    """The combination of values that are all joins of one kind, or None."""
    kinds = {_joined_kind(value) for value in values}
    kind = kinds.pop()
    if kinds or kind is None:
        return None
    held = [value[kind] for value in values if is_map(value)]
    if kind == "union":
        return _united(held)
    ordered = sorted(held, key=_rank)
    return ordered[0] if kind == "min" else ordered[-1]


def _rank(value: Value) -> tuple[int, int, bytes]:
    """Numbers by size, before everything else by its canonical bytes."""
    if isinstance(value, int) and not isinstance(value, bool):
        return 0, value, b""
    return 1, 0, canonical(value)


def _united(lists: list[Value]) -> Value:
    members = {canonical(member): member for each in lists if is_list(each) for member in each}
    return [members[key] for key in sorted(members)]


def _removal_written(change: Change) -> bool | None:
    if change.kind == "remove":
        return True
    if change.kind == "restore":
        return False
    written = change.fields.get(REMOVED) if change.kind == "settle" else None
    return written if isinstance(written, bool) else None


def _removal(history: _History) -> tuple[bool, tuple[Candidate, ...]]:
    """Removed only when every standing removal says so and no put stands beside one of them."""
    writes = [c for _, c in sorted(history.changes.items()) if _removal_written(c) is not None]
    standing = history.standing(writes)
    removals = [change for change in standing if _removal_written(change)]
    if not removals:
        return False, ()
    rivals: list[tuple[Value, str]] = [(True, change.id) for change in removals]
    rivals += [(False, change.id) for change in standing if not _removal_written(change)]
    rivals += [(False, put.id) for put in _puts_beside(history, removals)]
    if len(rivals) == len(removals):
        return True, ()
    return False, _grouped(dict.fromkeys((bool(value), identity) for value, identity in rivals))


def _puts_beside(history: _History, removals: list[Change]) -> list[Change]:
    """Puts that a standing removal does not take the place of and that do not build on it."""
    puts = [change for change in history.writers() if change.kind == "put"]
    return [
        put
        for put in puts
        if any(not history.supersedes(r, put) and r.id not in history.ancestors(put.id) for r in removals)
    ]


def _erased_by(change: Change) -> list[str]:
    value = change.fields.get("sha256")
    return [value] if isinstance(value, str) else []


def dump_lines(record: Record) -> list[bytes]:
    """The lines a record has in `dump`: its visible or removed state, then one line per conflict."""
    head: dict[str, Value] = {"entity": record.entity, "record": record.id, "fields": record.fields}
    if record.removed:
        head["removed"] = True
    if record.erased:
        head["erased"] = sorted(record.erased)
    lines = [encoded(head)]
    for name, rivals in sorted(record.conflicts.items()):
        listed: list[Value] = [{"ids": list(each.ids), "value": each.value} for each in rivals]
        lines.append(canonical({"conflict": name, "entity": record.entity, "record": record.id, "candidates": listed}))
    return lines


def digest_of(lines: Iterable[bytes]) -> int:
    """The sum modulo 2^256 of the SHA-256 of each line."""
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines) % 2**256


def blobs_named(record: Record) -> list[tuple[str, int]]:
    """The bytes a record names in its shown fields and in its candidates, each once, sorted."""
    named = {pair for value in record.fields.values() for pair in blobs_in(value)}
    for rivals in record.conflicts.values():
        named |= {pair for candidate in rivals for pair in blobs_in(candidate.value)}
    return sorted(named)
