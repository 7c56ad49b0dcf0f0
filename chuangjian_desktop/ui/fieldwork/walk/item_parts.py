"""The parts of the middle of the Walk and where they stand, without what they show or mean."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QStringListModel, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.composer import Composer
from chuangjian_desktop.ui.fieldwork.walk.header import ElidedLabel
from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import AnswerButton, Button
from chuangjian_desktop.ui.widgets.chips import ChipGrid
from chuangjian_desktop.ui.widgets.parts import Banner, KeyHint, TagLabel, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import tokens, u

ANSWERS: tuple[tuple[AnswerState, str, str], ...] = (
    ("conforming", "P", names.WALK_CONFORMING),
    ("deducted", "1–9", names.WALK_DEDUCTED),
    ("exempt", "E", names.WALK_EXEMPT),
    ("na", "N", names.WALK_NA),
)


class FreeLine(QLineEdit):
    """Another problem in one's own words; key 0."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(names.WALK_FREE_LINE)
        self.setFixedHeight(u(40))
        self.setTextMargins(u(24), 0, u(28), 0)
        self.wordings = QStringListModel(self)
        completer = QCompleter(self.wordings, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setCompleter(completer)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        side = u(16)
        icons.paint(painter, "walk", QRectF(u(11), (self.height() - side) / 2, side, side), tokens().text_3)
        paint.keycap(painter, QPointF(self.width() - u(10), self.height() / 2), "0")
        painter.end()


class ItemParts(QWidget):
    """Text of the item, answers, problems, free line and composer in one column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "0")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._parts()
        self._build()

    def _parts(self) -> None:
        self.code = label("", 12, ink="3")
        self.code.setObjectName(names.WALK_ITEM_CODE)
        self.title = ElidedLabel(18, bold=True)
        self.title.setObjectName(names.WALK_ITEM_TITLE)
        self.rule = TagLabel()
        self.requirement = TextBlock(14, 22)
        self.requirement.setObjectName(names.WALK_REQUIREMENT)
        self.how = TextBlock(12, 18)
        self.how.setObjectName(names.WALK_HOW)
        self.expand = Button("", "text")
        self.expand.setObjectName(names.WALK_EXPAND)
        self.exemption = Banner()
        self.exemption.setObjectName(names.WALK_EXEMPTION)
        self.contradiction = Banner()
        self.contradiction.setObjectName(names.WALK_CONTRADICTION)
        self._answer_parts()
        self._problem_parts()

    def _answer_parts(self) -> None:
        self.answers: dict[str, AnswerButton] = {}
        for state, key, object_name in ANSWERS:
            button = AnswerButton(state, key)
            button.setObjectName(object_name)
            self.answers[state] = button
        self.reason = QLineEdit()
        self.reason.setObjectName(names.WALK_REASON)
        self.reason_ok = Button("", "primary", key="Enter")
        self.reason_ok.setObjectName(names.WALK_REASON_OK)
        self.reason_row = QWidget()
        self.value = QLineEdit()
        self.value.setObjectName(names.WALK_MEASURED)
        self.value.setMaximumWidth(u(120))
        self.value_name, self.value_unit = label("", 13, ink="2"), label("", 13, ink="2")
        self.value_row = QWidget()
        self.reason_shown = label("", 12, ink="exempt")

    def _problem_parts(self) -> None:
        self.head = label("", 12, ink="3")
        self.pages = label("", 12, ink="2")
        self.pages.setObjectName(names.WALK_CHIP_PAGE)
        self.page_key = KeyHint(("PgDn",))
        self.grid = ChipGrid()
        self.grid.setObjectName(names.WALK_CHIPS)
        for place, chip in enumerate(self.grid.chips()):
            chip.setObjectName(names.WALK_CHIP.format(n=place + 1))
        self.free_line = FreeLine(self)
        self.composer = Composer(self)
        self.composer.hide()

    def _build(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(u(8) - 2 * AnswerButton.MARGIN)
        answers.setContentsMargins(0, 0, 0, 0)
        for button in self.answers.values():
            answers.addWidget(button, 1)
        fill_row(self.reason_row, (self.reason, self.reason_ok), wide=self.reason)
        fill_row(self.value_row, (self.value_name, self.value, self.value_unit))
        self._column = column = QVBoxLayout(self)
        column.setSpacing(u(5))
        self._build_text(column)
        column.addLayout(answers)
        inset(column, self.value_row)
        inset(column, self.reason_row)
        inset(column, self.reason_shown)
        column.addSpacing(u(2))
        problems = QHBoxLayout()
        problems.addWidget(self.head)
        problems.addStretch(1)
        problems.addWidget(self.pages)
        problems.addWidget(self.page_key)
        inset(column, problems)
        column.addWidget(self.grid)
        column.addStretch(1)

    def _build_text(self, column: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.rule)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        how = QHBoxLayout()
        how.setSpacing(0)
        how.addWidget(self.how, 1)
        how.addWidget(self.expand, 0, Qt.AlignmentFlag.AlignTop)
        self.expand.setFixedHeight(u(20))
        inset(column, head)
        inset(column, self.requirement)
        inset(column, how)
        inset(column, self.exemption)
        inset(column, self.contradiction)


def fill_row(holder: QWidget, parts: tuple[QWidget, ...], wide: QWidget | None = None) -> None:
    """Lay parts side by side in a widget that can be hidden as one; `wide` takes the room that is left."""
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        row.addWidget(part, 1 if part is wide else 0)
    if wide is None:
        row.addStretch(1)


def inset(column: QVBoxLayout, part: QWidget | QHBoxLayout) -> None:
    """Put a part in line with the edges of painted buttons, which keep room for their ring."""
    row = QHBoxLayout()
    row.setContentsMargins(AnswerButton.MARGIN, 0, AnswerButton.MARGIN, 0)
    if isinstance(part, QWidget):
        row.addWidget(part)
    else:
        row.addLayout(part)
    column.addLayout(row)
