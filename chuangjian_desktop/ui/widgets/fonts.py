"""Fonts of the window: the system's good Chinese families first, then the open font that ships with the program."""

from __future__ import annotations

import sys
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication

from chuangjian_desktop.ui.resources import resource
from chuangjian_desktop.ui.widgets.tokens import DEFAULT_TEXT_PX, u, use_text_px

SYSTEM_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC")
USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}
FONT_SUFFIXES = (".otf", ".ttf", ".ttc")


class _Families:
    """What `install` found, in order."""

    names: tuple[str, ...] = SYSTEM_FAMILIES


def install(app: QApplication, scale: float = 0.0) -> tuple[str, ...]:
    """Load the shipped screen font, choose the families and set the application's font; returns the families.

    `scale` multiplies the 13 px text (1.0 = default); 0 follows the font size that the system asks for.
    Without any shipped font the system's families are used alone.
    """
    shipped = _load_shipped()
    present = set(QFontDatabase.families())
    system = tuple(name for name in SYSTEM_FAMILIES if name in present)
    _Families.names = (*system, *shipped, QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family())
    use_text_px(round(DEFAULT_TEXT_PX * (scale or _system_scale())))
    _made.cache_clear()
    app.setFont(font(13))
    return _Families.names


def font(px: float, *, bold: bool = False) -> QFont:
    """The font for a size of the type scale, with figures of equal width."""
    return _made(u(px), bold)


def metrics(px: float, *, bold: bool = False) -> QFontMetrics:
    """Metrics of `font(px, bold=bold)`."""
    return QFontMetrics(font(px, bold=bold))


@lru_cache(maxsize=64)
def _made(pixels: int, bold: bool) -> QFont:
    made = QFont()
    made.setFamilies(list(_Families.names))
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _load_shipped() -> tuple[str, ...]:
    """Families of the sans fonts under resources/fonts, Regular before Bold; empty when none is there."""
    folder = resource("fonts")
    if not folder.is_dir():
        return ()
    families: list[str] = []
    files = [path for path in folder.rglob("*") if path.suffix.lower() in FONT_SUFFIXES and "sans" in path.name.lower()]
    for path in sorted(files, key=lambda path: ("bold" in path.name.lower(), path.name)):
        for family in QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path))):
            if family not in families:
                families.append(family)
    return tuple(families)


def _system_scale() -> float:
    asked = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).pointSizeF()
    return min(2.0, max(1.0, asked / USUAL_POINTS.get(sys.platform, 11.0)))
