"""The office's own Word template for the kind of notice shown: choose one, or go back to the program's layout."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from chuangjian_desktop.services.office.papers import templates
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.testing_names import NOTICES_TEMPLATE
from chuangjian_desktop.ui.text.words import t


class TemplateMenu(QObject):
    """`tell` hears what was done."""

    def __init__(self, desk: Desk, screen: QWidget, tell: Callable[[str], None]) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._tell = desk, screen, tell

    def open_at(self, kind: str, below: QWidget) -> None:
        """Open for a kind, under the button that asks for it."""
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: templates.template_names(workspace).get(kind, ""),
            lambda name: self._open(kind, name, below),
            self._desk.failed,
            lane="work",
        )

    def _open(self, kind: str, name: str, below: QWidget) -> None:
        menu = QMenu(self._screen)
        menu.setObjectName(f"{NOTICES_TEMPLATE}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        held = t("{kind}：{name}", kind=kind, name=name or t("程序自带的版式"))
        menu.addAction(held).setEnabled(False)
        menu.addSeparator()
        choose = menu.addAction(t("选择 Word 模板…"), lambda: self._choose(kind))
        choose.setObjectName(f"{NOTICES_TEMPLATE}.choose")
        clear = menu.addAction(t("移除 Word 模板"), lambda: self._clear(kind))
        clear.setObjectName(f"{NOTICES_TEMPLATE}.clear")
        clear.setEnabled(bool(name))
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))

    def _choose(self, kind: str) -> None:
        dialog = QFileDialog(self._screen, t("选择 Word 模板…"), str(Path.home()), "Word (*.docx)")
        dialog.setObjectName(f"{NOTICES_TEMPLATE}.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._use, kind))
        dialog.open()

    def _use(self, kind: str, place: str) -> None:
        workspace, path = self._desk.workspace, Path(place)
        told = t("{kind}存为 Word 时用模板 {name}", kind=kind, name=path.name)
        self._desk.runner.run(
            lambda _progress: templates.set_template(workspace, kind, path),
            lambda _done: self._tell(told),
            self._desk.failed,
        )

    def _clear(self, kind: str) -> None:
        workspace = self._desk.workspace
        self._desk.runner.run(
            lambda _progress: templates.clear_template(workspace, kind),
            lambda _done: self._tell(t("{kind}改回程序自带的版式", kind=kind)),
            self._desk.failed,
        )
