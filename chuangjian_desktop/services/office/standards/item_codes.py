"""Which item of the version before a row is, and the codes of rows that come without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise

from chuangjian_desktop.domain.standard import Checklist, Item
from chuangjian_desktop.domain.versions import Review, Verdict, Version, scored_alike
from chuangjian_desktop.inputs.checklists.values import ReadLine, Table
from chuangjian_desktop.services.office.standards.completing import SIMILAR, Around, Likeness, completed

_POLISHED = 0.9


def coded(
    read: Iterable[ReadLine],
    table: Table,
    prefix: str,
    versions: Iterable[Checklist],
    base: Version | None,
    *,
    surroundings: Around,
) -> tuple[ReadLine, ...]:
    """The lines with the codes of their items: their own, that of the item which said the same or nearly so before,
    else the next free ones (NM19, NM20 …). What the sheet says nothing about is taken over from that item."""
    lines = tuple(read)
    old = {item.code: item for item in base.checklist.items} if base else {}
    own = {line.item.code for line in lines if line.item is not None and line.item.code}
    before = _continuing([line.item for line in lines if line.item is not None], old, exact=table.head.exact)
    numbers = _Numbers(prefix, own | {item.code for checklist in versions for item in checklist.items})
    found: list[ReadLine] = []
    for line in lines:
        if line.item is None:
            found.append(line)
            continue
        earlier = before.get(id(line.item))
        code = line.item.code or (earlier.code if earlier else numbers.next())
        done = completed(replace(line, item=replace(line.item, code=code)), earlier, table, surroundings)
        found.append(_renamed(done, earlier, table))
    return tuple(found)


def _renamed(line: ReadLine, earlier: Item | None, table: Table) -> ReadLine:
    """An item to which the office gave a code of its own goes on with the one that it is most like."""
    if line.item is None or earlier is None or earlier.code == line.item.code or "replaces" in table.letters:
        return line
    return replace(line, item=replace(line.item, replaces=(earlier.code,)))


def _continuing(items: Sequence[Item], old: Mapping[str, Item], *, exact: bool) -> dict[int, Item]:
    """Which item of the version before each one (by its identity) continues: that of its code, of its words, of nearly
    its title or requirement; each at most once."""
    found = {id(item): old[item.code] for item in items if item.code in old}
    free = {code: item for code, item in old.items() if code not in {each.code for each in found.values()}}
    by_words = {_words(item): item for item in reversed(free.values())}
    for item in items:
        if id(item) not in found and not (exact and item.code) and (same := by_words.pop(_words(item), None)):
            found[id(item)] = same
            free.pop(same.code, None)
    if exact:
        return found
    for words in ("title", "requirement"):
        likeness = Likeness(free.values(), words)
        for item in items:
            near = () if id(item) in found else likeness.ranked(item)
            best = next((each for score, each in near if score >= SIMILAR and each.code in free), None)
            if best is not None:
                found[id(item)] = free.pop(best.code)
    return found


def _words(item: Item) -> tuple[str, str]:
    title, requirement = (re.sub(r"\s+", "", text) for text in (item.title, item.requirement))
    return title, requirement


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
    verdicts: dict[str, Verdict] = {item.code: _verdict(_earlier(item, old), item) for item in after.items}
    return Review(verdicts, frozenset(gone(before, after.items)))


def for_person(proposed: Review) -> Review:
    """What of a review a draft may take for granted: a changed, new or dropped item waits for a person's word."""
    same: dict[str, Verdict] = {code: "same" for code, said in proposed.verdicts.items() if said == "same"}
    return Review(same, frozenset())


def untouched(draft: Version, after: Checklist) -> Review:
    """What was said of a draft before a sheet was written over it, as far as its items stay as they were."""
    old = {item.code: item for item in draft.checklist.items}
    kept = {item.code for item in after.items if item.code in old and _as_before(old[item.code], item)}
    verdicts: dict[str, Verdict] = {code: said for code, said in draft.review.verdicts.items() if code in kept}
    return Review(verdicts, draft.review.dropped)


def _as_before(before: Item, item: Item) -> bool:
    return scored_alike(before, item) and before.requirement == item.requirement


def gone(before: Checklist, items: Iterable[Item]) -> tuple[str, ...]:
    """Codes of the version before that no item bears or continues."""
    there = {code for item in items for code in (item.code, *item.replaces)}
    return tuple(item.code for item in before.items if item.code not in there)


def _earlier(item: Item, old: Mapping[str, Item]) -> Item | None:
    return old.get(item.code) or next((old[code] for code in item.replaces if code in old), None)


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
