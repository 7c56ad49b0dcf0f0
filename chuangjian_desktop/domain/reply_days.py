"""Days as people write them into a reply: in digits or Chinese numerals, with or without the year, as Excel counts."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

from chuangjian_desktop.domain.numerals import arabic

_HOUR = r"\d{1,2}\s?[:时点].{0,9}"
_TIME = rf"(?:\s?(?:[上中下]午|早上|晚上?|凌晨)(?:{_HOUR})?|(?:(?<=[日号])|\s){_HOUR})?"
_FULL = re.compile(rf"(\d{{4}})[-./年](\d{{1,2}})[-./月](\d{{1,2}})[日号]?(?:[ T].*|{_TIME})")
_PACKED = re.compile(r"(20\d{2})(\d{2})(\d{2})")
_SHORT = re.compile(rf"(\d{{1,2}})[-./月](\d{{1,2}})[日号]?{_TIME}")
_SERIAL = re.compile(r"([3-6]\d{4})(?:\.\d+)?")
_NUMERAL = re.compile("[〇零○一二三四五六七八九十]+")
_SERIAL_ZERO = dt.date(1899, 12, 30)
_TENTHS = re.compile(r"(\d{1,2})\.([123])")
_HALF_A_YEAR = 183
_LEAP = 2024


def done_day(text: str, found_on: dt.date, today: dt.date) -> dt.date | None:
    """The day on which something was done: 2026-11-05, 2026.11.5, 2026年11月5日, 二〇二六年十一月五日, 20261105, 46331
    (as Excel counts days), 11.5, 11/5, 11月5日; an hour behind it, as 11月5日9时, says nothing more.

    Without a year it is the one year in which the day lies between the finding and today. None where it cannot be read
    or no one year fits; a full day is given back even where it lies before the finding or after today.
    """
    return _read(text, lambda day: found_on <= day <= today, range(found_on.year, today.year + 1))


def planned_day(text: str, found_on: dt.date, today: dt.date) -> dt.date | None:
    """The day by which something is to be done. Without a year it is the one day from the finding to half a year from
    today; None where there are several. Where there is none, a day before the finding is given back as it is."""
    latest = today + dt.timedelta(days=_HALF_A_YEAR)
    found = _read(text, lambda day: found_on <= day <= latest, range(found_on.year, latest.year + 1))
    if found is None or found <= latest or _says_year(text):
        return found
    same = _read(text, lambda day: day < found_on, range(found_on.year, found_on.year + 1))
    return same if same is not None and same < found_on else None


def drops_zero(number: str) -> bool:
    """Whether a cell that holds a number may have lost the last digit of a day: 11.20 is the number 11.2. Where only
    one of both is a day of the calendar, it is that."""
    short = _TENTHS.fullmatch(number.strip())
    return short is not None and _day(_LEAP, int(short[1]), int(short[2]) * 10) is not None


def _says_year(text: str) -> bool:
    return _SHORT.fullmatch(_plain(text)) is None


def _plain(text: str) -> str:
    return _NUMERAL.sub(lambda found: arabic(found[0]), unicodedata.normalize("NFKC", text).strip())


def _read(text: str, fits: Callable[[dt.date], bool], years: range) -> dt.date | None:
    plain = _plain(text)
    if full := _FULL.fullmatch(plain) or _PACKED.fullmatch(plain):
        return _day(int(full[1]), int(full[2]), int(full[3]))
    if serial := _SERIAL.fullmatch(plain):
        return _SERIAL_ZERO + dt.timedelta(days=int(serial[1]))
    short = _SHORT.fullmatch(plain)
    days = [_day(year, int(short[1]), int(short[2])) for year in years] if short else []
    possible = [day for day in days if day is not None and fits(day)]
    if len(possible) > 1:
        return None
    return possible[0] if possible else next((day for day in reversed(days) if day is not None), None)


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
