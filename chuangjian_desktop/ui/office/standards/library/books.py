"""A standard out as a workbook and in again: the actions in the header of the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from chuangjian_desktop.services.office.standards import books
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.office.standards.library.bring_dialog import StandardBookDialog
from chuangjian_desktop.ui.office.standards.library.presenter import LibraryPresenter
from chuangjian_desktop.ui.office.standards.library.state import LibraryState
from chuangjian_desktop.ui.testing_names import STANDARDS_BOOK_BACK, STANDARDS_BOOK_IN, STANDARDS_BOOK_OUT
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button


class BookButtons:
    """Made once by the page, which stays their parent."""

    def __init__(self, page: QWidget, desk: Desk, presenter: LibraryPresenter) -> None:
        self._page, self._desk, self._presenter = page, desk, presenter
        self._back, self._in, self._out = Button(""), Button(""), Button("")
        self._back.setObjectName(STANDARDS_BOOK_BACK)
        self._in.setObjectName(STANDARDS_BOOK_IN)
        self._out.setObjectName(STANDARDS_BOOK_OUT)
        self._back.clicked.connect(presenter.give_back)
        self._in.clicked.connect(self._ask_in)
        self._out.clicked.connect(self._ask_out)
        self.all = (self._back, self._in, self._out)

    def offers(self, button: Button, state: LibraryState) -> bool:
        """Everybody writes a standard out; only an office brings one in, or lets the shipped one count again."""
        office = self._desk.workspace.role == "office"
        if button is self._back:
            return office and state.own
        return bool(state.chosen) and (office or button is self._out)

    def retranslate(self) -> None:
        """Words in the language in force."""
        self._back.setText(t("换回自带"))
        self._in.setText(t("导入…"))
        self._out.setText(t("导出…"))

    def _ask_in(self) -> None:
        dialog = QFileDialog(self._page, t("导入…"), "", "*.xlsx *.xlsm *.xls *.et")
        dialog.setObjectName(f"{STANDARDS_BOOK_IN}.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._bring)
        dialog.open()

    def _bring(self, place: str) -> None:
        dialog = StandardBookDialog(self._desk, Path(place), self._page)
        dialog.accepted.connect(lambda: self._presenter.brought(dialog.code))
        dialog.open()

    def _ask_out(self) -> None:
        title = self._presenter.chosen[1]
        ask_where(self._page, t("导出…"), f"{title}.xlsx", self._write, name=f"{STANDARDS_BOOK_OUT}.place")

    def _write(self, place: str) -> None:
        workspace, code = self._desk.workspace, self._presenter.chosen[0]
        self._desk.runner.run(
            lambda _progress: books.export_standard(workspace, code, Path(place)),
            lambda _warnings: self._presenter.tell(t("已存到 {file}", file=place)),
            self._desk.failed,
            lane="work",
        )
