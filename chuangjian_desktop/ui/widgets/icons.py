"""Our own line icons and state glyphs: one SVG per name, drawn in any colour and size, sharp at every scale."""

from __future__ import annotations

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.ui.resources import resource
from chuangjian_desktop.ui.widgets.tokens import tokens, u

STATE_ICONS: dict[AnswerState, str] = {
    "unanswered": "state-unanswered",
    "conforming": "state-conforming",
    "deducted": "state-deducted",
    "exempt": "state-exempt",
    "na": "state-na",
}


def names() -> tuple[str, ...]:
    """All icons there are."""
    return tuple(sorted(path.stem for path in resource("icons").glob("*.svg")))


def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture of `size` logical pixels."""
    return _drawn(name, colour, size, ratio)


def icon(name: str, colour: str = "", size: float = 18) -> QIcon:
    """An icon for Qt's own buttons and menus, in the text's colour unless told."""
    shade = colour or tokens().text_2
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_drawn(name, shade, u(size), ratio))
    made.addPixmap(_drawn(name, tokens().disabled, u(size), 2.0), QIcon.Mode.Disabled)
    return made


def paint(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon into a square of the painter's device."""
    ratio = painter.device().devicePixelRatio()
    side = round(min(rect.width(), rect.height()))
    corner = QPointF(rect.center().x() - side / 2, rect.center().y() - side / 2)
    corner = QPointF(round(corner.x() * ratio) / ratio, round(corner.y() * ratio) / ratio)
    painter.drawPixmap(corner, _drawn(name, colour, side, ratio))


def state_colour(state: AnswerState) -> str:
    """The colour of a state's glyph in the theme in force."""
    t = tokens()
    shades: dict[AnswerState, str] = {
        "unanswered": t.na.fill,
        "conforming": t.gain.text,
        "deducted": t.loss.fill,
        "exempt": t.exempt.text,
        "na": t.na.text,
    }
    return shades[state]


def paint_state(painter: QPainter, state: AnswerState, rect: QRectF) -> None:
    """Draw the glyph of an answer's state."""
    paint(painter, STATE_ICONS[state], rect, state_colour(state))


def file(name: str, colour: str) -> str:
    """Path of an SVG in a colour, for style sheets, which take files only."""
    data = _source(name).replace("currentColor", colour).encode()
    folder = Path(tempfile.gettempdir()) / f"chuangjian-icons-{_user()}"
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}.svg"
    if not path.is_file():
        # Another window may look for it at this moment: it finds all of it or nothing.
        beside = path.with_suffix(f".{os.getpid()}")
        beside.write_bytes(data)
        beside.replace(path)
    return path.as_posix()


def forget() -> None:
    """Drop drawn pictures, after a change of theme."""
    _drawn.cache_clear()


def _user() -> str:
    return hashlib.sha256(str(Path.home()).encode()).hexdigest()[:8]


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text("utf-8")


@lru_cache(maxsize=512)
def _drawn(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.fill(Qt.GlobalColor.transparent)
    data = _source(name).replace("currentColor", QColor(colour).name())
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(data.encode())).render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
