"""The Today screen: figures, the sites in the order of work, what to fetch, and whether the laptop may be closed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.desk import Desk, KeyRow
from chuangjian_desktop.ui.exchange.handout.view import HandOutDialog
from chuangjian_desktop.ui.fieldwork.deeds.strip import SiteDeeds
from chuangjian_desktop.ui.fieldwork.today.chosen import ChosenCard
from chuangjian_desktop.ui.fieldwork.today.presenter import TodayPresenter
from chuangjian_desktop.ui.fieldwork.today.state import Figure, Handing, Missing, TodayState
from chuangjian_desktop.ui.screen import Screen, card, panel
from chuangjian_desktop.ui.testing_names import (
    TODAY,
    TODAY_FIND,
    TODAY_GO,
    TODAY_HANDIN,
    TODAY_HANDIN_WORDS,
    TODAY_HANDOUT,
    TODAY_SITES,
)
from chuangjian_desktop.ui.text.words import t
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import EmptyState, TagLabel, divider, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import tokens, u


class KeyFigure(QWidget):
    """A large number, what it is out of, and its caption below."""

    def __init__(self) -> None:
        super().__init__()
        self._figure = Figure("", "", "")
        self.setFixedHeight(u(48))

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self._figure = figure
        self.setAccessibleName(f"{figure.caption} {figure.number} {figure.rest}")
        wide = paint.width_of(figure.number, font(20, bold=True)) + paint.width_of(figure.rest, font(12)) + u(8)
        self.setMinimumWidth(int(max(wide, paint.width_of(figure.caption, font(12)))) + u(6))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t_, figure = tokens(), self._figure
        painter = QPainter(self)
        wide = paint.width_of(figure.number, font(20, bold=True))
        paint.words(painter, QRectF(0, 0, wide + 2, u(28)), figure.number, font(20, bold=True), t_.text_1)
        rest = QRectF(wide + u(4), u(4), self.width() - wide, u(24))
        paint.words(painter, rest, figure.rest, font(12), t_.text_3)
        paint.words(painter, QRectF(0, u(28), self.width(), u(18)), figure.caption, font(12), t_.text_2)
        painter.end()


class RoundBar(QWidget):
    """How much of the round is done."""

    def __init__(self) -> None:
        super().__init__()
        self._state = TodayState()
        self.setFixedHeight(u(48))
        self.setMinimumWidth(u(160))

    def show_state(self, state: TodayState) -> None:
        """Show the round."""
        self._state = state
        self.setAccessibleName(f"{state.progress} {state.done} / {state.total}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        t_, state = tokens(), self._state
        painter = QPainter(self)
        line = QRectF(0, u(2), self.width(), u(20))
        paint.words(painter, line, state.progress, font(12), t_.text_2)
        done = f"{state.done} / {state.total}"
        paint.words(painter, line, done, font(13, bold=True), t_.text_1, align=paint.RIGHT)
        bar = QRectF(0, u(28), self.width(), u(8))
        paint.box(painter, bar, u(4), t_.surface_2, t_.line_strong)
        if state.total and state.done:
            bar.setWidth(max(u(8), bar.width() * state.done / state.total))
            paint.box(painter, bar, u(4), t_.gain.fill)
        painter.end()


def _scrolled(side: QWidget) -> QScrollArea:
    """The right panel, which on low windows has more than fits."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFixedWidth(u(256))
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(side)
    return made


class HandingCard(QFrame):
    """Where handing in stands, and the way there."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._title, self._words, self._badge = label("", 13, bold=True), TextBlock(12, 18), TagLabel()
        self._words.setObjectName(TODAY_HANDIN_WORDS)
        self.go = Button("", icon="handin")
        self.go.setObjectName(TODAY_HANDIN)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(12), u(12), u(8))
        column.setSpacing(u(4))
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_handing(self, handing: Handing | None) -> None:
        """Render; an office has none."""
        self.setVisible(handing is not None)
        if handing is None:
            return
        self._title.setText(handing.title)
        self._title.setProperty("ink", handing.mood if handing.mood in {"gain", "lack"} else "")
        self._title.style().polish(self._title)
        self._words.show_text(handing.words, ink="text_2")
        self._badge.show_tag(handing.badge, "info")
        self._badge.setVisible(bool(handing.badge))
        self.go.setText(handing.action)


class OutCard(QFrame):
    """An office's way to hand out."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("frame", "card")
        self._title, self._words = label("", 13, bold=True), TextBlock(12, 18)
        self.go = Button("", icon="people")
        self.go.setObjectName(TODAY_HANDOUT)
        column = QVBoxLayout(self)
        column.setContentsMargins(u(12), u(12), u(12), u(8))
        column.setSpacing(u(4))
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def retranslate(self) -> None:
        """The words in the language in force."""
        self._title.setText(t("给各组下发"))
        self._words.show_text(t("轮次、点位、测评表和责任单位写成任务包；改了点位再发一次就是更正。"), ink="text_2")
        self.go.setText(t("下发任务包…"))


class TodayScreen(Screen):
    """The first screen of a team."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TODAY)
        self._find = Button("", icon="search", key="/")
        self._find.setObjectName(TODAY_FIND)
        self._go = Button("", "primary", key="Enter", tall=True)
        self._go.setObjectName(TODAY_GO)
        self.header.action(self._find)
        self.header.action(self._go)
        self._figures = tuple(KeyFigure() for _ in range(5))
        self._bar = RoundBar()
        self._table = Table(TODAY_SITES)
        self._empty = EmptyState("today")
        self._calm_title, self._calm = label("", 14, bold=True, ink="gain"), TextBlock(12, 18)
        self._handing = HandingCard()
        self._out = OutCard()
        self._deeds = SiteDeeds(self, desk)
        self._chosen = ChosenCard(self._deeds)
        self._office = desk.workspace.role == "office"
        self._fetch_title = label("", 13, bold=True)
        self._fetch = QVBoxLayout()
        self._state = TodayState()
        self._presenter = TodayPresenter(desk, self.show_state)
        self._lay_out()
        self._find.clicked.connect(self._presenter.find)
        self._go.clicked.connect(self._next)
        self._table.opened.connect(self._presenter.walk)
        self._table.chosen.connect(self._presenter.choose)
        self._handing.go.clicked.connect(self._presenter.hand_in)
        self._out.go.clicked.connect(lambda: HandOutDialog(desk, self.window()).open())
        self.setFocusProxy(self._table)
        self.retranslate()

    def _lay_out(self) -> None:
        figures = QHBoxLayout()
        figures.setContentsMargins(u(16), u(8), u(16), u(4))
        figures.setSpacing(u(20))
        for each in self._figures:
            figures.addWidget(each)
        figures.addStretch(1)
        figures.addWidget(self._bar, 2)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._empty)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u(4))
        column.addLayout(figures)
        column.addWidget(divider())
        column.addWidget(self._deeds.banner)
        column.addWidget(self._pages, 1)
        side, side_column = panel()
        side_column.setContentsMargins(u(12), u(12), u(12), u(12))
        for part in (self._chosen, self._calm_card(), self._handing, self._out, self._fetch_card()):
            side_column.addWidget(part)
        side_column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(divider(vertical=True))
        row.addWidget(_scrolled(side))
        self.column.addLayout(row, 1)

    def _calm_card(self) -> QFrame:
        made, column = card()
        column.addWidget(self._calm_title)
        column.addWidget(self._calm)
        return made

    def _fetch_card(self) -> QFrame:
        made, column = card()
        column.addWidget(self._fetch_title)
        self._fetch.setSpacing(u(2))
        column.addLayout(self._fetch)
        self._fetch_frame = made
        return made

    def show_state(self, state: TodayState) -> None:
        """Render."""
        self._state = state
        self.header.say(t("今日"), state.facts)
        for widget, figure in zip(self._figures, state.figures, strict=False):
            widget.show_figure(figure)
        self._bar.show_state(state)
        self._table.show_rows(state.columns, state.rows)
        self._pages.setCurrentIndex(0 if state.rows or not state.loaded else 1)
        self._empty.show_empty(t("还没有点位"), (((), t("到“点位”屏导入点位表，就可以开始测评")),))
        self._go.setVisible(bool(state.next_site))
        self._go.setText(state.next_words)
        self._calm_title.setText(t("现在可以合上电脑"))
        self._calm.show_text(state.calm, ink="text_2")
        self._chosen.show_chosen(state.chosen)
        self._handing.show_handing(state.handing)
        self._out.setVisible(self._office)
        self._fetch_title.setText(t("离开点位前要补的") if state.missing else t("没有要补的照片"))
        self._show_missing(state)

    def _show_missing(self, state: TodayState) -> None:
        while self._fetch.count():
            entry = self._fetch.takeAt(0)
            widget = entry.widget() if entry else None
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for each in state.missing:
            self._fetch.addWidget(self._line(each))
        if state.more_missing:
            self._fetch.addWidget(label(t("还有 {n} 处", n=state.more_missing), 12, ink="3"))

    def _line(self, missing: Missing) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, u(2), 0, u(2))
        words = QVBoxLayout()
        words.setSpacing(0)
        site, what = TextBlock(13, 20), TextBlock(12, 18)
        site.show_text(missing.site, most=1)
        what.show_text(missing.what, most=1, ink="text_3")
        made.setToolTip(f"{missing.site}\n{missing.what}")
        words.addWidget(site)
        words.addWidget(what)
        button = Button(t("去补"), "text")
        button.setAccessibleName(f"{t('去补')} {missing.site} {missing.what}")
        button.clicked.connect(lambda: self._presenter.fetch(missing))
        row.addLayout(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def refresh(self) -> None:
        self._presenter.refresh()

    def retranslate(self) -> None:
        self._find.setText(t("找点位"))
        self._out.retranslate()
        self._deeds.retranslate()
        self._presenter.retranslate()

    def note(self) -> str:
        more = self._state.more_sites
        return t("另有 {n} 个点位在“点位”屏", n=more) if more else ""

    def keys(self) -> tuple[KeyRow, ...]:
        return (
            (("↑", "↓"), t("选点位")),
            (("Enter",), t("打开")),
            (("/",), t("找点位")),
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Slash:
            self._presenter.find()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._next()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        if self._state.next_site:
            self._presenter.walk(self._state.next_site)
