"""Makes the files of this folder: what programs of the past (and one of the future) wrote.

    python -m tests.data.make_released

`format-1.0.cjdb.gz` and `format-1.0.cjpkg`: format 1.0 as released; made once, and never again. `format-1.9.cjdb.gz`
and `format-1.9.cjpkg` are made up: a later minor version with an entity and fields that nobody here knows.
"""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pysqlite3

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.journal import blob, ref
from chuangjian_desktop.domain.package import Manifest, Sender
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.writing import Contents, Packing, write_package
from chuangjian_desktop.store.store import Store
from chuangjian_desktop.store.writer import Writer

HERE = Path(__file__).resolve().parent
OFFICE = "0190a000-0000-7000-8000-0000000000aa"
KEY = bytes(range(32))
PICTURE = b"a picture, as far as a journal is concerned"
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def record(number: int) -> str:
    """An id by its number."""
    return f"0190a000-0000-7000-8000-{number:012d}"


def write_known(writer: Writer) -> None:
    """What format 1.0 can say: a site, a visit, a finding with a photo, an edit, a join, a removal, an erasure."""
    name = hashlib.sha256(PICTURE).hexdigest()
    writer.put("office.site", record(1), {"code": "S1", "name": "东门市场"})
    visit: dict[str, Value] = {"site": ref("office.site", record(1)), "people": {"union": ["王敏"]}, "state": "open"}
    writer.put("visit", record(2), visit)
    writer.put("finding", record(3), {"visit": ref("visit", record(2)), "text": "积水", "count": 1})
    writer.put("finding", record(3), {"count": 2})
    writer.put_blob(name, PICTURE)
    writer.put("photo", record(4), {"finding": ref("finding", record(3)), "blob": blob(name, len(PICTURE))})
    writer.put("finding", record(5), {"visit": ref("visit", record(2)), "text": "误记"})
    writer.remove("finding", record(5))


def write_unknown(writer: Writer) -> None:
    """What a later minor version may add."""
    writer.put("drone", record(6), {"follows": ref("finding", record(3)), "height": 120, "names": {"union": ["甲"]}})
    writer.put("finding", record(3), {"smell": "strong", "flown_by": ref("drone", record(6))})


def made(folder: Path, minor: int) -> Iterator[Path]:
    """A workspace and a package of it, in a folder."""
    path = folder / f"format-1.{minor}.cjdb"
    facts = {"role": "team", "name": "第一组", "office": OFFICE, "replica": record(100 + minor)}
    with closing(Store.create(path, facts, lambda: AT)) as store:
        with store.writing() as writer:
            write_known(writer)
            if minor:
                write_unknown(writer)
        package = folder / f"format-1.{minor}.cjpkg"
        sender = Sender(sealing.public_of(KEY).hex(), "team", "第一组")
        manifest = Manifest("return", OFFICE, AT.isoformat(), "1", sender)
        with store.reading() as connection:
            packing = Packing(folder, lambda text: sealing.sign(KEY, text))
            write_package(connection, package, replace(manifest, format=f"1.{minor}"), Contents(), packing)
    if minor:
        with closing(pysqlite3.connect(str(path))) as connection:
            connection.execute(f"PRAGMA user_version={1 << 16 | minor}")
            connection.execute("DROP TABLE answer")
            connection.execute("UPDATE projection SET value = 'later' WHERE key = 'version'")
            connection.commit()
    yield path
    yield package


def main() -> None:
    """Write what is not there yet."""
    with tempfile.TemporaryDirectory() as name:
        for minor in (0, 9):
            for path in made(Path(name), minor):
                data = path.read_bytes()
                target = HERE / path.name
                if path.suffix == ".cjdb":
                    target, data = HERE / f"{path.name}.gz", gzip.compress(data, mtime=0)
                if not target.exists():
                    target.write_bytes(data)


if __name__ == "__main__":
    main()
