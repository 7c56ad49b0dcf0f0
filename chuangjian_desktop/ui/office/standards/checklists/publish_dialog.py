"""Before a version is published: what is lacking, every item against the version before, and from when on it counts."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.office.standards.checklists.review import ReviewPresenter, ReviewState
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

VERDICTS = (("same", "S"), ("changed", "C"), ("new", "N"))


class PublishDialog(Dialog):
    """Accepted when the version is in force."""

    def __init__(self, desk: Desk, version: str, title: str, parent: QWidget | None) -> None:
        super().__init__("publish", parent, 860)
        self.head(
            t("核对并发布 {title}", title=title),
            t("发布后新开始的点位用新版；已经开始的点位继续用原来的版本，分数不变。"),
        )
        self._banner, self._lines = Banner(), TextBlock(12, 18)
        self._table = Table("publish.review", height=32, many=True)
        self._table.setMinimumHeight(u(240))
        self._verdicts = {key: Button("", key=cap) for key, cap in VERDICTS}
        self._old, self._all = QComboBox(), Button("", icon="tick")
        self._next = QCheckBox(t("本轮继续用现在的版本，从下一轮起用新版"))
        self._next.setObjectName("publish.next")
        self._all.setObjectName("publish.all")
        self._old.setObjectName("publish.old")
        self._old.setMinimumContentsLength(12)
        cancel, self._done = Button(t("先不发布"), key="Esc"), Button(t("发布"), "primary", icon="tick")
        self._done.setObjectName("publish.ok")
        cancel.clicked.connect(self.reject)
        self._presenter = ReviewPresenter(desk, version, self.show_state, self.accept)
        self._done.clicked.connect(lambda: self._presenter.publish(from_next_round=self._next.isChecked()))
        self._lay_out(cancel)
        self._connect()
        self._words()
        self._presenter.refresh()

    def _lay_out(self, cancel: Button) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(u(6))
        for key, button in self._verdicts.items():
            button.setObjectName(f"publish.{key}")
            bar.addWidget(button)
        self._caption = label("", 12, ink="2")
        self._caption.setBuddy(self._old)
        bar.addSpacing(u(8))
        bar.addWidget(self._caption)
        bar.addWidget(self._old, 1)
        bar.addWidget(self._all)
        self.content.addWidget(self._banner)
        self.content.addWidget(self._lines)
        self.content.addLayout(bar)
        self.content.addWidget(self._table, 1)
        self.content.addWidget(self._next)
        self.buttons.addStretch(1)
        self.buttons.addWidget(cancel)
        self.buttons.addWidget(self._done)

    def _connect(self) -> None:
        for key, cap in VERDICTS:
            self._verdicts[key].clicked.connect(partial(self._decide, key))
            QShortcut(QKeySequence(cap), self._table, partial(self._decide, key))
        self._all.clicked.connect(self._presenter.accept_all)
        self._table.chosen.connect(self._follow)

    def _words(self) -> None:
        for key, words in (("same", t("相同")), ("changed", t("已改")), ("new", t("新增"))):
            self._verdicts[key].setText(words)
        self._caption.setText(t("承接"))
        self._old.setAccessibleName(t("承接"))
        self._all.setText(t("全部按建议"))
        self._table.setAccessibleName(t("核对结果"))

    def show_state(self, state: ReviewState) -> None:
        """Render."""
        self._table.show_rows(state.columns, state.rows)
        if [self._old.itemData(place) for place in range(self._old.count())] != [code for code, _ in state.old]:
            self._old.clear()
            for code, words in state.old:
                self._old.addItem(words, code)
        if state.first:
            self._banner.show_banner(t("这是第一版，没有上一版可核对。"), "info")
        elif state.waiting:
            self._banner.show_banner(
                t("还有 {n} 个条目没有核对。核对过的条目才能和以前各轮相比。", n=state.waiting), "lack", "warning"
            )
        else:
            self._banner.show_banner(t("每个条目都核对过了。"), "gain", "tick")
        self._lines.show_text("\n".join(f"· {line}" for line in state.lacking), ink="loss")
        self._lines.setVisible(bool(state.lacking))
        for part in (*self._verdicts.values(), self._old, self._all):
            part.setEnabled(bool(state.rows))
        self._done.setEnabled(state.ready)
        self._follow(self._table.current_key())

    def _follow(self, key: str) -> None:
        place = self._old.findData(self._presenter.counterpart(key))
        self._old.setCurrentIndex(place)

    def _decide(self, verdict: str, _checked: bool = False) -> None:
        keys = self._table.chosen_keys()
        old = str(self._old.currentData() or "") if len(keys) == 1 else ""
        if keys:
            self._presenter.decide(keys, verdict, old)
