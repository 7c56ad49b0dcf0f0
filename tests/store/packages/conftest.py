from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.helpers.sealed import workspace


@pytest.fixture(autouse=True)
def light_children(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child begins by loading the main module anew, as the program's own children do; here that would be pytest."""
    main = sys.modules["__main__"]
    monkeypatch.setattr(main, "__spec__", None)
    monkeypatch.delattr(main, "__file__", raising=False)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("original") / "a.cjdb")


@pytest.fixture
def source(original: Path, tmp_path: Path) -> Path:
    """A closed workspace of four changes and three photos."""
    return Path(shutil.copy(original, tmp_path / "a.cjdb"))
