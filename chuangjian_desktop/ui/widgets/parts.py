"""Small painted parts: key caps with words, tags, banner, stepper, a number that opens, empty state, progress."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from chuangjian_desktop.ui.widgets import icons, paint
from chuangjian_desktop.ui.widgets.buttons import Button
from chuangjian_desktop.ui.widgets.focus import PaintedButton
from chuangjian_desktop.ui.widgets.fonts import font
from chuangjian_desktop.ui.widgets.textblock import broken
from chuangjian_desktop.ui.widgets.tokens import tokens, tone, u


def label(text: str = "", px: float = 13, *, bold: bool = False, ink: str = "") -> QLabel:
    """A plain one-line label in a size of the type scale; `ink` is a `[ink=…]` rule of the style sheet."""
    made = QLabel(text)
    made.setFont(font(px, bold=bold))
    made.setTextFormat(Qt.TextFormat.PlainText)
    if ink:
        made.setProperty("ink", ink)
    return made


def divider(*, vertical: bool = False) -> QFrame:
    """A line between parts."""
    made = QFrame()
    made.setProperty("divider", "vertical" if vertical else "true")
    return made


class KeyHint(QWidget):
    """Key caps followed by what they do: `Space` next open."""

    def __init__(self, keys: tuple[str, ...] = (), text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys, self._text = keys, text
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_hint(self, keys: tuple[str, ...], text: str) -> None:
        """Show other keys."""
        if (keys, text) == (self._keys, self._text):
            return
        self._keys, self._text = keys, text
        self.setAccessibleName(f"{' '.join(keys)} {text}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        caps = sum(paint.keycap_width(key) + u(4) for key in self._keys)
        words = paint.width_of(self._text, font(12)) + u(4) if self._text else -u(4)
        return QSize(int(caps + words) + 1, u(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        x = 0.0
        for key in self._keys:
            box = QRectF(x, 0, paint.keycap_width(key), self.height())
            if key == "…":
                paint.words(painter, box, key, font(12), tokens().text_2, align=paint.MIDDLE)
            else:
                paint.keycap(painter, QPointF(box.right(), self.height() / 2), key)
            x += box.width() + u(4)
        rest = QRectF(x + u(2), 0, self.width() - x, self.height())
        paint.words(painter, rest, self._text, font(12), tokens().text_2)
        painter.end()


class TagLabel(QWidget):
    """A word on a tint, 20 high."""

    def __init__(self, text: str = "", mood: str = "plain", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._mood, self._icon = text, mood, icon
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_tag(self, text: str, mood: str = "plain", icon: str = "") -> None:
        """Show another word."""
        self._text, self._mood, self._icon = text, mood, icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(paint.tag_width(self._text, self._icon)) + 1, u(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._text:
            paint.tag(painter, QRectF(self.rect()), self._text, tone(self._mood), self._icon)
        painter.end()


class Banner(QWidget):
    """One sentence and at most one action on top of what it concerns. `acted` when the action is taken."""

    acted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._mood, self._icon = "", "info", "info"
        self._button = Button("", "text", parent=self)
        self._button.clicked.connect(self.acted)
        self._button.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_banner(self, text: str, mood: str = "info", icon: str = "info", action: str = "") -> None:
        """Show a sentence; an empty one hides the banner. `mood`: info, gain, lack, loss, exempt."""
        self._text, self._mood, self._icon = text, mood, icon
        self.setVisible(bool(text))
        self.setAccessibleName(text)
        self._button.setText(action)
        self._button.setVisible(bool(action))
        self._place()
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The sentence shown."""
        return self._text

    def button(self) -> Button:
        """Its action."""
        return self._button

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = broken(self._text, font(12), self._room(width), 3)[0]
        return max(u(32), len(lines) * u(18) + u(12))

    def sizeHint(self) -> QSize:
        return QSize(u(200), self.heightForWidth(max(self.width(), u(200))))

    def _room(self, width: int) -> int:
        taken = self._button.sizeHint().width() + u(4) if not self._button.isHidden() else u(8)
        return max(u(60), width - u(34) - taken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def _place(self) -> None:
        size = self._button.sizeHint()
        self._button.setGeometry(
            self.width() - size.width() - u(2), (self.height() - size.height()) // 2, size.width(), size.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        mine = tone(self._mood)
        rect = QRectF(self.rect())
        paint.box(painter, rect, u(6), mine.tint)
        side = u(16)
        icons.paint(painter, self._icon, QRectF(u(10), rect.center().y() - side / 2, side, side), mine.text)
        lines = broken(self._text, font(12), self._room(self.width()), 3)[0]
        top = rect.center().y() - len(lines) * u(18) / 2
        ink = tokens().text_1 if self._mood == "exempt" else mine.text
        for number, line in enumerate(lines):
            row = QRectF(u(34), top + number * u(18), self._room(self.width()) + u(4), u(18))
            paint.words(painter, row, line, font(12), ink)
        painter.end()


class _Step(PaintedButton):
    """Minus or plus of a stepper."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setFixedSize(u(40), u(40))
        self.setAutoRepeat(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        if self.underMouse() and self.isEnabled():
            paint.box(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), u(4), t.surface_2)
        side = u(16)
        middle = QRectF(self.rect()).center()
        at = QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
        icons.paint(painter, self._icon, at, t.text_1 if self.isEnabled() else t.disabled)
        painter.end()


class Stepper(QFrame):
    """A count with minus and plus; typing works too. `stepped` tells a change by a person."""

    stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.minus, self.plus = _Step("minus", self), _Step("plus", self)
        self.field = QLineEdit(self)
        self.field.setFont(font(15, bold=True))
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setFixedSize(u(52), u(40))
        self.field.setFrame(False)
        self.field.setObjectName("bare")
        self.field.setStyleSheet("border: 0px; background: transparent; padding: 0px;")
        self.field.editingFinished.connect(self._typed)
        self.minus.clicked.connect(lambda: self.stepped.emit(-1))
        self.plus.clicked.connect(lambda: self.stepped.emit(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for part in (self.minus, self.field, self.plus):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._value = 1

    typed = Signal(int)

    def show_value(self, value: int, name: str) -> None:
        """Show a count; `name` is what it counts."""
        self._value = value
        self.field.setText(str(value))
        self.field.setAccessibleName(name)
        self.minus.setAccessibleName(f"{name} {paint.MINUS}")
        self.plus.setAccessibleName(f"{name} +")
        self.minus.setEnabled(value > 1)

    def _typed(self) -> None:
        text = self.field.text().strip()
        if text.isdecimal() and int(text) >= 1 and int(text) != self._value:
            self.typed.emit(int(text))
        else:
            self.field.setText(str(self._value))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect())
        focused = self.field.hasFocus()
        paint.box(painter, rect, u(6), t.surface_0, t.accent if focused else t.control, width=2 if focused else 1)
        for x in (u(40), self.width() - u(40)):
            painter.fillRect(QRectF(x, 1, 1, rect.height() - 2), QColor(t.control))
        painter.end()


class Number(PaintedButton):
    """A number with a dotted underline: click or Enter tells where it comes from (`clicked`)."""

    def __init__(self, px: float = 26, line: float = 30, *, bold: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._px, self._line, self._bold = px, line, bold
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """The number as it stands."""
        super().setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = paint.width_of(self.text(), font(self._px, bold=self._bold))
        return QSize(int(wide) + 2, u(self._line) + 3)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0, 0, 0, -4)
        ink = t.accent if self.underMouse() else t.text_1
        paint.words(painter, rect, self.text(), font(self._px, bold=self._bold), ink, align=paint.RIGHT)
        pen = QPen(QColor(t.control), 1)
        pen.setDashPattern([1, 1.6])
        painter.setPen(pen)
        left = rect.right() - paint.width_of(self.text(), font(self._px, bold=self._bold))
        painter.drawLine(QPointF(left, self.height() - 2), QPointF(rect.right(), self.height() - 2))
        self.paint_ring(painter, u(4))
        painter.end()


class EmptyState(QWidget):
    """A line icon, one bold line and the keys that help."""

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._made: list[KeyHint] = []
        self._title = label("", 14, bold=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        self._hints = QVBoxLayout(inside)
        self._hints.setContentsMargins(0, 0, 0, 0)
        self._hints.setSpacing(u(4))
        column = QVBoxLayout(self)
        column.setContentsMargins(u(8), u(8), u(8), u(8))
        column.addStretch(1)
        column.addSpacing(u(64))
        column.addWidget(self._title)
        column.addSpacing(u(8))
        column.addWidget(inside, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)

    def title(self) -> QLabel:
        """The bold line."""
        return self._title

    def show_empty(self, title: str, hints: tuple[tuple[tuple[str, ...], str], ...]) -> None:
        """Show a line and keys with what they do."""
        self._title.setText(title)
        while len(self._made) < len(hints):
            self._made.append(KeyHint())
            self._hints.addWidget(self._made[-1], 0, Qt.AlignmentFlag.AlignLeft)
        for place, hint in enumerate(self._made):
            hint.setVisible(place < len(hints))
            if place < len(hints):
                hint.show_hint(*hints[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = u(52)
        top = self._title.y() - side - u(10)
        icons.paint(painter, self._icon, QRectF((self.width() - side) / 2, top, side, side), tokens().line_strong)
        painter.end()


class ProgressLine(QWidget):
    """A thin bar with real figures beside it: 正在存照片 7 / 12."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total, self._text = 0, 0, ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far it is; a total of 0 hides it."""
        self._done, self._total, self._text = done, total, f"{text} {done} / {total}"
        self.setAccessibleName(self._text)
        self.setVisible(total > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(u(80) + int(paint.width_of(self._text, font(12))) + u(4), u(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        t = tokens()
        painter = QPainter(self)
        bar = QRectF(0, self.height() / 2 - u(3), u(72), u(6))
        paint.box(painter, bar, u(3), t.line_strong if t.name == "light" else t.surface_2)
        if self._total:
            done = QRectF(bar.left(), bar.top(), bar.width() * self._done / self._total, bar.height())
            paint.box(painter, done, u(3), t.accent)
        rest = QRectF(u(80), 0, self.width() - u(80), self.height())
        paint.words(painter, rest, self._text, font(12), t.text_2)
        painter.end()
