"""Versions of one checklist: which item continues which, what may be compared, and what a clerk is asked to review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from typing import Literal

from chuangjian_desktop.domain.standard import Checklist, Item

Verdict = Literal["same", "changed", "new"]
"""How an item stands to the version before: it means the same and its results compare; it continues an item, but no
longer means the same; or it is new."""

_ALIKE = 0.6
"""From this likeness of two titles on, one item is proposed to continue the other."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the office said of a version against the one before: a verdict for each item by code, and the codes of the
    items that were dropped on purpose."""

    verdicts: Mapping[str, Verdict] = field(default_factory=dict[str, Verdict])
    dropped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Version:
    """One version of a checklist as a record: its id, its items by record id, the version (id) that it was drawn up
    from, and how it was reviewed against that one."""

    id: str
    checklist: Checklist
    items: Mapping[str, Item]
    base: str = ""
    review: Review = field(default_factory=Review)
    note: str = ""

    @cached_property
    def item_ids(self) -> Mapping[str, str]:
        """The records of its items by code; the first one where two bear the same code."""
        return {item.code: identity for identity, item in reversed(tuple(self.items.items()))}

    @property
    def order(self) -> tuple[str, str, str]:
        """By which versions follow each other: the date, then what makes the order certain."""
        return self.checklist.date, self.checklist.version, self.id


@dataclass(frozen=True, slots=True)
class Match:
    """An item of a new version (`code`, empty for one that was dropped) beside those of the old one that it may
    continue, with the verdict that is proposed and why: code, title or nothing."""

    code: str
    old: tuple[str, ...]
    verdict: Verdict | Literal["dropped"]
    because: Literal["code", "title", ""] = ""


def links(old: Version, new: Version, versions: Mapping[str, Version]) -> dict[str, str]:
    """Codes of one version to the codes that continue them in another; either may be the older one.

    Where nobody has reviewed an item, and between versions without a common origin, equal codes are the same item.
    """
    found = _through(old, new, versions, _continued)
    if found is None:
        there = {item.code for item in new.checklist.items}
        return {item.code: item.code for item in old.checklist.items if item.code in there}
    return found


def comparable(old: Version, new: Version, versions: Mapping[str, Version]) -> dict[str, str]:
    """Codes of one version to those codes of another whose results compare with theirs: everybody said on the way from
    one to the other that the item means the same.

    Where nobody has reviewed an item, and between versions without a common origin, those compare that bear the same
    code and are scored alike.
    """
    found = _through(old, new, versions, _unchanged)
    if found is None:
        return _alike(old.checklist, new.checklist.items)
    return found


def scored_alike(one: Item, other: Item) -> bool:
    """Whether the same observations cost the same points under two items."""
    return (one.points, one.rule, one.unit, one.na_allowed, one.veto) == (
        other.points, other.rule, other.unit, other.na_allowed, other.veto,
    )  # fmt: skip


def propose(old: Checklist, new: Checklist) -> tuple[Match, ...]:
    """What each item of a new version continues, as far as codes and titles tell, then what was dropped. A wording
    that was only polished is proposed as the same, another rule or another amount as changed."""
    before = {item.code: item for item in old.items}
    taken = {item.code for item in new.items if item.code in before}
    matches: list[Match] = []
    for item in new.items:
        found = before.get(item.code) or _nearest(item, [each for each in old.items if each.code not in taken])
        if found is None:
            matches.append(Match(item.code, (), "new"))
            continue
        taken.add(found.code)
        because: Literal["code", "title"] = "code" if found.code == item.code else "title"
        verdict: Verdict = "same" if scored_alike(found, item) and _says_the_same(found, item) else "changed"
        matches.append(Match(item.code, (found.code,), verdict, because))
    dropped = (Match("", (item.code,), "dropped") for item in old.items if item.code not in taken)
    return (*matches, *dropped)


_Step = Callable[[Version, Version], dict[str, str]]
"""Codes of a version to those of the next one."""


def lineage(version: Version, versions: Mapping[str, Version]) -> tuple[Version, ...]:
    """A version, what it was drawn up from, and so on to the first."""
    found = [version]
    while (before := versions.get(found[-1].base)) is not None and before not in found:
        found.append(before)
    return tuple(found)


def _through(old: Version, new: Version, versions: Mapping[str, Version], step: _Step) -> dict[str, str] | None:
    """Codes of one version to those of another by way of the last version that both come from; None without one."""
    here, there = lineage(old, versions), lineage(new, versions)
    origin = next((each for each in here if each.id in {one.id for one in there}), None)
    if origin is None:
        return None
    first, second = _down(origin, here, step), _down(origin, there, step)
    return {first[code]: second[code] for code in first if code in second}


def _down(origin: Version, way: tuple[Version, ...], step: _Step) -> dict[str, str]:
    found = {item.code: item.code for item in origin.checklist.items}
    downwards = way[[each.id for each in way].index(origin.id) :: -1]
    for before, version in pairwise(downwards):
        moved = step(before, version)
        found = {code: moved[now] for code, now in found.items() if now in moved}
    return found


def _continued(_before: Version, version: Version) -> dict[str, str]:
    items = tuple(reversed(version.checklist.items))
    reviewed = {code: item.code for item in items for code in item.replaces}
    return {item.code: item.code for item in _unreviewed(version)} | reviewed


def _unchanged(before: Version, version: Version) -> dict[str, str]:
    said = version.review.verdicts
    items = [item for item in version.checklist.items if len(item.replaces) == 1 and said.get(item.code) == "same"]
    return _alike(before.checklist, _unreviewed(version)) | {item.replaces[0]: item.code for item in items}


def _unreviewed(version: Version) -> tuple[Item, ...]:
    said = version.review.verdicts
    return tuple(item for item in version.checklist.items if not item.replaces and item.code not in said)


def _alike(old: Checklist, items: Iterable[Item]) -> dict[str, str]:
    before = {item.code: item for item in old.items}
    return {item.code: item.code for item in items if item.code in before and scored_alike(before[item.code], item)}


def _nearest(item: Item, free: list[Item]) -> Item | None:
    likeness = [(SequenceMatcher(None, item.title, each.title).ratio(), each.code, each) for each in free]
    best = max(likeness, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= _ALIKE else None


def _says_the_same(one: Item, other: Item) -> bool:
    """Texts that differ in a few characters only (a slip of the pen) still say the same."""
    return SequenceMatcher(None, one.requirement, other.requirement).ratio() >= 0.9
