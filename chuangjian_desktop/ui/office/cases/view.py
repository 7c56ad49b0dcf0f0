"""整改: the board at the left, the cases, and the chosen one with its photos, its history and what may be done."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.exchange.compare.state import Tile
from chuangjian_desktop.ui.exchange.erasing.port import look
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.exchange.files import paths_in
from chuangjian_desktop.ui.office.cases.acts import ACTS, JOIN, JOIN_CAP
from chuangjian_desktop.ui.office.cases.aside import CaseAside
from chuangjian_desktop.ui.office.cases.asks import Asks
from chuangjian_desktop.ui.office.cases.board import BoardList
from chuangjian_desktop.ui.office.cases.case_list import CaseList
from chuangjian_desktop.ui.office.cases.chase.view import ChasePage
from chuangjian_desktop.ui.office.cases.incoming import Incoming
from chuangjian_desktop.ui.office.cases.panel import CasePanel
from chuangjian_desktop.ui.office.cases.presenter import CasesPresenter
from chuangjian_desktop.ui.office.cases.state import CasesState
from chuangjian_desktop.ui.office.cases.words import years_words
from chuangjian_desktop.ui.screen import Screen
from chuangjian_desktop.ui.testing_names import (
    CASES,
    CASES_BOARD,
    CASES_BRING,
    CASES_DRAW,
    CASES_LIST,
    CASES_PART,
    CASES_SEARCH,
    CASES_TOLD,
    CASES_YEARS,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.large_pictures import LargePictures
from chuangjian_desktop.ui.widgets.parts import Banner, EmptyState, divider
from chuangjian_desktop.ui.widgets.tokens import u

TYPING_MS = 250
ROOMY = 1400
_ICONS = {"gain": "tick", "lack": "warning"}


class CasesScreen(Screen):
    """All cases of the round, from the first decision to closing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(CASES)
        self._desk = desk
        self.setAcceptDrops(True)
        self._search = QLineEdit()
        self._search.setObjectName(CASES_SEARCH)
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(u(220))
        self._part = Segmented((("cases", ""), ("chase", "")))
        self._part.setObjectName(CASES_PART)
        self._part.choose("cases")
        self._bring, self._draw = Button("", icon="download"), Button("", icon="again")
        self._bring.setObjectName(CASES_BRING)
        self._draw.setObjectName(CASES_DRAW)
        self.header.middle(self._part)
        for part in (self._search, self._draw, self._bring):
            self.header.action(part)
        for part in (self._part, self._draw, self._bring):
            part.setVisible(desk.workspace.role == "office")
        self._told = Banner()
        self._told.setObjectName(CASES_TOLD)
        self._told.show_banner("")
        self._years = Banner()
        self._years.setObjectName(CASES_YEARS)
        self._years.show_banner("")
        self._board, self._list = BoardList(CASES_BOARD), CaseList(CASES_LIST)
        self._panel = CasePanel(desk.thumbs, LargePictures(desk.runner, partial(look, desk.workspace), self))
        self._aside, self._empty, self._stack = CaseAside(), EmptyState("rectify"), QStackedWidget()
        self._chase, self._parts = ChasePage(desk), QStackedWidget()
        self._presenter = CasesPresenter(desk, self.show_state)
        self._incoming = Incoming(desk, self, self._presenter.tell)
        self._asks = Asks(desk, self, self._presenter)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self._list)
        self.retranslate()

    def _lay_out(self) -> None:
        case = QWidget()
        right = QHBoxLayout(case)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._panel, 1)
        right.addWidget(divider(vertical=True))
        right.addWidget(self._aside)
        self._stack.addWidget(case)
        self._stack.addWidget(self._empty)
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self._board, divider(vertical=True), self._list, divider(vertical=True)):
            row.addWidget(part)
        row.addWidget(self._stack, 1)
        self._parts.addWidget(both)
        self._parts.addWidget(self._chase)
        self.column.addWidget(self._told)
        self.column.addWidget(self._years)
        self.column.addWidget(self._parts, 1)
        self._spread()

    def _connect(self) -> None:
        p = self._presenter
        self._board.picked.connect(p.narrow)
        self._list.chosen.connect(p.choose)
        self._list.cases.wanted.connect(p.more)
        self._list.all_asked.connect(p.choose_all)
        self._panel.acted.connect(self._asks.ask)
        self._panel.looked.connect(self._look)
        self._aside.linked.connect(self._to_linked)
        self._told.acted.connect(p.hush)
        self._years.acted.connect(self._to_calendar)
        self._part.chosen.connect(self._turn)
        self._chase.opened.connect(self._to_unit)
        self._chase.lettered.connect(self._to_letter)
        self._bring.clicked.connect(self._incoming.ask_files)
        self._draw.clicked.connect(self._incoming.ask_draw)
        self._search.textChanged.connect(self._typing.start)
        self._search.returnPressed.connect(self._find)
        self._typing.timeout.connect(lambda: p.search(self._search.text()))
        for keys in ("/", "Ctrl+K"):
            QShortcut(QKeySequence(keys), self, self._to_search, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _spread(self) -> None:
        roomy = self.width() >= u(ROOMY)
        self._board.setFixedWidth(u(208 if roomy else 150))
        self._list.setFixedWidth(u(372 if roomy else 236))
        self._aside.setFixedWidth(u(340 if roomy else 226))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._spread()

    def show_state(self, state: CasesState) -> None:
        """Render."""
        self.header.say(t("整改"), state.facts)
        self._told.show_banner(state.told, state.told_mood, _ICONS[state.told_mood], t("知道了"))
        self._years.show_banner(years_words(state.unknown_years), "lack", "calendar", t("去录入…"))
        self._board.show_lines(state.board)
        if state.offset:
            self._list.cases.add_lines(state.offset, state.lines)
        else:
            self._list.show_lines(state.lines, state.total, state.current, state.chosen)
        self._stack.setCurrentIndex(1 if state.page is None else 0)
        self._empty.show_empty(t("这里没有整改事项"), (((), t("换一个状态或单位，或按 Esc 看全部")),))
        if state.page is not None:
            self._panel.show_state(state)
            self._aside.show_page(state.page)
        self.noted.emit(self.note())
        self.keys_changed.emit()

    def _turn(self, part: str) -> None:
        self._parts.setCurrentIndex(1 if part == "chase" else 0)
        self.setFocusProxy(self._chase if part == "chase" else self._list)
        self.refresh()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.keys_changed.emit()

    def _to_linked(self, name: str) -> None:
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._presenter.go_to(name)

    def _to_calendar(self) -> None:
        self._desk.go("settings", str(self._presenter.state.unknown_years[0]))

    def _to_letter(self, unit: str) -> None:
        self._desk.go("notices", f"督办单\n{unit}")

    def _to_unit(self, unit: str) -> None:
        self._part.choose("cases")
        self._turn("cases")
        self._presenter.show_unit(unit)

    def _look(self, place: int) -> None:
        page = self._presenter.state.page
        tiles: tuple[Tile, ...] = () if page is None else (*page.before, *page.after, *page.more)
        if tiles:
            view_photos(self._desk, tiles, min(place, len(tiles) - 1), self)

    def _to_search(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _find(self) -> None:
        """Enter in the search: a number or a code opens its case; other words narrow the list."""
        self._typing.stop()
        text = self._search.text().strip()
        self._list.setFocus(Qt.FocusReason.TabFocusReason)
        if text:
            self._presenter.find(text, lambda: self._presenter.search(text))
        else:
            self._presenter.search("")

    def open_at(self, what: str, part: str) -> None:
        """A case by its finding, its number or its code."""
        self._presenter.find(what, lambda: self._desk.failed(Refusal("M21", what="case", value=what)))

    def refresh(self) -> None:
        if self._part.current() == "chase":
            self._chase.refresh()
        self._presenter.refresh()

    def leave(self) -> None:
        self._typing.stop()

    def retranslate(self) -> None:
        self._search.setPlaceholderText(t("扫码或输编号、词语"))
        self._search.setAccessibleName(t("扫码或输编号、词语"))
        self._board.setAccessibleName(t("按状态和单位"))
        self._list.setAccessibleName(t("整改事项"))
        self._part.rename((t("整改事项"), t("催办")))
        self._bring.setText(t("收回复…"))
        self._draw.setText(t("抽回头看…"))
        self._chase.retranslate()
        self._presenter.retranslate()

    def note(self) -> str:
        actor = self._presenter.state.actor
        return t("办理人：{name}", name=actor) if actor else t("还没有登记办理人，请在“设置”里填写")

    def keys(self) -> tuple[KeyRow, ...]:
        if self._part.current() == "chase":
            return ((("U",), t("督促")), (("Enter",), t("看这个单位的事项")))
        main = tuple(((each.cap,), each.text.rstrip("…")) for each in self._presenter.state.main if each.cap)
        return (*main[:3], (("←", "→"), t("拉动对比")), (("/",), t("扫码或查找")), (("Ctrl", "A"), t("全选")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._desk.workspace.role == "office" and self._incoming.takes(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Filled workbooks, photos, folders with either: what lands where is shown first."""
        event.acceptProposedAction()
        self._incoming.look_at(paths_in(event.mimeData()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._part.current() == "chase":
            if event.text().upper() == "U":
                self._chase.chase()
            elif key == Qt.Key.Key_Escape:
                self._part.choose("cases")
                self._turn("cases")
            return
        caps = {JOIN_CAP: JOIN} | {each.cap: each.name for each in ACTS.values() if each.cap}
        act = caps.get(event.text().upper(), "")
        if key == Qt.Key.Key_Escape:
            self._search.clear()
            self._presenter.narrow("")
            self._list.setFocus(Qt.FocusReason.TabFocusReason)
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self._presenter.choose_all()
        elif event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space}:
            self._panel.pictures.keyPressEvent(event)
        elif key == Qt.Key.Key_V:
            self._look(0)
        elif act:
            self._asks.ask(act)
        else:
            super().keyPressEvent(event)
