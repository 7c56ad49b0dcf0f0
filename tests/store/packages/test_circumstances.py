"""Full disks, other programs, a wish to stop, and signers who lie."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from chuangjian_desktop.domain.canonical import canonical
from chuangjian_desktop.domain.errors import Cancelled, Refusal
from chuangjian_desktop.domain.package import Absent, FileFact, manifest_bytes, package_id
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.store.packages.arrival import arrive
from chuangjian_desktop.store.packages.sealing import new_key, public_of, verify
from chuangjian_desktop.store.packages.sealing import sign as key_signs
from tests.helpers.sealed import (
    MANIFEST,
    SENDER,
    altered,
    held,
    refused,
    resealed,
    sealed,
    take,
    wrapped,
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


def nearly_full(_folder: Path) -> SimpleNamespace:
    return SimpleNamespace(total=10**9, used=10**9 - 10_000, free=10_000)


def test_no_space_is_told_before_anything_is_copied(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "p.cjpkg"
    sealed(source, package)
    monkeypatch.setattr(shutil, "disk_usage", nearly_full)
    for file in (package, source):
        refusal = refused(file, tmp_path)
        assert refusal.code == "M06"
        assert {"needed", "free"} <= refusal.details.keys()


@posix
def test_a_disk_that_fills_up_while_staging_is_told(source: Path, tmp_path: Path) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from chuangjian_desktop.domain.errors import Refusal;"
        "from chuangjian_desktop.store.packages.arrival import arrive;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
        "try: arrive(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except Refusal as refusal: print(refusal.code)"
    )
    done = subprocess.run([sys.executable, "-c", code, source, tmp_path], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "M06"


def test_stopping_is_heard(source: Path, tmp_path: Path) -> None:
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        arrive(source, tmp_path, progress)


def test_nothing_stays_of_what_is_refused(source: Path, tmp_path: Path) -> None:
    package, place = tmp_path / "p.cjpkg", tmp_path / "staging"
    place.mkdir()
    sealed(source, package)
    raw = bytearray(package.read_bytes())
    raw[len(raw) // 2] ^= 1
    package.write_bytes(bytes(raw))
    damaged = altered(source, tmp_path / "b.cjdb", "PRAGMA writable_schema=ON", "DELETE FROM sqlite_schema")
    foreign = altered(source, tmp_path / "c.cjdb", "CREATE TABLE more (a)")
    for file in (package, damaged, foreign):
        with pytest.raises(Refusal):
            arrive(file, place)
        assert list(place.iterdir()) == []
    progress = Progress()
    progress.cancel()
    with pytest.raises(Cancelled):
        arrive(source, place, progress)
    assert list(place.iterdir()) == []


def test_progress_is_real(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.cjpkg"
    sealed(source, package)
    progress = Progress()
    arrive(package, tmp_path, progress)
    assert progress.done == progress.total == 1


def test_a_workspace_in_use_is_left_alone(source: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from chuangjian_desktop.store.lock import FileLock;"
        "lock = FileLock(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, source], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert refused(source, tmp_path).code == "M08"
        other.communicate("")
    assert take(source, tmp_path) == held(source)


def test_a_signer_who_lies_about_the_content_is_refused(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.cjpkg"
    honest = sealed(source, package)
    database = arrive(package, tmp_path).path.read_bytes()
    assert take(resealed(database, tmp_path / "again.cjpkg", honest), tmp_path) == held(source)
    for lie in (
        replace(honest, changes="0" * 64),
        replace(honest, blobs="0" * 64),
        replace(honest, counts={**honest.counts, "change": 3}),
        replace(honest, counts={**honest.counts, "blob": 4}),
    ):
        assert package_id(lie)
        assert refused(resealed(database, tmp_path / "lie.cjpkg", lie), tmp_path).code == "M02"


def test_a_newer_package_is_told_as_such_once_its_signature_holds(source: Path, tmp_path: Path) -> None:
    package = tmp_path / "p.cjpkg"
    honest = sealed(source, package)
    database = arrive(package, tmp_path).path.read_bytes()
    newer = refused(resealed(database, tmp_path / "new.cjpkg", replace(honest, format="2.1")), tmp_path)
    assert (newer.code, newer.details["n"]) == ("M03", "2.1")
    minor = resealed(database, tmp_path / "minor.cjpkg", replace(honest, format="1.4"))
    newer_by_little = arrive(minor, tmp_path).manifest
    assert newer_by_little is not None
    assert newer_by_little.format == "1.4"
    forged = bytearray(minor.read_bytes())
    forged[forged.index(b'"format":"1.4"') + 10] = ord("3")
    minor.write_bytes(bytes(forged))
    assert refused(minor, tmp_path).code in ("M02", "M05")


def test_what_the_sender_lacks_is_told(source: Path, tmp_path: Path) -> None:
    sealed(source, tmp_path / "p.cjpkg", replace(MANIFEST, missing=(Absent("ab" * 32, 5),)))
    manifest = arrive(tmp_path / "p.cjpkg", tmp_path).manifest
    assert manifest is not None
    assert manifest.missing == (Absent("ab" * 32, 5),)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (b"{}", "M05"),
        (b"", "M05"),
        (b'{"format":"2.0","kind":"package"}', "M03"),
        (b'{"format":"1.0","kind":"package"}', "M05"),
        (b'{"sender":{"key":"%s"}}' % SENDER.key.encode(), "M02"),
        (b'{"format":"2.0","kind":"package","sender":{"key":"%s"}}' % SENDER.key.encode(), "M03"),
        (manifest_bytes(replace(MANIFEST, files={})), "M02"),
        (
            manifest_bytes(
                replace(MANIFEST, files={"data.db": FileFact(5, "ab" * 32), "more": FileFact(5, "ab" * 32)})
            ),
            "M02",
        ),
        (manifest_bytes(replace(MANIFEST, files={"data.db": FileFact(5, "ab" * 32)})), "M05"),
        (manifest_bytes(replace(MANIFEST, files={"data.db": FileFact(4, "ab" * 32, "adf3f363")})), "M05"),
        (manifest_bytes(replace(MANIFEST, files={"data.db": FileFact(4, "ab" * 32)})), "M05"),
        (manifest_bytes(MANIFEST)[:-1], "M02"),
    ],
    ids=range(12),
)
def test_a_manifest_that_says_anything_is_refused(said: bytes, code: str, tmp_path: Path) -> None:
    assert refused(wrapped(b"data", tmp_path / "p.cjpkg", said), tmp_path).code == code


def test_a_key_hidden_in_another_place_does_not_sign(tmp_path: Path) -> None:
    """Somebody signs with a key of their own, and names another's in the place that counts."""
    value = json.loads(manifest_bytes(replace(MANIFEST, format="1.9")))
    value["sender"]["key"] = "ab" * 32
    value["a"] = {"sender": {"key": SENDER.key}}
    refusal = refused(wrapped(b"data", tmp_path / "p.cjpkg", canonical(value)), tmp_path)
    assert (refusal.code, refusal.details["detail"]) == ("M05", "manifest.sig")


def test_a_key_is_made_anew_and_signs() -> None:
    key = new_key()
    assert verify(public_of(key), key_signs(key, b"text"), b"text")
    assert not verify(public_of(key), key_signs(key, b"text"), b"texd")
    assert not verify(public_of(new_key()), key_signs(key, b"text"), b"text")
    assert not verify(b"short", bytes(64), b"text")
