"""Asks for the reason of erasing a photo, and says plainly what that means."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from chuangjian_desktop.services.exchange.erasing import Outlook
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.testing_names import ERASE, ERASE_CANCEL, ERASE_OK, ERASE_REASON
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button


class EraseDialog(Dialog):
    """`reason` is what was written; the button works only once something is."""

    def __init__(self, outlook: Outlook, parent: QWidget | None) -> None:
        super().__init__(ERASE, parent)
        at_once = outlook.at_once
        if at_once:
            self.head(t("彻底删除这张照片"), t("删除后无法恢复，撤销也找不回来。"))
            rows = [(t("这里"), t("照片、小图和原件立即清除，自动备份里的也清除。"))]
            rows.append((t("别处"), t("随交回和合并传到每台电脑，各处都会清除，以后也不再收进来。")))
            rows.append((t("留下的"), t("记录还在，注明谁在何时、为何删除。扣分不变。")))
        else:
            self.head(t("申请彻底删除这张照片"), t("照片不是这台电脑收进来的，由创建办决定是否删除。"))
            rows = [(t("现在"), t("照片还在，申请列在“冲突”里，随交回送到创建办。"))]
            rows.append((t("批准后"), t("各处都会清除，无法恢复；记录注明谁申请、为何删除。")))
        if outlook.records > 1:
            rows.append((t("同一张"), t("还用在另外 {n} 处，一并处理。", n=outlook.records - 1)))
        self.content.addWidget(facts(tuple(rows)))
        self._reason = QLineEdit()
        self._reason.setObjectName(ERASE_REASON)
        self._reason.setMaxLength(200)
        self._reason.setPlaceholderText(t("例如：拍到路人正脸，本人要求删除"))
        self.content.addLayout(field(t("理由（必填）"), self._reason))
        cancel = Button(t("保留照片"), key="Esc")
        cancel.setObjectName(ERASE_CANCEL)
        self._done = Button(t("彻底删除") if at_once else t("提出申请"), "danger", key="Enter")
        self._done.setObjectName(ERASE_OK)
        self._reason.textChanged.connect(self._typed)
        self.close_with(self._done, self._finish, cancel)
        self._typed("")
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """Why."""
        return self._reason.text().strip()

    def _typed(self, _text: str) -> None:
        self._done.setEnabled(bool(self.reason))
        self._done.setToolTip("" if self.reason else t("先写理由"))

    def _finish(self) -> None:
        if self.reason:
            self.accept()
