"""Which item of the version before a row is, and the codes of rows that come without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from chuangjian_desktop.domain.standard import Checklist, Item
from chuangjian_desktop.domain.versions import Review, Verdict, Version, scored_alike
from chuangjian_desktop.inputs.checklists.values import ReadLine, Table
from chuangjian_desktop.services.registry import roles_in

_POLISHED = 0.9
_BY_COLUMN = {
    "how": "how_to_check",
    "method": "method",
    "unit": "unit",
    "na": "na_allowed",
    "veto": "veto",
    "exemption": "exemption",
    "departments": "departments",
    "phrases": "phrases",
    "deadline": "deadline",
    "severity": "severity",
    "photos_required": "photos_required",
    "photos_most": "photos_most",
    "nodes": "campaigns",
    "confidence": "confidence",
    "replaces": "replaces",
    "section": "section",
}
"""What stays as it was before where a sheet has no such column."""


def coded(
    read: Iterable[ReadLine], table: Table, prefix: str, versions: Iterable[Checklist], base: Version | None
) -> tuple[ReadLine, ...]:
    """The lines with the codes of their items: their own, that of the item which said the same before, else the next
    free ones (NM19, NM20 …). What the sheet says nothing about is taken over from that item."""
    lines = tuple(read)
    old = {item.code: item for item in base.checklist.items} if base else {}
    own = {line.item.code for line in lines if line.item is not None and line.item.code}
    by_words = {_words(item): item.code for item in reversed(old.values()) if item.code not in own}
    numbers = _Numbers(prefix, own | {item.code for checklist in versions for item in checklist.items})
    found: list[ReadLine] = []
    for line in lines:
        if line.item is None:
            found.append(line)
            continue
        code = line.item.code or by_words.pop(_words(line.item), "") or numbers.next()
        found.append(replace(line, item=_completed(replace(line.item, code=code), old.get(code), table)))
    return tuple(found)


def _words(item: Item) -> tuple[str, str]:
    title, requirement = (re.sub(r"\s+", "", text) for text in (item.title, item.requirement))
    return title, requirement


def _completed(item: Item, before: Item | None, table: Table) -> Item:
    if table.head.exact and before is None:
        return item
    if before is None:
        roles = dict.fromkeys(str(role) for name in item.departments for role in roles_in(name) or [name])
        return replace(item, departments=tuple(roles))
    lacking = {field: getattr(before, field) for key, field in _BY_COLUMN.items() if key not in table.letters}
    if not table.head.exact and "departments" not in lacking:
        roles = dict.fromkeys(str(role) for name in item.departments for role in roles_in(name) or [name])
        lacking["departments"] = tuple(roles)
    return replace(item, **lacking)


class _Numbers:
    """Codes of the type of site that no version has used: NM01, NM02 …"""

    def __init__(self, prefix: str, taken: Iterable[str]) -> None:
        form = re.compile(rf"{re.escape(prefix)}(\d{{2,4}})")
        used = [int(found[1]) for code in taken if (found := form.fullmatch(code))]
        self._prefix = prefix
        self._last = max(used, default=0)

    def next(self) -> str:
        self._last += 1
        return f"{self._prefix}{self._last:02d}"


def in_order(
    lines: Iterable[ReadLine], base: Version | None, *, exact: bool
) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The items of the new version one after the other, and the codes of those that are only kept: rows that were not
    understood leave the item of the version before as it was."""
    old = {item.code: item for item in base.checklist.items} if base else {}
    used = {line.item.code for line in lines if line.item is not None}
    items: list[Item] = []
    kept: list[str] = []
    for line in lines:
        if line.item is not None:
            items.append(line.item)
        elif (code := line.line.text("code").strip()) in old and code not in used:
            items.append(old[code])
            kept.append(code)
            used.add(code)
    rising = exact and all(a.order < b.order for a, b in pairwise(items))
    numbered = items if rising else [replace(item, order=place) for place, item in enumerate(items, 1)]
    return tuple(numbered), tuple(kept)


def alike(one: Item, other: Item) -> bool:
    """Whether two items say the same, wherever they stand and whatever they continue."""
    return replace(one, order=0, replaces=()) == replace(other, order=0, replaces=())


def review(before: Checklist, after: Checklist) -> Review:
    """What the sheet tells of each item: it means the same as long as it is scored alike and its text was at most
    polished. A person may say otherwise."""
    old = {item.code: item for item in before.items}
    verdicts: dict[str, Verdict] = {item.code: _verdict(old.get(item.code), item) for item in after.items}
    return Review(verdicts, frozenset(code for code in old if code not in verdicts))


def _verdict(before: Item | None, item: Item) -> Verdict:
    if before is None:
        return "new"
    same = before.requirement == item.requirement or _likeness(before, item) >= _POLISHED
    return "same" if same and scored_alike(before, item) else "changed"


def _likeness(before: Item, item: Item) -> float:
    return SequenceMatcher(None, before.requirement, item.requirement).ratio()


def continued(item: Item, base: Version | None) -> Item:
    """The item as one of a new version: it continues that of the same code, unless the sheet says otherwise."""
    if base is None:
        return item
    before: Mapping[str, Item] = {each.code: each for each in base.checklist.items}
    if item.code not in before or (item.replaces and item.replaces != before[item.code].replaces):
        return item
    return replace(item, replaces=(item.code,))
