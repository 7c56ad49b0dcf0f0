"""Before a standard's workbook takes the place of the shipped one: what it changes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.services.office.standards import books
from chuangjian_desktop.services.office.standards.books import StandardPreview
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.testing_names import STANDARDS_BOOK, STANDARDS_BOOK_OK
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class StandardBookDialog(Dialog):
    """Nothing is written before 导入; with a fault, nothing at all. Accepted once it is durable."""

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None) -> None:
        super().__init__(STANDARDS_BOOK, parent, width=680)
        self._desk, self._path = desk, path
        self._preview: StandardPreview | None = None
        self.head(
            t("导入标准"), t("{file}：整套替换本机所用的标准，有一处错误就不导入；随时可以换回自带的。", file=path.name)
        )
        self._sum = Banner()
        self._sum.show_banner(t("正在看工作簿"), "info", "info")
        self._wrong = Table(f"{STANDARDS_BOOK}.rows")
        self._wrong.setMinimumHeight(u(210))
        self._done = Button(t("导入"), "primary", key="Enter")
        self._done.setObjectName(STANDARDS_BOOK_OK)
        self._done.setEnabled(False)
        self.content.addWidget(self._sum)
        self.content.addWidget(self._wrong, 1)
        self.close_with(self._done, self._import)
        workspace = desk.workspace
        run_long(
            t("正在看工作簿"),
            (self, desk.runner),
            lambda _progress: books.look_at(workspace, path),
            self._show,
            self._failed,
        )

    @property
    def code(self) -> str:
        """The standard of the workbook, once it was looked at."""
        return self._preview.standard.code if self._preview is not None else ""

    def _failed(self, error: Exception) -> None:
        self.reject()
        self._desk.failed(error)

    def _show(self, preview: StandardPreview) -> None:
        self._preview = preview
        self._done.setEnabled(not preview.wrong and bool(preview.added + preview.changed + preview.dropped))
        parts = [
            f"{preview.standard.code} {preview.standard.title}",
            t("新增 {n}", n=preview.added),
            t("变更 {n}", n=preview.changed),
            t("相同 {n}", n=preview.same),
            t("去掉 {n}", n=preview.dropped),
        ]
        if preview.wrong:
            parts.append(t("{n} 处错误", n=len(preview.wrong)))
        worrying = bool(preview.wrong or preview.orphans)
        self._sum.show_banner(" · ".join(parts), "lack" if worrying else "gain", "warning" if worrying else "info")
        columns = (
            Column("sheet", t("工作表"), 96),
            Column("row", t("行"), 52, right=True),
            Column("why", t("原因")),
        )
        self._wrong.show_rows(columns, (*_faults(preview), *_orphans(preview)))

    def _import(self) -> None:
        workspace, preview = self._desk.workspace, self._preview
        if preview is not None:
            run_long(
                t("正在导入"),
                (self, self._desk.runner),
                lambda _progress: books.take_in(workspace, preview),
                lambda _record: self.accept(),
                self._failed,
            )


def _faults(preview: StandardPreview) -> tuple[Row, ...]:
    english = language() == "en"
    return tuple(
        Row(
            f"wrong.{n}",
            (
                Cell(each.sheet, "text_2"),
                Cell(str(each.row)),
                Cell(each.reason_en if english else each.reason_zh, "lack"),
            ),
        )
        for n, each in enumerate(preview.wrong)
    )


def _orphans(preview: StandardPreview) -> tuple[Row, ...]:
    words = t("条目还对应着这个节点，导入后请在“对应矩阵”里改")
    return tuple(Row(f"orphan.{code}", (Cell(code, "text_2"), Cell(), Cell(words))) for code in preview.orphans)
