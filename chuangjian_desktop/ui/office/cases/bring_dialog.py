"""Shows where each reply would land and what could not be matched; only then anything is entered."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.office.cases.bringing import Brought
from chuangjian_desktop.ui.testing_names import BRING, BRING_CANCEL, BRING_LANDINGS, BRING_LEFT, BRING_OK
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.tokens import u


class BringDialog(Dialog):
    """Accepted when a person wants what is new to be entered."""

    def __init__(self, brought: Brought, parent: QWidget | None) -> None:
        super().__init__(BRING, parent, width=900)
        self.head(brought.headline, brought.lead)
        landings, left = Table(BRING_LANDINGS), Table(BRING_LEFT)
        landings.show_rows(brought.landing_columns, brought.landings)
        left.show_rows(brought.left_columns, brought.left)
        for title, table, rows in ((t("会登记到"), landings, brought.landings), (t("对不上的"), left, brought.left)):
            if rows:
                self.content.addWidget(label(title, 13, bold=True))
                table.setMinimumHeight(u(min(250, 40 + 36 * len(rows))))
                self.content.addWidget(table, len(rows))
        if brought.left:
            self.content.addWidget(label(t("选中后按 Ctrl+C 可连表头复制，退给来件的单位核对。"), 12, ink="3"))
        cancel = Button(t("取消") if brought.fresh else t("知道了"), key="Esc")
        cancel.setObjectName(BRING_CANCEL)
        done = Button(t("登记 {n} 件", n=brought.fresh), "primary", key="Enter")
        done.setObjectName(BRING_OK)
        done.setEnabled(bool(brought.fresh))
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(done)
        self.finish_with(done if brought.fresh else cancel)
