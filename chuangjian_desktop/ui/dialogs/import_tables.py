"""Importing a workbook of sites, units, teams or filled-in score sheets: every row not understood, then the import."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from chuangjian_desktop.services import registry
from chuangjian_desktop.services.fieldwork import findings_import
from chuangjian_desktop.services.registry import ImportReport
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.testing_names import (
    IMPORT,
    IMPORT_CANCEL,
    IMPORT_FILE,
    IMPORT_KIND,
    IMPORT_MARKED,
    IMPORT_OK,
    IMPORT_REJECTED,
)
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

Import = Callable[..., ImportReport]
FILLED = "filled"
IMPORTS: dict[str, Import] = {
    "sites": registry.import_sites,
    "units": registry.import_units,
    "teams": registry.import_teams,
}


class ImportDialog(Dialog):
    """Nothing is written before 导入. Accepted once the import is durable."""

    def __init__(self, desk: Desk, kind: str, parent: QWidget | None) -> None:
        super().__init__(IMPORT, parent, width=680)
        self._desk = desk
        self._path: Path | None = None
        self._report: ImportReport | None = None
        self.head(t("导入表格"), t("先看清楚，再导入。没看懂的行不影响其他行，可以存成标了原因的副本。"))
        kinds = (("sites", t("点位表")), ("units", t("责任单位")), ("teams", t("测评组")), (FILLED, t("填好的评分表")))
        self._kind = Segmented(kinds)
        self._kind.setObjectName(IMPORT_KIND)
        self._kind.choose(kind)
        self._kind.chosen.connect(self._preview)
        self._file = Button(t("选择工作簿…"), icon="folder")
        self._file.setObjectName(IMPORT_FILE)
        self._file.clicked.connect(self._ask_file)
        self._name = label(t("还没有选择文件"), 12, ink="2")
        self._sum = Banner()
        self._sum.show_banner("")
        self._sum.acted.connect(self._take_back)
        self._rejected = Table(IMPORT_REJECTED)
        self._rejected.setMinimumHeight(u(190))
        self._marked = Button(t("另存标注副本…"))
        self._marked.setObjectName(IMPORT_MARKED)
        self._marked.clicked.connect(self._ask_marked)
        self._done = Button(t("导入"), "primary", key="Enter")
        self._done.setObjectName(IMPORT_OK)
        self._done.clicked.connect(self._import)
        self._lay_out()
        self._show(None)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self._kind)
        row.addWidget(self._file)
        row.addWidget(self._name, 1)
        self.content.addLayout(row)
        self.content.addWidget(self._sum)
        self.content.addWidget(self._rejected, 1)
        cancel = Button(t("取消"), key="Esc")
        cancel.setObjectName(IMPORT_CANCEL)
        cancel.clicked.connect(self.reject)
        self.buttons.addWidget(self._marked)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._done)
        self.finish_with(self._done)
        self._file.setFocus()

    def _ask_file(self) -> None:
        dialog = QFileDialog(self, t("选择工作簿…"), "", "*.xlsx *.xlsm")
        dialog.setObjectName("import.place")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.take)
        dialog.open()

    def take(self, place: str) -> None:
        """Look at a workbook without writing anything."""
        self._path = Path(place)
        self._name.setText(self._path.name)
        self._preview()

    def _preview(self, _key: str = "") -> None:
        if self._path is None:
            return
        self._show(None)
        self._run(t("正在看工作簿"), dry_run=True, done=self._show)

    def _import(self) -> None:
        if self._path is not None and self._report is not None:
            self._run(t("正在导入"), dry_run=False, done=self._imported)

    def _imported(self, report: ImportReport) -> None:
        """What was found at sites may be taken back at once."""
        if self._kind.current() != FILLED:
            self.accept()
            return
        self._show(report)
        self._done.setEnabled(False)
        self._sum.show_banner(t("已记入 {n} 个问题。", n=report.added), "gain", "tick", t("撤销这次导入"))

    def _take_back(self) -> None:
        workspace = self._desk.workspace
        self._desk.runner.run(lambda _progress: findings_import.undo(workspace), self._taken_back, self._desk.failed)

    def _taken_back(self, _done: object) -> None:
        self._preview()

    def _way(self) -> Import:
        if self._kind.current() != FILLED:
            return IMPORTS[self._kind.current()]
        return partial(findings_import.import_report, worker=self._desk.photos)

    def _run(self, headline: str, *, dry_run: bool, done: Callable[[ImportReport], None]) -> None:
        path, way, workspace = self._path, self._way(), self._desk.workspace
        run_long(
            headline,
            (self, self._desk.runner),
            lambda _progress: way(workspace, path, dry_run=dry_run),
            done,
            self._desk.failed,
        )

    def _show(self, report: ImportReport | None) -> None:
        self._report = report
        self._done.setEnabled(report is not None and bool(report.added + report.changed + report.same))
        self._marked.setEnabled(report is not None and bool(report.rejected))
        columns = (
            Column("sheet", t("工作表"), 110),
            Column("row", t("行"), 56, right=True),
            Column("why", t("没看懂的原因")),
        )
        rejected = report.rejected if report else ()
        english = language() == "en"
        rows = tuple(
            Row(f"{each.sheet}:{each.row}:{n}", (
                Cell(each.sheet, "text_2"),
                Cell(str(each.row)),
                Cell(each.reason_en if english else each.reason_zh),
            ))
            for n, each in enumerate(rejected)
        )  # fmt: skip
        self._rejected.show_rows(columns, rows)
        self._sum.show_banner("" if report is None else _sum(report), "lack" if rejected else "gain", "info")

    def _ask_marked(self) -> None:
        stem = self._path.stem if self._path else "copy"
        ask_where(self, t("另存标注副本…"), f"{stem}-{t('标注')}.xlsx", self._save_marked, name="import.marked.place")

    def _save_marked(self, place: str) -> None:
        report = self._report
        if report is not None:
            self._desk.runner.run(
                lambda _progress: registry.save_marked_copy(report, Path(place)),
                lambda _nothing: self._sum.show_banner(t("标注副本已存到 {file}", file=place), "gain", "tick"),
                self._desk.failed,
                lane="work",
            )


def _sum(report: ImportReport) -> str:
    parts = [
        t("新增 {n}", n=report.added),
        t("变更 {n}", n=report.changed),
        t("相同 {n}", n=report.same),
        t("没看懂 {n} 行", n=len(report.rejected)),
    ]
    return " · ".join(parts)
