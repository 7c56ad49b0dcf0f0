"""Decisions that only a person can make: an unknown signer, a file without signature, an office's words from a team."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from chuangjian_desktop.domain.message_words import word
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.exchange.proof import Fingerprint
from chuangjian_desktop.ui.exchange.taking.state import Asked
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u


class SignerDialog(Dialog):
    """Accepted with `how` set (see `TakingPresenter.decide`); Esc leaves the file out."""

    def __init__(self, asked: Asked, parent: QWidget | None) -> None:
        super().__init__("signer", parent, width=600)
        self.how = ""
        self._group = QButtonGroup(self)
        self._choices: list[str] = []
        if asked.ask == "signer":
            self._signer(asked)
        elif asked.ask == "unsigned":
            self._unsigned(asked)
        else:
            self._office(asked)
        self._buttons(asked)

    def _signer(self, asked: Asked) -> None:
        self.head(
            t("第一次收到 {name} 的文件", name=asked.name),
            t("请打电话或对照交回单，逐组核对下面六组数字。一致，才说明文件确实是对方打包的。"),
        )
        shown = Fingerprint("signer.fingerprint", 26)
        shown.show_fingerprint(asked.fingerprint)
        self.content.addSpacing(u(4))
        self.content.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        self.content.addSpacing(u(4))
        said = word(asked.role, language()) if asked.role else "—"
        rows = ((t("自称"), f"{asked.name}（{said}）"), (t("文件"), _files(asked)))
        self.content.addWidget(facts(rows))
        self.content.addSpacing(u(4))
        if asked.role == "unit":
            self._choice(
                "team", t("一致，登记为这个责任单位"), t("以后这台电脑交来的回复包直接收，只限这个单位自己的问题。")
            )
        else:
            self._choice("team", t("一致，登记为测评组"), t("以后这台电脑交来的文件直接收。"))
            self._choice("office", t("一致，登记为创建办"), t("很少用：只用于另一个创建办，对方可以改点位和轮次。"))
        self._choice("once", t("没法核对，只收这一次"), t("内容照收，但永远标为未验证，上报时也带着这个标记。"))

    def _unsigned(self, asked: Asked) -> None:
        self.head(
            t("这份文件没有签名"),
            t("多半是从坏了的电脑里救出来的工作文件。没有签名，就不能证明是谁交来的、中途有没有改动。"),
        )
        self.content.addWidget(facts(((t("自称"), asked.name), (t("文件"), _files(asked)))))
        self._choice("once", t("确认来历，收下"), t("内容照收，但永远标为未验证，上报时也带着这个标记。"))

    def _office(self, asked: Asked) -> None:
        self.head(
            t("测评组带来了以创建办名义写的内容"),
            t("例如点位、单位或轮次的改动。平常只有创建办能写这些；请先问清楚是怎么来的。"),
        )
        self.content.addWidget(facts(((t("来自"), asked.name), (t("文件"), _files(asked)))))
        self._choice("as_office", t("问清楚了，一并收下"), t("这个文件永远标着“代办内容”。"))
        if asked.fingerprint:
            self._choice(
                "office", t("把对方登记为创建办"), t("对方确是另一个创建办；须已核对指纹 {f}。", f=asked.fingerprint)
            )

    def _choice(self, how: str, title: str, more: str) -> None:
        button = QRadioButton(title)
        button.setObjectName(f"signer.{how}")
        button.setAccessibleDescription(more)
        self._group.addButton(button, len(self._choices))
        self._choices.append(how)
        words = TextBlock(12, 18)
        words.show_text(more, ink="text_2")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(button)
        inner = QVBoxLayout()
        inner.setContentsMargins(u(24), 0, 0, u(2))
        inner.addWidget(words)
        column.addLayout(inner)
        self.content.addLayout(column)

    def _buttons(self, asked: Asked) -> None:
        if asked.files > 1:
            self.content.addWidget(label(t("同一签名者的 {n} 个文件一起决定。", n=asked.files), 12, ink="2"))
        leave, done = Button(t("先不收"), key="Esc"), Button(t("就这样"), "primary", key="Enter")
        leave.setObjectName("signer.leave")
        done.setObjectName("signer.ok")
        done.setEnabled(False)
        self._group.idClicked.connect(partial(self._picked, done))
        self.close_with(done, self._finish, leave)
        self._group.button(0).setFocus(Qt.FocusReason.TabFocusReason)

    def _picked(self, done: Button, _place: int) -> None:
        done.setEnabled(True)

    def _finish(self) -> None:
        place = self._group.checkedId()
        if place >= 0:
            self.how = self._choices[place]
            self.accept()


def _files(asked: Asked) -> str:
    return asked.file if asked.files == 1 else t("{file} 等 {n} 个", file=asked.file, n=asked.files)
