"""The head of the Walk: site, ruler, running score, and the way to finish."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.domain.points import short, two_decimals
from chuangjian_desktop.domain.sheet import VisitSheet
from chuangjian_desktop.ui import testing_names as names
from chuangjian_desktop.ui.fieldwork.walk.state import WalkState
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets.buttons import Button, IconButton
from chuangjian_desktop.ui.widgets.fonts import font, metrics
from chuangjian_desktop.ui.widgets.parts import Number, label
from chuangjian_desktop.ui.widgets.ruler import Ruler
from chuangjian_desktop.ui.widgets.tokens import tokens, u

DASH = "—"


class ElidedLabel(QLabel):
    """A line that is cut at the right, with the whole as tooltip."""

    def __init__(self, px: float, *, bold: bool = False, ink: str = "") -> None:
        super().__init__()
        self._whole = ""
        self.setFont(font(px, bold=bold))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(u(60))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if ink:
            self.setProperty("ink", ink)

    def show_line(self, text: str) -> None:
        """Show a text."""
        self._whole = text
        self.setAccessibleName(text)
        self._cut()

    def whole(self) -> str:
        """The text before it was cut."""
        return self._whole

    def resizeEvent(self, event: object) -> None:
        self._cut()

    def _cut(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 10))
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class ScoreHeader(QWidget):
    """60 high. Signals of its parts are taken by the view."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "0")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(u(60))
        self.back = IconButton("back", t("返回点位"))
        self.back.setObjectName(names.WALK_BACK)
        self.site = ElidedLabel(16, bold=True)
        self.site.setObjectName(names.WALK_SITE_NAME)
        self.facts = ElidedLabel(12, ink="3")
        self.answered = label("", 12, ink="2")
        self.answered.setObjectName(names.WALK_ANSWERED)
        self.waiting = label("", 12, ink="2")
        self.waiting.setObjectName(names.WALK_WAITING)
        for part in (self.answered, self.waiting):
            part.setTextFormat(Qt.TextFormat.RichText)
        self.ruler = Ruler()
        self.ruler.setObjectName(names.WALK_RULER)
        self.score = Number()
        self.score.setObjectName(names.WALK_SCORE)
        self.points = label("", 12, ink="3")
        self.points.setObjectName(names.WALK_POINTS)
        self.points.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.finish = Button("", tall=True)
        self.finish.setObjectName(names.WALK_FINISH)
        self._build()

    def _build(self) -> None:
        name = QVBoxLayout()
        name.setSpacing(0)
        name.addStretch(1)
        name.addWidget(self.site)
        name.addWidget(self.facts)
        name.addStretch(1)
        sums = QHBoxLayout()
        sums.addWidget(self.answered)
        sums.addStretch(1)
        sums.addWidget(self.waiting)
        bar = QVBoxLayout()
        bar.setSpacing(u(4))
        bar.addStretch(1)
        bar.addLayout(sums)
        bar.addWidget(self.ruler)
        bar.addStretch(1)
        score = QVBoxLayout()
        score.setSpacing(0)
        score.addStretch(1)
        score.addWidget(self.score, 0, Qt.AlignmentFlag.AlignRight)
        score.addWidget(self.points, 0, Qt.AlignmentFlag.AlignRight)
        score.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(u(10), 0, u(12), 0)
        row.setSpacing(u(12))
        row.addWidget(self.back)
        row.addLayout(name, 5)
        row.addSpacing(u(8))
        row.addLayout(bar, 9)
        row.addStretch(1)
        row.addLayout(score, 3)
        row.addWidget(self.finish)

    def show_state(self, state: WalkState) -> None:
        """Render the head of a state."""
        sheet = state.sheet
        self.back.name(t("返回点位"))
        self.finish.setText(t("完成点位…"))
        if sheet is None:
            return
        self.site.show_line(sheet.site_name)
        parts = [sheet.site_type_name, sheet.site_code, sheet.area.replace("/", " ")]
        self.facts.show_line(" · ".join(part for part in parts if part))
        total = len(sheet.rows)
        self.answered.setText(t("已答 <b>{done}</b> / {total}", done=sheet.answered, total=total))
        self.waiting.setText(_waiting(sheet))
        spoken = t(
            "已答 {done} 项，得 {got} 分，扣 {lost} 分",
            done=sheet.answered,
            got=two_decimals(sheet.earned),
            lost=two_decimals(sheet.lost),
        )
        self.ruler.show_rows(sheet.rows, state.item_code, spoken)
        self._score(sheet)
        self.finish.setEnabled(sheet.answered > 0 and not sheet.finished)
        self.finish.setToolTip("" if sheet.answered else t("还没有作答"))

    def _score(self, sheet: VisitSheet) -> None:
        if sheet.rate is None:
            self.score.setText(DASH)
            self.points.setText(t("尚未答题") if not sheet.answered else t("没有计分的条目"))
            return
        self.score.setText(f"{two_decimals(sheet.rate)}%")
        self.score.setToolTip(t("这个数怎么来的"))
        self.points.setText(t("{got} / {possible} 分", got=two_decimals(sheet.earned), possible=short(sheet.possible)))

    def narrow(self, *, small: bool) -> None:
        """In narrow windows the facts give way to the ruler."""
        self.facts.setVisible(not small)
        least = metrics(12).horizontalAdvance(t("已答 <b>{done}</b> / {total}", done=10, total=10)) + u(120)
        self.ruler.setMinimumWidth(min(least, u(240)))


def _waiting(sheet: VisitSheet) -> str:
    waiting = t("待答 {n} 分", n=short(sheet.waiting))
    if not sheet.answered:
        return escape(waiting)
    lost = t("扣 {n}", n=two_decimals(sheet.lost)) if sheet.lost else t("扣 0.00")
    if sheet.lost:
        lost = f'<b style="color:{tokens().loss.text}">{escape(lost)}</b>'
    return f"{lost} · {escape(waiting)}"
