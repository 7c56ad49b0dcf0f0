"""The Settings screen: pages as tabs, and one line that says what the last act came to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QTabWidget, QWidget

from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.dialogs.import_tables import ImportDialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.shell.settings.cases_page import CasesPage
from chuangjian_desktop.ui.shell.settings.cases_presenter import CasesPresenter
from chuangjian_desktop.ui.shell.settings.pages import AboutPage, DocumentsPage, FilePage, ListPage, LookPage
from chuangjian_desktop.ui.shell.settings.presenter import SettingsPresenter
from chuangjian_desktop.ui.shell.settings.state import CasesState, SettingsState
from chuangjian_desktop.ui.testing_names import SETTINGS, SETTINGS_RESULT, SETTINGS_TABS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import Banner


class SettingsScreen(Screen):
    """People, units, documents, the file, the look. `look_asked` carries language or theme and its value."""

    look_asked = Signal(str, str)

    def __init__(self, desk: Desk, installation: Installation) -> None:
        super().__init__(SETTINGS)
        self._desk = desk
        self._tabs = QTabWidget()
        self._tabs.setObjectName(SETTINGS_TABS)
        self._tabs.setDocumentMode(True)
        self._banner = Banner()
        self._banner.setObjectName(SETTINGS_RESULT)
        self._banner.show_banner("")
        self.column.addWidget(self._banner)
        self.column.addWidget(self._tabs, 1)
        self._presenter = SettingsPresenter(desk, installation, qVersion(), self.show_state)
        self._loop = CasesPresenter(desk, self._show_cases, self._told)
        self._build()

    def _build(self) -> None:
        """The pages, made anew when the language changes."""
        place = max(0, self._tabs.currentIndex())
        while self._tabs.count():
            old = self._tabs.widget(0)
            self._tabs.removeTab(0)
            if old is not None:
                old.deleteLater()
        self._look, self._documents, self._file, self._about = LookPage(), DocumentsPage(), FilePage(), AboutPage()
        self._units = ListPage("settings.units", t("导入责任单位…"))
        self._teams = ListPage("settings.teams", t("导入测评组…"))
        self._cases = CasesPage() if self._desk.workspace.role == "office" else None
        pages: tuple[tuple[QWidget | None, str], ...] = (
            (self._look, t("外观与人员")),
            (self._units, t("责任单位")),
            (self._teams, t("测评组")),
            (self._documents, t("文书")),
            (self._file, t("备份与检查")),
            (self._cases, t("整改")),
            (self._about, t("关于")),
        )
        for widget, words in pages:
            if widget is not None:
                self._tabs.addTab(widget, words)
        self._tabs.setCurrentIndex(place)
        self._connect()

    def _connect(self) -> None:
        p = self._presenter
        self._look.look_asked.connect(self.look_asked)
        self._look.person_named.connect(p.act_as)
        self._units.asked.connect(lambda: self._import("units"))
        self._teams.asked.connect(lambda: self._import("teams"))
        self._documents.saved.connect(p.save_documents)
        self._file.backup_asked.connect(self._backup)
        self._file.copy_asked.connect(self._ask_copy)
        self._file.check_asked.connect(self._check)
        self._file.restore_asked.connect(self._ask_restore)
        self._file.register_asked.connect(p.register)
        self._file.kept.connect(self._keep)
        if self._cases is not None:
            self._connect_cases(self._cases)

    def _connect_cases(self, page: CasesPage) -> None:
        p = self._loop
        page.options_saved.connect(p.save_options)
        page.hours_saved.connect(p.save_hours)
        page.year_chosen.connect(p.choose_year)
        page.day_put.connect(p.put_day)
        page.day_dropped.connect(p.drop_day)

    def _show_cases(self, state: CasesState) -> None:
        if self._cases is not None:
            self._cases.show_state(state)

    def _told(self, words: str) -> None:
        self._presenter.tell(words)
        self._loop.refresh()

    def show_state(self, state: SettingsState) -> None:
        """Render."""
        self.header.say(t("设置"), state.facts)
        self._look.show_state(state)
        self._units.table.show_rows(state.unit_columns, state.units)
        self._teams.table.show_rows(state.team_columns, state.teams)
        self._documents.show_state(state)
        self._file.show_state(state)
        self._about.show_state(state)
        self._banner.show_banner(state.told, state.mood, "tick" if state.mood == "gain" else "warning")

    def refresh(self) -> None:
        self._presenter.refresh()
        if self._cases is not None:
            self._loop.refresh()

    def open_at(self, what: str, part: str) -> None:
        """The page about cases, at the calendar of a year."""
        if self._cases is not None and what.isdecimal():
            self._tabs.setCurrentWidget(self._cases)
            self._cases.show_year(int(what))

    def retranslate(self) -> None:
        self._build()
        self._presenter.retranslate()
        self._loop.publish()

    def keys(self) -> tuple[KeyRow, ...]:
        return ((("Ctrl", "Tab"), t("换到下一页")),)

    def _keep(self, name: str, value: object) -> None:
        self._presenter.keep(**{name: value})

    def _import(self, kind: str) -> None:
        dialog = ImportDialog(self._desk, kind, self.window())
        dialog.accepted.connect(self._presenter.refresh)
        dialog.open()

    def _backup(self) -> None:
        run_long(
            t("正在备份"),
            (self, self._desk.runner),
            self._presenter.backup,
            self._presenter.backed_up,
            self._desk.failed,
        )

    def _check(self) -> None:
        run_long(
            t("正在检查文件"),
            (self, self._desk.runner),
            self._presenter.check,
            self._presenter.checked,
            self._desk.failed,
        )

    def _ask_copy(self) -> None:
        self._saving("settings.copy.place", t("另存整份副本…"), self._copy)

    def _copy(self, place: str) -> None:
        run_long(
            t("正在另存副本"),
            (self, self._desk.runner),
            lambda _progress: self._presenter.copy_to(Path(place)),
            self._presenter.copied,
            self._desk.failed,
        )

    def _ask_restore(self, copy: str) -> None:
        self._saving("settings.restore.place", t("恢复选中的备份…"), partial(self._restore, copy))

    def _restore(self, copy: str, place: str) -> None:
        run_long(
            t("正在恢复备份"),
            (self, self._desk.runner),
            lambda _progress: self._presenter.restore(copy, Path(place)),
            self._presenter.restored,
            self._desk.failed,
        )

    def _saving(self, name: str, title: str, act: Callable[[str], object]) -> None:
        path = self._desk.workspace.path
        ask_where(self, title, str(path.with_name(f"{path.stem}-{t('副本')}.cjdb")), act, name=name)
