"""Law 1 after random histories over a real file: the projection is the fold of the journal, whatever happened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sqlalchemy import select

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.fold import Record
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import Kind, blob, ref
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store import rows, tables
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.dump import digest, dump, recomputed_digest
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Act, Writer, folded_journal

RECORDS = (
    *(("office.site", f"s{n}") for n in range(2)),
    *(("visit", f"v{n}") for n in range(2)),
    *(("finding", f"f{n}") for n in range(3)),
    *(("photo", f"p{n}") for n in range(2)),
    ("office.future", "x1"),
)
FIELDS: Mapping[str, Sequence[Mapping[str, Value]]] = {
    "office.site": [{"name": "解放路"}, {"name": "人民路", "latitude": 305_928_000}, {"always": True}],
    "visit": [{"site": ref("office.site", "s0")}, {"site": None, "people": {"union": ["李"]}}, {"ended": {"max": "b"}}],
    "finding": [
        {"visit": ref("visit", "v0"), "count": 2, "text": "<b>=1+1"},
        {"visit": ref("visit", "v1"), "assists": [ref("office.unit", "u1")]},
        {"count": "two", "surprise": {"deep": [1, None]}},
    ],
    "photo": [{"finding": ref("finding", "f0")}, {"finding": ref("finding", "f1")}, {"finding": None}],
    "office.future": [{"of": "a newer program"}, {"list": [ref("visit", "v0")]}],
}
KINDS = ("put", "put", "put", "remove", "restore", "undo", "fault", "reopen", "role", "photograph", "rebuild")
STEPS: SearchStrategy[list[tuple[str, int, int]]] = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, len(RECORDS) - 1), st.integers(0, 2)), min_size=5, max_size=20
)


class Fault(Exception):
    """Something went wrong in the middle of a transaction."""


def clock() -> datetime:
    return datetime(2026, 11, 16, 9, tzinfo=UTC)


@dataclass
class Desk:
    """A file and a person who does this and that with it."""

    path: Path
    store: Store
    inverse: tuple[Act, ...] = ()
    refused: list[str] = field(default_factory=list[str])

    def play(self, kind: str, number: int, variant: int) -> None:
        if kind == "reopen":
            self.store.close()
            assert [each.name for each in self.path.parent.iterdir()] == [self.path.name]
            self.store = Store.open(self.path, clock)
        elif kind == "role":
            self.store.set_facts(role="team" if variant else "office", replica=fresh(), head="")
        elif kind == "rebuild":
            self.store.rebuild()
        else:
            self.write(kind, *RECORDS[number], variant)

    def write(self, kind: str, entity: str, record: str, variant: int) -> None:
        before = self.sums()
        try:
            with self.store.writing() as writer:
                self.act(writer, kind, (entity, record), variant)
        except (Refusal, Fault) as end:
            self.refused.append(end.code if isinstance(end, Refusal) else "fault")
            assert self.sums() == before
            return
        self.inverse = writer.written().inverse

    def sums(self) -> tuple[str, dict[str, str]]:
        with self.store.reading() as connection:
            return digest(connection), self.store.facts()

    def act(self, writer: Writer, kind: str, where: tuple[str, str], variant: int) -> None:
        entity, record = where
        if kind in ("put", "fault"):
            writer.put(entity, record, FIELDS[entity][variant % len(FIELDS[entity])])
        elif kind == "remove":
            writer.remove(entity, record)
        elif kind == "restore":
            writer.restore(entity, record)
        elif kind == "photograph":
            data = f"picture {variant}".encode()
            name = hashlib.sha256(data).hexdigest()
            writer.put_blob(name, data)
            writer.put("photo", f"p{variant % 2}", {"blob": blob(name, len(data))})
        else:
            for each in self.inverse:
                writer.perform(each)
        if kind == "fault":
            raise Fault


def state(store: Store) -> tuple[str, list[bytes], dict[str, str]]:
    with store.reading() as connection:
        return digest(connection), list(dump(connection)), store.facts()


def projected(store: Store) -> dict[tuple[str, str], Record]:
    with store.reading() as connection:
        found = [rows.from_row(dict(row)) for row in connection.execute(select(tables.record)).mappings()]
    return {(each.entity, each.id): each for each in found}


def folded(store: Store) -> dict[tuple[str, str], Record]:
    with store.reading() as connection:
        return {(each.entity, each.id): each for each in folded_journal(connection)}


def assert_lawful(store: Store) -> None:
    assert projected(store) == folded(store)
    with store.reading() as connection:
        assert check(connection, Progress()) == []
        assert digest(connection) == recomputed_digest(connection)
    before = state(store)
    store.rebuild()
    assert state(store) == before
    with store.reading() as connection:
        assert check(connection, Progress()) == []


@given(STEPS)
@settings(max_examples=25)
def test_the_projection_is_the_fold_of_the_journal(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("law") / "a.cjdb"
    facts = {"role": "office", "name": "办", "office": "o1", "replica": fresh()}
    desk = Desk(path, Store.create(path, facts, clock))
    try:
        for kind, number, variant in steps:
            desk.play(kind, number, variant)
        assert_lawful(desk.store)
    finally:
        desk.store.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def created(tmp_path: Path, role: str = "team") -> Store:
    facts = {"role": role, "name": "一组", "office": "o1", "replica": fresh()}
    return Store.create(tmp_path / "a.cjdb", facts, clock)


def refusal(store: Store, kind: Kind, entity: str, record: str, **fields: Value) -> str:
    with pytest.raises(Refusal) as refused, store.writing() as writer:
        writer.perform(Act(entity, record, kind, fields))
    return refused.value.code


def test_what_is_referred_to_cannot_be_removed_and_what_is_removed_cannot_be_written(tmp_path: Path) -> None:
    store = created(tmp_path)
    with store.writing() as writer:
        writer.put("visit", "v1", {"state": "open"})
        writer.put("finding", "f1", {"visit": ref("visit", "v1"), "assists": [ref("office.unit", "u1")]})
        writer.put("office.unit", "u1", {"name": "城管"})
    assert refusal(store, "remove", "visit", "v1") == "M26"
    assert refusal(store, "remove", "office.unit", "u1") == "M26"
    assert refusal(store, "remove", "visit", "nowhere") == "M21"
    with store.writing() as writer:
        writer.remove("finding", "f1")
        writer.remove("finding", "f1")
        writer.remove("visit", "v1")
    assert refusal(store, "put", "visit", "v1", state="finished") == "M26"
    with store.writing() as writer:
        writer.restore("visit", "v1")
        writer.restore("visit", "v1")
    assert_lawful(store)
    store.close()


def test_a_field_in_conflict_waits_for_settling(tmp_path: Path) -> None:
    store = created(tmp_path, "office")
    with store.writing() as writer:
        writer.put("office.site", "s1", {"name": "解放路", "note": ""})
    store.set_facts(role="team", replica=fresh(), head="")
    with store.writing() as writer:
        writer.put("office.site", "s1", {"name": "解放大道"})
    assert refusal(store, "put", "office.site", "s1", name="解放街") == "M24"
    with store.writing() as writer:
        assert not writer.put("office.site", "s1", {"name": "解放路"})
    assert projected(store)["office.site", "s1"].fields["name"] == "解放路"
    with store.reading() as connection:
        listed = [line for line in dump(connection) if line.startswith(b'{"candidates"')]
    assert len(listed) == 1
    assert_lawful(store)
    store.close()


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    store = created(tmp_path)
    with store.writing() as writer:
        assert writer.put("finding", "f1", {"text": "a", "solved": 1})
        assert not writer.put("finding", "f1", {"text": "a"})
        assert writer.put("finding", "f1", {"text": "a", "solved": True})
        assert not writer.exists("finding", "f2")
    written = writer.written()
    assert written.touched == {"finding": frozenset({"f1"})}
    assert [act.kind for act in written.inverse] == ["put", "remove"]
    assert store.facts()["head"] == written.last_change
    store.close()


def test_each_change_of_a_replica_names_the_one_before(tmp_path: Path) -> None:
    store = created(tmp_path)
    names: list[str] = []
    for n in range(3):
        with store.writing() as writer:
            writer.put("finding", f"f{n}", {"text": str(n)})
        names.append(writer.written().last_change)
    store.close()
    store = Store.open(tmp_path / "a.cjdb", clock)
    with store.writing() as writer:
        assert writer.prev == names[-1]
    store.close()


def test_bytes_are_kept_once_and_missing_ones_are_told(tmp_path: Path) -> None:
    store = created(tmp_path)
    data = b"picture"
    name = hashlib.sha256(data).hexdigest()
    with store.writing() as writer:
        assert writer.put_blob(name, data)
        assert not writer.put_blob(name, data)
    assert store.blob(name) == data
    assert store.absent({name, "ab" * 32}) == {"ab" * 32}
    with pytest.raises(Refusal) as refused:
        store.blob("ab" * 32)
    assert refused.value.code == "M15"
    with store.writing() as writer:
        writer.put("photo", "p1", {"blob": blob("ab" * 32, 5)})
    with store.reading() as connection:
        assert [(each.kind, each.where) for each in check(connection, Progress())] == [("blob", "ab" * 32)]
    store.close()
