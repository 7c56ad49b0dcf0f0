"""Laptops that write, hand each other packages and take them back: a small hand on the real store, without the services
around it, so that hundreds of histories can be played in a minute."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from sqlalchemy import text

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import Kind, blob
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.check import Problem, check
from chuangjian_desktop.store.dump import digest, dump
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.merging.undoing import undo
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Writer
from tests.helpers.model import Journal, Json, Key, entry, refs_in
from tests.helpers.parcels import ANYBODY, NearMerge, Packer, Parcel, packed

OFFICE_ID = "0190a000-0000-7000-8000-0000000000ff"


@dataclass
class Clock:
    """A laptop's clock: it moves as it likes, also backwards."""

    now: datetime = datetime(2026, 11, 16, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def jump(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


@cache
def empty(role: str) -> bytes:
    """A new workspace; it is made once, and then copied."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "empty.cjdb"
        Store.create(path, {"role": role, "name": "", "office": OFFICE_ID, "replica": ""}, Clock()).close()
        return path.read_bytes()


@dataclass(frozen=True, slots=True)
class Conflict:
    """A listed conflict: of what record, in which field, between which values."""

    key: Key
    field: str
    values: tuple[Json, ...]


@dataclass
class Laptop:
    """One file, open. `said` are the ids of the changes whose writing was acknowledged."""

    path: Path
    store: Store
    clock: Clock
    said: set[str] = field(default_factory=set[str])

    @classmethod
    def new(cls, path: Path, role: str, replica: str) -> Laptop:
        clock = Clock()
        path.write_bytes(empty(role))
        store = Store.open(path, clock)
        store.set_facts(name=path.stem, replica=replica, installation=replica)
        return cls(path, store, clock)

    def clone(self, path: Path) -> Laptop:
        """The same file once more, under the same replica id, as a copied disk has it."""
        self.store.close()
        shutil.copy(self.path, path)
        self.store = Store.open(self.path, self.clock)
        clock = Clock(self.clock.now)
        return Laptop(path, Store.open(path, clock), clock)

    def reopen(self) -> None:
        """Close and open again; nothing may lie beside the file meanwhile."""
        self.store.close()
        beside = [each.name for each in self.path.parent.iterdir() if each.name.startswith(self.path.name + "-")]
        if beside:
            raise AssertionError(f"left behind: {beside}")
        self.store = Store.open(self.path, self.clock)

    def act(self, kind: Kind, key: Key, fields: Mapping[str, Value]) -> str:
        """One act of a person; answers the code of the refusal, or nothing."""
        try:
            with self.store.writing() as writer:
                before = writer.prev
                act_on(writer, kind, key, fields)
        except Refusal as refused:
            return refused.code
        if (written := writer.written().last_change) and written != before:
            self.said.add(written)
        return ""

    def photograph(self, key: Key, data: bytes) -> str:
        """Keep some bytes and name them in a record, in one transaction."""
        name = hashlib.sha256(data).hexdigest()
        try:
            with self.store.writing() as writer:
                writer.put_blob(name, data)
                before = writer.prev
                writer.put(*key, {"blob": blob(name, len(data))})
        except Refusal as refused:
            return refused.code
        if (written := writer.written().last_change) and written != before:
            self.said.add(written)
        return ""

    def package(
        self, *, records: Sequence[Key] | None = None, without: Sequence[Parcel] = (), thin: bool = False
    ) -> Parcel:
        """Everything; or some records with all that they refer to; less what other parcels hold; without bytes."""
        journal, data = self.journal(), {} if thin else self.bytes()
        if records is not None:
            wanted = closure(journal, records)
            journal = [body for body in journal if (each := entry(body)) and (each.entity, each.record) in wanted]
            named = {sha256 for body in journal for sha256, _ in entry(body).blobs()}
            data = {name: each for name, each in data.items() if name in named}
        left = set[bytes]().union(*(each.bodies for each in without))
        there = set[str]().union(*(each.data for each in without))
        role = "office" if self.store.facts()["role"] == "office" else "team"
        packer = Packer(self.path, role, OFFICE_ID, frozenset(Journal(self.journal()).erased()))
        return packed(
            packer,
            [body for body in journal if body not in left],
            {name: each for name, each in sorted(data.items()) if name not in there},
            without,
        )

    def merge(self, parcels: Sequence[Parcel], *, far: bool = False) -> list[str]:
        """Take them in, in one call; each one.s refusal, or nothing. With `far` as real files."""
        with tempfile.TemporaryDirectory(dir=self.path.parent) as name:
            folder = Path(name)
            paths = [folder / f"{number}.cjpkg" for number in range(len(parcels))]
            if far:
                for parcel, path in zip(parcels, paths, strict=True):
                    parcel.write(path)
            with self._merge(parcels, folder, far=far) as merge:
                merge.examine(paths)
                outcomes = merge.take().outcomes
        return ["" if each.refusal is None else each.refusal.code for each in outcomes]

    def _merge(self, parcels: Sequence[Parcel], folder: Path, *, far: bool) -> Merge:
        return Merge(self.store, folder, "", ANYBODY, Progress()) if far else NearMerge(self.store, folder, parcels)

    def unmerge(self) -> str:
        """Take the last merge back; the code of the refusal, or nothing."""
        try:
            with self.store.merging() as connection:
                undo(connection, "2026-11-16T09:00:00+08:00")
        except Refusal as refused:
            return refused.code
        return ""

    def dump(self) -> list[str]:
        with self.store.reading() as connection:
            return [line.decode() for line in dump(connection)]

    def digest(self) -> str:
        with self.store.reading() as connection:
            return digest(connection)

    def check(self) -> list[Problem]:
        with self.store.reading() as connection:
            return [each for each in check(connection, Progress()) if each.kind != "blob"]

    def journal(self) -> list[bytes]:
        """Every change that the file holds, in its order of arrival."""
        with self.store.reading() as connection:
            return [str(raw).encode() for (raw,) in connection.execute(text("SELECT body FROM change ORDER BY seq"))]

    def bodies(self) -> frozenset[bytes]:
        """The same as a set."""
        return frozenset(self.journal())

    def bytes(self) -> dict[str, bytes]:
        """The bytes that the file holds, by their names."""
        with self.store.reading() as connection:
            found = connection.execute(text("SELECT sha256, bytes FROM blob WHERE bytes IS NOT NULL")).all()
        if any(hashlib.sha256(data).digest() != key for key, data in found):
            raise AssertionError("bytes under a wrong name")
        return {bytes(key).hex(): bytes(data) for key, data in found}

    def held(self) -> set[str]:
        """The names of those bytes."""
        return set(self.bytes())

    def discard(self) -> None:
        """Close the file and delete it."""
        self.store.close()
        self.path.unlink()

    def conflicts(self) -> list[Conflict]:
        """What the dump lists."""
        told = [json.loads(line) for line in self.dump() if line.startswith('{"candidates"')]
        return [
            Conflict((each["entity"], each["record"]), each["conflict"], tuple(c["value"] for c in each["candidates"]))
            for each in told
        ]


def act_on(writer: Writer, kind: Kind, key: Key, fields: Mapping[str, Value]) -> None:
    """The writer's own methods."""
    if kind == "put":
        writer.put(*key, fields)
    elif kind == "remove":
        writer.remove(*key)
    elif kind == "restore":
        writer.restore(*key)
    elif kind == "settle":
        writer.settle(*key, fields)
    else:
        writer.erase(*key, str(fields["sha256"]), str(fields["reason"]))


def closure(journal: Sequence[bytes], records: Sequence[Key]) -> set[Key]:
    """Some records, and all that any change of theirs refers to, and so on."""
    refers: dict[Key, set[Key]] = {}
    for each in map(entry, journal):
        refers.setdefault((each.entity, each.record), set()).update(refs_in(each.fields))
    found, waiting = set[Key](), list(records)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(refers.get(key, ()))
    return found
