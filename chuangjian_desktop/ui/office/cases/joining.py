"""Two cases that are one and the same problem: seen side by side, one of them kept; and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.casework.file import CaseFile
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.exchange.duplicates import Twins
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.exchange.compare.cards import SideBySide
from chuangjian_desktop.ui.exchange.compare.state import Side
from chuangjian_desktop.ui.exchange.duplicates.presenter import side_of
from chuangjian_desktop.ui.exchange.erasing.viewing import view_photos
from chuangjian_desktop.ui.office.cases.presenter import CasesPresenter
from chuangjian_desktop.ui.testing_names import CASES_JOIN, CASES_JOIN_CANCEL, CASES_JOIN_KEEP
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.tokens import u


class JoinDialog(Dialog):
    """`kept` tells which of the two stays. Keys 1 and 2 take a side."""

    kept = Signal(str)

    def __init__(self, desk: Desk, pair: Twins, parent: QWidget | None) -> None:
        super().__init__(CASES_JOIN, parent, 760)
        self._desk = desk
        self.head(t("算作一条"), t("两条记录和照片都会保留，只计一次，只整改一次。这一步可以撤回。"))
        self._sides = (side_of(pair.first, pair.second), side_of(pair.second, pair.first))
        cards = SideBySide(desk.thumbs)
        cards.show_sides(self._sides)
        cards.setMinimumHeight(u(376))
        cards.looked.connect(self._look)
        self.content.addWidget(cards)
        cancel = Button(t("取消"), key="Esc")
        cancel.setObjectName(CASES_JOIN_CANCEL)
        cancel.clicked.connect(self.reject)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        for cap, each in (("1", pair.first), ("2", pair.second)):
            keep = Button(t("保留 {number}", number=each.line.number), key=cap)
            keep.setObjectName(CASES_JOIN_KEEP.format(n=cap))
            keep.clicked.connect(partial(self._take, each.line.id))
            QShortcut(QKeySequence(cap), self, keep.click)
            self.buttons.addWidget(keep)
        cancel.setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, finding: str, _checked: bool = False) -> None:
        self.kept.emit(finding)
        self.accept()

    def _look(self, finding: str, place: int) -> None:
        view_photos(self._desk, _side(self._sides, finding).photos, place, self)


def _side(sides: Sequence[Side], key: str) -> Side:
    return next(each for each in sides if each.key == key)


class Joining(QObject):
    """Works for a screen with its presenter."""

    def __init__(self, desk: Desk, screen: QWidget, presenter: CasesPresenter) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._presenter = desk, screen, presenter

    def ask(self, rows: Sequence[CaseRow]) -> None:
        """Show two cases side by side; nothing with more or fewer."""
        if len(rows) != 2:
            return
        workspace, (first, second) = self._desk.workspace, (row.finding_id for row in rows)
        self._desk.runner.run(
            lambda _progress: duplicates.twins(workspace, first, second), self._compare, self._desk.failed, lane="work"
        )

    def _compare(self, pair: Twins) -> None:
        dialog = JoinDialog(self._desk, pair, self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(partial(self._join, pair))
        dialog.open()

    def _join(self, pair: Twins, kept: str) -> None:
        stays, other = (pair.first, pair.second) if kept == pair.first.line.id else (pair.second, pair.first)
        workspace = self._desk.workspace
        told = t("已算作一条，保留 {number}，只计一次。", number=stays.line.number)

        def done(_change: str) -> None:
            self._presenter.tell(told)
            self._presenter.go_on(kept)

        self._desk.runner.run(
            lambda _progress: duplicates.join(workspace, kept, other.line.id), done, self._desk.failed
        )

    def part(self, file: CaseFile | None) -> None:
        """Take back that a case counts with another one."""
        if file is None or not file.counts_with:
            return
        workspace, finding, kept = self._desk.workspace, file.row.finding_id, next(iter(file.counts_with))

        def done(_change: str) -> None:
            self._presenter.tell(t("已撤回，两条各自计分。"))
            self._presenter.go_on(finding)

        self._desk.runner.run(lambda _progress: duplicates.take_back(workspace, kept, finding), done, self._desk.failed)
