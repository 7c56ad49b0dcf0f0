"""The dialog for taking packages in on a team's computer: what each is and brings, then what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.progress import run_long
from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.exchange.receive.presenter import ReceivePresenter, Taken
from chuangjian_desktop.ui.exchange.receive.state import Parcel, ReceiveState
from chuangjian_desktop.ui.testing_names import (
    RECEIVE,
    RECEIVE_CANCEL,
    RECEIVE_COMPARED,
    RECEIVE_OFFICE,
    RECEIVE_OK,
    RECEIVE_PACKAGE,
    RECEIVE_TOLD,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import TagLabel, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class ReceiveDialog(Dialog):
    """Nothing is changed before 收下. `taken` tells what was brought, once it is durable."""

    taken = Signal(object)

    def __init__(self, desk: Desk, paths: Sequence[Path], parent: QWidget) -> None:
        super().__init__(RECEIVE, parent, width=600)
        self._desk = desk
        self._cards = QVBoxLayout()
        self._cards.setSpacing(u(8))
        self._ok, self._cancel = Button("", "primary", key="Enter"), Button(t("取消"), key="Esc")
        self._ok.setObjectName(RECEIVE_OK)
        self._cancel.setObjectName(RECEIVE_CANCEL)
        self._presenter = ReceivePresenter(desk, paths, self.show_state)
        self._lay_out()
        self._ok.clicked.connect(self._act)
        self._cancel.clicked.connect(self.reject)
        self.show_state(self._presenter.state)

    def _lay_out(self) -> None:
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, u(4), 0)
        holder.addLayout(self._cards)
        holder.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(inside)
        scroll.setMinimumHeight(u(220))
        self.content.addWidget(scroll, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self._cancel)
        self.buttons.addWidget(self._ok)
        self.finish_with(self._ok)

    def begin(self) -> None:
        """Show, and look at the files."""
        self.open()
        self._look()

    def _look(self) -> None:
        run_long(
            t("正在看文件"),
            (self, self._desk.runner),
            self._presenter.look,
            self._presenter.seen,
            self._failed,
            cancelled=self.reject,
        )

    def show_state(self, state: ReceiveState) -> None:
        """Render."""
        self._clear()
        if state.stage == "taken":
            self.head(t("已收下"))
            self._tell(state)
        else:
            self.head(t("收到的文件"), t("先看清楚，再收下。现在还没有任何变化。"))
            for each in state.parcels:
                self._cards.addWidget(self._card(each))
        self._ok.setText({"looking": t("收下"), "seen": t("收下"), "taken": t("好")}[state.stage])
        self._ok.setEnabled(state.stage == "taken" or state.takeable > 0)
        self._cancel.setVisible(state.stage != "taken")

    def _clear(self) -> None:
        while self._cards.count():
            entry = self._cards.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()

    def _tell(self, state: ReceiveState) -> None:
        for line in state.told:
            said = TextBlock(13, 20)
            said.setObjectName(RECEIVE_TOLD)
            said.show_text(line)
            self._cards.addWidget(said)

    def _card(self, parcel: Parcel) -> QFrame:
        made = QFrame()
        made.setObjectName(RECEIVE_PACKAGE.format(n=parcel.number))
        made.setAccessibleName(f"{parcel.title} {parcel.tag} {parcel.words}")
        made.setProperty("frame", "card")
        column = QVBoxLayout(made)
        column.setContentsMargins(u(12), u(10), u(12), u(10))
        column.setSpacing(u(4))
        head = QHBoxLayout()
        head.addWidget(label(parcel.title, 14, bold=True), 1)
        tag = TagLabel()
        tag.show_tag(parcel.tag, parcel.mood)
        head.addWidget(tag)
        column.addLayout(head)
        for text, ink in ((parcel.facts, "text_3"), (parcel.words, "text_1")):
            if text:
                block = TextBlock(12 if ink == "text_3" else 13, 18 if ink == "text_3" else 20)
                block.show_text(text, ink=ink)
                column.addWidget(block)
        if parcel.fingerprint:
            self._to_compare(parcel, column)
        return made

    def _to_compare(self, parcel: Parcel, column: QVBoxLayout) -> None:
        hint = TextBlock(13, 20)
        hint.show_text(
            t("发出者自称创建办。打电话对一下这六组数字：")
            if parcel.office
            else t("这个签名这里还不认识。当面或打电话对一下这六组数字：")
        )
        groups = Fingerprint(f"{RECEIVE_PACKAGE.format(n=parcel.number)}.fingerprint", 18)
        groups.show_fingerprint(parcel.fingerprint)
        tick = QCheckBox(t("对过了，六组都一致，以后都认"))
        tick.setObjectName(RECEIVE_COMPARED.format(n=parcel.number))
        tick.setFont(font(13))
        tick.setChecked(parcel.compared)
        tick.toggled.connect(partial(self._compared, parcel.number))
        for part in (hint, groups, tick):
            column.addWidget(part)
        if parcel.office:
            office = QCheckBox(t("这是创建办 / 上级，可以改点位、测评表等创建办的内容"))
            office.setObjectName(RECEIVE_OFFICE.format(n=parcel.number))
            office.setFont(font(13))
            office.setChecked(parcel.as_office)
            office.toggled.connect(partial(self._called_office, parcel.number))
            column.addWidget(office)

    def _called_office(self, number: int, office: bool) -> None:
        self._presenter.called_office(number, office)
        QTimer.singleShot(0, self._look)

    def _compared(self, number: int, same: bool) -> None:
        self._presenter.compared(number, same)
        QTimer.singleShot(0, self._look)

    def _act(self) -> None:
        if self._presenter.state.stage == "taken":
            self.accept()
            return
        run_long(
            t("正在收下"),
            (self, self._desk.runner),
            self._presenter.take,
            self._over,
            self._failed,
        )

    def _over(self, taken: Taken) -> None:
        self._presenter.taken(taken)
        self.taken.emit(taken.report)

    def _failed(self, error: Exception) -> None:
        self._desk.failed(error)
        self.reject()
