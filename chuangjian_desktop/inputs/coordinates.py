"""Coordinates as people write them, into units of 1e-7 degree."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from chuangjian_desktop.inputs.columns import narrow

_DECIMAL = re.compile(r"[EWNS]?([+-]?\d{1,3}(?:\.\d{1,20})?)°?[EWNS]?")
_SEXAGESIMAL = re.compile(r"[EWNS]?(\d{1,3})°(\d{1,2}(?:\.\d+)?)'(?:(\d{1,2}(?:\.\d+)?)\")?[EWNS]?")
_WORDS = {"东经": "E", "北纬": "N", "西经": "W", "南纬": "S", "度": "°", "分": "'", "秒": '"'}
_MARKS = {"′": "'", "’": "'", "‘": "'", "″": '"', "”": '"', "“": '"', "º": "°", "˚": "°", "−": "-"}


class BadCoordinate(Exception):
    """What is wrong with a pair of coordinates, in both languages."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese = chinese
        self.english = english


def coordinates_of(longitude: str, latitude: str, pair: str = "") -> tuple[int | None, int | None]:
    """Longitude and latitude in units of 1e-7 degree, both None when both are empty.

    Takes degrees ("114.3055"), degrees with minutes and seconds, 东经 and 北纬, full-width digits, and a `pair` in one
    cell. `BadCoordinate` when one is missing, unreadable or outside the world.
    """
    if pair and not (longitude or latitude):
        longitude, latitude = _split(pair)
    if not longitude and not latitude:
        return None, None
    if not longitude or not latitude:
        raise BadCoordinate("经度和纬度缺一个", "longitude or latitude is missing")
    return _read(longitude, 180, "经度", "longitude"), _read(latitude, 90, "纬度", "latitude")


def _split(pair: str) -> tuple[str, str]:
    parts = [part for part in re.split(r"[,，;；\s]+", pair.strip()) if part]
    if len(parts) != 2:
        raise BadCoordinate(f"坐标“{pair[:40]}”看不懂", f"the coordinates “{pair[:40]}” cannot be read")
    return parts[0], parts[1]


def _read(text: str, most: int, chinese: str, english: str) -> int:
    value = _degrees(text)
    if value is None:
        raise BadCoordinate(f"{chinese}“{text[:40]}”看不懂", f"the {english} “{text[:40]}” cannot be read")
    if abs(value) > most:
        raise BadCoordinate(f"{chinese}“{text[:40]}”超出 ±{most} 度", f"the {english} “{text[:40]}” is beyond ±{most}")
    return int((value * 10_000_000).to_integral_value(ROUND_HALF_UP))


def _degrees(text: str) -> Decimal | None:
    # Marks first: NFKC would take the prime and the degree sign apart.
    word = narrow("".join(_MARKS.get(character, character) for character in text)).replace(" ", "").upper()
    for name, mark in _WORDS.items():
        word = word.replace(name, mark)
    sign = -1 if re.search("[WS]", word) else 1
    if found := _DECIMAL.fullmatch(word):
        return sign * Decimal(found[1])
    if found := _SEXAGESIMAL.fullmatch(word):
        minutes, seconds = Decimal(found[2]), Decimal(found[3] or 0)
        if minutes < 60 and seconds < 60:
            return sign * (Decimal(found[1]) + minutes / 60 + seconds / 3600)
    return None
