"""Before what an earlier round entered is taken over: which round, and every value."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QComboBox, QWidget

from chuangjian_desktop.domain.city.facts import Entry
from chuangjian_desktop.services.office.city import entries
from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.office.city.carrying import carried_columns, carried_rows
from chuangjian_desktop.ui.office.city.presenter import CityPresenter
from chuangjian_desktop.ui.office.city.reading import Read
from chuangjian_desktop.ui.testing_names import CITY_CARRY, CITY_CARRY_OK, CITY_CARRY_ROUND, CITY_CARRY_ROWS
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class CarryDialog(Dialog):
    """Nothing is written before 带入. Accepted once it is durable."""

    def __init__(self, desk: Desk, read: Read, parent: QWidget | None) -> None:
        super().__init__(CITY_CARRY, parent, width=680)
        self._desk, self._read = desk, read
        self.head(
            t("带入往轮录入"),
            t(
                "{title}：只带入这一轮还没有录入的项目。测评得分属于各轮自己，不带入；年度成绩各轮通用，不用带。",
                title=read.standard.title,
            ),
        )
        self._round = QComboBox()
        self._round.setObjectName(CITY_CARRY_ROUND)
        for code, name in read.rounds:
            self._round.addItem(f"{code} {name}", code)
        self._round.setCurrentIndex(self._round.count() - 1)
        self._sum, self._rows = Banner(), Table(CITY_CARRY_ROWS)
        self._rows.setMinimumHeight(u(210))
        self._done = Button(t("带入"), "primary", key="Enter")
        self._done.setObjectName(CITY_CARRY_OK)
        self.content.addLayout(field(t("从哪一轮"), self._round))
        self.content.addWidget(self._sum)
        self.content.addWidget(self._rows, 1)
        self.close_with(self._done, self._carry)
        self._round.currentIndexChanged.connect(self._look)
        self._look()

    def _look(self) -> None:
        workspace, code, source = self._desk.workspace, self._read.standard.code, str(self._round.currentData())
        self._done.setEnabled(False)

        def done(found: Mapping[str, Entry]) -> None:
            if source == self._round.currentData():
                self._show(found)

        self._desk.runner.run(
            lambda _progress: entries.carried(workspace, code, source), done, self._desk.failed, lane="work"
        )

    def _show(self, found: Mapping[str, Entry]) -> None:
        self._rows.show_rows(carried_columns(), carried_rows(self._read.standard, found))
        told = t("带入 {n} 项", n=len(found)) if found else t("那一轮没有可带入的：没有录入，或这一轮已经录入")
        self._sum.show_banner(told, "info", "info")
        self._done.setEnabled(bool(found))

    def _carry(self) -> None:
        workspace, code, source = self._desk.workspace, self._read.standard.code, str(self._round.currentData())
        self._desk.runner.run(
            lambda _progress: entries.carry_over(workspace, code, source),
            lambda _count: self.accept(),
            self._desk.failed,
        )


def ask_carry(desk: Desk, presenter: CityPresenter, parent: QWidget) -> None:
    """Show what another round entered for the standard that is open."""
    if (read := presenter.read) is not None:
        dialog = CarryDialog(desk, read, parent)
        dialog.accepted.connect(presenter.refresh)
        dialog.open()
