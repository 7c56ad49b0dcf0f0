"""The Walk: a site's items, answers, findings with photos and the running score, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from chuangjian_desktop.ui.fieldwork.walk.keys import Command, command_of, digit_of, typing_in
from chuangjian_desktop.ui.fieldwork.walk.pictures import WalkPictures
from chuangjian_desktop.ui.fieldwork.walk.ports import WalkServices
from chuangjian_desktop.ui.jobs.runner import Runner


class WalkView(WalkPictures):
    """One visit at a time; `open_visit` shows it. `back_asked` when a person wants to leave."""

    back_asked = Signal()

    def __init__(
        self,
        services: WalkServices,
        runner: Runner,
        clock: Callable[[], datetime] = datetime.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(services, runner, clock, parent)
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()
        for widget in (self, *self.findChildren(QWidget)):
            if widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                widget.installEventFilter(self)

    def _connect(self) -> None:
        p = self._presenter
        self._header.back.clicked.connect(self.back_asked)
        self._header.ruler.chosen.connect(p.choose_item)
        self._header.score.clicked.connect(self._explain)
        self._header.finish.clicked.connect(p.ask_finish)
        self._banner.acted.connect(self._banner_acted)
        self._items.chosen.connect(p.choose_item)
        self._items.filtered.connect(p.filter)
        self._items.searched.connect(p.search)
        self._items.search.returnPressed.connect(self._search_taken)
        self._item.answered.connect(p.answer)
        self._item.picked.connect(self._pick)
        self._item.reasoned.connect(self._reasoned)
        self._item.measured.connect(self._measured)
        self._item.freed.connect(self._freed)
        self._item.typed.connect(self._offer_wordings)
        self._item.expanded.connect(self._read_all)
        self._item.page_fits.connect(p.resize_page)
        composer = self._item.composer
        composer.recorded.connect(self._record)
        composer.changed.connect(self._changed)
        composer.counted.connect(p.count)
        composer.bumped.connect(p.bump)
        composer.pointed.connect(p.points)
        self._findings.list.chosen.connect(self._chosen)
        self._findings.list.photo_opened.connect(self.open_photo)
        self._findings.list.plus.connect(self._pick_files)
        self._findings.list.selectionModel().currentChanged.connect(self._card_current)
        self._findings.big.opened.connect(self._open_big)
        self._findings.drop.clicked.connect(self._pick_files)
        self._findings.camera.clicked.connect(self.open_camera)
        self._status.retried.connect(p.retry)
        self._status.fetched.connect(p.first_missing_photo)

    # ---- for the shell -------------------------------------------------------------------------------------------

    def open_visit(self, visit_id: str, item_code: str = "") -> None:
        """Show a visit, at its first open item unless one is named."""
        self._presenter.open(visit_id, item_code)
        self.focus_list()

    @property
    def has_visit(self) -> bool:
        """Whether a visit is shown."""
        return self._presenter.visit_id != ""

    def refresh(self) -> None:
        """Read the sheet again, after something changed elsewhere."""
        self._presenter.refresh()

    def focusInEvent(self, event: QEvent) -> None:
        self.focus_list()

    # ---- showing -------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.LanguageChange, QEvent.Type.PaletteChange} and self.has_visit:
            self._presenter.reword()

    # ---- keys ----------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Commands of the screen, whatever part of it has the focus."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(event, QApplication.focusWidget() or watched)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent, focus: QWidget) -> bool:
        """A key that a field did not want comes here again by way of its parents: the focus tells whose it is."""
        digit = digit_of(event)
        if digit and not typing_in(focus):
            self._presenter.pick(digit - 1)
            return True
        command = command_of(event, focus)
        return self._do(command) if command is not None else False

    def _do(self, command: Command) -> bool:
        """Carry a command out; False gives the key back to the widget."""
        p = self._presenter
        simple: dict[str, Callable[[], object]] = {
            "more": lambda: p.bump(1),
            "fewer": lambda: p.bump(-1),
            "conforming": lambda: p.answer("conforming"),
            "na": lambda: p.answer("na"),
            "exempt": lambda: p.answer("exempt"),
            "next_open": p.next_open,
            "repeat": p.repeat,
            "search": lambda: p.search(""),
            "free": lambda: self._item.free_line.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "next_item": lambda: p.step(1),
            "previous_item": lambda: p.step(-1),
            "remove": p.remove_selected,
            "next_page": lambda: p.page(1),
            "previous_page": lambda: p.page(-1),
            "undo": p.undo,
            "redo": p.redo,
            "units": self._units,
            "files": self._pick_files,
            "camera": self.open_camera,
            "repair": self.pick_repair,
            "drawer": self._toggle_drawer,
            "panel": lambda: self._next_panel(1),
            "panel_back": lambda: self._next_panel(-1),
            "keys": self.show_keys,
        }
        special = {"record": self._enter, "place": self._tab, "paste": self._paste, "escape": self._escape}
        if command in special:
            return special[command]()
        if command in {"next_item", "previous_item"} and self._findings.list.hasFocus():
            return False
        simple[command]()
        return True

    def _enter(self) -> bool:
        state = self._presenter.state
        if state.draft is not None:
            self._record()
            return True
        if self._findings.list.hasFocus() and state.selected:
            self._presenter.select(state.selected, edit=True)
            self._item.composer.place.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def _tab(self) -> bool:
        if self._item.composer.isHidden() or not self._item.composer.isEnabled():
            return False
        if self._presenter.state.draft is None and not self._items.list.hasFocus():
            return False
        self._item.composer.place.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _escape(self) -> bool:
        if typing_in(QApplication.focusWidget()) and self._presenter.state.search is None:
            inside_reason = self._item.reason.hasFocus()
            self.focus_list()
            if not inside_reason:
                return True
        elif self._density.drawer and self._drawer_open:
            self._toggle_drawer()
            return True
        left = self._presenter.escape()
        if not left and self._items.list.hasFocus():
            return False
        self.focus_list()
        return True

    def _next_panel(self, by: int) -> None:
        stops: list[QWidget] = [
            self._items.list,
            self._item.answers["conforming"],
            self._item.composer.place if not self._item.composer.isHidden() else self._item.free_line,
            self._findings.list if self._presenter.state.has_cards else self._findings.drop,
            self._header.ruler,
        ]
        focus = QApplication.focusWidget()
        here = next((place for place, stop in enumerate(stops) if stop is focus), self._panel_of(focus))
        target = (here + by) % len(stops)
        if self._findings.isAncestorOf(stops[target]) and self._density.drawer and not self._drawer_open:
            self._toggle_drawer()
        stops[target].setFocus(Qt.FocusReason.TabFocusReason)

    def _panel_of(self, focus: QWidget | None) -> int:
        panels: tuple[QWidget, ...] = (self._items, self._item, self._item.composer, self._findings, self._header)
        found = [place for place, panel in enumerate(panels) if focus is not None and panel.isAncestorOf(focus)]
        return found[-1] if found else -1

    # ---- intentions ----------------------------------------------------------------------------------------------

    def _pick(self, place: int) -> None:
        self._presenter.pick(place)
        self.focus_list()

    def _record(self) -> None:
        if self._presenter.state.draft is not None:
            self._presenter.record()
        self.focus_list()

    def _changed(self, name: str, value: object) -> None:
        self._presenter.change(**{name: value})

    def _units(self) -> None:
        self._presenter.toggle_units()
        if self._presenter.state.units_open:
            self._item.composer.focus_units()

    def _reasoned(self, text: str) -> None:
        if text.strip():
            self._presenter.give_reason(text)
            self.focus_list()

    def _measured(self, text: str) -> None:
        self.focus_list()
        self._presenter.measure(text)

    def _freed(self, text: str) -> None:
        self._presenter.free(text)
        self.focus_list()

    def _offer_wordings(self, text: str) -> None:
        self._item.free_line.wordings.setStringList(self._presenter.wordings_for(text))

    def _search_taken(self) -> None:
        self._presenter.take_search()
        self.focus_list()

    def _chosen(self, finding_id: str, edit: bool) -> None:
        self._presenter.select(finding_id, edit=edit)

    def _card_current(self) -> None:
        card = self._findings.list.current_card()
        if card and card != self._presenter.state.selected:
            self._presenter.select(card)
