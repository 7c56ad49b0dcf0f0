"""What a package says of itself is known without reading the package."""

from __future__ import annotations

from pathlib import Path

import pytest

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.exchange import opening
from tests.helpers.sealed import sealed, workspace


def test_an_envelope_is_read_without_its_content(tmp_path: Path) -> None:
    """A photo is damaged: what the package says of itself holds all the same."""
    package = tmp_path / "p.cjpkg"
    manifest = sealed(workspace(tmp_path / "a.cjdb"), package)
    raw = bytearray(package.read_bytes())
    place = raw.index(b"two" * 1_000)
    raw[place : place + 3] = b"TWO"
    package.write_bytes(bytes(raw))
    assert opening.envelope(package) == manifest


def test_only_a_package_has_an_envelope(tmp_path: Path) -> None:
    for path in (workspace(tmp_path / "a.cjdb"), tmp_path / "missing.cjpkg"):
        with pytest.raises(Refusal) as caught:
            opening.envelope(path)
        assert (caught.value.code, caught.value.details["file"]) == ("M01", path.name)
