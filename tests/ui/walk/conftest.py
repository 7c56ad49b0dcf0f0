"""The Walk on a real workspace, in a window of a small laptop."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.domain.sheet import ItemRow
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.view import WalkView
from chuangjian_desktop.ui.jobs.runner import JobRunner
from chuangjian_desktop.ui.text.language import switch
from chuangjian_desktop.ui.widgets import fonts
from chuangjian_desktop.ui.widgets.item_list import CODE_ROLE, ItemList
from chuangjian_desktop.ui.widgets.theme import Theme
from tests.helpers.typing import press
from tests.helpers.walks import Street, furnished, street

W = TypeVar("W", bound=QWidget)
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Walk:
    """What a person has: a window and a keyboard; and what a test may look at: the stored sheet."""

    qtbot: QtBot
    window: QWidget
    view: WalkView
    runner: JobRunner
    street: Street

    def find(self, kind: type[W], name: str) -> W:
        """A widget by its object name, wherever it is."""
        for top in (self.window, *QApplication.topLevelWidgets()):
            found = top if top.objectName() == name and isinstance(top, kind) else top.findChild(kind, name)
            if found is not None:
                return found
        raise AssertionError(f"no {name} on screen")

    def has(self, name: str) -> bool:
        """Whether a widget of that name is visible."""
        tops = (self.window, *QApplication.topLevelWidgets())
        return any(
            found.isVisible()
            for top in tops
            for found in (top, *top.findChildren(QWidget, name))
            if found.objectName() == name
        )

    def press(self, *keys: Qt.Key, control: bool = False) -> None:
        """Keys one after the other where the focus is."""
        for key in keys:
            press(self.qtbot, key, CONTROL if control else NONE)

    def settle(self) -> None:
        """Wait until all work is done and shown."""
        self.qtbot.waitUntil(lambda: not self.runner.busy, timeout=20_000)

    def code(self) -> str:
        """The code of the current item."""
        return str(self.find(ItemList, names.WALK_ITEMS).currentIndex().data(CODE_ROLE))

    def row(self, code: str = "") -> ItemRow:
        """An item as it is stored; the current one unless named."""
        self.settle()
        return self.street.sheet().row(code or self.code())


@pytest.fixture(scope="session")
def look(qapp: QApplication) -> Theme:
    """Fonts and the light theme, once."""
    fonts.install(qapp, 1.0)
    theme = Theme(qapp)
    theme.apply("light")
    switch(qapp, "zh")
    return theme


@pytest.fixture(scope="session")
def furnished_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one street, made once."""
    folder = tmp_path_factory.mktemp("furnished")
    furnished(folder)
    return folder


@pytest.fixture
def a_street(tmp_path: Path, furnished_folder: Path) -> Iterator[Street]:
    """A copy of that workspace, open."""
    shutil.copytree(furnished_folder, tmp_path, dirs_exist_ok=True)
    with street(tmp_path) as made:
        yield made


@pytest.fixture
def walk(qtbot: QtBot, look: Theme, a_street: Street) -> Iterator[Walk]:
    """The Walk of that street, opened at its first item."""
    runner = JobRunner()
    window = QWidget()
    view = WalkView(a_street.services, runner, lambda: datetime(2026, 11, 18, 10, 42, 7))
    view.setParent(window)
    qtbot.addWidget(window)
    window.resize(1093, 614)
    view.setGeometry(64, 0, 1029, 614)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    view.open_visit(a_street.visit_id)
    made = Walk(qtbot, window, view, runner, a_street)
    made.settle()
    yield made
    QApplication.clipboard().clear()
    runner.shutdown()
