from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.helpers.sealed import workspace


@pytest.fixture(autouse=True)
def quick(light_children: None) -> None:
    """Every test here starts children."""


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("original") / "a.cjdb")


@pytest.fixture
def source(original: Path, tmp_path: Path) -> Path:
    """A closed workspace of four changes and three photos."""
    return Path(shutil.copy(original, tmp_path / "a.cjdb"))
