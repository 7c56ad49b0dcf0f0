"""The signing key of an installation: made once, kept, and never replaced because it cannot be read just now."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.exchange import keys
from chuangjian_desktop.services.installation import Installation


@pytest.fixture
def installation(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "data")


def test_a_key_is_made_once_and_kept(installation: Installation) -> None:
    key = keys.public_key(installation)
    assert keys.public_key(Installation(installation.folder)) == key
    place = installation.folder / "signing.key"
    if os.name == "posix":
        assert place.stat().st_mode & 0o777 == 0o600
    assert sorted(each.name for each in installation.folder.iterdir()) == ["installation", "signing.key"]


@pytest.mark.parametrize("raw", [b"", b"abc", b"\xff" * 64, b"g" * 64])
def test_what_is_no_key_is_made_anew(installation: Installation, raw: bytes) -> None:
    place = installation.folder / "signing.key"
    place.write_bytes(raw)
    key = keys.public_key(installation)
    assert keys.public_key(installation) == key
    assert len(place.read_bytes()) == 64


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_a_link_to_nothing_is_no_key(installation: Installation) -> None:
    (installation.folder / "signing.key").symlink_to("nowhere")
    assert keys.public_key(installation) == keys.public_key(installation)


def test_a_key_that_cannot_be_read_is_refused_and_stays(installation: Installation) -> None:
    place = installation.folder / "signing.key"
    place.mkdir()
    with pytest.raises(Refusal) as caught:
        keys.public_key(installation)
    assert caught.value.code in ("M07", "M08", "M16")
    assert caught.value.details["file"] == "signing.key"
    assert place.is_dir()


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="this account may read everything")
def test_a_key_of_another_account_is_refused_and_stays(installation: Installation) -> None:
    before = keys.public_key(installation)
    place = installation.folder / "signing.key"
    place.chmod(0)
    with pytest.raises(Refusal) as caught:
        keys.own_fingerprint(installation)
    assert (caught.value.code, caught.value.details["file"]) == ("M16", "signing.key")
    place.chmod(0o600)
    assert keys.public_key(installation) == before


@pytest.mark.parametrize("attempt", range(10))
def test_first_uses_at_once_make_one_key(installation: Installation, attempt: int) -> None:
    begin, found = threading.Barrier(6), set[bytes]()

    def use() -> None:
        begin.wait()
        found.add(keys.public_key(installation))

    threads = [threading.Thread(target=use) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {keys.public_key(installation)}
