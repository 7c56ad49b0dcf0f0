"""The window of an office on the file of a small city."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.helpers.city import city
from tests.helpers.window import Person, window


@pytest.fixture
def clerk(qtbot: QtBot, tmp_path: Path) -> Iterator[Person]:
    with city(tmp_path / "city") as workspace:
        path = workspace.path
    with window(qtbot, tmp_path) as made:
        made.open(path)
        yield made
