"""Why nobody could get into a site; and what another version of its checklist changes."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.services.fieldwork.moving import Moved, Moving
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.models.cells import Cell, Column, Row
from chuangjian_desktop.ui.testing_names import (
    MOVE,
    MOVE_OK,
    MOVE_ROWS,
    REFUSE,
    REFUSE_OK,
    REFUSE_REASON,
    REFUSE_USUAL,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u

TALL_ROWS = 9


class RefuseDialog(Dialog):
    """Asks for the reason; usual ones are one click."""

    def __init__(self, title: str, parent: QWidget | None) -> None:
        super().__init__(REFUSE, parent)
        self.head(
            t("“{site}”没能进去", site=title),
            t("记下原因，这个点位本轮不再测；怎样计分由计分方案定。可以撤销，也可以重新打开再测。"),
        )
        self.reason = QLineEdit()
        self.reason.setObjectName(REFUSE_REASON)
        self.reason.setPlaceholderText(t("写明原因，会和姓名、时间一起留在记录里"))
        usual = QHBoxLayout()
        usual.setSpacing(u(8))
        for place, words in enumerate((t("拒绝检查"), t("关门停业"), t("正在施工改造"), t("找不到这个点位"))):
            made = Button(words)
            made.setObjectName(REFUSE_USUAL.format(n=place))
            made.clicked.connect(partial(self.reason.setText, words))
            usual.addWidget(made)
        usual.addStretch(1)
        self.content.addLayout(usual)
        self.content.addLayout(field(t("原因"), self.reason))
        self._done = Button(t("记下"), "primary", key="Enter")
        self._done.setObjectName(REFUSE_OK)
        self._done.setEnabled(False)
        self.reason.textChanged.connect(self._typed)
        self.close_with(self._done, self.accept)
        self.reason.setFocus()

    def _typed(self, text: str) -> None:
        self._done.setEnabled(bool(text.strip()))


class MoveDialog(Dialog):
    """Shows what changes before anything does."""

    def __init__(self, title: str, found: Moving, parent: QWidget | None) -> None:
        super().__init__(MOVE, parent, width=680)
        self.head(
            t("“{site}”换用 {version}", site=title, version=found.after),
            t("现在用的是 {version}。已经记下的都保留；换完可以撤销。", version=found.before),
        )
        sum_ = Banner()
        worrying = bool(found.left_behind)
        sum_.show_banner(_sum(found), "lack" if worrying else "info", "warning" if worrying else "info")
        table = Table(MOVE_ROWS, height=32)
        table.show_rows(_columns(), tuple(_row(each) for each in found.rows))
        table.setMinimumHeight(table.row_height() * min(TALL_ROWS, len(found.rows) + 1) + u(8))
        table.setVisible(bool(found.rows))
        self.content.addWidget(sum_)
        self.content.addWidget(table, 1)
        done = Button(t("换用"), "primary", key="Enter")
        done.setObjectName(MOVE_OK)
        self.close_with(done, self.accept)


def _sum(found: Moving) -> str:
    parts = [t("{n} 个条目有变化", n=len(found.rows)) if found.rows else t("条目没有变化")]
    if found.rate_before is not None:
        parts.append(t("得分率 {old} → {new}", old=found.rate_before, new=found.rate_after or "—"))
    if found.left_behind:
        parts.append(t("{n} 个问题在新表上没有位置，换完看不到、不计分", n=found.left_behind))
    return " · ".join(parts)


def _columns() -> tuple[Column, ...]:
    return (
        Column("item", t("条目")),
        Column("change", t("变化"), 96),
        Column("points", t("分值"), 84, right=True),
        Column("recorded", t("已记问题"), 84, right=True),
    )


def _row(each: Moved) -> Row:
    words = {"new": t("新增的"), "dropped": t("已删去"), "changed": t("内容变了"), "renumbered": t("只改了编号")}
    before, after = short(each.points_before), short(each.points_after)
    points = {"new": after, "dropped": before}.get(each.change, after if before == after else f"{before} → {after}")
    ink = "lack" if each.findings and not each.kept else "text_2"
    return Row(
        f"{each.change}.{each.code}",
        (
            Cell(f"{each.code} {each.title}", bold=each.change != "renumbered"),
            Cell(words[each.change], ink),
            Cell(points),
            Cell(str(each.findings) if each.findings else "", ink),
        ),
    )
