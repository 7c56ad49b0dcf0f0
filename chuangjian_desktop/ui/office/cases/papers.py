"""Papers about cases from the 整改 screen: which fit, what they ask, where they go, what was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from chuangjian_desktop.domain.errors import Warn
from chuangjian_desktop.services.casework.reading import CaseRow
from chuangjian_desktop.services.office.papers.case_papers import PAPERS, PaperWanted, write_case_papers
from chuangjian_desktop.services.office.papers.fitting import papers_for
from chuangjian_desktop.services.office.papers.letters import BY_STAGE, LETTERS, Asked
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.office.cases.ask_dialog import AskDialog
from chuangjian_desktop.ui.office.cases.asking import Question
from chuangjian_desktop.ui.office.cases.state import ActButton
from chuangjian_desktop.ui.testing_names import CASES_ACT
from chuangjian_desktop.ui.text.refusals import with_warnings
from chuangjian_desktop.ui.text.words import t

PRINT = "print"


def fitting(rows: Sequence[CaseRow]) -> tuple[str, ...]:
    """The papers that every one of these cases can be about."""
    each = [papers_for(row) for row in rows]
    return tuple(kind for kind in PAPERS if each and all(kind in kinds for kinds in each))


def print_button(rows: Sequence[CaseRow]) -> ActButton:
    """The entry of the menu."""
    return ActButton(PRINT, t("打印…"), why="" if fitting(rows) else t("没有适合的文书"))


def stage_letters(rows: Sequence[CaseRow]) -> dict[str, tuple[CaseRow, ...]]:
    """The letters that the stage of escalation of some cases asks for, each with the cases it is about."""
    found = {kind: tuple(row for row in rows if kind in papers_for(row)) for kind in ("催办通知", *BY_STAGE)}
    return {kind: tuple(row for row in mine if row.stage) for kind, mine in found.items() if any(r.stage for r in mine)}


class Papers(QObject):
    """Asks, writes in a job, and tells where the files are; `tell` hears that."""

    def __init__(self, desk: Desk, screen: QWidget, tell: Callable[[str], None]) -> None:
        super().__init__(screen)
        self._desk, self._screen, self._tell = desk, screen, tell

    def ask(self, rows: Sequence[CaseRow]) -> None:
        """Print a paper about all of these cases."""
        self._ask({kind: tuple(rows) for kind in fitting(rows)}, len(rows))

    def ask_letters(self, rows: Sequence[CaseRow]) -> None:
        """Print a letter of the stage that a unit's cases have come to."""
        letters = stage_letters(rows)
        if letters:
            self._ask(letters, len({row.finding_id for mine in letters.values() for row in mine}))
        else:
            self._tell(t("这个单位的事项还没有督促过，没有函件可打印"))

    def _ask(self, about: Mapping[str, Sequence[CaseRow]], count: int) -> None:
        if not about:
            return
        dialog = AskDialog(
            t("打印文书"), t("{n} 件", n=count), questions(tuple(about)), t("选择文件夹…"), self._screen.window()
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._place(dialog.said, about))
        dialog.open()

    def _place(self, said: Mapping[str, str], about: Mapping[str, Sequence[CaseRow]]) -> None:
        findings = tuple(row.finding_id for row in about[said["paper"]])

        def chosen(place: str) -> None:
            self._write(findings, paper_wanted(said, Path(place)))

        dialog = QFileDialog(self._screen, t("选择文件夹…"), str(Path.home()))
        dialog.setObjectName(f"{CASES_ACT.format(name=PRINT)}.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _write(self, findings: Sequence[str], wanted: PaperWanted) -> None:
        run_long(
            t("正在打印"),
            (self._screen, self._desk.runner),
            lambda progress: write_case_papers(self._desk.workspace, findings, wanted, progress),
            self._written,
            self._desk.failed,
        )

    def _written(self, done: tuple[tuple[Path, ...], tuple[Warn, ...]]) -> None:
        files, warnings = done
        told = t("已写好 {n} 份，在 {folder}。", n=len(files), folder=str(files[0].parent)) if files else ""
        self._tell(with_warnings(told, warnings))


def questions(kinds: Sequence[str]) -> tuple[Question, ...]:
    """Which of these papers, as what, and what a person adds to a letter."""
    asked = [
        Question("paper", t("文书"), "choice", choices=tuple((kind, kind) for kind in kinds), value=kinds[0]),
        Question("format", t("格式"), "choice", choices=(("pdf", "PDF"), ("docx", "Word")), value="pdf"),
    ]
    if any(kind in LETTERS for kind in kinds):
        hint = t("不填则留空，由登记簿取号后手写")
        asked += [Question("number", t("文号"), hint=hint), Question("signer", t("签发人"))]
    if "约谈通知书" in kinds:
        asked += [Question("when", t("约谈时间")), Question("where", t("约谈地点"))]
    return tuple(asked)


def paper_wanted(said: Mapping[str, str], folder: Path) -> PaperWanted:
    """The answers as an order for the writers."""
    number, signer, when, where = (said.get(name, "").strip() for name in ("number", "signer", "when", "where"))
    asked = Asked(number=number, signer=signer, when=when, where=where)
    return PaperWanted(said["paper"], folder, said["format"], asked)
