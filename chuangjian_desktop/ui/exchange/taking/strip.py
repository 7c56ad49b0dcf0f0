"""Work under way inside a screen: what, real figures, a bar, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from chuangjian_desktop.ui.exchange.taking.state import Work
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.tokens import u


class WorkStrip(QFrame):
    """Hidden while nothing is under way. `stopped` is a wish to stop."""

    stopped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("surface", "1")
        self._words, self._figures = label("", 13, bold=True), label("", 12, ink="2")
        self._figures.setObjectName(f"{name}.figures")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._stop = Button("", key="Esc")
        self._stop.setObjectName(f"{name}.cancel")
        self._stop.clicked.connect(self.stopped)
        row = QHBoxLayout(self)
        row.setContentsMargins(u(16), u(4), u(12), u(4))
        row.setSpacing(u(12))
        for part in (self._words, self._bar, self._figures, self._stop):
            row.addWidget(part, 1 if part is self._bar else 0)
        self.hide()

    def show_work(self, work: Work) -> None:
        """Show how far it is."""
        self.setVisible(bool(work.words))
        self._words.setText(t("正在停下…") if work.stopping else work.words)
        self._bar.setRange(0, work.total)
        self._bar.setValue(work.done)
        figures = f"{work.done:,} / {work.total:,}" if work.total else ""
        self._figures.setText("  ".join(part for part in (figures, work.label) if part))
        self._stop.setText(t("取消"))
        self._stop.setEnabled(not work.stopping)
