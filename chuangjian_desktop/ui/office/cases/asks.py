"""Asks what an act on the chosen cases needs, by a dialog over the 整改 screen, then has it done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.office.cases.acts import JOIN, PART, act_name
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.doing import Told
from chuangjian_desktop.ui.office.cases.joining import Joining
from chuangjian_desktop.ui.office.cases.papers import PRINT, Papers
from chuangjian_desktop.ui.office.cases.presenter import CasesPresenter
from chuangjian_desktop.ui.text.words import t


class Asks(QObject):
    """Works for a screen with its presenter."""

    def __init__(self, desk: Desk, screen: QWidget, presenter: CasesPresenter) -> None:
        super().__init__(screen)
        self._screen, self._presenter = screen, presenter
        self._papers, self._joining = Papers(desk, screen, presenter.tell), Joining(desk, screen, presenter)

    def ask(self, name: str) -> None:
        """Ask what an act needs, then do it; an act that needs nothing is done at once, unless it is for many."""
        rows = self._presenter.chosen_rows()
        beside = {
            PRINT: lambda: self._papers.ask(rows),
            JOIN: lambda: self._joining.ask(rows),
            PART: lambda: self._joining.part(self._presenter.file),
        }
        if name in beside:
            beside[name]()
        else:
            self._ask(name, rows)

    def _ask(self, name: str, rows: Sequence[CaseRow]) -> None:
        if not rows or not self._presenter.possible(name):
            return
        findings = tuple(row.finding_id for row in rows)
        questions = self._presenter.questions(name)
        if not questions and len(rows) == 1:
            self._presenter.act(Told(name, findings, {}))
            return
        words = act_name(name).rstrip("…")
        what = rows[0].number if len(rows) == 1 else t("{n} 件", n=len(rows))
        lead = rows[0].line.words if len(rows) == 1 else ""
        if name == "decide":
            lead = t("登记异议的人、记录问题的人和首次认定的人不能裁定。现在办理的是：{name}", name=self._actor())
        dialog = AskDialog(f"{words} · {what}", lead, questions, words, self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._presenter.act(Told(name, findings, dialog.said, dialog.pictures)))
        dialog.open()

    def _actor(self) -> str:
        return self._presenter.state.actor or t("（未登记姓名）")
