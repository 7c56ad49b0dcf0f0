"""Making a workspace: who it is for, its name, the first round, who works with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.refusal import RefusalDialog
from chuangjian_desktop.ui.dialogs.saving import ask_where
from chuangjian_desktop.ui.testing_names import (
    CREATE,
    CREATE_CANCEL,
    CREATE_NAME,
    CREATE_OK,
    CREATE_PERSON,
    CREATE_ROLE,
    CREATE_ROUND,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, Segmented
from chuangjian_desktop.ui.widgets.parts import label


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new workspace is to be."""

    path: Path
    role: str
    name: str
    round_name: str
    person: str


class CreateDialog(Dialog):
    """Asks for role and names; the file's place is asked last. `founding` is there after it was accepted."""

    def __init__(self, parent: QWidget | None, folder: Path) -> None:
        super().__init__(CREATE, parent)
        self.founding: Founding | None = None
        self._folder = folder
        self.head(t("新建工作文件"), t("测评组的文件到现场打分；创建办的文件管点位、看成绩、发通知。"))
        self._role = Segmented((("team", t("测评组")), ("office", t("创建办"))))
        self._role.setObjectName(CREATE_ROLE)
        self._role.choose("team")
        self._role.chosen.connect(self._hint)
        self._name, self._round, self._person = QLineEdit(), QLineEdit(), QLineEdit()
        for edit, name in ((self._name, CREATE_NAME), (self._round, CREATE_ROUND), (self._person, CREATE_PERSON)):
            edit.setObjectName(name)
            edit.setMaxLength(100)
        self._round.setPlaceholderText(t("不填则按今天的季度取名"))
        self._person.setPlaceholderText(t("记在每条记录上，可不填"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._role)
        row.addStretch(1)
        self.content.addWidget(label(t("谁用这个文件"), 12, ink="2"))
        self.content.addLayout(row)
        for caption, edit in ((t("名称"), self._name), (t("轮次"), self._round), (t("您的姓名"), self._person)):
            self.content.addLayout(field(caption, edit))
        cancel, done = Button(t("取消"), key="Esc"), Button(t("选择存放位置…"), "primary", key="Enter")
        cancel.setObjectName(CREATE_CANCEL)
        done.setObjectName(CREATE_OK)
        self.close_with(done, self._finish, cancel)
        self._hint()
        self._name.setFocus()

    def _hint(self, _key: str = "") -> None:
        team = self._role.current() == "team"
        self._name.setPlaceholderText(t("例如 第二组") if team else t("例如 云川市创建办"))

    def _finish(self) -> None:
        name = self._name.text().strip()
        if not name:
            RefusalDialog(Refusal("M27", field="name", value=""), self).open()
            self._name.setFocus()
            return
        proposed = str(self._folder / f"{_file_name(name)}.cjdb")
        ask_where(self, t("新建工作文件"), proposed, self._placed, name="create.place")

    def _placed(self, place: str) -> None:
        self.founding = Founding(
            Path(place),
            self._role.current(),
            self._name.text().strip(),
            self._round.text().strip(),
            self._person.text().strip(),
        )
        self.accept()


def _file_name(name: str) -> str:
    """A name that every file system takes."""
    return "".join("_" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in name)[:80]
