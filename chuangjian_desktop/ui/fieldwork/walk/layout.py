"""The parts of the Walk and where they stand: columns by the window's width, a drawer in narrow ones."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.density import Density, density_of
from chuangjian_desktop.ui.fieldwork.walk.findings_panel import FindingsPanel
from chuangjian_desktop.ui.fieldwork.walk.header import ScoreHeader
from chuangjian_desktop.ui.fieldwork.walk.item_panel import ItemPanel
from chuangjian_desktop.ui.fieldwork.walk.items_panel import ItemsPanel
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.fieldwork.walk.status import show_status
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.parts import Banner, divider
from chuangjian_desktop.ui.widgets.statusline import StatusLine
from chuangjian_desktop.ui.widgets.thumbs import Thumbs
from chuangjian_desktop.ui.widgets.tokens import u

ACTION_WORDS = {"retry": "重试", "reopen": "重新打开…", "fetch": "去补"}


class WalkLayout(QWidget):
    """Builds the screen, fits it to the window and renders states; knows no intention."""

    def __init__(self, thumbs: Thumbs, large: Thumbs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(names.WALK)
        self._thumbs, self._large = thumbs, large
        thumbs.setParent(self)
        large.setParent(self)
        self._density = Density()
        self._drawer_open = False
        self._build()

    def _build(self) -> None:
        self._header = ScoreHeader()
        self._banner = Banner()
        self._banner.setObjectName(names.WALK_BANNER)
        self._banner.hide()
        self._items, self._item = ItemsPanel(), ItemPanel()
        self._findings = FindingsPanel(self._thumbs, self._large)
        self._status = StatusLine()
        for part, object_name in (
            (self._status.saved, names.WALK_STATUS_SAVED),
            (self._status.missing, names.WALK_STATUS_MISSING),
            (self._status.extra, names.WALK_STATUS_EXTRA),
            (self._status.photos, names.WALK_STATUS_PHOTOS),
        ):
            part.setObjectName(object_name)
        self._body = QWidget()
        self._left_line, self._right_line = divider(vertical=True), divider(vertical=True)
        self._row = QHBoxLayout(self._body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        for widget in (self._items, self._left_line, self._item, self._right_line, self._findings):
            self._row.addWidget(widget, 1 if widget is self._item else 0)
        banner = QVBoxLayout()
        banner.setContentsMargins(u(8), 0, u(8), 0)
        banner.addWidget(self._banner)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(divider())
        column.addLayout(banner)
        column.addWidget(self._body, 1)
        column.addWidget(self._status)
        self._tab_order()

    def _tab_order(self) -> None:
        answers = list(self._item.answers.values())
        chips = self._item.grid.chips()
        composer = self._item.composer
        chain: list[QWidget] = [
            self._items.list, *answers, self._item.value, *chips, self._item.free_line, composer.place, composer.unit,
            composer.assist, composer.severity, composer.deadline, composer.points, composer.note, composer.record,
            self._findings.list, self._findings.drop, self._findings.camera, self._header.score, self._header.finish,
            self._header.back,
        ]  # fmt: skip
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def focus_list(self) -> None:
        """Put the focus where letters and digits are commands."""
        self._items.list.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def render_state(self, state: WalkState) -> None:
        """Render a state; no side effect but what is seen."""
        notice = state.notice
        if notice is None:
            self._banner.show_banner("")
        else:
            icon = {"loss": "warning", "lack": "info", "gain": "tick", "info": "info"}[notice.mood]
            action = t(ACTION_WORDS[notice.action]) if notice.action else t("知道了")
            self._banner.show_banner(notice.text, notice.mood, "lock" if notice.action == "reopen" else icon, action)
        self._header.show_state(state)
        self._items.show_state(state)
        self._item.show_state(state)
        self._findings.show_state(state)
        show_status(self._status, state)
        self._keep_focus()

    def _keep_focus(self) -> None:
        """A field that vanished must not take the keyboard with it."""
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and not focus.isVisible():
            self.focus_list()

    # ---- density -------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        window = self.window()
        density = density_of(window.width(), window.height())
        self._density = density
        self._items.setFixedWidth(density.left)
        self._findings.setFixedWidth(density.right)
        self._findings.density(wide=density.wide)
        self._header.narrow(small=density.drawer)
        self._item.density(columns=density.columns, wide=density.wide, short_window=density.short)
        self._place_drawer()

    def _place_drawer(self) -> None:
        inside = self._row.indexOf(self._findings) >= 0
        if self._density.drawer and inside:
            self._row.removeWidget(self._findings)
        elif not self._density.drawer and not inside:
            self._row.addWidget(self._findings)
        self._right_line.setVisible(not self._density.drawer)
        shown = not self._density.drawer or self._drawer_open
        self._findings.setVisible(shown)
        if self._density.drawer and shown:
            width = self._density.right
            self._findings.setGeometry(self._body.width() - width, 0, width, self._body.height())
            self._findings.raise_()

    def _toggle_drawer(self) -> None:
        self._drawer_open = not self._drawer_open
        self._place_drawer()
