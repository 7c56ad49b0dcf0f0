"""Small dialogs of the Walk: finishing, reopening, reading a long requirement, where the score is from, all keys."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.domain.rule_text import rule_lines
from chuangjian_desktop.domain.sheet import FinishCheck, ItemRow, VisitSheet
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.text.words import language, t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.parts import Banner, KeyHint, label
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import u

MOST_NAMED = 6


class Sheet(QDialog):
    """A dialog of the look: 560 wide, a headline, a body, buttons at the right. Esc is the harmless way out."""

    def __init__(self, headline: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(headline)
        self.setMinimumWidth(u(560))
        self.body = QVBoxLayout()
        self.body.setSpacing(u(8))
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(u(2))
        self.buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(24), u(20), u(21), u(16))
        column.setSpacing(u(12))
        column.addWidget(label(headline, 18, bold=True))
        column.addLayout(self.body)
        column.addLayout(self.buttons)


class FinishDialog(Sheet):
    """What is missing, and who measured. `finished` carries the names."""

    named = Signal(object)

    def __init__(self, check: FinishCheck, people: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(t("完成这个点位"), parent)
        self.setObjectName(names.FINISH_DIALOG)
        self.people = QLineEdit("、".join(people))
        self.people.setObjectName(names.FINISH_PEOPLE)
        self.people.setPlaceholderText(t("测评人姓名，用顿号分开"))
        self.people.setAccessibleName(t("测评人"))
        self.body.addLayout(_missing(check))
        self.body.addWidget(label(t("测评人"), 12, ink="3"))
        self.body.addWidget(self.people)
        self.body.addWidget(label(t("完成后锁定。需要时可以重新打开，会留下记录。"), 12, ink="3"))
        self.back = Button(t("继续测评"))
        self.back.setObjectName(names.FINISH_CANCEL)
        self.ok = Button(t("完成并锁定"), "primary")
        self.ok.setObjectName(names.FINISH_OK)
        self.buttons.addWidget(self.back)
        self.buttons.addWidget(self.ok)
        self.back.clicked.connect(self.reject)
        self.ok.clicked.connect(self.accept)
        self.people.returnPressed.connect(self.accept)
        self.accepted.connect(lambda: self.named.emit(split_names(self.people.text())))
        self.rejected.connect(lambda: self.named.emit(None))
        self.people.setFocus()


def _missing(check: FinishCheck) -> QVBoxLayout:
    """A sentence, and under it what is not done."""
    column = QVBoxLayout()
    column.setSpacing(u(6))
    complete = not (check.unanswered or check.missing_photos or check.contradictions)
    banner = Banner()
    banner.setObjectName(names.FINISH_LIST)
    head = t("各项已答，必拍照片齐全。") if complete else t("还有没做完的，也可以先完成，之后重新打开。")
    banner.show_banner(head, "gain" if complete else "lack", "tick" if complete else "warning")
    column.addWidget(banner)
    for words, entries in (
        (t("未答 {n} 项", n=len(check.unanswered)), check.unanswered),
        (t("缺必拍照片 {n} 项", n=len(check.missing_photos)), check.missing_photos),
        (t("答案与问题不一致 {n} 项", n=len(check.contradictions)), check.contradictions),
    ):
        if entries:
            column.addWidget(label(words, 13, bold=True))
            block = TextBlock(12, 18)
            block.show_text(_listed(entries), ink="text_2", most=3)
            column.addWidget(block)
    return column


class ReasonDialog(Sheet):
    """Asks why a finished visit is opened again. `reasoned` carries the reason."""

    reasoned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(t("重新打开这个点位"), parent)
        self.setObjectName(names.REOPEN_DIALOG)
        self.reason = QLineEdit()
        self.reason.setObjectName(names.REOPEN_REASON)
        self.reason.setPlaceholderText(t("理由，会和姓名、时间一起留在记录里"))
        self.reason.setAccessibleName(t("理由"))
        self.ok = Button(t("重新打开"), "primary")
        self.ok.setObjectName(names.REOPEN_OK)
        self.ok.setEnabled(False)
        back = Button(t("不打开"))
        self.body.addWidget(self.reason)
        self.buttons.addWidget(back)
        self.buttons.addWidget(self.ok)
        self.reason.textChanged.connect(self._typed)
        self.reason.returnPressed.connect(self._take)
        self.ok.clicked.connect(self._take)
        back.clicked.connect(self.reject)
        self.accepted.connect(lambda: self.reasoned.emit(self.reason.text()))
        self.reason.setFocus()

    def _typed(self, text: str) -> None:
        self.ok.setEnabled(bool(text.strip()))

    def _take(self) -> None:
        if self.reason.text().strip():
            self.accept()


class ReadingDialog(Sheet):
    """A requirement with how to check and what is exempt, in full."""

    def __init__(self, row: ItemRow, parent: QWidget | None = None) -> None:
        super().__init__(f"{row.item.code}  {row.item.title}", parent)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, u(8), 0)
        column.setSpacing(u(6))
        item = row.item
        parts = (
            (t("要求"), item.requirement),
            (t("怎么扣分"), rule_lines(item.rule, language(), item.points)),
            (t("查法"), item.how_to_check),
            (t("免扣"), item.exemption),
        )
        for caption, text in parts:
            if text:
                column.addWidget(label(caption, 12, bold=True, ink="2"))
                block = TextBlock(14, 22)
                block.show_text(text)
                column.addWidget(block)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setMinimumHeight(u(300))
        self.body.addWidget(area)
        close = Button(t("关闭"), "primary", key="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


class ScoreDialog(Sheet):
    """Where the score comes from: every item with its points, and the sum rounded once."""

    def __init__(self, sheet: VisitSheet, parent: QWidget | None = None) -> None:
        super().__init__(t("得分怎么来的"), parent)
        text = label(score_table(sheet))
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        text.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(text)
        area.setMinimumHeight(u(320))
        self.body.addWidget(area)
        total = label(score_sum(sheet), 13, bold=True)
        total.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addWidget(total)
        close = Button(t("关闭"), "primary", key="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


class KeysDialog(Sheet):
    """All keys of the Walk."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(t("全部按键"), parent)
        self.setObjectName(names.KEYS_DIALOG)
        columns = QHBoxLayout()
        columns.setSpacing(u(24))
        entries = all_keys()
        half = -(-len(entries) // 2)
        for part in (entries[:half], entries[half:]):
            column = QVBoxLayout()
            column.setSpacing(u(4))
            for keys, text in part:
                hint = KeyHint()
                hint.show_hint(keys, text)
                column.addWidget(hint)
            column.addStretch(1)
            columns.addLayout(column)
        self.body.addLayout(columns)
        close = Button(t("关闭"), "primary", key="Esc")
        close.clicked.connect(self.accept)
        self.buttons.addWidget(close)


def all_keys() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Every key of the Walk with what it does."""
    return (
        (("1", "…", "9"), t("选一个问题")),
        (("Enter",), t("记录")),
        (("+",), t("多一处")),
        (("−",), t("少一处")),
        (("0",), t("自己写一个问题")),
        (("PgDn",), t("下一页问题")),
        (("P",), t("符合")),
        (("E",), t("免扣，写明理由")),
        (("N",), t("不适用")),
        ((t("空格"),), t("下一未答项")),
        (("R",), t("重复上一条")),
        (("Ctrl", "V"), t("粘贴照片")),
        (("Ctrl", "O"), t("选照片文件")),
        (("C",), t("用电脑的相机拍照")),
        (("G",), t("当场改好：选整改后的照片")),
        (("Ctrl", "Z"), t("撤销")),
        (("Ctrl", "Y"), t("重做")),
        (("/",), t("查找条目")),
        (("↑", "↓"), t("上一项、下一项，也可用 K J")),
        (("Tab",), t("到位置栏")),
        (("Ctrl", "U"), t("改单位、时限、说明")),
        (("Del",), t("取下选中的问题，可撤销")),
        (("F4",), t("窄窗口里打开右栏")),
        (("F6",), t("换到下一栏")),
        (("Esc",), t("退一级")),
        (("F1",), t("全部按键")),
    )


def split_names(text: str) -> tuple[str, ...]:
    """Names as people write them: divided by 、 comma, semicolon or spaces."""
    for mark in "，,;； \t":
        text = text.replace(mark, "、")
    return tuple(part for part in text.split("、") if part)


def score_table(sheet: VisitSheet) -> str:
    """Items with points, loss and gain as a table."""
    head = "".join(f"<th align='right'>{escape(word)}</th>" for word in (t("分值"), t("扣"), t("得")))
    lines = [f"<tr><th align='left'>{escape(t('条目'))}</th>{head}</tr>"]
    for row in sheet.rows:
        counted = row.earned is not None
        cells = (short(row.item.points), paint.lost(row.lost) if counted else "—", _earned(row))
        name = escape(f"{row.item.code} {row.item.title}")
        lines.append(f"<tr><td>{name}</td>{''.join(f'<td align=right>{cell}</td>' for cell in cells)}</tr>")
    return f"<table cellpadding='4' width='100%'>{''.join(lines)}</table>"


def _earned(row: ItemRow) -> str:
    if row.state == "na":
        return escape(t("不适用"))
    return "—" if row.earned is None else two_decimals(row.earned)


def score_sum(sheet: VisitSheet) -> str:
    """The division as it was made: exact to four places, rounded once."""
    if sheet.rate is None:
        return t("尚未答题")
    return t(
        "{got} ÷ {possible} = {exact}%，四舍五入 → {rate}%",
        got=two_decimals(sheet.earned),
        possible=two_decimals(sheet.possible),
        exact=f"{sheet.rate:.4f}",
        rate=two_decimals(sheet.rate),
    )


def _listed(entries: tuple[tuple[str, str], ...]) -> str:
    shown = "、".join(title for _code, title in entries[:MOST_NAMED])
    more = len(entries) - MOST_NAMED
    return f"{shown} … +{more}" if more > 0 else shown
