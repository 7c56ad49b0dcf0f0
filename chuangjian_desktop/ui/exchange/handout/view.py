"""The dialog for handing out: which teams, a lower office, a folder; then the files and the fingerprint."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.handout.presenter import HandOutPresenter
from chuangjian_desktop.ui.exchange.handout.state import Chosen, HandedOut, HandOutState
from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.testing_names import (
    HANDOUT,
    HANDOUT_ALL,
    HANDOUT_CANCEL,
    HANDOUT_FINGERPRINT,
    HANDOUT_OFFICE,
    HANDOUT_RESULT,
    HANDOUT_TEAM,
    HANDOUT_UNIT,
    HANDOUT_UNITS,
    HANDOUT_WRITE,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class HandOutDialog(Dialog):
    """Nothing is written before a folder was chosen. Afterwards it shows the files and by what they are known."""

    def __init__(self, desk: Desk, parent: QWidget | None) -> None:
        super().__init__(HANDOUT, parent, width=620)
        self._desk = desk
        self._ticks: dict[str, QCheckBox] = {}
        self._folder: Path | None = None
        self.head(
            t("下发任务包"),
            t(
                "每个组一个文件，里面是这一轮的点位、测评表、人员和责任单位，没有别的组的记录；责任单位只得到自己的整改事项。"
            ),
        )
        self._all, self._grid = Button("", "text"), QGridLayout()
        self._all.setObjectName(HANDOUT_ALL)
        self._down, self._office = QCheckBox(t("下级创建办")), QLineEdit()
        self._office.setObjectName(HANDOUT_OFFICE)
        self._to_units, self._units = QCheckBox(t("责任单位")), QComboBox()
        self._to_units.setObjectName(HANDOUT_UNITS)
        self._units.setObjectName(HANDOUT_UNIT)
        self._write = Button(t("选文件夹并写…"), "primary", key="Enter")
        self._write.setObjectName(HANDOUT_WRITE)
        self._cancel = Button(t("取消"), key="Esc")
        self._cancel.setObjectName(HANDOUT_CANCEL)
        self._open = Button(t("打开文件夹"), icon="folder")
        self._open.hide()
        self._result = ResultPage()
        self._pages = QStackedWidget()
        self._presenter = HandOutPresenter(desk, self.show_state)
        self._lay_out()
        self._connect()
        self._enable()
        self._presenter.refresh()

    def _lay_out(self) -> None:
        inside = QWidget()
        self._grid.setContentsMargins(0, 0, u(8), 0)
        self._grid.setHorizontalSpacing(u(16))
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addLayout(self._grid)
        holder.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(u(150))
        down = QHBoxLayout()
        down.setSpacing(u(8))
        self._down.setFont(font(13))
        self._office.setPlaceholderText(t("名称，例如：光明街道创建办"))
        self._office.setAccessibleName(t("下级创建办的名称"))
        self._office.setMaxLength(100)
        down.addWidget(self._down)
        down.addWidget(self._office, 1)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(6))
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(scroll, 1)
        column.addLayout(down)
        column.addLayout(self._for_units())
        column.addWidget(_hint())
        self._pages.addWidget(page)
        self._pages.addWidget(self._result)
        self.content.addWidget(self._pages, 1)
        self.buttons.addWidget(self._open)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._write)
        self.finish_with(self._write)

    def _for_units(self) -> QHBoxLayout:
        self._to_units.setFont(font(13))
        self._to_units.setMinimumWidth(self._down.sizeHint().width() + u(4))
        self._down.setMinimumWidth(self._to_units.minimumWidth())
        self._units.setAccessibleName(t("责任单位"))
        row = QHBoxLayout()
        row.setSpacing(u(8))
        row.addWidget(self._to_units)
        row.addWidget(self._units, 1)
        return row

    def _connect(self) -> None:
        self._to_units.toggled.connect(self._enable)
        self._units.activated.connect(self._unit_picked)
        self._all.clicked.connect(self._tick_all)
        self._down.toggled.connect(self._downward)
        self._office.textChanged.connect(self._named)
        self._write.clicked.connect(self._act)
        self._cancel.clicked.connect(self.reject)
        self._open.clicked.connect(self._open_folder)

    def show_state(self, state: HandOutState) -> None:
        """Teams with what they were given before; those that were given nothing are ticked."""
        fresh = not any(each.sent for each in state.receivers)
        for row, each in enumerate(state.receivers):
            tick = QCheckBox(f"{each.name}  {each.code}")
            tick.setObjectName(HANDOUT_TEAM.format(code=each.code))
            tick.setFont(font(13))
            tick.setChecked(fresh or not each.sent)
            tick.toggled.connect(self._enable)
            self._ticks[each.code] = tick
            self._grid.addWidget(tick, row, 0)
            self._grid.addWidget(label(each.who, 12, ink="3"), row, 1)
            self._grid.addWidget(label(each.before, 12, ink="2" if each.sent else "3"), row, 2)
        if not state.receivers:
            self._grid.addWidget(
                label(t("还没有测评组。先导入测评组表，或只发给下级创建办、责任单位。"), 13, ink="2"), 0, 0
            )
        self._units.clear()
        self._units.addItem(t("有整改事项的全部 {n} 个单位，每个一份", n=len(state.units)), state.units)
        for unit in state.units:
            self._units.addItem(unit, (unit,))
        for part in (self._to_units, self._units):
            part.setEnabled(bool(state.units))
            part.setToolTip("" if state.units else t("还没有交办给任何单位的问题"))
        if state.offices:
            self._office.setText(state.offices[0])
            self._down.setChecked(False)
        self._enable()

    def _teams(self) -> tuple[str, ...]:
        return tuple(code for code, tick in self._ticks.items() if tick.isChecked())

    def _chosen(self) -> Chosen:
        units: tuple[str, ...] = self._units.currentData() if self._to_units.isChecked() else ()
        return Chosen(self._teams(), self._below(), tuple(units))

    def _below(self) -> str:
        return self._office.text().strip() if self._down.isChecked() else ""

    def _tick_all(self) -> None:
        wanted = len(self._teams()) < len(self._ticks)
        for tick in self._ticks.values():
            tick.setChecked(wanted)

    def _unit_picked(self, _place: int) -> None:
        self._to_units.setChecked(True)

    def _downward(self, ticked: bool) -> None:
        if ticked and not self._office.text():
            self._office.setFocus()
        self._enable()

    def _named(self, text: str) -> None:
        self._down.setChecked(bool(text.strip()))
        self._enable()

    def _enable(self) -> None:
        count = len(self._teams())
        self._all.setText(t("全不选") if self._ticks and count == len(self._ticks) else t("全选"))
        self._all.setVisible(len(self._ticks) > 1)
        nameless = self._down.isChecked() and not self._below()
        self._write.setEnabled(self._chosen().count > 0 and not nameless)

    def _act(self) -> None:
        if self._folder is not None:
            self.accept()
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, t("写到哪个文件夹"), documents)
        dialog.setObjectName("handout.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._to)
        dialog.open()

    def _to(self, place: str) -> None:
        chosen = self._chosen()
        run_long(
            t("正在写任务包并核对"),
            (self, self._desk.runner),
            lambda progress: self._presenter.write(chosen, Path(place), progress),
            self._over,
            self._desk.failed,
        )

    def _over(self, handed: HandedOut) -> None:
        if handed.refusal is not None:
            self._desk.failed(handed.refusal)
        if not handed.given:
            return
        self._folder = handed.folder
        whole = len(handed.given) == handed.wanted
        n, m = len(handed.given), handed.wanted
        self.head(
            t("任务包已写好并核对，可以拔出 U 盘") if whole else t("写好 {n} 个，还有 {m} 个没写", n=n, m=m - n),
            t("到各组的电脑上双击打开，或拖进程序窗口。第一次打开时，请他们和你对这六组数字。"),
        )
        self._result.show_handed(handed)
        self._pages.setCurrentIndex(1)
        self._write.setText(t("完成"))
        self._open.show()
        self._cancel.hide()

    def _open_folder(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))


def _hint() -> TextBlock:
    made = TextBlock(12, 18)
    made.show_text(t("同一个文件夹里同名的旧任务包会换成新的。"), ink="text_3")
    return made


class ResultPage(QWidget):
    """The files that were written, and the fingerprint by which the teams know them."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(HANDOUT_RESULT)
        self._fingerprint = Fingerprint(HANDOUT_FINGERPRINT)
        self._files = QGridLayout()
        self._files.setHorizontalSpacing(u(16))
        self._files.setVerticalSpacing(u(4))
        self._files.setColumnStretch(0, 1)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, u(8), 0)
        holder.addLayout(self._files)
        holder.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(10))
        column.addWidget(self._fingerprint)
        column.addWidget(scroll, 1)

    def show_handed(self, handed: HandedOut) -> None:
        """Render."""
        self._fingerprint.show_fingerprint(handed.fingerprint)
        row = 0
        for each in handed.given:
            for name, size in each.files:
                self._files.addWidget(label(name, 13), row, 0)
                self._files.addWidget(label(t("更正包") if each.correction else t("任务包"), 12, ink="2"), row, 1)
                self._files.addWidget(label(size, 12, ink="2"), row, 2, Qt.AlignmentFlag.AlignRight)
                row += 1
