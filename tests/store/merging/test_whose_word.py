"""What a package may not do however well it is signed: speak as the office, harm others, spoil what is handed on."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.fingerprint import fingerprint
from chuangjian_desktop.domain.identity import NIL, fresh
from chuangjian_desktop.domain.journal import Change, Role, blob, entered
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.package import Absent, Manifest, Sender
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.workspace import now, shipped_packs
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.merging.outcomes import Outcome
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.shipping import records, shipped_ids
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import append

OFFICE = fresh()
KEY = sealing.new_key()
PUBLIC = sealing.public_of(KEY)
TEAM = Choice(trust=frozenset({fingerprint(PUBLIC)}))
SHA = "ab" * 32


@pytest.fixture
def office(tmp_path: Path) -> Generator[Store]:
    with closing(Store.create(tmp_path / "office.cjdb", facts("office"), now)) as store:
        yield store


def facts(role: str) -> dict[str, str]:
    return {"role": role, "name": role, "office": OFFICE, "replica": fresh()}


def change(entity: str, fields: dict[str, Value], *, role: Role = "team", replica: str = "r") -> Change:
    return Change("", (), None, replica, role, None, "2026-11-22T09:00:00+08:00", entity, fresh(), "put", fields)


def package(folder: Path, *changes: Change, missing: tuple[Absent, ...] = ()) -> Path:
    """Whatever these changes say, in a package of a known team."""
    made = folder / fresh()
    made.mkdir()
    with closing(Store.create(made / "t.cjdb", facts("team"), now)) as store:
        with store.transaction() as connection:
            for each in changes:
                append(connection, *entered(each))
        sender = Sender(PUBLIC.hex(), "team", "第一组")
        manifest = Manifest("return", OFFICE, now().isoformat(timespec="seconds"), "1", sender, missing=missing)
        with store.reading() as connection:
            packing = Packing(made, lambda text: sealing.sign(KEY, text))
            write_package(connection, made / "t.cjpkg", manifest, Contents(), packing)
    return made / "t.cjpkg"


def merged(office: Store, folder: Path, *packages: Path) -> tuple[Outcome, ...]:
    scratch = folder / fresh()
    scratch.mkdir()
    shipped = lambda: shipped_ids(shipped_packs())  # noqa: E731
    with Merge(office, scratch, "", TEAM, Progress(), shipped=shipped) as merge:
        merge.examine(packages)
        return merge.take().outcomes


def code(outcome: Outcome) -> str:
    return "" if outcome.refusal is None else outcome.refusal.code


@pytest.mark.parametrize("entity", ["office.person", "office.duplicate", "office.item", "office.round"])
def test_looking_shipped_is_no_word_of_the_office(office: Store, tmp_path: Path, entity: str) -> None:
    forged = change(entity, {"name": "x"}, role="office", replica=NIL)
    (outcome,) = merged(office, tmp_path, package(tmp_path, forged))
    assert code(outcome) == "M22"


def test_what_really_ships_comes_in(office: Store, tmp_path: Path) -> None:
    pack = shipped_packs()[0]
    entity, record, fields = next(iter(records(pack)))
    at = f"{pack.date}T00:00:00.000+08:00"
    real = Change("", (), None, NIL, "office", None, at, entity, record, "put", fields)
    (outcome,) = merged(office, tmp_path, package(tmp_path, real))
    assert (outcome.status, code(outcome)) == ("taken", "")


@pytest.mark.parametrize(
    "fields",
    [
        {"visit": {"ref": ["visit", 1]}},
        {"visit": {"min": {"ref": ["visit", 1]}}},
        {"count": {"min": -5}},
        {"count": {"max": "many"}},
        {"assists": {"union": 7}},
    ],
)
def test_a_malformed_value_stops_its_own_package_only(office: Store, tmp_path: Path, fields: dict[str, Value]) -> None:
    bad, good = package(tmp_path, change("finding", fields)), package(tmp_path, change("finding", {"text": "好"}))
    first, second = merged(office, tmp_path, bad, good)
    assert (code(first), second.status) == ("M02", "taken")


def test_what_only_looks_like_a_blob_spoils_nothing_that_is_handed_on(office: Store, tmp_path: Path) -> None:
    strange: list[Value] = [{"blob": SHA, "size": -3}, {"blob": SHA.upper(), "size": 3}, {"blob": "xyz", "size": 1}]
    odd = change("drone", {"pictures": strange})
    (outcome,) = merged(office, tmp_path, package(tmp_path, odd))
    assert (outcome.status, outcome.missing) == ("taken", 0)
    with office.reading() as connection:
        sender = Sender(PUBLIC.hex(), "office", "市创建办")
        manifest = Manifest("return", OFFICE, now().isoformat(timespec="seconds"), "1", sender)
        packing = Packing(tmp_path, lambda text: sealing.sign(KEY, text))
        write_package(connection, tmp_path / "up.cjpkg", manifest, Contents(), packing)


def test_who_names_a_photo_later_cannot_let_it_go(office: Store, tmp_path: Path) -> None:
    data = b"a face"
    name, photo = hashlib.sha256(data).hexdigest(), fresh()
    with office.writing() as writer:
        writer.put_blob(name, data)
        writer.put("photo", photo, {"blob": blob(name, len(data))})
    naming = Change("", (), None, "evil", "team", None, "x", "photo", photo, "put", {"zzz": blob(name, len(data))})
    named, _ = entered(naming)
    erase = Change("", (named.id,), named.id, "evil", "team", None, "x", "photo", photo, "erase", {"sha256": name})
    wrong = package(tmp_path, naming, erase, missing=(Absent(name, len(data)),))
    (outcome,) = merged(office, tmp_path, wrong)
    assert outcome.status == "taken"
    assert office.blob(name) == data
    assert ("photo", photo, f"$erased:{name}") in outcome.brought.conflicts
