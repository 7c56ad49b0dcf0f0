"""The middle of the screen: the chosen case with its two pictures, what is known of them, and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.exchange.compare.photos import PhotoStrip
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.office.cases.acts import counted
from chuangjian_desktop.ui.office.cases.state import ActButton, CasePage, CasesState, Check
from chuangjian_desktop.ui.testing_names import (
    CASES_ACT,
    CASES_BADGE,
    CASES_CHECKS,
    CASES_MORE,
    CASES_NUMBER,
    CASES_PICTURES,
    CASES_TITLE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.before_after import BeforeAfter, Half
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.flow import FlowLayout
from chuangjian_desktop.ui.widgets.large_pictures import LargePictures
from chuangjian_desktop.ui.widgets.parts import TagLabel, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import u

_ICONS = {"good": "tick", "doubt": "warning", "open": "help"}
_MOODS = {"good": "gain", "doubt": "loss", "open": "lack"}


class CasePanel(QWidget):
    """`acted` tells the name of an act that a person asks for, `looked` that the photos are to be shown large."""

    acted = Signal(str)
    looked = Signal(int)

    def __init__(self, thumbs: Thumbs, large: LargePictures) -> None:
        super().__init__()
        self._number, self._title = label("", 12, ink="3"), TextBlock(16, 24, bold=True)
        self._number.setObjectName(CASES_NUMBER)
        self._title.setObjectName(CASES_TITLE)
        self._under, self._badge, self._state = TextBlock(12, 18), TagLabel(), TagLabel()
        self._badge.setObjectName(CASES_BADGE)
        self.pictures = BeforeAfter(CASES_PICTURES, large)
        self._strip = PhotoStrip(thumbs, 6)
        self._checks, self._acts = QWidget(), QWidget()
        self._checks.setObjectName(CASES_CHECKS)
        self._check_row, self._act_row = FlowLayout(self._checks), FlowLayout(self._acts)
        self._tags: list[TagLabel] = []
        self._buttons: dict[str, Button] = {}
        self._more = Button("⋯")
        self._more.setObjectName(CASES_MORE)
        self._more.clicked.connect(self.open_menu)
        self._menu: tuple[ActButton, ...] = ()
        self._lay_out()
        self.pictures.opened.connect(partial(self.looked.emit, 0))
        self._strip.opened.connect(self.looked)

    def _lay_out(self) -> None:
        for part in (self._checks, self._acts):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for flow in (self._check_row, self._act_row):
            flow.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.setSpacing(u(8))
        words = QVBoxLayout()
        words.setSpacing(u(2))
        words.addWidget(self._number)
        words.addWidget(self._title)
        words.addWidget(self._under)
        head.addLayout(words, 1)
        for part in (self._badge, self._state):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(u(8))
        below.addWidget(self._acts, 1)
        below.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(16), u(10), u(16), u(10))
        column.setSpacing(u(8))
        column.addLayout(head)
        column.addWidget(self.pictures, 20)
        column.addWidget(self._strip)
        column.addWidget(self._checks)
        column.addLayout(below)
        column.addStretch(1)

    def show_state(self, state: CasesState) -> None:
        """Render the case and the acts."""
        page = state.page
        if page is None:
            return
        many = len(state.chosen)
        self._number.setText(page.number if many < 2 else t("{number} · 已选 {n} 件", number=page.number, n=many))
        self._title.show_text(page.title, most=2)
        self._title.setToolTip(page.title)
        self._under.show_text(page.under, most=2, ink="text_2")
        self._badge.show_tag(page.badge, "loss", "again")
        self._badge.setVisible(bool(page.badge))
        self._state.show_tag(page.state, page.state_mood)
        self._show_pictures(page)
        self._show_checks(page.checks)
        self._show_acts(state.main, many)
        self._menu = state.more
        self._more.setAccessibleName(t("更多办理"))
        self._more.setToolTip(t("更多办理"))

    def _show_pictures(self, page: CasePage) -> None:
        extra = (*page.before[1:], *page.after[:-1], *page.more)
        before, after = _half(page.before[:1], t("没有整改前照片")), _half(page.after[-1:], t("还没有整改后照片"))
        self.pictures.show_pair(before, after)
        self._strip.show_tiles(extra)

    def _show_checks(self, checks: tuple[Check, ...]) -> None:
        while len(self._tags) < len(checks):
            self._tags.append(TagLabel())
            self._check_row.addWidget(self._tags[-1])
        for place, tag in enumerate(self._tags):
            tag.setVisible(place < len(checks))
            if place < len(checks):
                tag.show_tag(checks[place].words, _MOODS[checks[place].mood], _ICONS[checks[place].mood])
        self._checks.setVisible(bool(checks))

    def _show_acts(self, main: tuple[ActButton, ...], many: int) -> None:
        if list(self._buttons) != [each.name for each in main]:
            for button in self._buttons.values():
                self._act_row.removeWidget(button)
                button.hide()
                button.deleteLater()
            self._buttons = {}
            for place, each in enumerate(main):
                button = Button("", "secondary" if place else "primary")
                button.setObjectName(CASES_ACT.format(name=each.name))
                button.clicked.connect(partial(self._clicked, each.name))
                self._act_row.addWidget(button)
                self._buttons[each.name] = button
            for one, other in pairwise((*self._buttons.values(), self._more)):
                QWidget.setTabOrder(one, other)
        for each in main:
            self._buttons[each.name].setText(counted(each.text, many))
            self._buttons[each.name].set_key(each.cap)

    def _clicked(self, name: str, _checked: bool = False) -> None:
        self.acted.emit(name)

    def open_menu(self) -> None:
        """All other acts; those that cannot be done now stand apart and say why."""
        menu = QMenu(self)
        menu.setObjectName(f"{CASES_MORE}.menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self._fill(menu, [each for each in self._menu if each.enabled])
        if refused := [each for each in self._menu if not each.enabled]:
            menu.addSeparator()
            below = menu.addMenu(t("现在办不了的"))
            below.setToolTipsVisible(True)
            self._fill(below, refused)
        menu.popup(self._more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _fill(self, menu: QMenu, acts: Sequence[ActButton]) -> None:
        for each in acts:
            words = f"{each.text}\t{each.cap}" if each.cap and each.enabled else each.text
            action = menu.addAction(words, partial(self.acted.emit, each.name))
            action.setObjectName(CASES_ACT.format(name=each.name))
            action.setEnabled(each.enabled)
            action.setToolTip(each.why)


def _half(tiles: tuple[Tile, ...], lacking: str) -> Half:
    return Half(tiles[0].large, tiles[0].caption) if tiles else Half(lacking=lacking)
