"""Test runs of a checklist: typed in lines, scored as they are typed, kept with the points they must earn."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scenarios import Outcome, Scenario, play
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.domain.standard import Checklist
from chuangjian_desktop.services.office.standards import scenarios
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.standards.checklists.run_text import lines_of, said_of
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

NEW = "new"


class RunsDialog(Dialog):
    """Shows, tries and keeps test runs."""

    def __init__(self, desk: Desk, version: str, title: str, parent: QWidget | None, *, editable: bool) -> None:
        super().__init__("runs", parent, 820)
        self._desk, self._version = desk, version
        self._runs: dict[str, Outcome] = {}
        self._checklist: Checklist | None = None
        self.head(
            t("试算 {title}", title=title),
            t("没写到的条目都算符合。发布新版时全部重算，不符的要么改规则，要么改预期。"),
        )
        self._table = Table("runs.list", height=32)
        self._table.setFixedWidth(u(290))
        self._name, self._text, self._result = QLineEdit(), QPlainTextEdit(), TextBlock(13, 20)
        self._name.setObjectName("runs.name")
        self._text.setObjectName("runs.text")
        self._text.setPlaceholderText("ZG05 3处\nZG07 2处 1.5分\nZG09 测得 80\nZG12 不适用")
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(u(150))
        self._remove, self._keep = Button(t("删去"), icon="trash"), Button(t("记为预期"), "primary")
        close = Button(t("关闭"), key="Esc")
        self._remove.setObjectName("runs.remove")
        self._keep.setObjectName("runs.keep")
        close.setObjectName("runs.close")
        self._lay_out(close)
        self._editable = editable
        for part in (self._name, self._text):
            part.setEnabled(False)  # what is read now would take the place of what is typed
        self._table.chosen.connect(self._choose)
        self._text.textChanged.connect(self._try)
        self._name.textChanged.connect(self._try)
        self._keep.clicked.connect(self._save)
        self._remove.clicked.connect(self._drop)
        close.clicked.connect(self.accept)
        self._refresh("")

    def _lay_out(self, close: Button) -> None:
        right = QVBoxLayout()
        right.setSpacing(u(8))
        right.addLayout(field(t("试算名称"), self._name))
        right.addLayout(field(t("测到了什么（一行一个条目）"), self._text))
        right.addWidget(self._result)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(u(16))
        row.addWidget(self._table)
        row.addLayout(right, 1)
        self.content.addLayout(row, 1)
        self.buttons.addWidget(self._remove)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)
        self.buttons.addWidget(self._keep)

    def _refresh(self, keep: str) -> None:
        workspace, version = self._desk.workspace, self._version

        def read() -> tuple[Checklist | None, tuple[Outcome, ...]]:
            known = workspace.catalogue.versions.get(version)
            return (None if known is None else known.checklist), scenarios.run_all(workspace, version)

        self._desk.runner.run(
            lambda _progress: read(), lambda found: self._took(*found, keep), self._desk.failed, lane="work"
        )

    def _took(self, checklist: Checklist | None, outcomes: tuple[Outcome, ...], keep: str) -> None:
        self._checklist = checklist
        for part in (self._name, self._text):
            part.setEnabled(self._editable)
        self._runs = {each.scenario.id: each for each in outcomes}
        rows = [_row(each) for each in outcomes]
        if self._editable:
            rows.append(Row(NEW, (Cell(t("新的试算…"), "accent"), Cell())))
        columns = (Column("name", t("试算")), Column("expected", t("预期"), 84, right=True))
        self._table.show_rows(columns, tuple(rows))
        wanted = keep if keep in self._runs else next(iter(self._runs), NEW)
        self._table.choose(wanted)
        self._choose(wanted)

    def _choose(self, key: str) -> None:
        found = self._runs.get(key)
        self._name.setText(found.scenario.name if found else "")
        self._text.setPlainText(lines_of(found.scenario.said) if found else "")
        self._try()

    def _try(self) -> None:
        """Score what is typed; a few items, so at once."""
        shown = self._runs.get(self._table.current_key())
        scenario = self._typed(shown)
        checklist = self._checklist
        ready = scenario is not None and checklist is not None
        if scenario is not None and checklist is not None:
            outcome = play(checklist, scenario)
            ready = not outcome.unknown
            self._say(outcome, shown)
        self._keep.setEnabled(self._editable and ready and bool(self._name.text().strip()))
        self._remove.setEnabled(self._editable and shown is not None)

    def _typed(self, shown: Outcome | None) -> Scenario | None:
        try:
            said = said_of(self._text.toPlainText())
        except Refusal as refusal:
            self._result.show_text(sentence(refusal.code, refusal.details, language()), ink="loss")
            return None
        name = self._name.text().strip()
        if shown is None:
            return Scenario("", name, said, 0)
        return replace(shown.scenario, name=name, said=said)

    def _say(self, outcome: Outcome, shown: Outcome | None) -> None:
        if outcome.unknown:
            self._result.show_text(t("没有这个条目：{codes}", codes=t("、").join(outcome.unknown)), ink="loss")
            return
        earned = two_decimals(outcome.earned)
        words = t(
            "得 {earned} / {possible} 分，得分率 {rate}",
            earned=earned,
            possible=two_decimals(outcome.possible),
            rate=rate_text(outcome.rate) or "—",
        )
        wrong = shown is not None and outcome.earned != shown.scenario.expected
        if wrong and shown is not None:
            words += " · " + t("预期 {points} 分，不符", points=two_decimals(shown.scenario.expected))
        self._result.show_text(words, ink="loss" if wrong else "text_1")

    def _save(self) -> None:
        scenario = self._typed(self._runs.get(self._table.current_key()))
        if scenario is None or self._checklist is None:
            return
        kept = replace(scenario, expected=play(self._checklist, scenario).earned)
        workspace, version = self._desk.workspace, self._version
        self._desk.runner.run(
            lambda _progress: scenarios.save_scenario(workspace, version, kept), self._refresh, self._desk.failed
        )

    def _drop(self) -> None:
        workspace, gone = self._desk.workspace, self._table.current_key()
        self._desk.runner.run(
            lambda _progress: scenarios.remove_scenario(workspace, gone),
            lambda _nothing: self._refresh(""),
            self._desk.failed,
        )


def _row(each: Outcome) -> Row:
    expected = two_decimals(each.scenario.expected)
    name = each.scenario.name if each.passed else t("{name}（不符）", name=each.scenario.name)
    ink = "text_1" if each.passed else "loss"
    return Row(each.scenario.id, (Cell(name, ink), Cell(expected, ink)))
