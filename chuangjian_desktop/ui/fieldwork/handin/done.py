"""What stands on screen once a package was written, read back and compared."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.ui.dialogs.refusal import MoodMark
from chuangjian_desktop.ui.exchange.proof import Fingerprint, QrCode
from chuangjian_desktop.ui.fieldwork.handin.state import Written
from chuangjian_desktop.ui.screen import card
from chuangjian_desktop.ui.testing_names import HANDIN_AGAIN, HANDIN_CODE, HANDIN_DONE, HANDIN_FINGERPRINT, HANDIN_SLIP
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

WIDEST = 860


class DonePage(QScrollArea):
    """可以拔出 U 盘: the outcome large, the fingerprint, the files, the code, and the slip to print."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName(HANDIN_DONE)
        self.setWidgetResizable(True)
        self._shown: Written | None = None
        self._title, self._lead, self._parts = label("", 30, bold=True, ink="gain"), TextBlock(14, 22), Banner()
        self._parts.show_banner("")
        self.fingerprint, self.code = Fingerprint(HANDIN_FINGERPRINT, 26), QrCode(HANDIN_CODE)
        self._proof_title, self._proof_hint = label("", 13, bold=True), TextBlock(12, 18)
        self._code_hint = TextBlock(12, 18)
        self._files_title, self._files = label("", 13, bold=True), QGridLayout()
        self.slip, self.again = Button("", "primary", icon="print", tall=True), Button("", tall=True)
        self.folder = Button("", icon="folder", tall=True)
        self.slip.setObjectName(HANDIN_SLIP)
        self.again.setObjectName(HANDIN_AGAIN)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(u(14))
        said = QVBoxLayout()
        said.setSpacing(u(2))
        said.addWidget(self._title)
        said.addWidget(self._lead)
        head.addWidget(MoodMark("tick", "gain"), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(said, 1)
        acts = QHBoxLayout()
        acts.setSpacing(u(8))
        for button in (self.slip, self.folder, self.again):
            acts.addWidget(button)
        acts.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(u(WIDEST))
        column = QVBoxLayout(middle)
        column.setContentsMargins(u(20), u(16), u(20), u(16))
        column.setSpacing(u(10))
        column.addLayout(head)
        column.addWidget(self._parts)
        column.addWidget(self._proof())
        column.addWidget(self._file_card())
        column.addLayout(acts)
        column.addStretch(1)
        around = QWidget()
        around.setProperty("surface", "0")
        row = QHBoxLayout(around)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(middle, 100)
        row.addStretch(1)
        self.setWidget(around)

    def _proof(self) -> QWidget:
        made, column = card()
        row = QHBoxLayout()
        row.setSpacing(u(20))
        left = QVBoxLayout()
        left.setSpacing(u(6))
        for part in (self._proof_title, self._proof_hint, self.fingerprint, self._code_hint):
            left.addWidget(part)
        left.addStretch(1)
        row.addLayout(left, 1)
        row.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        return made

    def _file_card(self) -> QWidget:
        made, column = card()
        column.addWidget(self._files_title)
        self._files.setHorizontalSpacing(u(16))
        self._files.setVerticalSpacing(u(2))
        self._files.setColumnStretch(0, 1)
        column.addLayout(self._files)
        return made

    def show_written(self, written: Written) -> None:
        """Render; the same again changes nothing."""
        if written == self._shown:
            return
        self._shown = written
        self._lead.show_text(written.lead)
        self._parts.show_banner(written.parts, "info", "info")
        self.fingerprint.show_fingerprint(written.fingerprint)
        self.code.show_code(written.code)
        while self._files.count():
            entry = self._files.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for place, (name, size, sha256) in enumerate(written.files):
            shown = TextBlock(13, 20)
            shown.show_text(name)
            self._files.addWidget(shown, place, 0)
            self._files.addWidget(label(size, 13), place, 1, Qt.AlignmentFlag.AlignRight)
            short = label(sha256[:16], 12, ink="3")
            short.setToolTip(f"SHA-256 {sha256}")
            self._files.addWidget(short, place, 2)

    def retranslate(self) -> None:
        """The words in the language in force."""
        self._title.setText(t("可以拔出 U 盘"))
        self._proof_title.setText(t("签名指纹"))
        self._proof_hint.show_text(t("创建办第一次收你们的交回包时，和他们对这六组数字。"), ink="text_2")
        self._code_hint.show_text(t("右边的码和交回单上的一样，写着文件编号、指纹和数量。"), ink="text_3")
        self._files_title.setText(t("文件"))
        self.slip.setText(t("存交回单 PDF 去打印…"))
        self.folder.setText(t("打开文件夹"))
        self.again.setText(t("回到交回屏"))
