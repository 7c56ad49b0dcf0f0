"""Facts that cameras write into a picture, read with suspicion: what makes no sense counts as unknown."""

from __future__ import annotations

import datetime as dt
import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

ODD_EXIF = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, OverflowError,
    ZeroDivisionError, struct.error, RecursionError, AssertionError,
)  # fmt: skip
"""What the reading of a damaged EXIF block raises."""

_TIME = re.compile(r"(\d{4})[:\-/](\d{1,2})[:\-/](\d{1,2})[ T](\d{1,2}):(\d{1,2}):(\d{1,2})")
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})")
_LONGEST_OFFSET = 14 * 60


@dataclass(frozen=True, slots=True)
class Facts:
    """Time as ISO text ("" when unknown), place in 1e-7 degree, camera as one line."""

    taken_at: str = ""
    latitude: int | None = None
    longitude: int | None = None
    camera: str = ""


def facts_of(picture: Image.Image) -> Facts:
    """What the picture says about itself."""
    try:
        exif = picture.getexif()
        main: dict[int, Any] = dict(exif)
    except ODD_EXIF:
        return Facts()
    detail = _block(exif, IFD.Exif)
    place = _place(_block(exif, IFD.GPSInfo))
    return Facts(
        taken_at=_taken_at(main, detail),
        latitude=None if place is None else place[0],
        longitude=None if place is None else place[1],
        camera=_camera(main),
    )


def orientation_of(picture: Image.Image) -> int:
    """1 to 8; 1 when unknown."""
    try:
        value = picture.getexif().get(Base.Orientation, 1)
    except ODD_EXIF:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _block(exif: Image.Exif, which: int) -> dict[int, Any]:
    try:
        return dict(exif.get_ifd(which))
    except ODD_EXIF:
        return {}


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if not isinstance(value, str):
        return ""
    plain = value.split("\x00", 1)[0]
    return "".join(character for character in plain if character.isprintable()).strip()


def _taken_at(main: Mapping[int, Any], detail: Mapping[int, Any]) -> str:
    pairs = (
        (detail.get(Base.DateTimeOriginal), detail.get(Base.OffsetTimeOriginal)),
        (detail.get(Base.DateTimeDigitized), detail.get(Base.OffsetTimeDigitized)),
        (main.get(Base.DateTime), detail.get(Base.OffsetTime)),
    )
    for moment, offset in pairs:
        text = _iso(_text(moment), _text(offset))
        if text:
            return text
    return ""


def _iso(moment: str, offset: str) -> str:
    found = _TIME.fullmatch(moment)
    if found is None:
        return ""
    try:
        value = dt.datetime(*(int(part) for part in found.groups()), tzinfo=_zone(offset))  # pyright: ignore[reportArgumentType]
    except ValueError:
        return ""
    return value.isoformat() if 1990 <= value.year <= 2200 else ""


def _zone(offset: str) -> dt.timezone | None:
    found = _OFFSET.fullmatch(offset)
    if found is None:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    if minutes > _LONGEST_OFFSET:
        return None
    return dt.timezone(dt.timedelta(minutes=-minutes if found[1] == "-" else minutes))


def _camera(main: Mapping[int, Any]) -> str:
    make, model = _text(main.get(Base.Make)), _text(main.get(Base.Model))
    if model.lower().startswith(make.lower()):
        make = ""
    return f"{make} {model}".strip()[:80]


def _place(block: Mapping[int, Any]) -> tuple[int, int] | None:
    latitude = _degrees(block.get(GPS.GPSLatitude), _text(block.get(GPS.GPSLatitudeRef)), 90)
    longitude = _degrees(block.get(GPS.GPSLongitude), _text(block.get(GPS.GPSLongitudeRef)), 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    return latitude, longitude


def _degrees(parts: object, reference: str, most: int) -> int | None:
    if not isinstance(parts, tuple) or not 1 <= len(parts) <= 3:  # pyright: ignore[reportUnknownArgumentType]
        return None
    try:
        values = [float(part) for part in parts]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
    except ODD_EXIF:
        return None
    if not all(math.isfinite(value) and value >= 0 for value in values):
        return None
    total = sum(value / 60**power for power, value in enumerate(values))
    if total > most:
        return None
    return round(total * 10_000_000) * (-1 if reference.upper() in ("S", "W") else 1)
