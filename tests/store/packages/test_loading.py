"""A load cut into parts: every change and every photo goes into exactly one of them."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest

from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import blob
from chuangjian_desktop.domain.package import Manifest, Sender
from chuangjian_desktop.domain.parts import split
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.packages import sealing
from chuangjian_desktop.store.packages.loading import Load, View
from chuangjian_desktop.store.packages.writing import Packing, write_package
from chuangjian_desktop.store.store import Store

MOST = 1_500_000


@pytest.mark.parametrize("after", [0, 7])
def test_parts_are_disjoint_whole_and_small_enough(tmp_path: Path, after: int) -> None:
    facts = {"role": "team", "name": "t", "office": fresh(), "replica": fresh()}
    key = sealing.new_key()
    with closing(Store.create(tmp_path / "t.cjdb", facts, now)) as store:
        with store.writing() as writer:
            for number in range(30):
                data = bytes([number]) * 150_000
                name = hashlib.sha256(data).hexdigest()
                writer.put_blob(name, data)
                writer.put("photo", fresh(), {"blob": blob(name, len(data)), "name": "x" * 2_000})
        with store.reading() as connection:
            view = View(connection, Load(after=after))
            parts = split(view.sizes(), view.blobs, MOST)
            manifest = Manifest(
                "return", facts["office"], now().isoformat(), "1", Sender(sealing.public_of(key).hex(), "team", "t")
            )
            counts: list[tuple[int, int]] = []
            for number, part in enumerate(parts, 1):
                told = view.told(manifest, part, [], (number, len(parts)))
                path = tmp_path / f"{number}.cjpkg"
                packing = Packing(tmp_path, lambda text: sealing.sign(key, text))
                made = write_package(connection, path, told, view.contents(part), packing)
                counts.append((made.counts["change"], made.counts["blob"]))
                assert path.stat().st_size <= MOST
    assert len(parts) > 2
    assert sum(changes for changes, _ in counts) == 30 - after
    assert sum(blobs for _, blobs in counts) == 30 - after
