"""Units of figures in words: standards write 处, 米, 分; English says places, m, points. No Qt."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.ui.text.words import language

_ENGLISH: Mapping[str, tuple[str, str]] = {
    "分": ("point", "points"),
    "处": ("place", "places"),
    "个": ("piece", "pieces"),
    "块": ("board", "boards"),
    "条": ("item", "items"),
    "天": ("day", "days"),
    "米": ("m", "m"),
    "元": ("yuan", "yuan"),
    "m³/万元": ("m³/10,000 yuan", "m³/10,000 yuan"),
    "吨标准煤/万元": ("t of coal/10,000 yuan", "t of coal/10,000 yuan"),
}
"""One and several. A unit that an office wrote itself stays as it is."""


def unit_words(unit: str, *, one: bool = False) -> str:
    """A unit in the language in force."""
    if language() == "zh" or unit not in _ENGLISH:
        return unit
    return _ENGLISH[unit][0 if one else 1]


def with_unit(number: str, unit: str) -> str:
    """A number with its unit behind it: 40%, 10.45m², 85 points."""
    said = unit_words(unit, one=number == "1")
    return f"{number} {said}" if said != unit else f"{number}{unit}"
