"""A test run as lines that are quickly typed: `ZG05 3处`, `ZG07 2处 1.5分`, `ZG09 测得 80`, `ZG12 不适用`."""

from __future__ import annotations

import re

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import short, to_hundredths
from chuangjian_desktop.domain.scenarios import Said
from chuangjian_desktop.domain.sheet import AnswerState

STATES: dict[str, AnswerState] = {"符合": "conforming", "不适用": "na", "免扣": "exempt", "未测": "unanswered"}
_COUNT = re.compile(r"(\d{1,5})\s*处(?:\s*(\d+(?:\.\d{1,2})?)\s*分)?")
_MEASURED = re.compile(r"测得\s*(-?\d+(?:\.\d{1,2})?)(?:\s+(\d{1,5})\s*处)?")


def lines_of(said: tuple[Said, ...]) -> str:
    """A line for each item that a test run names."""
    return "\n".join(_line(each) for each in said)


def _line(each: Said) -> str:
    words = {state: word for word, state in STATES.items()}
    if each.measured is not None:
        found = f" {each.count}处" if each.count else ""
        return f"{each.item} 测得 {short(each.measured)}{found}"
    if each.count:
        return f"{each.item} {each.count}处" + ("" if each.points is None else f" {short(each.points)}分")
    return f"{each.item} {words.get(each.state, '符合')}"


def said_of(text: str) -> tuple[Said, ...]:
    """The lines read; `Refusal` M27 with the first one that says nothing known."""
    return tuple(_said(line.strip()) for line in text.splitlines() if line.strip())


def _said(line: str) -> Said:
    code, _, rest = line.partition(" ")
    rest = rest.strip()
    if rest in STATES:
        return Said(code, STATES[rest])
    if found := _COUNT.fullmatch(rest):
        return Said(code, count=int(found[1]), points=to_hundredths(found[2]) if found[2] else None)
    if found := _MEASURED.fullmatch(rest):
        return Said(code, measured=to_hundredths(found[1]), count=int(found[2] or 0))
    raise Refusal("M27", field="line", value=line)
