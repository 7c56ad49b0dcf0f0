"""A file with real conflicts, made once, and a window on a copy of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.workspace import act_as
from tests.helpers.quarrels import Quarrel, quarrel
from tests.helpers.window import Person, window


@pytest.fixture(scope="session")
def made_quarrel(tmp_path_factory: pytest.TempPathFactory) -> Quarrel:
    return quarrel(tmp_path_factory.mktemp("quarrel"))


@pytest.fixture
def quarrelling(tmp_path: Path, made_quarrel: Quarrel) -> Quarrel:
    """Copies of its files."""
    office, team = (Path(shutil.copy(each, tmp_path)) for each in (made_quarrel.office, made_quarrel.team))
    return replace(made_quarrel, office=office, team=team)


@pytest.fixture
def person(qtbot: QtBot, tmp_path: Path, quarrelling: Quarrel) -> Iterator[Person]:
    with window(qtbot, tmp_path) as made:
        made.open(quarrelling.office)
        act_as(made.workspace, "欧阳晴")
        yield made
