"""Before filled-in questionnaires count: what came, what is not understood, and what was guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.domain.city.surveys import survey_score
from chuangjian_desktop.services.office.city import importing
from chuangjian_desktop.services.office.city.importing import SurveyImport
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.office.city.words import rate
from chuangjian_desktop.ui.testing_names import CITY_ANSWERS, CITY_ANSWERS_OK
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

Import = Callable[..., SurveyImport]


class AnswersDialog(Dialog):
    """Nothing is written before 计入. Accepted once it is durable."""

    def __init__(self, desk: Desk, path: Path, act: Import, parent: QWidget | None) -> None:
        super().__init__(CITY_ANSWERS, parent, width=680)
        self._desk, self._path, self._act = desk, path, act
        self._report: SurveyImport | None = None
        self.head(t("导入答卷"), t("{file}：一份里有一处看不懂，整份不计；同样的内容只计一次。", file=path.name))
        self._sum = Banner()
        self._sum.show_banner(t("正在看工作簿"), "info", "info")
        self._table = Table(f"{CITY_ANSWERS}.rows")
        self._table.setMinimumHeight(u(210))
        self._marked = Button(t("另存标注副本…"))
        self._marked.clicked.connect(self._ask_marked)
        self._marked.setEnabled(False)
        self._done = Button(t("计入"), "primary", key="Enter")
        self._done.setObjectName(CITY_ANSWERS_OK)
        self._done.setEnabled(False)
        self.content.addWidget(self._sum)
        self.content.addWidget(self._table, 1)
        self.buttons.addWidget(self._marked)
        self.close_with(self._done, self._import)
        self._run(t("正在看工作簿"), dry_run=True, done=self._show)

    def _run(self, headline: str, *, dry_run: bool, done: Callable[[SurveyImport], None]) -> None:
        act, path = self._act, self._path
        run_long(headline, (self, self._desk.runner), lambda _p: act(path, dry_run=dry_run), done, self._failed)

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.failed(error)

    def _import(self) -> None:
        if self._report is not None:
            self._run(t("正在计入"), dry_run=False, done=lambda _report: self.accept())

    def _show(self, report: SurveyImport) -> None:
        self._report = report
        self._done.setEnabled(bool(report.added + report.changed + report.same))
        self._marked.setEnabled(bool(report.rejected))
        parts = [
            t("新增 {n}", n=report.added),
            t("变更 {n}", n=report.changed),
            t("相同 {n}", n=report.same),
            t("没看懂 {n} 行", n=len(report.rejected)),
        ]
        if report.guessed:
            parts.append(t("{n} 个选项的比例待确认", n=report.guessed))
        self._sum.show_banner(" · ".join(parts), "lack" if report.rejected or report.guessed else "gain", "info")
        columns = (
            Column("place", t("位置"), 140),
            Column("what", t("内容")),
            Column("rate", t("结果"), 84, right=True),
        )
        self._table.show_rows(columns, (*_rejected(report), *_results(report)))

    def _ask_marked(self) -> None:
        ask_where(
            self, t("另存标注副本…"), f"{self._path.stem}-{t('标注')}.xlsx", self._save_marked, name="city.marked.place"
        )

    def _save_marked(self, place: str) -> None:
        report = self._report
        if report is not None:
            self._desk.runner.run(
                lambda _progress: importing.save_marked_copy(report, Path(place)),
                lambda _nothing: self._sum.show_banner(t("标注副本已存到 {file}", file=place), "gain", "tick"),
                self._desk.failed,
                lane="work",
            )


def _rejected(report: SurveyImport) -> tuple[Row, ...]:
    english = language() == "en"
    return tuple(
        Row(f"rejected.{n}", (
            Cell(f"{each.sheet}!{each.row}", "lack"),
            Cell(each.reason_en if english else each.reason_zh, spoken=each.reason_en if english else each.reason_zh),
            Cell(),
        ))
        for n, each in enumerate(report.rejected)
    )  # fmt: skip


def _results(report: SurveyImport) -> tuple[Row, ...]:
    rows: list[Row] = []
    for survey in report.surveys:
        found = survey_score(survey)
        words = t("{title}：共 {n} 份", title=survey.title, n=found.respondents)
        rows.append(Row(survey.code, (Cell(survey.code, bold=True), Cell(words, bold=True), Cell(rate(found.rate)))))
        rows += [
            Row(
                f"{survey.code}.{one.question.code}",
                (Cell(f"\u3000{one.question.code}", "text_3"), Cell(one.question.text, "text_2"), Cell(rate(one.rate))),
            )
            for one in found.questions
        ]
    return tuple(rows)
