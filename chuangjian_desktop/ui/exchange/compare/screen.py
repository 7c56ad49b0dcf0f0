"""A screen that compares: matters at the left, the sides of the chosen one as cards, what can be done below.

Rules are the presenter's; here is layout, focus and keys.
"""

from __future__ import annotations

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.exchange.compare.cards import SideBySide
from chuangjian_desktop.ui.exchange.compare.lines import Lines
from chuangjian_desktop.ui.exchange.compare.photos import PhotoStrip
from chuangjian_desktop.ui.exchange.compare.state import CompareState, Deed
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.screen import Screen, panel
from chuangjian_desktop.ui.testing_names import COMPARE_DEED, COMPARE_PART
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton, Segmented
from chuangjian_desktop.ui.widgets.flow import FlowLayout
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

DIGITS = {getattr(Qt.Key, f"Key_{n}"): str(n) for n in range(1, 10)}


class Comparing(Protocol):
    """What the screen asks of its presenter."""

    state: CompareState

    def refresh(self) -> None:
        """Read anew."""
        ...

    def retranslate(self) -> None:
        """Make the words anew."""
        ...

    def show_tab(self, tab: str) -> None:
        """Another list."""
        ...

    def choose(self, key: str) -> None:
        """Another matter."""
        ...

    def step(self, by: int) -> None:
        """The next matter or the one before, around at the ends."""
        ...

    def take(self, side: str) -> None:
        """Decide for one side."""
        ...

    def undo(self) -> None:
        """Take the last decision of this sitting back."""
        ...


class CompareScreen(Screen):
    """Subclasses say what their own deeds do in `deed`."""

    def __init__(self, name: str, desk: Desk, tabs: int) -> None:
        super().__init__(name)
        self._desk, self._name = desk, name
        self._tabs = Segmented(tuple((str(n), "") for n in range(tabs)))
        self._tabs.setObjectName(COMPARE_PART.format(screen=name, part="tabs"))
        self.header.middle(self._tabs)
        self._told = Banner()
        self._told.setObjectName(COMPARE_PART.format(screen=name, part="told"))
        self._told.show_banner("")
        self._lines = Lines(COMPARE_PART.format(screen=name, part="lines"))
        self._cards = SideBySide(desk.thumbs)
        self._headline, self._what = label("", 16, bold=True), TextBlock(13, 20)
        self._headline.setObjectName(COMPARE_PART.format(screen=name, part="headline"))
        self._what.setObjectName(COMPARE_PART.format(screen=name, part="what"))
        self._hint, self._foot = Banner(), label("", 12, ink="3")
        self._hint.setObjectName(COMPARE_PART.format(screen=name, part="hint"))
        self._photos, self._photo_words = PhotoStrip(desk.thumbs, 4), label("", 12, ink="3")
        self._photos.setObjectName(COMPARE_PART.format(screen=name, part="photos"))
        self._before, self._next = IconButton("back", ""), IconButton("forward", "")
        self._empty = EmptyState("tick")
        self._empty.title().setObjectName(COMPARE_PART.format(screen=name, part="empty"))
        self._pages, self._deeds = QStackedWidget(), QWidget()
        self._deed_row = FlowLayout(self._deeds)
        self._deed_row.setContentsMargins(0, 0, 0, 0)
        self._buttons: dict[str, Button] = {}
        self._lay_out()
        self.setFocusProxy(self._lines)

    def _lay_out(self) -> None:
        side, column = panel(margin=0)
        column.addWidget(self._lines, 1)
        side.setMinimumWidth(u(248))
        side.setMaximumWidth(u(340))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side, 2)
        row.addWidget(divider(vertical=True))
        row.addWidget(self._right(), 5)
        both = QWidget()
        both.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(both)
        self._pages.addWidget(self._empty)
        self.column.addWidget(self._told)
        self.column.addWidget(self._pages, 1)

    def _right(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(u(16), u(8), u(16), u(8))
        column.setSpacing(u(8))
        head = QHBoxLayout()
        head.setSpacing(u(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._headline)
        words.addWidget(self._what)
        head.addLayout(words, 1)
        head.addWidget(self._before, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._next, 0, Qt.AlignmentFlag.AlignTop)
        self._cards.add_below(self._photo_words, self._photos)
        below = QHBoxLayout()
        below.addWidget(self._deeds, 1)
        below.addWidget(self._foot)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self._cards, 1)
        column.addLayout(below)
        return made

    def serve(self, comparing: Comparing) -> None:
        """Work with a presenter; once, at the end of the subclass's own beginning."""
        self._comparing = comparing
        self._tabs.chosen.connect(self._to_tab)
        self._lines.chosen.connect(comparing.choose)
        self._before.clicked.connect(partial(self._step, -1))
        self._next.clicked.connect(partial(self._step, 1))
        self._cards.taken.connect(self._taken)
        self._cards.looked.connect(self._look)
        self._photos.opened.connect(self._look_shared)
        self._told.acted.connect(lambda: self._told.show_banner(""))
        self.retranslate()

    def deed(self, name: str) -> None:
        """Do what a button under the cards says."""
        if name == "next":
            self._step(1)
        elif name == "undo":
            self._comparing.undo()

    def take(self, side: str) -> None:
        """Decide for a side; subclasses may ask first."""
        self._comparing.take(side)

    def _taken(self, side: str) -> None:
        self.take(side)
        self._lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_state(self, state: CompareState) -> None:
        """Render."""
        self.header.say(state.title, state.facts)
        self._tabs.rename(tuple(words for _, words in state.tabs))
        self._tabs.choose(str([key for key, _ in state.tabs].index(state.tab)))
        self._told.show_banner(state.told, "gain", "tick", t("知道了"))
        self._lines.show_lines(state.lines, state.current)
        empty = state.loaded and not state.lines
        self._pages.setCurrentIndex(1 if empty else 0)
        title, hint = state.empty
        self._empty.show_empty(title, (((), hint),) if hint else ())
        self._headline.setText(state.headline)
        self._what.show_text(state.what, ink="text_2", most=2)
        self._what.setToolTip(state.what)
        self._hint.show_banner(state.hint, state.hint_mood, state.hint_icon)
        self._cards.show_sides(state.sides)
        self._photos.show_tiles(state.photos)
        self._photo_words.setVisible(bool(state.photos))
        self._show_deeds(state.deeds)
        self._foot.setText(state.foot)
        for arrow in (self._before, self._next):
            arrow.setEnabled(len(state.lines) > 1)
        if empty and self._lines.hasFocus():
            self.setFocus()
        self.keys_changed.emit()
        self.noted.emit(state.note)

    def _show_deeds(self, deeds: tuple[Deed, ...]) -> None:
        if list(self._buttons) != [each.name for each in deeds]:
            for button in self._buttons.values():
                self._deed_row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {}
            for each in deeds:
                button = Button("")
                button.setObjectName(COMPARE_DEED.format(screen=self._name, name=each.name))
                button.clicked.connect(partial(self._clicked, each.name))
                self._deed_row.addWidget(button)
                self._buttons[each.name] = button
        for each in deeds:
            self._buttons[each.name].setText(each.text)
            self._buttons[each.name].set_key(each.cap)
            self._buttons[each.name].setEnabled(each.enabled)

    def _clicked(self, name: str, _checked: bool = False) -> None:
        self.deed(name)
        self._lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_tab(self, place: str) -> None:
        self._comparing.show_tab(self._comparing.state.tabs[int(place)][0])
        self._lines.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, by: int, _checked: bool = False) -> None:
        self._comparing.step(by)

    def _look(self, key: str, place: int) -> None:
        side = next((each for each in self._comparing.state.sides if each.key == key), None)
        if side is not None and place < len(side.photos):
            view_photos(self._desk, side.photos, place, self)

    def _look_shared(self, place: int) -> None:
        view_photos(self._desk, self._comparing.state.photos, place, self)

    def refresh(self) -> None:
        self._comparing.refresh()

    def retranslate(self) -> None:
        self._before.name(t("上一处  ↑"))
        self._next.name(t("下一处  空格"))
        self._photo_words.setText(t("这条记录的照片"))
        self._lines.setAccessibleName(t("要定的事"))
        self._comparing.retranslate()

    def note(self) -> str:
        return self._comparing.state.note

    def keys(self) -> tuple[KeyRow, ...]:
        return self._comparing.state.keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state, key = self._comparing.state, Qt.Key(event.key())
        focused = QApplication.focusWidget()
        if event.matches(QKeySequence.StandardKey.Undo):
            self._comparing.undo()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focused, QAbstractButton):
            focused.click()
        elif key == Qt.Key.Key_Space:
            self._step(1)
        elif key in DIGITS and (side := next((s for s in state.sides if s.cap == DIGITS[key] and s.action), None)):
            self.take(side.key)
        elif deed := next((d for d in state.deeds if d.cap and d.enabled and d.cap == event.text().upper()), None):
            self.deed(deed.name)
        else:
            super().keyPressEvent(event)
