"""Findings of the Ledger that are one and the same problem: one of them is kept, and that can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.exchange.duplicates import Twins
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.joining import JoinDialog
from chuangjian_desktop.ui.office.ledger.presenter import LedgerPresenter
from chuangjian_desktop.ui.text.words import t


class Joining(QObject):
    """Works for a screen with its presenter. Two are compared side by side, of more the one to keep is named."""

    def __init__(self, desk: Desk, screen: QWidget, presenter: LedgerPresenter) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._presenter = desk, screen, presenter

    def ask(self, rows: Sequence[CaseRow]) -> None:
        """Ask which of these is kept; nothing with fewer than two."""
        if len(rows) == 2:
            workspace, (first, second) = self._desk.workspace, (row.finding_id for row in rows)
            self._desk.runner.run(
                lambda _progress: duplicates.twins(workspace, first, second),
                partial(self._compare, rows),
                self._desk.failed,
                lane="work",
            )
        elif rows:
            self._name(rows)

    def _compare(self, rows: Sequence[CaseRow], pair: Twins) -> None:
        dialog = JoinDialog(self._desk, pair, self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.kept.connect(partial(self._join, rows))
        dialog.open()

    def _name(self, rows: Sequence[CaseRow]) -> None:
        choices = tuple((row.finding_id, _words(row)) for row in rows)
        most = max(rows, key=lambda row: row.line.photos).finding_id
        question = Question("kept", t("保留哪一条"), "choice", required=True, choices=choices, value=most)
        title = f"{t('算作一条')} · {t('{n} 条', n=len(rows))}"
        lead = t("各条记录和照片都会保留，只计一次，只整改一次。这一步可以撤回。")
        dialog = AskDialog(title, lead, (question,), t("算作一条"), self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._join(rows, dialog.said["kept"]))
        dialog.open()

    def _join(self, rows: Sequence[CaseRow], kept: str) -> None:
        others = tuple(row.finding_id for row in rows if row.finding_id != kept)
        number = next(row.number for row in rows if row.finding_id == kept)
        told = t("已算作一条，保留 {number}，只计一次。", number=number)
        workspace = self._desk.workspace

        def done(_change: str) -> None:
            self._presenter.tell(told, partial(self._part, kept, others))
            self._presenter.refresh()

        self._desk.runner.run(lambda _progress: duplicates.join(workspace, kept, *others), done, self._desk.failed)

    def _part(self, kept: str, others: Sequence[str]) -> None:
        workspace = self._desk.workspace

        def done(_change: str) -> None:
            self._presenter.tell(t("已撤回，各条分别计分。"))
            self._presenter.refresh()

        self._desk.runner.run(lambda _progress: duplicates.take_back(workspace, kept, *others), done, self._desk.failed)


def _words(row: CaseRow) -> str:
    photos = t("照片 {n} 张", n=row.line.photos)
    return " · ".join(part for part in (row.number, row.line.words, row.line.place, photos) if part)
