"""The right of a case: how much time is left, its history, what was said and set, and the cases it belongs with."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.office.cases.state import CasePage, Choices, Link
from chuangjian_desktop.ui.office.cases.timeline import Timeline
from chuangjian_desktop.ui.testing_names import CASES_DUE, CASES_LINK, CASES_TIMELINE
from chuangjian_desktop.ui.text.words import t as say
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import divider, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


class TimeBar(QWidget):
    """How much of the time is over."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._mood = 0.0, "plain"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float | None, mood: str) -> None:
        """Show a share; None hides the bar."""
        self.setVisible(share is not None)
        self._share, self._mood = share or 0.0, mood
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(100), u(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        t = tokens()
        paint.box(painter, rect, u(4), t.surface_2 if t.name == "dark" else t.line)
        shade = t.accent if self._mood == "plain" else tone(self._mood).fill
        paint.box(painter, QRectF(0, 0, max(rect.height(), rect.width() * self._share), rect.height()), u(4), shade)
        painter.end()


class CaseAside(QScrollArea):
    """`linked` tells the case that a person goes to."""

    linked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._caption, self._class = label("", 13, bold=True), label("", 12, ink="2")
        self._due = label("", 18, bold=True)
        self._due.setObjectName(CASES_DUE)
        self._bar, self._steps = TimeBar(), Timeline(CASES_TIMELINE)
        self._way, self._facts_head = label("", 13, bold=True), label("", 13, bold=True)
        self._facts, self._links = QGridLayout(), QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setProperty("surface", "1")
        column = QVBoxLayout(inside)
        column.setContentsMargins(u(14), u(12), u(14), u(12))
        column.setSpacing(u(6))
        head = QHBoxLayout()
        head.addWidget(self._caption)
        head.addStretch(1)
        head.addWidget(self._class)
        column.addLayout(head)
        column.addWidget(self._due)
        column.addWidget(self._bar)
        self._links.setSpacing(0)
        column.addLayout(self._links)
        column.addSpacing(u(6))
        column.addWidget(self._way)
        column.addWidget(self._steps)
        column.addWidget(divider())
        column.addWidget(self._facts_head)
        self._facts.setHorizontalSpacing(u(10))
        self._facts.setVerticalSpacing(u(4))
        self._facts.setColumnStretch(1, 1)
        column.addLayout(self._facts)
        column.addStretch(1)
        self.setWidget(inside)

    def show_page(self, page: CasePage) -> None:
        """Render."""
        self._caption.setText(say("时限"))
        self._way.setText(say("经过"))
        self._facts_head.setText(say("情况"))
        self._class.setText(page.due_class)
        self._due.setText(page.due)
        self._due.setProperty("ink", {"loss": "loss", "lack": "lack"}.get(page.due_mood, ""))
        self._due.style().polish(self._due)
        self._bar.show_share(page.share, page.due_mood)
        self._steps.show_steps(page.steps)
        self._show_facts(page.facts)
        self._show_links(page.links)

    def _show_facts(self, facts: Choices) -> None:
        _empty(self._facts)
        for place, (caption, words) in enumerate(facts):
            block = TextBlock(12, 18)
            block.show_text(words, ink="text_1")
            name = label(caption, 12, ink="3")
            self._facts.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(block, place, 1)

    def _show_links(self, links: tuple[Link, ...]) -> None:
        _empty(self._links)
        for place, link in enumerate(links):
            button = Button(link.words, "text", icon=link.icon)
            button.setObjectName(CASES_LINK.format(n=place + 1))
            button.clicked.connect(lambda _checked=False, key=link.key: self.linked.emit(key))
            self._links.addWidget(button)


def _empty(layout: QVBoxLayout | QGridLayout) -> None:
    while (item := layout.takeAt(0)) is not None:  # pyright: ignore[reportUnnecessaryComparison]
        if (widget := item.widget()) is not None:  # pyright: ignore[reportUnnecessaryComparison]
            widget.hide()
            widget.deleteLater()
