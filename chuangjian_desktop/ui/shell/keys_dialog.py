"""All keys of the screen that is open (F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from chuangjian_desktop.ui.desk import KeyRow
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.testing_names import KEYS_DIALOG
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import KeyHint, divider, label
from chuangjian_desktop.ui.widgets.tokens import u


class KeysDialog(Dialog):
    """Keys of the screen, then those of the whole window."""

    def __init__(self, title: str, rows: tuple[KeyRow, ...], parent: QWidget | None) -> None:
        super().__init__(KEYS_DIALOG, parent)
        self.head(t("全部按键"), title)
        everywhere: tuple[KeyRow, ...] = (
            (("Alt", "1…0"), t("换到第几个屏")),
            (("Ctrl", "O"), t("打开另一个文件")),
            (("Ctrl", "W"), t("关闭文件，回到开始")),
            (("F6",), t("换到下一块")),
            (("F1",), t("全部按键")),
        )
        for part in (rows, everywhere):
            if part:
                self.content.addLayout(_grid(part))
                self.content.addWidget(divider())
        done = Button(t("知道了"), "primary", key="Enter")
        done.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(done)
        self.finish_with(done)


def _grid(rows: tuple[KeyRow, ...]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(u(16))
    grid.setVerticalSpacing(u(2))
    grid.setColumnStretch(1, 1)
    for place, (keys, words) in enumerate(rows):
        hint = KeyHint()
        hint.show_hint(keys, "")
        grid.addWidget(hint, place // 2, (place % 2) * 2)
        grid.addWidget(label(words, 13), place // 2, (place % 2) * 2 + 1)
    grid.setColumnStretch(3, 1)
    return grid
