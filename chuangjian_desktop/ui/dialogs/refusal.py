"""One dialog for every refusal: the outcome, what became of the data, what to do, the code small below."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.ui.dialogs.base import Dialog
from chuangjian_desktop.ui.testing_names import REFUSAL, REFUSAL_COPY, REFUSAL_OK, REFUSAL_SENTENCE
from chuangjian_desktop.ui.text.refusals import refusal_text
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import tone, u


class MoodMark(QWidget):
    """A round ground with an icon: red for refused, amber for told, green for done."""

    def __init__(self, icon: str, mood: str) -> None:
        super().__init__()
        self._icon, self._mood = icon, mood
        self.setFixedSize(u(40), u(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mine = tone(self._mood)
        paint.box(painter, QRectF(self.rect()), u(20), mine.tint)
        side = u(20)
        middle = QRectF(self.rect()).center()
        at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        icons.paint(painter, self._icon, at, mine.text)
        painter.end()


class RefusalDialog(Dialog):
    """Tells why something was not done. Only an acknowledgement is asked for."""

    def __init__(self, refusal: Refusal, parent: QWidget | None = None) -> None:
        super().__init__(REFUSAL, parent)
        said = refusal_text(refusal)
        self.head(said.headline)
        sentence = TextBlock(13, 20)
        sentence.setObjectName(REFUSAL_SENTENCE)
        sentence.show_text(said.sentence)
        row = QHBoxLayout()
        row.setSpacing(u(12))
        row.addWidget(MoodMark("warning", "loss"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(sentence, 1)
        self.content.addLayout(row)
        self.content.addWidget(facts(said.rows))
        detail = label(said.detail, 12, ink="3")
        detail.setWordWrap(True)
        detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.content.addWidget(detail)
        copy = Button(t("复制说明"), "text")
        copy.setObjectName(REFUSAL_COPY)
        text = "\n".join((said.headline, said.sentence, *(f"{a}：{b}" for a, b in said.rows), said.detail))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        done = Button(t("知道了"), "primary", key="Enter")
        done.setObjectName(REFUSAL_OK)
        done.clicked.connect(self.accept)
        self.buttons.addWidget(copy)
        self.buttons.addStretch(1)
        self.buttons.addWidget(done)
        self.finish_with(done)


def facts(rows: tuple[tuple[str, str], ...]) -> QFrame:
    """Bold words left, what they say right, on a grey ground."""
    made = QFrame()
    made.setProperty("surface", "1")
    grid = QGridLayout(made)
    grid.setContentsMargins(u(14), u(10), u(14), u(10))
    grid.setHorizontalSpacing(u(14))
    grid.setVerticalSpacing(u(6))
    grid.setColumnStretch(1, 1)
    for place, (caption, text) in enumerate(rows):
        block = TextBlock(13, 20)
        block.show_text(text, ink="text_2")
        grid.addWidget(label(caption, 13, bold=True), place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(block, place, 1)
    return made
