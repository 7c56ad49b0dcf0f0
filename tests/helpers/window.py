"""The whole window as a person has it: found by names, driven by clicks and keys."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.jobs.collecting import Collecting
from chuangjian_desktop.ui.shell.main_window import MainWindow, Surroundings
from chuangjian_desktop.ui.shell.session import Session
from chuangjian_desktop.ui.text.language import switch
from chuangjian_desktop.ui.widgets import fonts
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.theme import Theme
from tests.helpers.typing import click_on, press, press_on, type_text

W = TypeVar("W", bound=QWidget)
LONG = 30_000


@dataclass
class Person:
    """Somebody before the window."""

    qtbot: QtBot
    window: MainWindow
    installation: Installation
    faults: list[BaseException] = field(default_factory=list[BaseException])

    def find(self, kind: type[W], name: str) -> W:
        """A widget of that name, wherever it is."""
        found = self.seek(kind, name)
        assert found is not None, f"no {name} on screen"
        return found

    def seek(self, kind: type[W], name: str) -> W | None:
        """A visible widget of that name, or None."""
        for top in (self.window, *QApplication.topLevelWidgets()):
            for found in (top, *top.findChildren(QWidget, name)):
                if found.objectName() == name and isinstance(found, kind) and found.isVisible():
                    return found
        return None

    def await_(self, kind: type[W], name: str) -> W:
        """The same, as soon as it is there."""
        self.until(lambda: self.seek(kind, name) is not None)
        return self.find(kind, name)

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something that will be seen."""
        self.qtbot.waitUntil(done, timeout=LONG)

    def click(self, name: str) -> None:
        """Press a widget in its middle."""
        widget = self.await_(QWidget, name)
        self.until(widget.isEnabled)
        self.until(lambda: _active(widget.window()))
        click_on(self.qtbot, widget, QPoint(widget.width() // 2, widget.height() // 2))

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Keys one after the other where the focus is."""
        for key in keys:
            self.until(self._at_front)
            press(self.qtbot, key, modifier)

    def _at_front(self) -> bool:
        """Whether the window, or the dialog over it, has the keyboard."""
        return _active(QApplication.activeModalWidget() or self.window)

    def write(self, name: str, text: str) -> None:
        """Click into a field and write."""
        field_ = self.await_(QLineEdit, name)
        self.click(name)
        field_.selectAll()
        type_text(field_, text)

    def choose_file(self, name: str, path: Path) -> None:
        """Write a path into a file dialog and take it."""
        dialog = self.await_(QFileDialog, name)
        edit = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(edit, QLineEdit)
        # Its list of proposals would stay open offscreen, where nothing takes the focus from it.
        edit.setCompleter(None)  # type: ignore[arg-type]
        edit.selectAll()
        type_text(edit, str(path))
        press_on(self.qtbot, edit, Qt.Key.Key_Return)
        self.until(lambda: self.seek(QFileDialog, name) is None)

    def rows(self, name: str) -> list[tuple[str, ...]]:
        """What a table says, row by row."""
        table = self.await_(Table, name)
        count = table.model().columnCount()
        return [
            tuple(str(table.model().index(row, column).data() or "") for column in range(count))
            for row in range(table.model().rowCount())
        ]

    def row_click(self, name: str, words: str) -> None:
        """Click the row that holds some words."""
        table = self.await_(Table, name)
        self.until(lambda: any(words in "|".join(row) for row in self.rows(name)))
        place = next(n for n, row in enumerate(self.rows(name)) if words in "|".join(row))
        table.scrollTo(table.model().index(place, 1))
        rect = table.visualRect(table.model().index(place, 1))
        click_on(self.qtbot, table.viewport(), rect.center())

    def turn_to(self, name: str, words: str) -> None:
        """Take one part of a choice."""
        whole = self.await_(QWidget, name)
        part = next(child for child in whole.findChildren(QWidget) if child.accessibleName() == words)
        click_on(self.qtbot, part, part.rect().center())
        self.settle()

    @property
    def session(self) -> Session:
        """What is open."""
        assert self.window.session is not None
        return self.window.session

    @property
    def workspace(self) -> Workspace:
        """The open workspace, to read back what was written."""
        return self.session.workspace

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.until(lambda: self.window.session is None or not self.window.session.runner.busy)

    def open(self, path: Path) -> None:
        """Open a file as the start would."""
        self.window.open_file(path)
        self.until(lambda: self.window.session is not None and self.window.session.path == path)
        self.settle()


def _active(front: QWidget) -> bool:
    """Whether a window has the keyboard. Offscreen there is no window manager that would hand it on when a dialog over
    it closes, so it is handed on here."""
    if not front.isActiveWindow():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            QApplication.setActiveWindow(front)
    return front.isActiveWindow()


@contextmanager
def window(qtbot: QtBot, folder: Path) -> Generator[Person]:
    """A window of a small laptop with an installation of its own; no fault may have come up."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    installation = Installation(folder / "installation")
    installation.change(backup_on_close=False)
    fonts.install(app, 1.0)
    theme = Theme(app)
    theme.apply("light")
    switch(app, "zh")
    faults: list[BaseException] = []
    collecting = Collecting.of(app)
    collecting.begin()
    made = MainWindow(Surroundings(app, installation, theme, faults.append))
    made.resize(1093, 614)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow, timeout=LONG)
    person = Person(qtbot, made, installation, faults)
    try:
        yield person
        assert not faults, faults
    finally:
        person.settle()
        made.close()
        qtbot.waitUntil(lambda: not made.isVisible(), timeout=LONG)
        made.deleteLater()
        switch(app, "zh")
        collecting.end()
