"""Before numbers are given: which kind, for whom, as PDF or Word, the numbers, and where the files go."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.office.papers.notice_values import SUPERVISION
from chuangjian_desktop.services.office.papers.notices import Wanted
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.refusal import RefusalDialog
from chuangjian_desktop.ui.testing_names import ISSUE_ACCEPTED, ISSUE_FORMAT, ISSUE_KIND, ISSUE_ONE_FILE, ISSUE_RENEW
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.tokens import u


class IssueDialog(Dialog):
    """Accepted with `every`, `wanted` and `folder` set."""

    def __init__(
        self,
        unit: str,
        count: int,
        kind: str,
        parent: QWidget | None,
        *,
        unreviewed: tuple[str, str] = ("", ""),
        elsewhere: AbstractSet[str] = frozenset(),
    ) -> None:
        """`unreviewed` says what of this unit's, and of all, nobody has reviewed; another copy of the office's file
        numbers the kinds in `elsewhere`."""
        super().__init__("issue", parent)
        self._elsewhere = elsewhere
        self._renew = _check(ISSUE_RENEW, t("由本机接管编号（平时由另一份工作文件编号）"))
        self._unreviewed, self._warning = unreviewed, label("", 12, ink="2")
        self._warning.setObjectName("issue.unreviewed")
        self._warning.setWordWrap(True)
        self.every, self.wanted, self.folder = False, Wanted(), Path()
        lead = t("取号后不可重复使用，作废的号保留。每份文书旁边另存一份单位填写的回复工作簿。")
        self.head(t("取号并打印"), lead)
        self._kind, self._format = QComboBox(), Segmented((("pdf", "PDF"), ("docx", "Word")))
        self._kind.setObjectName(ISSUE_KIND)
        self._kind.addItems(KINDS)
        self._kind.setCurrentText(kind)
        self._format.setObjectName(ISSUE_FORMAT)
        self._format.choose("pdf")
        self._one_file = _check(ISSUE_ONE_FILE, t("合成一个 PDF 给打印机"))
        self._accepted = _check(ISSUE_ACCEPTED, t("只下达已审核的，未审核的留着"))
        self._one = _radio("issue.one", t("只发这一份：{unit}", unit=unit))
        self._all = _radio("issue.all", t("发给全部有未发问题的单位（{n} 个）", n=count))
        self._one.setChecked(True)
        self._start = _edit("issue.start", t("不填则接着上一个号"))
        self._number = _edit("issue.number", t("办公室登记簿另有号时才填"))
        self._reason = _edit("issue.reason", t("手填文号的理由"))
        self._signer = _edit("issue.signer", t("按“设置”里的填"))
        self._lay_out()
        self._connect()
        self._warn()

    def _connect(self) -> None:
        self._all.toggled.connect(self._number.setDisabled)
        self._all.toggled.connect(self._warn)
        self._kind.currentTextChanged.connect(self._warn)
        self._accepted.toggled.connect(self._warn)
        self._format.chosen.connect(self._formatted)
        done = Button(t("选择文件夹…"), "primary", key="Enter")
        done.setObjectName("issue.ok")
        self.close_with(done, self._finish)

    def _lay_out(self) -> None:
        self.content.addLayout(_beside(field(t("种类"), self._kind), field(t("格式"), self._format)))
        for part in (self._one, self._all, self._warning, self._accepted, self._one_file, self._renew):
            self.content.addWidget(part)
        self.content.addLayout(_beside(field(t("起始号"), self._start), field(t("签发人"), self._signer)))
        self.content.addLayout(_beside(field(t("手填文号"), self._number), field(t("理由"), self._reason)))

    def _warn(self, *_ignored: object) -> None:
        """What would go out unreviewed; a 督办单 names only what a unit has already."""
        told = "" if self._kind.currentText() == SUPERVISION else self._unreviewed[self._all.isChecked()]
        self._warning.setText(told)
        self._warning.setVisible(bool(told) and not self._accepted.isChecked())
        self._accepted.setVisible(bool(told))
        self._renew.setVisible(self._kind.currentText() in self._elsewhere)

    def _formatted(self, form: str) -> None:
        """One file for the printer is a PDF."""
        self._one_file.setEnabled(form == "pdf")
        self._one_file.setChecked(self._one_file.isChecked() and form == "pdf")

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
        self.wanted = Wanted(
            kind=self._kind.currentText(),
            number=by_hand,
            reason=self._reason.text().strip(),
            start=int(start) if start else None,
            format=self._format.current(),
            one_file=self._one_file.isChecked(),
            signer=self._signer.text().strip(),
            accepted=self._accepted.isChecked(),
            renew=self._renew.isVisibleTo(self) and self._renew.isChecked(),
        )
        dialog = QFileDialog(self, t("选择文件夹…"), str(Path.home()))
        dialog.setObjectName("issue.place")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._placed)
        dialog.open()

    def _placed(self, place: str) -> None:
        self.folder = Path(place)
        self.accept()


def _check(name: str, words: str) -> QCheckBox:
    made = QCheckBox(words)
    made.setObjectName(name)
    return made


def _radio(name: str, words: str) -> QRadioButton:
    made = QRadioButton(words)
    made.setObjectName(name)
    return made


def _edit(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setPlaceholderText(hint)
    return made


def _beside(*parts: QVBoxLayout) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(u(12))
    for part in parts:
        row.addLayout(part, 1)
    return row


class VoidDialog(Dialog):
    """Asks for the reason of making a notice void."""

    def __init__(self, number: str, parent: QWidget | None) -> None:
        super().__init__("void", parent)
        self.head(t("作废 {number}", number=number), t("号码保留，不再使用。其中的问题回到未发。"))
        self.reason = QLineEdit()
        self.reason.setObjectName("void.reason")
        self.content.addLayout(field(t("理由"), self.reason))
        done = Button(t("作废"), "danger", key="Enter")
        done.setObjectName("void.ok")
        self.close_with(done, self._finish)
        self.reason.setFocus()

    def _finish(self) -> None:
        if self.reason.text().strip():
            self.accept()
