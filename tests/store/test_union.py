"""The union of two files of one office."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import blob
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.dump import digest
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.union import take_in

SITE = fresh()


def clock() -> datetime:
    return datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def planned(tmp_path: Path) -> Path:
    path = tmp_path / "planned.cjdb"
    store = Store.create(path, {"role": "office", "name": "办", "office": "o1", "replica": fresh()}, clock)
    with store.writing() as writer:
        writer.put("office.site", SITE, {"code": "S1", "name": "解放路"})
    store.close()
    return path


@contextmanager
def copied(planned: Path, name: str, role: str = "team") -> Generator[Store]:
    path = planned.with_name(f"{name}.cjdb")
    shutil.copy(planned, path)
    store = Store.open(path, clock)
    store.set_facts(replica=fresh(), role=role, head="")
    try:
        yield store
    finally:
        store.close()


def write(store: Store, entity: str, record: str, **fields: Value) -> None:
    with store.writing() as writer:
        writer.put(entity, record, fields)


def photograph(store: Store, data: bytes) -> str:
    name = hashlib.sha256(data).hexdigest()
    with store.writing() as writer:
        writer.put_blob(name, data)
        writer.put("photo", fresh(), {"blob": blob(name, len(data))})
    return name


def digest_of(store: Store) -> str:
    with store.reading() as connection:
        assert check(connection, Progress()) == []
        return digest(connection)


def test_two_files_become_equal_whoever_takes_in_first(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "two") as two, copied(planned, "office", "office") as office:
        write(one, "visit", "v1", people={"union": ["王"]}, weather="晴")
        write(two, "visit", "v1", people={"union": ["李"]}, weather="雨")
        names = [photograph(one, bytes([number]) * 50) for number in range(40)]
        write(office, "office.site", SITE, name="解放大道")
        taken = take_in(office, one)
        take_in(office, two)
        take_in(two, office)
        take_in(one, two)
        assert (taken.blobs, taken.changes) == (40, 41)
        assert taken.written.touched["visit"] == {"v1"}
        assert digest_of(one) == digest_of(two) == digest_of(office)
        assert not office.absent(set(names))


def test_taking_in_twice_changes_nothing(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "office", "office") as office:
        photograph(one, b"picture")
        take_in(office, one)
        before = digest_of(office)
        again = take_in(office, one)
        assert (again.blobs, again.changes, dict(again.written.touched)) == (0, 0, {})
        assert digest_of(office) == before


def test_the_target_keeps_its_own_last_change(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "office", "office") as office:
        write(office, "office.site", SITE, name="解放大道")
        head = office.facts()["head"]
        write(one, "visit", "v1", weather="晴")
        take_in(office, one)
        assert office.facts()["head"] == head


def test_another_offices_file_is_refused(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "office", "office") as office:
        write(one, "visit", "v1", weather="晴")
        one.set_facts(office="o2")
        before = digest_of(office)
        with pytest.raises(Refusal) as caught:
            take_in(office, one)
        assert caught.value.code == "M17"
        assert digest_of(office) == before


def test_bytes_that_are_not_what_they_are_called_are_refused(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "office", "office") as office:
        with one.writing() as writer:
            writer.put_blob("ab" * 32, b"something else")
            writer.put("visit", "v1", {"weather": "晴"})
        before = digest_of(office)
        with pytest.raises(Refusal) as caught:
            take_in(office, one)
        assert caught.value.code == "M15"
        assert digest_of(office) == before


def test_cancelling_touches_no_record(planned: Path) -> None:
    with copied(planned, "one") as one, copied(planned, "office", "office") as office:
        write(one, "visit", "v1", weather="晴")
        before = digest_of(office)
        progress = Progress()
        progress.cancel()
        with pytest.raises(Cancelled):
            take_in(office, one, progress)
        assert digest_of(office) == before
