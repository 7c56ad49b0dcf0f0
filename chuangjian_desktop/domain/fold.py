"""What a record is, given all its changes. A pure function of ids, parents, entities, roles, kinds and fields:
no clock, no order of arrival (laws 2 and 3 of `db/README.md`)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chuangjian_desktop.domain.canonical import Fields, Value, canonical, encoded, is_list, is_map, quoted
from chuangjian_desktop.domain.journal import OFFICE, Change, blobs_in

REMOVED = "$removed"
"""The name under which a conflict about a removal is listed; also a field that `settle` may write."""
ERASED = "$erased:"
"""Before a SHA-256: the name under which a request to erase those bytes is listed; `settle` may write false to it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that nothing supersedes, and the changes (ids, sorted) that wrote it."""

    value: Value
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A folded record. `fields` holds the shown values; `conflicts` the fields with several different candidates.

    `kept` says that its own history removes it, and only a visible record that refers to it keeps it. `erased` are
    the SHA-256 of bytes that must not be kept.
    """

    entity: str
    id: str
    fields: Fields
    heads: tuple[str, ...]
    removed: bool = False
    conflicts: Mapping[str, tuple[Candidate, ...]] = field(default_factory=dict[str, tuple[Candidate, ...]])
    erased: frozenset[str] = frozenset()
    kept: bool = False


def fold(changes: Iterable[Change], *, referred: bool = False) -> Record:
    """Fold all changes of one record (at least one, each once, parents among them). `referred` says that a visible
    record refers to it, which holds up its removal."""
    history = _History({change.id: change for change in changes})
    any_change = next(iter(history.changes.values()))
    if len(history.changes) == 1 and any_change.kind == "put":
        return begun(any_change)
    fields: dict[str, Value] = {}
    conflicts: dict[str, tuple[Candidate, ...]] = {}
    for name in sorted({name for change in history.writers() for name in change.fields if not _reserved(name)}):
        shown, rivals = _settle(history, name)
        fields[name] = shown
        if rivals:
            conflicts[name] = rivals
    gone, quarrel = _removal(history)
    kept = gone and referred
    if kept:
        quarrel = _held_up(history)
    if quarrel:
        conflicts[REMOVED] = quarrel
    erased, requests = _erasures(history)
    conflicts |= requests
    return Record(
        any_change.entity, any_change.record, fields, history.heads(), gone and not kept, conflicts, erased, kept
    )


def begun(change: Change) -> Record:
    """A record of which nothing is known but its first put."""
    fields = {
        name: _shown(value) if isinstance(value, dict) and not _JOINS.isdisjoint(value) else value
        for name, value in change.fields.items()
        if not name.startswith("$")
    }
    return Record(change.entity, change.record, fields, (change.id,))


def extend(record: Record, change: Change) -> Record:
    """Fold one more change whose parents are all heads of the record: it supersedes whatever it writes.

    The result equals `fold` of the whole history; where `extends` says no, the caller must use `fold`.
    """
    fields = dict(record.fields)
    conflicts = dict(record.conflicts)
    removed = record.removed
    if change.kind in ("put", "settle"):
        for name, value in change.fields.items():
            if not _reserved(name):
                fields[name] = _shown(value)
                conflicts.pop(name, None)
    if (now := _removal_written(change)) is not None:
        removed = now
        conflicts.pop(REMOVED, None)
    return Record(record.entity, record.id, fields, (change.id,), removed, conflicts, record.erased)


def extends(record: Record, change: Change) -> bool:
    """Whether `extend` is enough for a change: an office wrote it or the record is nobody's in particular, it erases
    nothing, and the record's removal is not held up by others."""
    office_only = change.entity.startswith(OFFICE) and not change.by_office
    about_bytes = change.kind == "erase" or any(name.startswith(ERASED) for name in (*change.fields, *record.conflicts))
    return not (office_only or about_bytes or record.kept)


def _reserved(name: str) -> bool:
    return name.startswith("$")


def ancestors(changes: Mapping[str, Change], ids: Iterable[str]) -> set[str]:
    """All that some changes of a history build on, however far back."""
    found: set[str] = set()
    waiting = [parent for one in ids for parent in changes[one].parents]
    while waiting:
        one = waiting.pop()
        if one in changes and one not in found:
            found.add(one)
            waiting.extend(changes[one].parents)
    return found


@dataclass(slots=True)
class _History:
    """The graph of one record's changes. Walks are iterative and linear, since histories can be long."""

    changes: dict[str, Change]

    def before(self, ids: Iterable[str]) -> set[str]:
        """All ancestors of some changes (one of them is among these only if another descends from it)."""
        return ancestors(self.changes, ids)

    def around(self, bits: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
        """For every change the marks (`bits`) of its ancestors, and those of its descendants."""
        ordered = self._parents_first()
        above, below = dict.fromkeys(ordered, 0), dict.fromkeys(ordered, 0)
        for one in ordered:
            for parent in self.changes[one].parents:
                above[one] |= above.get(parent, 0) | bits.get(parent, 0)
        for one in reversed(ordered):
            for parent in self.changes[one].parents:
                if parent in below:
                    below[parent] |= below[one] | bits.get(one, 0)
        return above, below

    def _parents_first(self) -> list[str]:
        waiting = {key: sum(parent in self.changes for parent in each.parents) for key, each in self.changes.items()}
        children: dict[str, list[str]] = {}
        for change in self.changes.values():
            for parent in change.parents:
                children.setdefault(parent, []).append(change.id)
        ready = [key for key, number in waiting.items() if not number]
        for one in ready:
            for child in children.get(one, ()):
                waiting[child] -= 1
                if not waiting[child]:
                    ready.append(child)
        return ready

    def heads(self) -> tuple[str, ...]:
        """What nobody has built on yet, sorted."""
        built_on = {parent for change in self.changes.values() for parent in change.parents}
        return tuple(sorted(set(self.changes) - built_on))

    def writers(self) -> list[Change]:
        """Changes that write fields, by id."""
        return [c for _, c in sorted(self.changes.items()) if c.kind in ("put", "settle")]

    def standing(self, writes: list[Change]) -> list[Change]:
        """Those of some writes that no other of them supersedes: an ancestor yields to a descendant, but in an
        office's record an office's only to an office's."""
        beaten = self.before(change.id for change in writes)
        by_office = self.before(change.id for change in writes if change.by_office) if writes else beaten
        return [one for one in writes if one.id not in (by_office if _guarded(one) else beaten)]


def _guarded(change: Change) -> bool:
    return change.entity.startswith(OFFICE) and change.by_office


def _settle(history: _History, name: str) -> tuple[Value, tuple[Candidate, ...]]:
    writes = history.standing([change for change in history.writers() if name in change.fields])
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


_JOINS = frozenset({"min", "max", "union"})


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
    bits = {removal.id: 1 << number for number, removal in enumerate(removals)}
    above, below = history.around(bits)
    everyone = (1 << len(removals)) - 1
    office = sum(bits[removal.id] for removal in removals if removal.by_office)
    puts = [change for change in history.writers() if change.kind == "put"]
    return [
        put for put in puts if above[put.id] | (below[put.id] & (office if _guarded(put) else everyone)) != everyone
    ]


def _held_up(history: _History) -> tuple[Candidate, ...]:
    """A removal that waits for others: it, and what the record was without it."""
    removing = {change.id for change in history.changes.values() if _removal_written(change)}
    writes = history.standing([c for _, c in sorted(history.changes.items()) if _removal_written(c) is not None])
    rest = {change.id: change for change in history.changes.values() if change.id not in removing}
    rivals = (
        Candidate(value=True, ids=tuple(change.id for change in writes)),
        Candidate(value=False, ids=_History(rest).heads()),
    )
    return tuple(sorted(rivals, key=lambda candidate: candidate.ids[-1:]))


def _erasures(history: _History) -> tuple[frozenset[str], dict[str, tuple[Candidate, ...]]]:
    """Bytes that are to be gone, and requests of those who may only ask: the office decides, and whoever brought
    the bytes."""
    asked: dict[str, list[Change]] = {}
    for _, change in sorted(history.changes.items()):
        sha256 = change.fields.get("sha256") if change.kind == "erase" else None
        if isinstance(sha256, str):
            asked.setdefault(sha256, []).append(change)
    erased: set[str] = set()
    requests: dict[str, tuple[Candidate, ...]] = {}
    for sha256, wishes in asked.items():
        brought = _naming(history, sha256)
        may = _bringers(history, brought)
        if any(wish.by_office or wish.replica in may for wish in wishes):
            erased.add(sha256)
        elif left := _not_dismissed(history, ERASED + sha256, wishes, may):
            rivals = (Candidate(value=True, ids=left), Candidate(value=False, ids=tuple(c.id for c in brought)))
            requests[ERASED + sha256] = tuple(sorted(rivals, key=lambda candidate: candidate.ids[-1:]))
    return frozenset(erased), requests


def bringers(changes: Iterable[Change], sha256: str) -> frozenset[str]:
    """The replica that brought bytes to a record, and so may erase them besides the office: that of the writes which
    name them first. Where several replicas claim that, none of them may."""
    history = _History({change.id: change for change in changes})
    return _bringers(history, _naming(history, sha256))


def _naming(history: _History, sha256: str) -> list[Change]:
    return [c for c in history.writers() if any(name == sha256 for name, _ in blobs_in(c.fields))]


def _bringers(history: _History, naming: list[Change]) -> frozenset[str]:
    ids = {change.id for change in naming}
    first = {change.replica for change in naming if ids.isdisjoint(history.before([change.id]))}
    return frozenset(first) if len(first) == 1 else frozenset()


def _not_dismissed(history: _History, name: str, wishes: list[Change], may: frozenset[str]) -> tuple[str, ...]:
    answers = [
        change.id
        for change in history.changes.values()
        if change.kind == "settle" and change.fields.get(name) is False and (change.by_office or change.replica in may)
    ]
    answered = history.before(answers)
    return tuple(wish.id for wish in wishes if wish.id not in answered)


def dump_lines(record: Record, fields: bytes | None = None) -> list[bytes]:
    """The lines a record has in `dump`: its visible or removed state, then one line per conflict. `fields` may be
    handed in where they are encoded already."""
    lines = [_head_line(record, encoded(record.fields) if fields is None else fields)]
    for name, rivals in sorted(record.conflicts.items()):
        listed: list[Value] = [{"ids": list(each.ids), "value": each.value} for each in rivals]
        lines.append(canonical({"conflict": name, "entity": record.entity, "record": record.id, "candidates": listed}))
    return lines


def _head_line(record: Record, fields: bytes) -> bytes:
    """Canonical, its keys in their order: entity, erased, fields, record, removed."""
    erased = b',"erased":' + encoded(sorted(record.erased)) if record.erased else b""
    removed = b',"removed":true' if record.removed else b""
    names = quoted(record.entity), quoted(record.id)
    return b'{"entity":%b%b,"fields":%b,"record":%b%b}' % (names[0], erased, fields, names[1], removed)


def digest_of(lines: Iterable[bytes]) -> int:
    """The sum modulo 2^256 of the SHA-256 of each line."""
    return sum(int.from_bytes(hashlib.sha256(line).digest()) for line in lines) % 2**256


def blobs_named(record: Record) -> list[tuple[str, int]]:
    """The bytes a record names in its shown fields and in its candidates, each once, sorted."""
    values = [value for value in record.fields.values() if isinstance(value, dict | list | tuple)]
    if record.conflicts:
        values += [candidate.value for rivals in record.conflicts.values() for candidate in rivals]
    return sorted({pair for value in values for pair in blobs_in(value)}) if values else []
