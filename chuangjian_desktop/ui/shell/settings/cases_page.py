"""The page of Settings about cases: labels, shares, lists, working hours and the working calendar."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout

from chuangjian_desktop.services.calendar import YEARS
from chuangjian_desktop.services.casework.options import CaseOptions
from chuangjian_desktop.ui.dialogs.base import field
from chuangjian_desktop.ui.shell.settings.pages import page
from chuangjian_desktop.ui.shell.settings.state import CasesState
from chuangjian_desktop.ui.testing_names import (
    SETTINGS_CASES_DATE,
    SETTINGS_CASES_DAYS,
    SETTINGS_CASES_DROP,
    SETTINGS_CASES_HOURS,
    SETTINGS_CASES_KIND,
    SETTINGS_CASES_LABEL,
    SETTINGS_CASES_NAME,
    SETTINGS_CASES_NUMBER,
    SETTINGS_CASES_PUT,
    SETTINGS_CASES_SAVE,
    SETTINGS_CASES_SAVE_HOURS,
    SETTINGS_CASES_YEAR,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

LABELS = 5


class CasesPage(QFrame):
    """`day_put` carries date, kind (`off`, `work`) and name."""

    options_saved = Signal(object)
    hours_saved = Signal(str)
    year_chosen = Signal(int)
    day_put = Signal(str, str, str)
    day_dropped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._area, column = page()
        self._shown: CaseOptions | None = None
        self._hours_shown = ""
        self._options(column)
        column.addSpacing(u(12))
        self._times(column)
        column.addSpacing(u(12))
        self._calendar(column)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def _options(self, column: QVBoxLayout) -> None:
        numbers = (
            ("window_days", t("反弹认定期限（天）"), 3650),
            ("red_bureaus", t("红榜部门数"), 1000),
            ("black_bureaus", t("黑榜部门数"), 1000),
            ("sample_percent", t("回头看抽查比例（%）"), 100),
            ("red_districts", t("红榜属地数"), 1000),
            ("black_districts", t("黑榜属地数"), 1000),
        )
        self._labels = [QLineEdit() for _ in range(LABELS)]
        row = QHBoxLayout()
        row.setSpacing(u(8))
        for place, edit in enumerate(self._labels, 1):
            edit.setObjectName(SETTINGS_CASES_LABEL.format(n=place))
            row.addLayout(field(t("五定第 {n} 项", n=place), edit))
        self._numbers = {name: QSpinBox() for name, _, _ in numbers}
        grid = QGridLayout()
        grid.setHorizontalSpacing(u(8))
        grid.setVerticalSpacing(u(10))
        for place, (name, caption, most) in enumerate(numbers):
            self._numbers[name].setRange(0, most)
            self._numbers[name].setObjectName(SETTINGS_CASES_NUMBER.format(name=name))
            grid.addLayout(field(caption, self._numbers[name]), place // 3, place % 3)
        save = Button(t("保存整改设置"), "primary")
        save.setObjectName(SETTINGS_CASES_SAVE)
        save.clicked.connect(self._save)
        column.addLayout(row)
        column.addLayout(grid)
        column.addWidget(save)

    def _times(self, column: QVBoxLayout) -> None:
        self._hours, save = QLineEdit(), Button(t("保存工作时间"))
        self._hours.setObjectName(SETTINGS_CASES_HOURS)
        save.setObjectName(SETTINGS_CASES_SAVE_HOURS)
        save.clicked.connect(self._save_hours)
        column.addLayout(field(t("工作时间（如 8:30-12:00 14:00-17:30）"), self._hours))
        column.addWidget(save)

    def _calendar(self, column: QVBoxLayout) -> None:
        self._year, self._known, self._days = QSpinBox(), TextBlock(13, 20), Table(SETTINGS_CASES_DAYS)
        self._year.setRange(*YEARS)
        self._year.setFixedWidth(u(110))
        self._year.setObjectName(SETTINGS_CASES_YEAR)
        self._year.setAccessibleName(t("年份"))
        self._year.valueChanged.connect(self.year_chosen)
        self._days.setFixedHeight(u(250))
        self._days.clicked.connect(self._clicked)
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(label(t("工作日历"), 14, bold=True))
        head.addWidget(self._year)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._known)
        column.addWidget(self._days)
        column.addLayout(self._day())

    def _day(self) -> QHBoxLayout:
        self._date, self._name = QLineEdit(), QLineEdit()
        self._kind = Segmented((("off", t("放假")), ("work", t("上班"))))
        put, drop = Button(t("写入这一天")), Button(t("去掉选中的一天"))
        parts = (self._date, self._kind, self._name, put, drop)
        names = (SETTINGS_CASES_DATE, SETTINGS_CASES_KIND, SETTINGS_CASES_NAME, SETTINGS_CASES_PUT, SETTINGS_CASES_DROP)
        row = QHBoxLayout()
        row.setSpacing(u(8))
        for part, name in zip(parts, names, strict=True):
            part.setObjectName(name)
            row.addWidget(part, int(part is self._name))
        self._date.setFixedWidth(u(120))
        self._date.setPlaceholderText("2026-10-01")
        self._date.setAccessibleName(t("日期"))
        self._name.setPlaceholderText(t("名称"))
        self._name.setAccessibleName(t("名称"))
        self._kind.choose("off")
        put.clicked.connect(self._put)
        drop.clicked.connect(self._drop)
        return row

    def show_state(self, state: CasesState) -> None:
        """Render; what is being typed stays."""
        if state.options != self._shown:
            self._shown = state.options
            for place, edit in enumerate(self._labels):
                edit.setText(state.options.fives[place] if place < len(state.options.fives) else "")
            for name, box in self._numbers.items():
                box.setValue(getattr(state.options, name))
        if state.hours != self._hours_shown:
            self._hours_shown = state.hours
            self._hours.setText(state.hours)
        if not self._year.hasFocus():
            self._year.blockSignals(True)
            self._year.setValue(state.year)
            self._year.blockSignals(False)
        self._known.show_text(state.known, ink="text_2")
        self._days.show_rows(state.columns, state.days)

    def show_year(self, year: int) -> None:
        """Go to the calendar of a year."""
        self._year.setValue(year)
        self._area.ensureWidgetVisible(self._date)

    def _save(self) -> None:
        labels = tuple(text for edit in self._labels if (text := edit.text().strip()))
        numbers = {name: box.value() for name, box in self._numbers.items()}
        self.options_saved.emit(CaseOptions(labels, **numbers))

    def _save_hours(self) -> None:
        self.hours_saved.emit(self._hours.text())

    def _clicked(self, index: QModelIndex) -> None:
        """A chosen day stands in the fields, to be changed."""
        date, kind, name = (str(index.siblingAtColumn(column).data() or "") for column in range(3))
        self._date.setText(date)
        self._kind.choose("work" if kind == t("上班") else "off")
        self._name.setText(name)

    def _put(self) -> None:
        self.day_put.emit(self._date.text(), self._kind.current(), self._name.text())

    def _drop(self) -> None:
        if key := self._days.current_key():
            self.day_dropped.emit(key)
