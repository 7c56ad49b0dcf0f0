"""Before numbers are given: for whom, the start number, a number by hand with its reason, where the files go."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QRadioButton, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.office.notices import Wanted
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.refusal import RefusalDialog
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button


class IssueDialog(Dialog):
    """Accepted with `every`, `wanted` and `folder` set."""

    def __init__(self, unit: str, count: int, parent: QWidget | None) -> None:
        super().__init__("issue", parent)
        self.every, self.wanted, self.folder = False, Wanted(), Path()
        self.head(t("取号并打印"), t("取号后不可重复使用，作废的号保留。"))
        self._one, self._all = (
            QRadioButton(t("只发这一份：{unit}", unit=unit)),
            QRadioButton(t("发给全部有未发问题的单位（{n} 个）", n=count)),
        )
        self._one.setObjectName("issue.one")
        self._all.setObjectName("issue.all")
        self._one.setChecked(True)
        self._start, self._number, self._reason = QLineEdit(), QLineEdit(), QLineEdit()
        for edit, name in (
            (self._start, "issue.start"),
            (self._number, "issue.number"),
            (self._reason, "issue.reason"),
        ):
            edit.setObjectName(name)
        self._start.setPlaceholderText(t("不填则接着上一个号"))
        self._number.setPlaceholderText(t("办公室登记簿另有号时才填"))
        self._reason.setPlaceholderText(t("手填文号的理由"))
        self.content.addWidget(self._one)
        self.content.addWidget(self._all)
        for caption, edit in (
            (t("起始号"), self._start),
            (t("手填文号"), self._number),
            (t("理由"), self._reason),
        ):
            self.content.addLayout(field(caption, edit))
        self._all.toggled.connect(self._number.setDisabled)
        cancel, done = Button(t("取消"), key="Esc"), Button(t("选择文件夹…"), "primary", key="Enter")
        done.setObjectName("issue.ok")
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self._finish)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(done)
        self.finish_with(done)

    def _finish(self) -> None:
        start = self._start.text().strip()
        if start and not start.isdecimal():
            RefusalDialog(Refusal("M27", field="number", value=start), self).open()
            return
        by_hand = "" if self._all.isChecked() else self._number.text().strip()
        if by_hand and not self._reason.text().strip():
            RefusalDialog(Refusal("M27", field="reason", value=""), self).open()
            return
        self.every = self._all.isChecked()
        self.wanted = Wanted(number=by_hand, reason=self._reason.text().strip(), start=int(start) if start else None)
        dialog = QFileDialog(self, t("选择文件夹…"), str(Path.home()))
        dialog.setObjectName("issue.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._placed)
        dialog.open()

    def _placed(self, place: str) -> None:
        self.folder = Path(place)
        self.accept()


class VoidDialog(Dialog):
    """Asks for the reason of making a notice void."""

    def __init__(self, number: str, parent: QWidget | None) -> None:
        super().__init__("void", parent)
        self.head(t("作废 {number}", number=number), t("号码保留，不再使用。其中的问题回到未发。"))
        self.reason = QLineEdit()
        self.reason.setObjectName("void.reason")
        self.content.addLayout(field(t("理由"), self.reason))
        cancel, done = Button(t("取消"), key="Esc"), Button(t("作废"), "danger", key="Enter")
        done.setObjectName("void.ok")
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self._finish)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(done)
        self.finish_with(done)
        self.reason.setFocus()

    def _finish(self) -> None:
        if self.reason.text().strip():
            self.accept()
