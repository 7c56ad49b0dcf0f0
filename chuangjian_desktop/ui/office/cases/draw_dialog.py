"""Asks how many closed cases a team shall look at again, and from which seed they are drawn."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from chuangjian_desktop.domain.recheck_draw import MOST_SEED
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.office.cases.drawing import Draw, Drawing
from chuangjian_desktop.ui.testing_names import (
    DRAW,
    DRAW_CANCEL,
    DRAW_COUNT,
    DRAW_DAY,
    DRAW_OK,
    DRAW_PERCENT,
    DRAW_SEED,
    DRAW_TEAM,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.tokens import u


class DrawDialog(Dialog):
    """`wanted` is what was asked for, once accepted."""

    def __init__(self, drawing: Drawing, parent: QWidget | None) -> None:
        super().__init__(DRAW, parent)
        self._drawing = drawing
        lead = t(
            "从已销号、还没有回头看任务的 {n} 件中抽。同一种子抽出同样的件，谁都能重抽。",
            n=drawing.population,
        )
        self.head(t("抽取回头看"), lead)
        self._team, self._percent = QComboBox(), QSpinBox()
        self._team.setObjectName(DRAW_TEAM)
        for code, name in drawing.teams:
            self._team.addItem(name, code)
        self._percent.setObjectName(DRAW_PERCENT)
        self._percent.setRange(1, 100)
        self._percent.setSuffix(" %")
        self._percent.setValue(max(1, drawing.percent))
        self._count = label("", 15, bold=True)
        self._count.setObjectName(DRAW_COUNT)
        self._seed, self._day = QLineEdit(), QLineEdit()
        self._seed.setObjectName(DRAW_SEED)
        self._seed.setValidator(QIntValidator(0, MOST_SEED - 1, self._seed))
        self._seed.setPlaceholderText(t("不填则由软件摇号，号记入任务"))
        self._day.setObjectName(DRAW_DAY)
        self._day.setPlaceholderText(t("例如 {day}", day="2026-11-25"))
        self._lay_out()
        self._percent.valueChanged.connect(self._counted)
        self._counted(self._percent.value())

    def _lay_out(self) -> None:
        if not self._drawing.teams:
            lacking = Banner()
            lacking.show_banner(t("这个文件里还没有测评组。请先在“点位 · 导入…”里导入。"), "lack")
            self.content.addWidget(lacking)
        self.content.addLayout(field(t("测评组"), self._team))
        row = QHBoxLayout()
        row.setSpacing(u(12))
        row.addLayout(field(t("抽取比例"), self._percent), 1)
        drawn = field(t("抽出"), self._count)
        drawn.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addLayout(drawn, 1)
        self.content.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(u(12))
        below.addLayout(field(t("种子"), self._seed), 1)
        below.addLayout(field(t("计划日期"), self._day), 1)
        self.content.addLayout(below)
        cancel, self._done = Button(t("取消"), key="Esc"), Button(t("抽取"), "primary", key="Enter")
        cancel.setObjectName(DRAW_CANCEL)
        self._done.setObjectName(DRAW_OK)
        self._done.setEnabled(bool(self._drawing.population and self._drawing.teams))
        self.close_with(self._done, self.accept, cancel)
        self._percent.setFocus()

    def _counted(self, percent: int) -> None:
        self._count.setText(t("{n} 件", n=self._drawing.count(percent)))

    @property
    def wanted(self) -> Draw:
        """What to draw."""
        seed = self._seed.text().strip()
        count = self._drawing.count(self._percent.value())
        return Draw(str(self._team.currentData() or ""), count, int(seed) if seed else None, self._day.text().strip())
