"""The middle of the Walk: the item, the four answers, the problems, the free line, and the composer over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.sheet import AnswerState, ItemRow
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.composer import Composer
from chuangjian_desktop.ui.fieldwork.walk.header import ElidedLabel
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.text.words import t
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
MOST_LINES = 3


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


class ItemPanel(QWidget):
    """Shows an item; emits intentions. `page_fits` tells how many chips there is room for."""

    answered = Signal(str)
    picked = Signal(int)
    reasoned = Signal(str)
    measured = Signal(str)
    freed = Signal(str)
    typed = Signal(str)
    expanded = Signal()
    page_fits = Signal(int)
    paged = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "0")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._columns = 2
        self._wide = False
        self._short = False
        self._offered = 0
        self._parts()
        self._build()
        self._connect()

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
        head = QHBoxLayout()
        head.setSpacing(u(8))
        head.addWidget(self.code, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.title, 1)
        head.addWidget(self.rule)
        how = QHBoxLayout()
        how.setSpacing(0)
        how.addWidget(self.how, 1)
        how.addWidget(self.expand, 0, Qt.AlignmentFlag.AlignTop)
        self.expand.setFixedHeight(u(20))
        answers = QHBoxLayout()
        answers.setSpacing(u(8) - 2 * AnswerButton.MARGIN)
        answers.setContentsMargins(0, 0, 0, 0)
        for button in self.answers.values():
            answers.addWidget(button, 1)
        reason = QHBoxLayout(self.reason_row)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.addWidget(self.reason, 1)
        reason.addWidget(self.reason_ok)
        value = QHBoxLayout(self.value_row)
        value.setContentsMargins(0, 0, 0, 0)
        for part in (self.value_name, self.value, self.value_unit):
            value.addWidget(part)
        value.addStretch(1)
        problems = QHBoxLayout()
        problems.addWidget(self.head)
        problems.addStretch(1)
        problems.addWidget(self.pages)
        problems.addWidget(self.page_key)
        self._column = column = QVBoxLayout(self)
        column.setSpacing(u(5))
        inset(column, head)
        inset(column, self.requirement)
        inset(column, how)
        inset(column, self.exemption)
        inset(column, self.contradiction)
        column.addLayout(answers)
        inset(column, self.value_row)
        inset(column, self.reason_row)
        inset(column, self.reason_shown)
        column.addSpacing(u(2))
        inset(column, problems)
        column.addWidget(self.grid)
        column.addStretch(1)
        self.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._margins()

    def _connect(self) -> None:
        for state, button in self.answers.items():
            button.clicked.connect(lambda _checked=False, state=state: self.answered.emit(state))
        for place, chip in enumerate(self.grid.chips()):
            chip.clicked.connect(lambda _checked=False, place=place: self.picked.emit(place))
        self.reason.returnPressed.connect(lambda: self.reasoned.emit(self.reason.text()))
        self.reason_ok.clicked.connect(lambda: self.reasoned.emit(self.reason.text()))
        self.value.returnPressed.connect(lambda: self.measured.emit(self.value.text()))
        self.free_line.returnPressed.connect(self._free)
        self.free_line.textEdited.connect(self.typed)
        self.expand.clicked.connect(self.expanded)

    def _free(self) -> None:
        text = self.free_line.text()
        if text.strip():
            self.free_line.clear()
            self.freed.emit(text)

    # ---- geometry ------------------------------------------------------------------------------------------------

    def density(self, *, columns: int, wide: bool, short_window: bool) -> None:
        """How much room the window gives: columns of chips, a composer that stays, a low window."""
        self._columns, self._wide, self._short = columns, wide, short_window
        self._place()

    def _margins(self) -> None:
        bottom = u(56) + (self._composer_height() if self._wide and not self.composer.isHidden() else 0)
        side = u(20) - AnswerButton.MARGIN
        spare = max(0, self.width() - u(1000))
        self._column.setContentsMargins(side, u(13), side + spare, bottom)

    def _composer_height(self) -> int:
        return self.composer.sizeHint().height()

    def resizeEvent(self, event: object) -> None:
        self._place()

    def event(self, event: QEvent) -> bool:
        """After every new layout the chips are counted anew."""
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return handled

    def _place(self) -> None:
        self._margins()
        height = self._composer_height()
        bottom = self.height()
        lift = height if self._wide and not self.composer.isHidden() else 0
        side = u(20)
        free = u(40)
        width = min(self.width(), u(1000)) - 2 * side
        self.free_line.setGeometry(side, bottom - lift - u(12) - free, width, free)
        self.composer.setGeometry(0, bottom - height, self.width(), height)
        self.composer.raise_()
        self._count_rows()

    def _count_rows(self) -> None:
        self._column.activate()
        room = self.free_line.y() - self.grid.y() - u(4)
        rows = max(1, min(3 if self._columns == 3 else 4, room // ChipGrid.row_height()))
        if self._short and rows > 3:
            rows = 3
        size = min(9, rows * self._columns)
        self.grid.arrange(self._columns, min(size, self._offered))
        self.page_fits.emit(size)

    # ---- showing -------------------------------------------------------------------------------------------------

    def show_state(self, state: WalkState) -> None:
        """Render the middle of a state."""
        row = state.row
        self.setEnabled(row is not None)
        if row is None:
            return
        self._show_item(state, row)
        self._show_answers(state, row)
        self._show_value(state, row)
        self._show_chips(state)
        self.free_line.setPlaceholderText(t("别的问题：直接写，或输入拼音首字母"))
        self.free_line.setAccessibleName(t("别的问题"))
        self.free_line.setEnabled(not state.locked)
        self.composer.show_state(state, wide=self._wide)
        opened = state.draft is not None or (state.finding is not None and (state.editing or self._wide))
        self.composer.setVisible(opened and not (state.locked and not self._wide))
        self._place()

    def _show_item(self, state: WalkState, row: ItemRow) -> None:
        item = row.item
        self.code.setText(item.code)
        self.title.show_line(item.title)
        self.rule.show_tag(rule_words(row, used_up=state.used_up))
        self.requirement.show_text(item.requirement, most=MOST_LINES)
        width = self.width() - u(40)
        cut = self.requirement.cut(width)
        self.expand.setText(t("展开全文"))
        room = self.expand.sizeHint().width()
        self.how.show_text(item.how_to_check, most=1, lead=t("查法"), ink="text_2")
        cut = cut or self.how.cut(width - room)
        self.expand.setVisible(cut)
        self.exemption.show_banner(item.exemption, "exempt", "exempt")
        word = t(CONTRADICTIONS.get(row.state, "记了问题，却答了符合或不适用。已按扣分计。"))
        self.contradiction.show_banner(word if row.contradiction else "", "lack", "warning")

    def _show_answers(self, state: WalkState, row: ItemRow) -> None:
        words = {"conforming": t("符合"), "deducted": t("扣分"), "exempt": t("免扣"), "na": t("不适用")}
        shown = "exempt" if state.asking_reason else row.state
        if state.draft is not None:
            shown = "deducted"
        for name, button in self.answers.items():
            button.word(words[name])
            button.setChecked(name == shown)
            button.setEnabled(not state.locked and (name != "na" or row.item.na_allowed))
            if name == "na" and not row.item.na_allowed:
                button.setToolTip(t("这一项不能答不适用"))
        self.reason.setPlaceholderText(t("免扣的理由，写明后按 Enter"))
        self.reason.setAccessibleName(t("免扣的理由"))
        self.reason_ok.setText(t("记为免扣"))
        opening = state.asking_reason and self.reason_row.isHidden()
        self.reason_row.setVisible(state.asking_reason)
        if opening:
            self.reason.setText(row.reason)
            self.reason.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.reason_shown.setText(t("免扣理由：{text}", text=row.reason))
        self.reason_shown.setVisible(row.state == "exempt" and bool(row.reason) and not state.asking_reason)

    def _show_value(self, state: WalkState, row: ItemRow) -> None:
        """Items that are judged by a measured value take it here."""
        self.value_row.setVisible(row.item.rule.kind in {"ratio", "tier"})
        self.value_name.setText(t("测得"))
        self.value_unit.setText(row.item.unit)
        self.value.setAccessibleName(t("测得值，{unit}", unit=row.item.unit))
        self.value.setPlaceholderText(t("数值，按 Enter"))
        self.value.setEnabled(not state.locked)
        if not self.value.hasFocus():
            self.value.setText("" if row.measured is None else short(row.measured))

    def _show_chips(self, state: WalkState) -> None:
        chips = state.page_chips
        self._offered = len(chips)
        learned = any(chip.learned for chip in state.chips)
        self.head.setText(t("问题 · 常用的排在前") if learned else t("问题"))
        several = state.pages > 1
        self.pages.setVisible(several)
        self.page_key.setVisible(several)
        self.pages.setText(t("第 {n} 页 / 共 {total} 页", n=state.chip_page + 1, total=state.pages))
        start = state.chip_page * state.page_size
        for place, widget in enumerate(self.grid.chips()):
            if place < len(chips):
                widget.show_chip(chips[place], str(place + 1), picked=start + place == state.picked)
                widget.setEnabled(not state.locked)


def inset(column: QVBoxLayout, part: QWidget | QHBoxLayout) -> None:
    """Put a part in line with the edges of painted buttons, which keep room for their ring."""
    row = QHBoxLayout()
    row.setContentsMargins(AnswerButton.MARGIN, 0, AnswerButton.MARGIN, 0)
    if isinstance(part, QWidget):
        row.addWidget(part)
    else:
        row.addLayout(part)
    column.addLayout(row)


CONTRADICTIONS = {
    "conforming": "答了符合，却记有问题。已按扣分计。",
    "na": "答了不适用，却记有问题。已按扣分计。",
}


def rule_words(row: ItemRow, *, used_up: bool) -> str:
    """The item's points and rule in a few words: "10 分 · 每处扣 1 分，扣完为止"."""
    item = row.item
    points = t("{n} 分", n=short(item.points))
    if used_up:
        return t("{points} · 已扣完", points=points)
    rule = item.rule
    if rule.kind == "per_occurrence":
        return t("{points} · 每处扣 {n} 分，扣完为止", points=points, n=short(rule.each))
    if rule.kind == "shortage":
        return t("{points} · 每少一处扣 {n} 分", points=points, n=short(rule.each))
    if rule.kind in {"all_or_nothing", "pass_fail"}:
        return t("{points} · 有一处即全扣", points=points)
    return t("{points} · 按测得值计分", points=points)
