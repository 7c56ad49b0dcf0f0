"""What a journal says, worked out from the laws of `db/README.md` alone: slow, plain, sharing nothing with the program.

Given the raw bodies of some changes it answers the whole dump, the digest, and which bytes may be kept. Nothing is
remembered from one step to the next: every question is put to the whole graph of ancestors. The tests hold the program
to what stands here, so nothing of `chuangjian_desktop` is imported.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Key = tuple[str, str]
"""A record's entity and id."""
GONE = "$removed"
ERASED = "$erased:"


def text_of(value: Json) -> str:
    """Canonical JSON: sorted keys, nothing between, characters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A change, as its body says."""

    id: str
    entity: str
    record: str
    kind: str
    parents: frozenset[str]
    replica: str
    office: bool
    fields: dict[str, Json]

    def writes(self, name: str) -> bool:
        """Whether it writes a field."""
        return self.kind in ("put", "settle") and name in self.fields

    def blobs(self) -> set[tuple[str, int]]:
        """The bytes that it names."""
        return blobs_in(self.fields)


def entry(body: bytes) -> Entry:
    """Read a body."""
    raw = json.loads(body)
    return Entry(
        hashlib.sha256(body).hexdigest(),
        raw["entity"],
        raw["record"],
        raw["kind"],
        frozenset(raw["parents"]),
        raw["replica"],
        raw["role"] == "office",
        raw["fields"],
    )


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and the changes that stand for it."""

    value: Json
    ids: tuple[str, ...]


def choices(pairs: Iterable[tuple[Json, str]]) -> list[Choice]:
    """Equal values together, each with its ids in order; the one with the greatest id comes last."""
    held: dict[str, tuple[Json, set[str]]] = {}
    for value, identity in pairs:
        held.setdefault(text_of(value), (value, set()))[1].add(identity)
    made = [Choice(value, tuple(sorted(ids))) for value, ids in held.values()]
    return sorted(made, key=lambda each: max(each.ids, default=""))


def ancestry(entries: Sequence[Entry]) -> dict[str, frozenset[str]]:
    """All ancestors of each change, by repeating until nothing is added."""
    above = {each.id: each.parents for each in entries}
    while True:
        wider = {key: found.union(*(above[parent] for parent in found)) for key, found in above.items()}
        if wider == above:
            return above
        above = wider


class History:
    """All changes of one record, and what follows from them without looking at any other record."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = sorted({each.id: each for each in entries}.values(), key=lambda each: each.id)
        self.key: Key = (self.entries[0].entity, self.entries[0].record)
        if any((each.entity, each.record) != self.key for each in self.entries):
            raise ValueError("changes of several records")
        self.above = ancestry(self.entries)
        self.guarded = self.key[0].startswith("office.")

    def before(self, one: Entry, other: Entry) -> bool:
        """Whether `one` is an ancestor of `other`."""
        return one.id in self.above[other.id]

    def supersedes(self, later: Entry, earlier: Entry) -> bool:
        """Law 2, with what belongs to the office."""
        return self.before(earlier, later) and (later.office or not (self.guarded and earlier.office))

    def standing(self, writes: Sequence[Entry]) -> list[Entry]:
        """Those writes that no other of them supersedes."""
        return [one for one in writes if not any(self.supersedes(other, one) for other in writes)]

    def names(self) -> list[str]:
        """The fields that were ever written."""
        written = {name for each in self.entries if each.kind in ("put", "settle") for name in each.fields}
        return sorted(name for name in written if name != GONE and not name.startswith(ERASED))

    def field(self, name: str) -> tuple[Json, list[Choice]]:
        """What a field shows, and its candidates when they disagree."""
        writes = self.standing([each for each in self.entries if each.writes(name)])
        found = choices((each.fields[name], each.id) for each in writes)
        kinds = {join_of(each.value) for each in found}
        if len(found) > 1 and len(kinds) == 1 and "" not in kinds:
            return combined([each.value for each in found]), []
        preferred = [each for each in writes if self.guarded and each.office] or writes
        winner = max(preferred, key=lambda each: each.id)
        return shown(winner.fields[name]), found if len(found) > 1 else []

    def removal_writes(self) -> list[tuple[Entry, bool]]:
        """What was ever said about this record being removed."""
        found: list[tuple[Entry, bool]] = []
        for each in self.entries:
            settled = each.fields.get(GONE) if each.kind == "settle" else None
            if each.kind in ("remove", "restore"):
                found.append((each, each.kind == "remove"))
            elif isinstance(settled, bool):
                found.append((each, settled))
        return found

    def removal(self) -> tuple[bool, list[str], list[str]]:
        """Whether the record alone says that it is removed, the removals that stand, and what stands against them."""
        said = {each.id: gone for each, gone in self.removal_writes()}
        standing = self.standing([each for each, _ in self.removal_writes()])
        gone = [each for each in standing if said[each.id]]
        kept = {each.id for each in standing if not said[each.id]}
        for removal in gone:
            kept |= {each.id for each in self.entries if each.kind == "put" and self.disputes(each, removal)}
        return bool(gone) and not kept, [each.id for each in gone], sorted(kept)

    def disputes(self, put: Entry, removal: Entry) -> bool:
        """A put beside a removal; and an office's put that one who is no office wants to see removed."""
        if self.before(put, removal):
            return self.guarded and put.office and not removal.office
        return not self.before(removal, put)

    def without_removals(self) -> list[str]:
        """The heads of the graph, were there no removals: what is left and is no parent of anything left."""
        removals = {each.id for each, gone in self.removal_writes() if gone}
        rest = [each for each in self.entries if each.id not in removals]
        return [one.id for one in rest if not any(one.id in other.parents for other in rest)]

    def bringers(self, sha256: str) -> list[Entry]:
        """The changes of this record that name some bytes."""
        return [each for each in self.entries if any(name == sha256 for name, _ in each.blobs())]

    def may_decide(self, one: Entry, sha256: str) -> bool:
        """Whether the writer may erase these bytes, or refuse to: an office, or the one replica that named them
        before anybody else did."""
        naming = self.bringers(sha256)
        first = {each.replica for each in naming if not any(self.before(other, each) for other in naming)}
        return one.office or first == {one.replica}

    def erasures(self) -> dict[str, list[Entry]]:
        """The changes that want bytes erased, by the bytes' name."""
        found: dict[str, list[Entry]] = {}
        for each in self.entries:
            sha256 = each.fields.get("sha256")
            if each.kind == "erase" and isinstance(sha256, str):
                found.setdefault(sha256, []).append(each)
        return found

    def erased(self) -> set[str]:
        """The bytes that are erased for good."""
        return {sha for sha, wishes in self.erasures().items() if any(self.may_decide(one, sha) for one in wishes)}

    def requests(self) -> dict[str, list[str]]:
        """The wishes of those who may not decide, which nobody has granted or dismissed."""
        found: dict[str, list[str]] = {}
        for sha256, wishes in self.erasures().items():
            refusals = [
                each
                for each in self.entries
                if each.kind == "settle" and each.fields.get(ERASED + sha256) is False and self.may_decide(each, sha256)
            ]
            waiting = [one.id for one in wishes if not any(self.before(one, other) for other in refusals)]
            if waiting and sha256 not in self.erased():
                found[sha256] = waiting
        return found


def join_of(value: Json) -> str:
    """The kind of join that a value is, or nothing."""
    if isinstance(value, dict) and len(value) == 1 and (name := next(iter(value))) in ("min", "max", "union"):
        return name
    return ""


def shown(value: Json) -> Json:
    """A value as it reads alone."""
    return combined([value]) if join_of(value) else value


def combined(values: list[Json]) -> Json:
    """Joins of one kind, together."""
    kind = join_of(values[0])
    inner = [value[kind] for value in values if isinstance(value, dict)]
    if kind == "union":
        members = {text_of(each): each for one in inner if isinstance(one, list) for each in one}
        return [members[name] for name in sorted(members)]
    numbers = [each for each in inner if isinstance(each, int)]
    words = [each for each in inner if isinstance(each, str)]
    if len(numbers) == len(inner):
        return min(numbers) if kind == "min" else max(numbers)
    if len(words) == len(inner):
        return min(words) if kind == "min" else max(words)
    raise ValueError("the model compares numbers with numbers and words with words")


def within(value: Json) -> Iterator[dict[str, Json]]:
    """Every object in a value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(inner)


def refs_in(value: Json) -> set[Key]:
    """The records that a value refers to."""
    found: set[Key] = set()
    for each in within(value):
        target = each.get("ref")
        if len(each) == 1 and isinstance(target, list) and len(target) == 2:
            found.add((str(target[0]), str(target[1])))
    return found


def blobs_in(value: Json) -> set[tuple[str, int]]:
    """The bytes that a value names."""
    found: set[tuple[str, int]] = set()
    for each in within(value):
        sha256, size = each.get("blob"), each.get("size")
        if len(each) == 2 and isinstance(sha256, str) and isinstance(size, int):
            found.add((sha256, size))
    return found


class Journal:
    """All records, from the bodies of all changes."""

    def __init__(self, bodies: Iterable[bytes]) -> None:
        grouped: dict[Key, list[Entry]] = {}
        for each in map(entry, bodies):
            grouped.setdefault((each.entity, each.record), []).append(each)
        self.histories = {key: History(entries) for key, entries in sorted(grouped.items())}
        self.fields: dict[Key, dict[str, Json]] = {}
        self.conflicts: dict[Key, dict[str, list[Choice]]] = {}
        for key, history in self.histories.items():
            folded = {name: history.field(name) for name in history.names()}
            self.fields[key] = {name: value for name, (value, _) in folded.items()}
            self.conflicts[key] = {name: found for name, (_, found) in folded.items() if found}
        self.removed = self._removed()
        for key in self.histories:
            self._list_removal(key)
            self._list_requests(key)

    def _removed(self) -> set[Key]:
        """Records that are removed: they say so, and nothing that is visible refers to them."""
        own = {key for key, history in self.histories.items() if history.removal()[0]}
        visible = set(self.histories) - own
        while True:
            referred = {pair for key in visible for value in self.fields[key].values() for pair in refs_in(value)}
            held = referred & (set(self.histories) - visible)
            if not held:
                return set(self.histories) - visible
            visible |= held

    def _list_removal(self, key: Key) -> None:
        history = self.histories[key]
        own, gone, kept = history.removal()
        if gone and key not in self.removed:
            against = history.without_removals() if own else kept
            self.conflicts[key][GONE] = ordered(Choice(True, (*sorted(gone),)), Choice(False, (*sorted(against),)))

    def _list_requests(self, key: Key) -> None:
        history = self.histories[key]
        for sha256, wishes in history.requests().items():
            brought = sorted(each.id for each in history.bringers(sha256))
            both = ordered(Choice(True, tuple(sorted(wishes))), Choice(False, tuple(brought)))
            self.conflicts[key][ERASED + sha256] = both

    def lines(self) -> list[str]:
        """The dump: visible records, removed ones, conflicts, bytes."""
        seen = [key for key in self.histories if key not in self.removed]
        told = [self._told(key) for key in [*seen, *sorted(self.removed)]]
        for (entity, record), found in self.conflicts.items():
            for name in sorted(found):
                listed: list[Json] = [{"ids": list(each.ids), "value": each.value} for each in found[name]]
                told.append({"candidates": listed, "conflict": name, "entity": entity, "record": record})
        told.extend({"sha256": sha256, "size": size} for sha256, size in sorted(self.blobs()))
        return [text_of(each) for each in told]

    def _told(self, key: Key) -> dict[str, Json]:
        told: dict[str, Json] = {"entity": key[0], "fields": self.fields[key], "record": key[1]}
        if key in self.removed:
            told["removed"] = True
        if erased := self.histories[key].erased():
            told["erased"] = [*sorted(erased)]
        return told

    def blobs(self) -> set[tuple[str, int]]:
        """All bytes that a field or a candidate names."""
        named: list[Json] = [value for fields in self.fields.values() for value in fields.values()]
        for found in self.conflicts.values():
            named.extend(each.value for listed in found.values() for each in listed)
        return {pair for value in named for pair in blobs_in(value)}

    def erased(self) -> set[str]:
        """Bytes that no file which has read this journal may hold."""
        return {sha256 for history in self.histories.values() for sha256 in history.erased()}

    def digest(self) -> str:
        """The sum of the lines' hashes."""
        total = sum(int(hashlib.sha256(line.encode()).hexdigest(), 16) for line in self.lines())
        return f"{total % 2**256:064x}"


def ordered(*both: Choice) -> list[Choice]:
    """Candidates as they are listed, those that nobody stands for first."""
    return sorted(both, key=lambda each: max(each.ids, default=""))
