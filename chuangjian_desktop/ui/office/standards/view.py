"""Standards: the library, checklists with their versions, the matrix of items and nodes, the numbers of the city."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from chuangjian_desktop.services.office.standards import publishing
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.office.standards.checklists.view import ChecklistsPage
from chuangjian_desktop.ui.office.standards.library.view import LibraryPage
from chuangjian_desktop.ui.office.standards.matrix.view import MatrixPage
from chuangjian_desktop.ui.office.standards.page import StandardsPage
from chuangjian_desktop.ui.office.standards.parameters.view import ParametersPage
from chuangjian_desktop.ui.office.standards_import.view import ChecklistImportDialog
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import STANDARDS, STANDARDS_IMPORT, STANDARDS_PAGES
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import Banner

PAGES = ("library", "checklists", "matrix", "parameters")


class StandardsScreen(Screen):
    """What is measured, and by what."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(STANDARDS)
        self._desk = desk
        self._pages = Segmented(tuple((key, "") for key in PAGES))
        self._pages.setObjectName(STANDARDS_PAGES)
        self._stack = QStackedWidget()
        self._lists = ChecklistsPage(desk)
        self._all: tuple[StandardsPage, ...] = (LibraryPage(desk), self._lists, MatrixPage(desk), ParametersPage(desk))
        for page in self._all:
            self._stack.addWidget(page)
            page.said.connect(self._say)
        self.header.middle(self._pages)
        self._update = Button("", icon="download")
        self._update.setObjectName("standards.update")
        for page in self._all:
            for action in page.header_buttons():
                self.header.action(action)
        self._import = Button("", icon="table")
        self._import.setObjectName(STANDARDS_IMPORT)
        self.header.action(self._import)
        self.header.action(self._update)
        self._banner = Banner()
        self._banner.setObjectName("standards.told")
        self._banner.show_banner("")
        self._banner.acted.connect(lambda: self._banner.show_banner(""))
        self.column.addWidget(self._banner)
        self.column.addWidget(self._stack, 1)
        self._pages.choose(PAGES[0])
        self.setFocusProxy(self._page)
        self._pages.chosen.connect(self._turn)
        self._update.clicked.connect(self._take_in)
        self._import.clicked.connect(self._open_import)
        self.retranslate()

    @property
    def _page(self) -> StandardsPage:
        return self._all[PAGES.index(self._pages.current())]

    def _say(self, _facts: str) -> None:
        self.header.say(t("标准"), self._page.facts())
        self._update.setVisible(self._pages.current() == "library" and self._desk.workspace.role == "office")
        self._import.setVisible(self._pages.current() == "checklists" and not self._lists.editing)
        for page in self._all:
            for action in page.header_buttons():
                action.setVisible(page is self._page and page.offers(action))
        self.keys_changed.emit()

    def _turn(self, key: str) -> None:
        self._stack.setCurrentIndex(PAGES.index(key))
        self.setFocusProxy(self._page)
        self._page.refresh()
        self._say("")

    def _take_in(self) -> None:
        workspace = self._desk.workspace
        run_long(
            t("正在对照自带的标准"),
            (self, self._desk.runner),
            lambda _progress: publishing.take_in_shipped(workspace),
            self._taken_in,
            self._desk.failed,
        )

    def _open_import(self) -> None:
        dialog = ChecklistImportDialog(self._desk, self.window())
        dialog.finished.connect(self._imported)
        dialog.open()

    def _imported(self, _result: int) -> None:
        self._page.refresh()

    def _taken_in(self, new: int) -> None:
        said = t("收进 {n} 条新内容。已经开始的点位不变。", n=new) if new else t("自带的标准都已在这个文件里。")
        self._banner.show_banner(said, "gain", "tick", t("知道了"))
        self._page.refresh()

    def open_at(self, what: str, part: str) -> None:
        """Open one of the pages by its name."""
        if what in PAGES:
            self._pages.choose(what)
            self._turn(what)

    def refresh(self) -> None:
        self._page.refresh()

    def retranslate(self) -> None:
        self._pages.rename((t("标准体系"), t("测评表"), t("对应矩阵"), t("城市参数")))
        self._update.setText(t("更新自带标准"))
        self._import.setText(t("导入测评表…"))
        for page in self._all:
            page.retranslate()
        self._say("")

    def keys(self) -> tuple[KeyRow, ...]:
        return self._page.keys()

    def note(self) -> str:
        return self._page.note()
