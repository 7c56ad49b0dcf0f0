"""The work area of an open file: rail, screens made when first shown, status line. Navigation only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from chuangjian_desktop.services.installation import Installation
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.shell import screens
from chuangjian_desktop.ui.shell.badges import Badges
from chuangjian_desktop.ui.shell.rail import WIDE_FROM, Rail
from chuangjian_desktop.ui.shell.session import Session
from chuangjian_desktop.ui.shell.status import StatusLine
from chuangjian_desktop.ui.testing_names import STATUS_BANNER
from chuangjian_desktop.ui.text.refusals import warning_text
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.focus import Beginning
from chuangjian_desktop.ui.widgets.parts import Banner, divider
from chuangjian_desktop.ui.widgets.tokens import u

CALM_MS = 200


class DeskArea(Beginning):
    """Shows one screen at a time; after a write the open screen reads anew once things are calm."""

    look_asked = Signal(str, str)

    def __init__(self, session: Session, installation: Installation, failed: Callable[[Exception], None]) -> None:
        super().__init__()
        self._session, self._installation = session, installation
        self._desk: Desk = session.desk(failed, self.go)
        self._plan = screens.plan_of(session.workspace.role)
        self._made: dict[str, Screen] = {}
        self._stale: set[str] = set()
        self._current = ""
        self._rail = Rail(self._plan.with_icons(), self._plan.split)
        self._rail.chosen.connect(self._go_plain)
        self._stack, self._status, self._banner = QStackedWidget(), StatusLine(), Banner()
        self._banner.setObjectName(STATUS_BANNER)
        self._banner.acted.connect(lambda: self._banner.show_banner(""))
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self._refresh)
        self._badges = Badges(session.workspace, session.runner, self)
        self._badges.counted.connect(self._rail.mark)
        session.written.connect(self._written)
        self._lay_out()
        self._rail.say(screens.words())
        self._tell_warnings()
        self.go(self._plan.first, "")
        self._badges.refresh()

    def _lay_out(self) -> None:
        right = QFrame()
        right.setProperty("surface", "0")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._banner)
        column.addWidget(self._stack, 1)
        column.addWidget(divider())
        column.addWidget(self._status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(divider(vertical=True))
        row.addWidget(right, 1)

    @property
    def desk(self) -> Desk:
        """What its screens are given."""
        return self._desk

    @property
    def current(self) -> str:
        """The name of the open screen."""
        return self._current

    def names(self) -> tuple[str, ...]:
        """The screens that this workspace's role has, in the order of the rail."""
        return self._rail.names()

    def screen_keys(self) -> tuple[KeyRow, ...]:
        """Keys of the open screen."""
        return self._made[self._current].keys()

    def title(self) -> str:
        """The open screen's name in the language in force."""
        return screens.words()[self._current]

    def go(self, name: str, at: str) -> None:
        """Open a screen, optionally at something."""
        if name == "walk" and not self._to_walk(at):
            self.go("sites", "")
            return
        screen = self._screen(name)
        if at and name != "walk":
            screen.open_at(at, "")
        if self._current != name:
            self._current = name
            self._stack.setCurrentWidget(screen)
        self._rail.choose(name)
        self._status.setVisible(not screen.own_status)
        self._stale.discard(name)
        screen.refresh()
        self._show_notes()
        self.setFocusProxy(screen)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_own_keys(self) -> bool:
        """Whether the open screen has shown its keys itself."""
        return self._made[self._current].show_own_keys()

    def _go_plain(self, name: str) -> None:
        self.go(name, "")

    def go_place(self, place: int) -> None:
        """Open the n-th screen of the rail, or the last one (-1)."""
        names = self._rail.names()
        if place < len(names):
            self.go(names[place], "")

    def _to_walk(self, at: str) -> bool:
        """Hand a visit to the walk; whether there is one to show."""
        screen = self._made.get("walk")
        if at:
            visit, _, item = at.partition("\n")
            screen = self._screen("walk")
            screen.open_at(visit, item)
        return screen is not None and screen.has_content()

    def _screen(self, name: str) -> Screen:
        if name not in self._made:
            self._made[name] = made = self._make(name)
            made.noted.connect(self._status.note)
            made.keys_changed.connect(self._show_notes)
            self._stack.addWidget(made)
        return self._made[name]

    def _make(self, name: str) -> Screen:
        if name == "walk":
            from chuangjian_desktop.ui.fieldwork.walk_screen import WalkScreen

            return WalkScreen(self._desk)
        if name == "settings":
            from chuangjian_desktop.ui.shell.settings.view import SettingsScreen

            made = SettingsScreen(self._desk, self._installation)
            made.look_asked.connect(self.look_asked)
            return made
        return screens.MAKERS[name](self._desk)

    def _tell_warnings(self) -> None:
        told = [warning_text(each) for each in self._session.workspace.warnings]
        self._banner.show_banner("  ".join(told), "lack", "history", t("知道了"))
        if not told:
            self._banner.hide()

    @Slot(str)
    def _written(self, moment: str) -> None:
        self._status.saved(moment)
        self._stale |= set(self._made)
        self._calm.start()

    def _refresh(self) -> None:
        self._session.forget_erased()
        self._badges.refresh()
        if self._current in self._stale:
            self._stale.discard(self._current)
            self._made[self._current].refresh()
            self._show_notes()

    def _show_notes(self) -> None:
        if self._current:
            screen = self._made[self._current]
            self._status.note(screen.note())
            self._status.hints(screen.keys())

    def leave(self) -> None:
        """The file is about to close."""
        self._calm.stop()
        for screen in self._made.values():
            screen.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.spread(wide=self.width() >= u(WIDE_FROM))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rail.say(screens.words())
            self._status.retranslate()
            self._show_notes()
            if not self._banner.isHidden():
                self._tell_warnings()
