"""The look put to work: style, palette and style sheet from one table of tokens, changed while the program runs."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from chuangjian_desktop.ui.resources import resource
from chuangjian_desktop.ui.widgets import icons
from chuangjian_desktop.ui.widgets.focus import RingStyle
from chuangjian_desktop.ui.widgets.tokens import ThemeName, Tokens, Tone, tokens, u, use_tokens

Choice = Literal["system", "light", "dark"]


class Theme(QObject):
    """Applies a theme to the application and keeps following the system when told so."""

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._choice: Choice = "system"
        app.setStyle(RingStyle())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    @property
    def choice(self) -> Choice:
        """What the person chose."""
        return self._choice

    def apply(self, choice: Choice = "system") -> None:
        """Show a theme now, in every open window."""
        self._choice = choice
        use_tokens(self._resolved())
        icons.forget()
        self._app.setPalette(palette(tokens()))
        self._app.setStyleSheet(style_sheet(tokens()))
        self.changed.emit()

    def _resolved(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _system_changed(self) -> None:
        if self._choice == "system" and self._resolved() != tokens().name:
            self.apply("system")


def palette(t: Tokens) -> QPalette:
    """The palette for what Fusion paints by itself."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: t.surface_0,
        QPalette.ColorRole.Base: t.surface_0,
        QPalette.ColorRole.AlternateBase: t.surface_1,
        QPalette.ColorRole.Button: t.surface_0,
        QPalette.ColorRole.WindowText: t.text_1,
        QPalette.ColorRole.Text: t.text_1,
        QPalette.ColorRole.ButtonText: t.text_1,
        QPalette.ColorRole.PlaceholderText: t.text_3,
        QPalette.ColorRole.Highlight: t.accent,
        QPalette.ColorRole.HighlightedText: t.on_accent,
        QPalette.ColorRole.ToolTipBase: t.float_ground,
        QPalette.ColorRole.ToolTipText: t.float_text,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.Mid: t.line_strong,
        QPalette.ColorRole.Dark: t.control,
        QPalette.ColorRole.Light: t.surface_1,
        QPalette.ColorRole.Accent: t.accent,
    }
    for role, colour in roles.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.disabled))
    return made


def style_sheet(t: Tokens) -> str:
    """`resources/qss/app.qss` with `@token` replaced by colours and `%n` by lengths."""
    values: dict[str, str] = {
        "icon_down": icons.file("chevron-down", t.text_2),
        "icon_tick": icons.file("tick", t.on_accent),
    }
    for entry in fields(t):
        value: object = getattr(t, entry.name)
        if isinstance(value, Tone):
            values |= {f"{entry.name}_{part}": getattr(value, part) for part in ("text", "fill", "tint")}
        else:
            values[entry.name] = str(value)
    text = resource("qss", "app.qss").read_text("utf-8")
    text = re.sub(r"@([a-z_0-9]+)", lambda found: values[found.group(1)], text)
    return re.sub(r"%(\d+)", lambda found: str(u(int(found.group(1)))), text)
