"""Text of several lines with a line height, which Qt's labels cannot do; measured before it is shown."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.tokens import Tone, tokens, u

ELLIPSIS = "…"


@lru_cache(maxsize=256)
def broken(text: str, face: QFont, width: float, most: int = 0) -> tuple[tuple[str, ...], bool]:
    """The lines of a text in a width, at most `most` of them (0 = all), and whether something was cut."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_paragraph(paragraph, face, width))
    if not most or len(lines) <= most:
        return tuple(lines), False
    kept = lines[:most]
    kept[-1] = _with_dots(kept[-1], face, width)
    return tuple(kept), True


def _paragraph(text: str, face: QFont, width: float) -> list[str]:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, face)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    data = text.encode("utf-16-le")
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        start, length = line.textStart(), line.textLength()
        found.append(data[start * 2 : (start + length) * 2].decode("utf-16-le"))
    layout.endLayout()
    return found or [""]


def _with_dots(line: str, face: QFont, width: float) -> str:
    measure = QFontMetricsF(face)
    while line and measure.horizontalAdvance(line + ELLIPSIS) > width:
        line = line[:-1]
    return line + ELLIPSIS


class TextBlock(QWidget):
    """Several lines at a size of the type scale. `most` lines are shown, 0 means all; asks for the height it needs."""

    def __init__(self, px: float, line: float, parent: QWidget | None = None, *, bold: bool = False) -> None:
        super().__init__(parent)
        self._px, self._line, self._bold = px, line, bold
        self._text = ""
        self._lead = ""
        self._ink = ""
        self._most = 0
        self._right = 0.0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_text(self, text: str, *, most: int = 0, lead: str = "", ink: str = "text_1", right: float = 0) -> None:
        """Show a text. `lead` is a bold word before it, `ink` a token or a tone, `right` room kept free on the last
        line."""
        self._text, self._most, self._lead, self._ink, self._right = text, most, lead, ink, right
        self.setAccessibleName(f"{lead} {text}".strip())
        self.updateGeometry()
        self.update()

    def cut(self, width: int) -> bool:
        """Whether something is not shown at this width."""
        return broken(self._text, font(self._px, bold=self._bold), width - self._indent() - self._right, self._most)[1]

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if not self._text:
            return 0
        lines = broken(self._text, font(self._px, bold=self._bold), width - self._indent() - self._right, self._most)[0]
        return len(lines) * u(self._line)

    def sizeHint(self) -> QSize:
        return QSize(u(300), self.heightForWidth(max(self.width(), u(200))))

    def minimumSizeHint(self) -> QSize:
        return QSize(u(80), u(self._line) if self._text else 0)

    def _indent(self) -> float:
        return QFontMetricsF(font(self._px, bold=True)).horizontalAdvance(self._lead) + u(10) if self._lead else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        t = tokens()
        height = u(self._line)
        if self._lead:
            painter.setFont(font(self._px, bold=True))
            painter.setPen(QColor(t.text_2))
            painter.drawText(QRectF(0, 0, self._indent(), height), Qt.AlignmentFlag.AlignVCenter, self._lead)
        face = font(self._px, bold=self._bold)
        painter.setFont(face)
        ink: str | Tone = getattr(t, self._ink or "text_1")
        painter.setPen(QColor(ink.text if isinstance(ink, Tone) else ink))
        indent = self._indent()
        measure = QFontMetricsF(face)
        base = (height + measure.ascent() - measure.descent()) / 2
        lines = broken(self._text, face, self.width() - indent - self._right, self._most)[0] if self._text else ()
        for number, line in enumerate(lines):
            painter.drawText(QPointF(indent, number * height + base), line)
        painter.end()
