"""What the name of a photo tells: which problems it shows, and whether it was taken before or after."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.replies import Known, plain_number

_LIST = re.compile(r"(?:[、,;&+~]|和|及|与|至|到)([A-Z]{0,6}-?\d{1,4}(?:-\d{1,4})*)(?![\d月日年时点张楼号栋路])")
_RANGE = re.compile(r"[~至到]")
_BEFORE = re.compile(r"(?:整改|治理|处理|(?<![\u4e00-\u9fff]))前")
_AFTER = re.compile(r"(?:整改|治理|处理|(?<![门房屋楼背店院]))后(?![门院巷街墙])")


@dataclass(frozen=True, slots=True)
class Named:
    """The problems in a name, what in it looks like a further number but is none, and when it says that it was
    taken; "" where it does not say, or says both. `shared` are numbers in it that several problems bear: two laptops
    may have counted on by themselves."""

    cases: tuple[Known, ...]
    strange: tuple[str, ...]
    when: Literal["before", "after", ""]
    shared: tuple[str, ...] = ()


def named(name: str, known: Iterable[Known]) -> Named:
    """Read a name, "ZG001-03、ZG001-04 后1" or, for the same two, "ZG001-03、04 后1": a number counts where nothing
    that could belong to a longer one stands around it."""
    text = plain_number(name)
    numbers: dict[str, Known] = {}
    shared: set[str] = set()
    for each in known:
        for number in each.numbers:
            if numbers.setdefault(number, each) is not each:
                shared.add(number)
    found: dict[str, Known] = {}
    strange: list[str] = []
    for number in [each for each in numbers if each in text]:
        for place in re.finditer(rf"(?<![A-Z0-9]){re.escape(number)}(?![0-9])", text):
            found[number] = numbers[number]
            listed = _listed(text, place.end(), number)
            strange.extend(each for each in listed if each not in numbers)
            found |= {each: numbers[each] for each in listed if each in numbers}
    several = tuple(number for number in found if number in shared)
    return Named(tuple(found.values()), tuple(dict.fromkeys(strange)), _when(text), several)


def numbered(name: str, known: Iterable[Known]) -> bool:
    """Whether a name holds a number of a known site, if perhaps of no known problem: then no folder speaks for it."""
    text = plain_number(name)
    sites = {plain_number(each.number).rpartition("-")[0] for each in known} - {""}
    return any(re.search(rf"(?<![A-Z0-9]){re.escape(site)}-\d", text) for site in sites)


def _listed(text: str, end: int, number: str) -> list[str]:
    """The numbers that follow one in a list; a short one has the same beginning. A range tells none in between, so it
    is given back as it stands."""
    found: list[str] = []
    while each := _LIST.match(text, end):
        whole = each[1] if "-" in each[1] else f"{number.rpartition('-')[0]}-{each[1]}"
        found.append(f"{number}{each[0]}" if _RANGE.match(each[0]) else whole)
        end = each.end()
    return found


def _when(text: str) -> Literal["before", "after", ""]:
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if before and not after:
        return "before"
    return "after" if after and not before else ""
