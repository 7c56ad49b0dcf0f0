"""Before a merge is taken back, and the report as it will be printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.office.merge.state import Undoable
from chuangjian_desktop.ui.office.notices.pages import PagesView
from chuangjian_desktop.ui.office.notices.state import PageImage
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.tokens import u

MOST_FILES = 6


class UndoDialog(Dialog):
    """Says what goes with the last merge."""

    def __init__(self, what: Undoable, parent: QWidget | None) -> None:
        super().__init__("unmerge", parent)
        self.head(
            t("撤回上次合并"),
            t(
                "{time} 并入的 {n} 个文件整体撤回，本文件回到并入之前。文件本身不动，以后可以再并入。",
                time=what.at,
                n=len(what.files),
            ),
        )
        files = list(what.files[:MOST_FILES])
        if len(what.files) > MOST_FILES:
            files.append(t("等 {n} 个", n=len(what.files)))
        rows = [(t("文件"), "\n".join(files)), (t("移走"), what.brought or t("没有记录"))]
        rows.append((t("不变"), t("并入之前的全部数据，和收到的原文件。")))
        self.content.addWidget(facts(tuple(rows)))
        cancel, done = Button(t("不撤回"), key="Esc"), Button(t("整体撤回"), "danger", key="Enter")
        cancel.setObjectName("unmerge.cancel")
        done.setObjectName("unmerge.ok")
        self.close_with(done, self.accept, cancel)


class ReportDialog(Dialog):
    """The pages of the report; `chosen` is the file to save it to."""

    chosen = Signal(str)

    def __init__(self, pages: tuple[PageImage, ...], proposed: Path, parent: QWidget | None) -> None:
        super().__init__("report", parent, width=900)
        self._proposed = proposed
        self.head(t("合并报告"), t("所见与打印一致"))
        view = PagesView("report.pages")
        view.setMinimumHeight(u(420))
        view.show_pages(pages)
        self.content.addWidget(view, 1)
        close, save = Button(t("关闭"), key="Esc"), Button(t("存为 PDF…"), "primary", icon="download", key="Enter")
        close.setObjectName("report.close")
        save.setObjectName("report.save")
        self.close_with(save, self._ask, close)

    def _ask(self) -> None:
        ask_where(self, t("存为 PDF…"), str(self._proposed), self._placed, name="report.place")

    def _placed(self, place: str) -> None:
        self.accept()
        self.chosen.emit(place)
