"""The program of an office and the office's file: a city with two teams' work in it, unless a module has its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.city import city
from tests.helpers.command import Command


@pytest.fixture
def call(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(tmp_path / "installation", capsys)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    with city(tmp_path) as workspace:
        return workspace.path
