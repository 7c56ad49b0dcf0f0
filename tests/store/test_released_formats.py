"""Files of every released version open and merge for ever; what a later minor version adds stays, though unknown."""

from __future__ import annotations

import gzip
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.format import FORMAT_MINOR
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.check import check
from chuangjian_desktop.store.dump import digest, dump
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.store import Store
from tests.data.make_released import HERE, OFFICE, PICTURE, record

ANYBODY = Choice(accept_unsigned=True, accept_office=True)
DIGESTS = {
    "1.0": "07580d0b75849a86741eb9c7740cc03e0e5eb14550a81a58ef235d5453ce2b0b",
    "1.9": "0e4252ea71a883ef41137fb350dc86dc382966dbdde5283965e5a5ba215b2d0b",
}


def workspace(folder: Path, version: str) -> Path:
    path = folder / f"{version}.cjdb"
    path.write_bytes(gzip.decompress((HERE / f"format-{version}.cjdb.gz").read_bytes()))
    return path


def opened(path: Path) -> Store:
    return Store.open(path, now)


def said(store: Store) -> tuple[str, list[dict[str, object]]]:
    with store.reading() as connection:
        assert check(connection, Progress()) == []
        return digest(connection), [json.loads(line) for line in dump(connection)]


def office(folder: Path) -> Store:
    facts = {"role": "office", "name": "市创建办", "office": OFFICE, "replica": record(99)}
    return Store.create(folder / "office.cjdb", facts, now)


@pytest.mark.parametrize("version", DIGESTS)
def test_a_workspace_opens_and_says_what_it_said_then(tmp_path: Path, version: str) -> None:
    with closing(opened(workspace(tmp_path, version))) as store:
        found, lines = said(store)
        assert found == DIGESTS[version]
        finding = next(line for line in lines if line.get("record") == record(3))
        assert finding["fields"]["count"] == 2  # type: ignore[index]
        assert [line["record"] for line in lines if line.get("removed")] == [record(5)]
        with store.writing() as writer:
            writer.put("finding", record(3), {"note": "现在写的"})


@pytest.mark.parametrize("version", DIGESTS)
@pytest.mark.parametrize("suffix", ["cjdb", "cjpkg"])
def test_it_merges_whole(tmp_path: Path, version: str, suffix: str) -> None:
    source = workspace(tmp_path, version) if suffix == "cjdb" else HERE / f"format-{version}.cjpkg"
    with closing(office(tmp_path)) as store:
        staging = tmp_path / "staging"
        staging.mkdir()
        with Merge(store, staging, "", ANYBODY, Progress()) as merge:
            merge.examine([source])
            (outcome,) = merge.take().outcomes
        assert (outcome.status, outcome.refusal) == ("taken", None)
        found, lines = said(store)
        assert found == DIGESTS[version]
        names = [str(line["sha256"]) for line in lines if "sha256" in line]
        assert [store.blob(name) for name in names] == [PICTURE]


def projecting_more(path: Path, minor: int, statement: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={1 << 16 | minor}")
        connection.execute(statement)
        connection.commit()
    return path


def test_what_a_later_version_projects_is_dropped_and_projected_anew(tmp_path: Path) -> None:
    path = projecting_more(workspace(tmp_path, "1.9"), 9, "CREATE TABLE drone (id TEXT PRIMARY KEY, height INTEGER)")
    with closing(office(tmp_path)) as store:
        (tmp_path / "staging").mkdir()
        with Merge(store, tmp_path / "staging", "", ANYBODY, Progress()) as merge:
            merge.examine([path])
            assert [each.refusal for each in merge.take().outcomes] == [None]
    with closing(opened(path)) as store:
        assert said(store)[0] == DIGESTS["1.9"]


@pytest.mark.parametrize(
    ("minor", "statement"),
    [
        (1, "CREATE TABLE drone (id TEXT PRIMARY KEY)"),
        (9, "CREATE VIEW drone AS SELECT * FROM change"),
        (9, "CREATE TRIGGER drone AFTER INSERT ON change BEGIN SELECT 1; END"),
        (9, "CREATE TABLE drone (id TEXT DEFAULT (randomblob(9)))"),
    ],
)
def test_what_no_version_of_ours_would_make_is_refused(tmp_path: Path, minor: int, statement: str) -> None:
    path = projecting_more(workspace(tmp_path, "1.9"), minor, statement)
    with pytest.raises(Refusal) as caught:
        opened(path)
    assert caught.value.code == "M04"


@pytest.mark.parametrize(("version", "minor"), [("1.0", FORMAT_MINOR), ("1.9", 9)])
def test_a_file_says_the_latest_version_that_wrote_it(tmp_path: Path, version: str, minor: int) -> None:
    path = workspace(tmp_path, version)
    with closing(opened(path)) as store:
        store.ready()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1 << 16 | minor,)


def test_unknown_things_stay_and_hold_what_they_refer_to(tmp_path: Path) -> None:
    with closing(opened(workspace(tmp_path, "1.9"))) as store:
        _, lines = said(store)
        drone = next(line for line in lines if line.get("entity") == "drone")
        assert drone["fields"] == {"follows": {"ref": ["finding", record(3)]}, "height": 120, "names": ["甲"]}
        finding = next(line for line in lines if line.get("record") == record(3))
        assert finding["fields"]["smell"] == "strong"  # type: ignore[index]
