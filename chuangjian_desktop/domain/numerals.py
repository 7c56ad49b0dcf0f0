"""Numbers in Chinese characters, as clerks write them in dates, names and rules."""

from __future__ import annotations

_DIGITS = {"零": 0, "〇": 0, "○": 0, "两": 2, **{character: n for n, character in enumerate("一二三四五六七八九", 1)}}
_DIGIT = f"[{''.join(_DIGITS)}]"
NUMERAL = rf"(?:[{''.join(_DIGITS)}十百]+(?:点{_DIGIT}{{1,2}})?|半)"
"""Whatever may be a number, for a pattern."""


def arabic(numeral: str) -> str:
    """二〇二六 is 2026, 二十 20, 一百零五 105, 零点五 and 半 0.5. What is no such number stays as it is, 一百二 too:
    120 to some, 102 to others."""
    if numeral == "半":
        return "0.5"
    whole, point, decimals = numeral.partition("点")
    hundreds, mark, rest = whole.partition("百")
    number = _hundreds(hundreds, rest) if mark else _below(whole)
    if number is None or not all(each in _DIGITS for each in decimals):
        return numeral
    return f"{number}{'.' if point else ''}{''.join(str(_DIGITS[each]) for each in decimals)}"


def _hundreds(hundreds: str, rest: str) -> str | None:
    below = _below(rest) if "十" in rest else _below(rest[1:]) if len(rest) == 2 and rest[0] == "零" else None
    if len(hundreds) != 1 or hundreds not in _DIGITS or (rest and below is None):
        return None
    return str(_DIGITS[hundreds] * 100 + int(below or 0))


def _below(text: str) -> str | None:
    """Up to 99, or any number that is written digit by digit."""
    tens, mark, ones = text.partition("十")
    if not mark:
        return "".join(str(_DIGITS[each]) for each in text) if text and all(each in _DIGITS for each in text) else None
    if len(tens) > 1 or len(ones) > 1 or not all(each in _DIGITS for each in tens + ones):
        return None
    return str((_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0))
