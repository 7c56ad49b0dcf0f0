"""What is taken out of a file is what was put in; and what cannot be put in is refused."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.package import set_digest
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.store import Store
from tests.helpers.sealed import (
    MANIFEST,
    altered,
    clock,
    held,
    sealed,
    sign,
    take,
    taken,
    workspace,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def test_a_package_gives_back_what_was_put_in(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "一队 #1 100% 'quoted' 😀.cjpkg"
    manifest = sealed(source, package)
    arrival = arrive(package, tmp_path)
    assert arrival.sha256 == hashlib.sha256(package.read_bytes()).hexdigest()
    assert (arrival.file, arrival.manifest) == (package.name, manifest)
    assert (dict(arrival.facts), arrival.packages, arrival.notes) == ({}, (), ())
    assert taken(arrival) == held(source)
    assert manifest.counts == {"photo": 3, "change": 4, "blob": 3}
    assert manifest.blobs == set_digest(sum(int(name, 16) for name, _ in held(source).blobs))


def test_a_workspace_gives_back_what_it_holds_and_who_it_is(source: Path, tmp_path: Path) -> None:
    altered(source, tmp_path / "b.cjdb", "INSERT INTO package VALUES ('p1', '2026', '{}', 'report')")
    arrival = arrive(tmp_path / "b.cjdb", tmp_path)
    assert arrival.manifest is None
    assert (arrival.facts["office"], arrival.facts["role"]) == ("o1", "team")
    assert arrival.packages == (("p1", "{}", "report"),)
    assert arrival.sha256 == hashlib.sha256((tmp_path / "b.cjdb").read_bytes()).hexdigest()
    assert taken(arrival) == held(source)


def test_names_do_not_tell_what_a_file_is(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "package.cjdb"
    sealed(source, package)
    renamed = Path(shutil.copy(source, tmp_path / "workspace.cjpkg"))
    assert take(package, tmp_path) == take(renamed, tmp_path) == held(source)


@posix
def test_a_link_to_a_package_is_followed(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "real.cjpkg"
    sealed(source, package)
    link = tmp_path / "link.cjpkg"
    link.symlink_to(package)
    assert take(link, tmp_path) == held(source)


def test_the_same_content_and_key_give_the_same_bytes(source: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        sealed(source, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    photos=st.lists(st.binary(min_size=1, max_size=30_000), unique=True, max_size=6),
    chosen=st.sets(st.integers(0, 6)),
)
def test_any_selection_arrives_as_it_was(photos: list[bytes], chosen: set[int], tmp_path: Path) -> None:
    folder = tmp_path / os.urandom(6).hex()
    folder.mkdir()
    source = workspace(folder / "a.cjdb", photos)
    everything = held(source)
    bodies = [body for place, body in enumerate(everything.bodies) if place in chosen]
    blobs = [pair for place, pair in enumerate(everything.blobs) if place in chosen]
    ids = [hashlib.sha256(body).digest() for body in reversed(bodies)]
    contents = Contents(ids, [name for name, _ in blobs])
    manifest = sealed(source, folder / "a.cjpkg", contents=contents)
    assert (manifest.counts["change"], manifest.counts["blob"]) == (len(bodies), len(blobs))
    out = take(folder / "a.cjpkg", folder)
    assert (list(out.bodies), list(out.blobs)) == (bodies, blobs)


def test_answers_may_be_left_unread(source: Path, tmp_path: Path) -> None:
    with arrive(source, tmp_path).reading() as reader:
        next(iter(reader.bodies()))
        names = [name for name, _ in reader.blob_names()]
        next(iter(reader.blobs(names)))
        assert len(list(reader.bodies())) == 4
        assert [name for name, _ in reader.blobs(names)] == names
        assert list(reader.blobs([])) == []


def writing_refused(source: Path, target: Path, contents: Contents) -> Refusal:
    with pytest.raises(Refusal) as caught:
        sealed(source, target, contents=contents)
    assert sorted(path.name for path in target.parent.iterdir()) == sorted(
        {source.name, target.name} & names_in(target)
    )
    return caught.value


def names_in(target: Path) -> set[str]:
    return {path.name for path in target.parent.iterdir()}


def test_what_is_not_here_cannot_be_packed(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.cjpkg"
    assert writing_refused(source, target, Contents(blobs=["ab" * 32])).code == "M15"
    assert writing_refused(source, target, Contents([bytes(32)])).code == "M02"
    damaged = altered(source, tmp_path / "d.cjdb", "UPDATE blob SET bytes = x'00'")
    source.unlink()
    assert writing_refused(damaged, target, Contents()).code == "M15"
    forged = altered(damaged, tmp_path / "f.cjdb", "UPDATE change SET body = body || ' '")
    damaged.unlink()
    assert writing_refused(forged, target, Contents()).code == "M02"


def test_a_file_that_is_there_is_not_written_over(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "p.cjpkg"
    target.write_bytes(b"mine")
    with pytest.raises(Refusal) as caught:
        sealed(source, target)
    assert (caught.value.code, target.read_bytes()) == ("M26", b"mine")


def test_a_folder_that_is_not_there_is_told(source: Path, tmp_path: Path) -> None:
    store = Store.open(source, clock)
    with store.reading() as connection, pytest.raises(Refusal) as caught:
        write_package(connection, tmp_path / "gone" / "p.cjpkg", MANIFEST, Contents(), Packing(tmp_path, sign))
    store.close()
    assert caught.value.code == "M07"


def test_stopping_while_writing_leaves_nothing(source: Path, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    store = Store.open(source, clock)
    with store.reading() as connection, pytest.raises(Cancelled):
        write_package(
            connection, tmp_path / "p.cjpkg", MANIFEST, Contents(), Packing(tmp_path, sign), progress=progress
        )
    store.close()
    assert names_in(source) == {source.name}
