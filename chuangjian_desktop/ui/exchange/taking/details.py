"""The details of a file beside the list: what it says of itself, figures, and tables to look through."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from chuangjian_desktop.ui.exchange.taking.state import Detail, Told
from chuangjian_desktop.ui.widgets import paint
from chuangjian_desktop.ui.widgets.buttons import Segmented
from chuangjian_desktop.ui.widgets.cell_paint import colour
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.parts import Banner, label
from chuangjian_desktop.ui.widgets.table import Table
from chuangjian_desktop.ui.widgets.textblock import TextBlock
from chuangjian_desktop.ui.widgets.tokens import tokens, u

MOST_TOLD = 4
SHEETS = ("kinds", "conflicts", "scores", "origin")


class Figures(QWidget):
    """A row of key figures with their words below: +812 新增."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._figures: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: tuple[tuple[str, str, str], ...]) -> None:
        """Show (word, figure, ink)."""
        self._figures = figures
        self.setAccessibleName("，".join(f"{word} {figure}" for word, figure, _ in figures))
        self.setVisible(bool(figures))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(300), u(48))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0.0
        for word, figure, ink in self._figures:
            wide = max(paint.width_of(figure, font(18, bold=True)), paint.width_of(word, font(12))) + u(24)
            place = self.rect().toRectF()
            place.setLeft(x)
            place.setWidth(wide)
            above = place.adjusted(0, 0, 0, -u(20))
            below = place.adjusted(0, u(28), 0, 0)
            paint.words(painter, above, figure, font(18, bold=True), colour(ink))
            paint.words(painter, below, word, font(12), tokens().text_2)
            x += wide
        painter.end()


class Details(QWidget):
    """`asked` is a wish to decide about the file that is shown."""

    asked = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._shown: Detail | None = None
        self._title, self._line = label("", 16, bold=True), TextBlock(12, 18)
        self._title.setObjectName(f"{name}.title")
        self._line.setObjectName(f"{name}.line")
        self._told = [Banner() for _ in range(MOST_TOLD)]
        for place, banner in enumerate(self._told):
            banner.setObjectName(f"{name}.told.{place}")
            banner.acted.connect(self.asked)
            banner.button().setObjectName(f"{name}.ask.{place}")
        self._figures = Figures(f"{name}.figures")
        self._pages = Segmented(tuple((key, "") for key in SHEETS))
        self._pages.setObjectName(f"{name}.pages")
        self._pages.choose(SHEETS[0])
        self._pages.chosen.connect(self._turn)
        self._tables = {key: Table(f"{name}.{key}", height=32) for key in SHEETS}
        self._empty = label("", 13, ink="2")
        self._stack = QStackedWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(u(20), u(12), u(16), u(12))
        column.setSpacing(u(6))
        column.addWidget(self._title)
        column.addWidget(self._line)
        for banner in self._told:
            column.addWidget(banner)
        column.addWidget(self._figures)
        row = QHBoxLayout()
        row.addWidget(self._pages)
        row.addStretch(1)
        column.addLayout(row)
        for key in SHEETS:
            self._stack.addWidget(self._tables[key])
        nothing = QWidget()
        inner = QVBoxLayout(nothing)
        inner.addWidget(self._empty)
        inner.addStretch(1)
        self._stack.addWidget(nothing)
        column.addWidget(self._stack, 1)

    def show_detail(self, detail: Detail) -> None:
        """Show a file; the same one again costs nothing."""
        if detail == self._shown:
            return
        self._shown = detail
        self.setVisible(bool(detail.title))
        self._title.setText(detail.title)
        self._line.show_text(detail.line, ink="text_2")
        for place, banner in enumerate(self._told):
            told = detail.told[place] if place < len(detail.told) else Told()
            banner.show_banner(told.text, told.mood, told.icon, told.action)
        self._figures.show_figures(detail.figures)
        self._pages.rename(tuple(sheet.title for sheet in detail.sheets) or tuple("" for _ in SHEETS))
        for sheet in detail.sheets:
            self._tables[sheet.key].show_rows(sheet.columns, sheet.rows)
        self._turn()

    def _turn(self, _key: str = "") -> None:
        detail, key = self._shown, self._pages.current()
        sheet = None if detail is None else next((each for each in detail.sheets if each.key == key), None)
        if sheet is not None and not sheet.rows:
            self._empty.setText(sheet.empty)
            self._stack.setCurrentIndex(len(SHEETS))
        else:
            self._stack.setCurrentIndex(SHEETS.index(key))
