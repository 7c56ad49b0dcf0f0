"""Merging many packages: ours beside a plain loop that reads, parses, hashes and inserts the same changes, and beside
SQLite's own way of copying rows.

    python benchmarks/merge.py [packages] [findings] [photos]

`photos` are of 200 kB each, per package (0: none). Ours is the whole merge as people call it: staging, signature,
child process, proof, journal, projection. Children count in the peak memory.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import mebibytes, peak_of_all
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.identity import fresh, named
from chuangjian_desktop.domain.journal import Change, blob, entered, ref
from chuangjian_desktop.domain.package import Manifest, Sender
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.container import read_layout
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import append

ROOT = Path(__file__).resolve().parents[1]
OFFICE = fresh()
ROUND, ITEM, UNIT = fresh(), fresh(), fresh()
PER_VISIT, PHOTO = 25, 200_000


@dataclass(slots=True)
class _Team:
    """Writes changes of one replica straight into a journal: only that goes into a package."""

    replica: str
    prev: str | None = None

    def change(self, entity: str, record: str, fields: dict[str, Value]) -> tuple[Change, bytes]:
        at = "2026-11-16T09:00:00.000+08:00"
        unnamed = Change("", (), self.prev, self.replica, "team", None, at, entity, record, "put", fields)
        change, raw = entered(unnamed)
        self.prev = change.id
        return change, raw


def made_package(folder: Path, number: int, findings: int, photos: int) -> Path:
    """A team's return package."""
    path, out = folder / f"team-{number}.cjdb", folder / f"team-{number}.cjpkg"
    facts = {"role": "team", "name": f"team {number}", "office": OFFICE, "replica": fresh()}
    with closing(Store.create(path, facts, now)) as store:
        _write(store, _Team(facts["replica"]), number, findings, photos)
        key = sealing.new_key()
        sender = Sender(sealing.public_of(key).hex(), "team", f"team {number}")
        manifest = Manifest("return", OFFICE, now().isoformat(timespec="seconds"), "1", sender)
        with store.reading() as connection:
            write_package(connection, out, manifest, Contents(), Packing(folder, lambda text: sealing.sign(key, text)))
    path.unlink()
    return out


def _write(store: Store, team: _Team, number: int, findings: int, photos: int) -> None:
    with store.writing() as writer:
        for change, raw in _changes(team, number, findings):
            append(writer.connection, change, raw)
        for place in range(photos):
            data = os.urandom(PHOTO)
            sha256 = hashlib.sha256(data).hexdigest()
            writer.put_blob(sha256, data)
            fields: dict[str, Value] = {"blob": blob(sha256, PHOTO), "name": f"IMG_{place}.JPG", "position": place}
            append(writer.connection, *team.change("photo", fresh(), fields))


def _changes(team: _Team, number: int, findings: int) -> Iterator[tuple[Change, bytes]]:
    for place in range(findings):
        visit = named("visit", ROUND, f"{number}/{place // PER_VISIT}", "", 1)
        if place % PER_VISIT == 0:
            site = ref("office.site", named("office.site", OFFICE, f"{number}/{place // PER_VISIT}"))
            told: dict[str, Value] = {"round": ref("office.round", ROUND), "site": site, "pass_no": 1, "state": "open"}
            yield team.change("visit", visit, told)
        fields: dict[str, Value] = {
            "visit": ref("visit", visit),
            "item": ref("office.item", ITEM),
            "unit": ref("office.unit", UNIT),
            "text": "墙面张贴小广告，影响市容",
            "problem": "07001",
            "number": place % PER_VISIT + 1,
            "count": place % 4 + 1,
            "place": f"解放路{place}号门前",
            "note": "",
            "severity": "normal",
            "found_at": "2026-11-16T09:00:00.000+08:00",
        }
        yield team.change("finding", fresh(), fields)


def office_file(folder: Path, name: str) -> Path:
    """An empty office."""
    path = folder / f"{name}.cjdb"
    facts = {"role": "office", "name": "office", "office": OFFICE, "replica": fresh()}
    Store.create(path, facts, now).close()
    return path


def ours(office: Path, packages: list[Path]) -> None:
    """The merge, as people call it: a program of its own with all that it starts."""
    words = [sys.executable, str(ROOT / "main.py"), "--json", "--data-dir", str(office.parent / "data")]
    done = subprocess.run(
        [*words, "merge", str(office), *map(str, packages), "--accept-unsigned"], capture_output=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def extracted(package: Path, folder: Path) -> Path:
    """The database of a package, copied out as staging does."""
    target = folder / f"{package.stem}.db"
    with package.open("rb") as source, target.open("wb") as out:
        layout = read_layout(source, package.stat().st_size)
        source.seek(len(layout.head))
        left = layout.size
        while left:
            chunk = source.read(min(left, 1 << 20))
            out.write(chunk)
            left -= len(chunk)
        out.flush()
        os.fsync(out.fileno())
    return target


def _plain_target(folder: Path) -> sqlite3.Connection:
    made = sqlite3.connect(folder / "plain.db", isolation_level=None)
    made.execute("PRAGMA page_size=8192")
    made.execute("PRAGMA journal_mode=WAL")
    made.execute("PRAGMA synchronous=FULL")
    made.execute(
        "CREATE TABLE change (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, entity TEXT NOT NULL,"
        " record TEXT NOT NULL, body TEXT NOT NULL) STRICT"
    )
    made.execute("CREATE INDEX change_record ON change (record, entity)")
    made.execute("CREATE TABLE blob (sha256 BLOB PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB) STRICT")
    return made


def plain_loop(folder: Path, databases: list[Path]) -> None:
    """Reads, parses, hashes and inserts, in one process and one transaction, and nothing else."""
    with closing(_plain_target(folder)) as target:
        target.execute("BEGIN")
        for database in databases:
            with closing(sqlite3.connect(database)) as source:
                for _, entity, record, body in source.execute("SELECT id, entity, record, body FROM change"):
                    raw = body.encode()
                    json.loads(raw)
                    row = (hashlib.sha256(raw).digest(), entity, record, body)
                    target.execute("INSERT OR IGNORE INTO change (id, entity, record, body) VALUES (?, ?, ?, ?)", row)
        target.execute("COMMIT")


def attached(folder: Path, databases: list[Path]) -> None:
    """SQLite's own copying of rows and blobs."""
    with closing(_plain_target(folder)) as target:
        for database in databases:
            target.execute("ATTACH ? AS source", (str(database),))
            target.execute("BEGIN")
            target.execute(
                "INSERT OR IGNORE INTO change (id, entity, record, body)"
                " SELECT id, entity, record, body FROM source.change"
            )
            target.execute("INSERT OR IGNORE INTO blob SELECT sha256, size, bytes FROM source.blob")
            target.execute("COMMIT")
            target.execute("DETACH source")


def timed(act: Callable[[], object]) -> float:
    """Seconds that a call takes; processor seconds, children included, are told on standard error."""
    begun, used = time.perf_counter(), _processor()
    act()
    sys.stderr.write(f"  processor {_processor() - used:.2f} s\n")
    return time.perf_counter() - begun


def _processor() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(packages: int, findings: int, photos: int) -> None:
    """One run: everything once, in turns."""
    with tempfile.TemporaryDirectory(prefix="chuangjian-merge-") as name:
        folder = Path(name)
        made = [made_package(folder, number, findings, photos) for number in range(packages)]
        changes = packages * (findings + -(-findings // PER_VISIT) + photos)
        office = office_file(folder, "office")
        with peak_of_all() as peak:
            merging = timed(lambda: ours(office, made))
        databases: list[Path] = []
        copying = timed(lambda: databases.extend(extracted(package, folder) for package in made))
        loop_folder, attach_folder = folder / "loop", folder / "attach"
        for place in (loop_folder, attach_folder):
            place.mkdir()
        looping = timed(lambda: plain_loop(loop_folder, databases))
        attaching = timed(lambda: attached(attach_folder, databases))
        shutil.rmtree(loop_folder)
        size = sum(package.stat().st_size for package in made) / 1e6
        print(f"{packages} packages, {changes:,} changes, {packages * photos:,} photos, {size:,.0f} MB")
        print(f"ours {merging:.2f} s, peak of all processes {mebibytes(peak.bytes)}")
        allowed = 3 * looping + 0.3 * packages
        part = merging / allowed
        print(f"plain loop {looping:.2f} s: allowed 3 x + 0.3 s each = {allowed:.2f} s, ours {part:.2f} of it")
        print(f"ATTACH + INSERT {attaching:.2f} s: ours {merging / attaching:.1f} x")
        both = copying + attaching
        print(f"copy + ATTACH + INSERT {both:.2f} s: ours {merging / both:.2f} x")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [20, 5_000, 0][len(numbers) :]))
