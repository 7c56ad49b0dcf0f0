"""What the Conflicts screen asks: another value, a rule for many, and whether a photo may really go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QComboBox, QLineEdit, QRadioButton, QWidget

from chuangjian_desktop.domain.journal import ref_of
from chuangjian_desktop.services.exchange.conflicts import Conflict
from chuangjian_desktop.services.exchange.settling import Foreseen
from chuangjian_desktop.ui.dialogs.base import Dialog, field
from chuangjian_desktop.ui.dialogs.refusal import facts
from chuangjian_desktop.ui.exchange.conflicts.presenter import Choices, Rule
from chuangjian_desktop.ui.exchange.conflicts.wording import field_words
from chuangjian_desktop.ui.testing_names import (
    BY_RULE,
    BY_RULE_COUNT,
    BY_RULE_OK,
    BY_RULE_RULE,
    ERASE_CANCEL,
    ERASE_OK,
    WRITE_VALUE,
    WRITE_VALUE_FIELD,
    WRITE_VALUE_OK,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label


class WriteDialog(Dialog):
    """A value that none of the sides had; a list where the field has only a few."""

    def __init__(self, conflict: Conflict, choices: Choices, parent: QWidget | None) -> None:
        super().__init__(WRITE_VALUE, parent)
        self.head(t("另写一个值"), f"{conflict.words} · {field_words(conflict)}")
        self._line, self._box = QLineEdit(), QComboBox()
        used: QWidget = self._box if choices else self._line
        used.setObjectName(WRITE_VALUE_FIELD)
        for key, words in choices:
            self._box.addItem(words, key)
        shown = ref_of(conflict.shown) or str(conflict.shown).lower()
        self._box.setCurrentIndex(max(0, self._box.findData(shown)))
        said = conflict.shown_words if conflict.shown not in (None, "") else ""
        self._line.setText(said)
        self._line.selectAll()
        self._listed = bool(choices)
        self.content.addLayout(field(field_words(conflict), used))
        done = Button(t("就用这个值"), "primary", key="Enter")
        done.setObjectName(WRITE_VALUE_OK)
        self.close_with(done, self.accept)
        used.setFocus()

    @property
    def value(self) -> str:
        """What was written or chosen."""
        return str(self._box.currentData()) if self._listed else self._line.text()


class RuleDialog(Dialog):
    """Many at once by a rule; says how many before anything is done. `rule` is the one chosen."""

    def __init__(
        self,
        rules: tuple[Rule, ...],
        foresee: Callable[[str, Callable[[Foreseen], None]], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(BY_RULE, parent)
        self.head(t("按规则批量裁定"), t("照一条规则定下待定的冲突；规则说不清的、申请删照片的，留给您一处一处定。"))
        self.rule = rules[0].name
        self._foresee = foresee
        self._group = QButtonGroup(self)
        for each in rules:
            button = QRadioButton(each.words)
            button.setObjectName(BY_RULE_RULE.format(rule=each.name))
            button.toggled.connect(partial(self._toggled, each.name))
            self._group.addButton(button)
            self.content.addWidget(button)
        self._count = label("", 13, bold=True)
        self._count.setObjectName(BY_RULE_COUNT)
        self.content.addWidget(self._count)
        self.content.addWidget(
            label(t("几个值都会保留在记录里，定了也能改回；也可以整批撤销（Ctrl+Z）。"), 12, ink="2")
        )
        self._done = Button("", "primary", key="Enter")
        self._done.setObjectName(BY_RULE_OK)
        self.close_with(self._done, self.accept)
        self._group.buttons()[0].setChecked(True)

    def _toggled(self, rule: str, on: bool) -> None:
        if on:
            self.rule = rule
            self._done.setEnabled(False)
            self._done.setText(t("正在数…"))
            self._foresee(rule, partial(self._counted, rule))

    def _counted(self, rule: str, foreseen: Foreseen) -> None:
        if rule != self.rule:
            return
        left = t("，留下 {n} 处", n=foreseen.left) if foreseen.left else ""
        self._count.setText(t("会定下 {n} 处{left}", n=foreseen.settled, left=left))
        self._done.setText(t("定下 {n} 处", n=foreseen.settled))
        self._done.setEnabled(foreseen.settled > 0)


class ApproveDialog(Dialog):
    """Before a photo goes for good because somebody asked for it."""

    def __init__(self, conflict: Conflict, reason: str, parent: QWidget | None) -> None:
        super().__init__("approve", parent)
        self.head(t("彻底删除这张照片"), t("删除后无法恢复，撤销也找不回来。"))
        rows = [(t("这张照片"), conflict.words)]
        if reason:
            rows.append((t("理由"), reason))
        rows.append((t("别处"), t("随交回和合并传到每台电脑，各处都会清除，以后也不再收进来。")))
        self.content.addWidget(facts(tuple(rows)))
        self.content.addStretch(1)
        cancel, done = Button(t("保留照片"), key="Esc"), Button(t("彻底删除"), "danger")
        cancel.setObjectName(ERASE_CANCEL)
        done.setObjectName(ERASE_OK)
        cancel.clicked.connect(self.reject)
        done.clicked.connect(self.accept)
        self.buttons.addStretch(1)
        self.buttons.addWidget(done)
        self.buttons.addWidget(cancel)
        self.finish_with(cancel)
