"""The middle of the Walk: the item, the four answers, the problems, the free line, and the composer over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text import rule_lines as words_in_lines
from chuangjian_desktop.domain.rule_text import rule_words as words_of_rule
from chuangjian_desktop.domain.scoring import MEASURED
from chuangjian_desktop.domain.sheet import ItemRow
from chuangjian_desktop.domain.standard import OUTSIDE, Item
from chuangjian_desktop.ui.fieldwork.walk.item_parts import ItemParts
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets.buttons import AnswerButton
from chuangjian_desktop.ui.widgets.chips import ChipGrid
from chuangjian_desktop.ui.widgets.tokens import u

MOST_LINES = 3
MOST_OF_RULE = 40
MOST_CONDITIONS = 4
"""How many lines more an item gets that is judged by its conditions."""
"""Longer rules are told by a tooltip."""


class ItemPanel(ItemParts):
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
        self._columns = 2
        self._wide = False
        self._short = False
        self._offered = 0
        self._margins()
        self._connect()

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
        """A page is what stays whole under the composer, so that digits keep their meaning while it is open; at least
        two rows where there is room for them. Rows that the composer covers in part are not shown."""
        self._column.activate()
        top, most = self.grid.y(), 3 if self._columns == 3 or self._short else 4
        beside = full_rows(self.free_line.y() - top)
        under = beside if self._wide else full_rows(self.height() - self.composer.plain_height() - top)
        rows = max(1, min(most, max(under, min(2, beside))))
        size = min(9, rows * self._columns)
        seen = size
        if not self._wide and not self.composer.isHidden():
            seen = max(1, full_rows(self.composer.y() - top)) * self._columns
        self.grid.arrange(self._columns, min(size, seen, self._offered))
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
        self.rule.setToolTip(words_of_rule(row.item.rule, language(), row.item.points))
        self.requirement.show_text(to_read(item), most=MOST_LINES + min(MOST_CONDITIONS, len(item.rule.conditions)))
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
        self.value_row.setVisible(row.item.rule.kind in MEASURED | {"ledger"})
        self.value_name.setText(t("测得"))
        self.value_unit.setText(value_unit(row))
        self.value.setAccessibleName(t("测得值，{unit}", unit=value_unit(row)))
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


def full_rows(room: int) -> int:
    """How many rows of chips can be seen whole."""
    return max(0, (room - u(4)) // ChipGrid.row_height())


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
    if rule.kind in OUTSIDE:
        return words_of_rule(rule, language())
    said = words_of_rule(rule, language(), item.points)
    return f"{points} · {said}" if len(said) <= MOST_OF_RULE else t("{points} · 按测得值计分", points=points)


def to_read(item: Item) -> str:
    """What is required; of an item that is judged by how many conditions are met, with these."""
    if not item.rule.conditions:
        return item.requirement
    more = item.requirement not in words_of_rule(item.rule, "zh", item.points)
    return "\n".join([item.requirement] * more + [words_in_lines(item.rule, language(), item.points)])


def value_unit(row: ItemRow) -> str:
    """What a measured value counts."""
    rule = row.item.rule
    if rule.kind == "grade_sample":
        return t("处符合，共 {n} 处", n=rule.required)
    if rule.kind == "grade_conditions":
        return t("项符合，共 {n} 项", n=len(rule.conditions))
    return row.item.unit
