"""The same problem found by two teams, or in two visits: proposals, near ones first; a person joins or parts them.

Two findings are compared when they belong to one site and one item (or problem type), lie near in time and come from
different visits or teams. They are proposed when their words or their pictures are alike.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_PICTURES = 12
"""Pictures of one finding that are compared; people rarely take more than three."""
_TELLING = range(4, 61)
"""Bits set in a fingerprint that tells something; a black or white picture is like every other one."""


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """What is known of a finding. `found_at` is aware; `team` is whoever found it (a team or a replica); `item` and
    `problem` may be empty; `photos` are 64-bit difference hashes."""

    id: str
    site: str
    item: str
    problem: str
    text: str
    found_at: dt.datetime
    visit: str
    team: str
    photos: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DuplicateRules:
    """How near and how alike. `neighbours`: with how many later ones of other visits each finding is compared, so that
    a crowd of thousands stays bounded; equal words are looked for beyond it."""

    window: dt.timedelta = dt.timedelta(hours=72)
    similarity: float = 0.5
    bits: int = 10
    neighbours: int = 24


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two findings that may be one; `first` is the smaller id. `reasons` out of "item", "problem", "phrase" (the same
    words), "text" (similar words), "photo", in this order; `strength` 0 to 100."""

    first: str
    second: str
    reasons: tuple[str, ...]
    strength: int


USUAL = DuplicateRules()


def proposals(facts: Iterable[FindingFacts], rules: DuplicateRules = USUAL) -> tuple[Proposal, ...]:
    """Likely duplicates, the strongest first, then by ids; the order of `facts` does not matter."""
    found: dict[tuple[str, str], Proposal] = {}
    for group in _groups(facts):
        for one, other in _near(group, rules):
            if _likeness(one, other, rules.similarity) or _distance(one, other) <= rules.bits:
                proposal = _proposal(one, other, rules)
                found[proposal.first, proposal.second] = proposal
    return tuple(sorted(found.values(), key=lambda each: (-each.strength, each.first, each.second)))


def similarity(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: Dice over pairs of characters, without marks, width and case."""
    return _dice(_grams(_words(one)), _grams(_words(other)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A finding made ready to be compared."""

    fact: FindingFacts
    when: float
    source: tuple[str, str]
    words: str
    grams: frozenset[str]
    prints: tuple[int, ...]


def _entry(fact: FindingFacts) -> _Entry:
    words = _words(fact.text)
    telling = sorted({each for each in fact.photos if each.bit_count() in _TELLING})
    return _Entry(
        fact,
        fact.found_at.timestamp(),
        (fact.visit, fact.team),
        words,
        _grams(words),
        tuple(telling[:MOST_PICTURES]),
    )


def _groups(facts: Iterable[FindingFacts]) -> Iterator[list[_Entry]]:
    """Findings of one site and one item, then of one site and one problem type, each by time."""
    each_once = {fact.id: fact for fact in facts}.values()
    entries = sorted(map(_entry, each_once), key=lambda each: (each.when, each.fact.id))
    groups: defaultdict[tuple[str, str, str], list[_Entry]] = defaultdict(list)
    for each in entries:
        for kind, value in (("item", each.fact.item), ("problem", each.fact.problem)):
            if value:
                groups[each.fact.site, kind, value].append(each)
    for group in groups.values():
        if len(group) > 1:
            yield group


def _near(group: Sequence[_Entry], rules: DuplicateRules) -> Iterator[tuple[_Entry, _Entry]]:
    yield from _windowed(group, rules)
    if len(group) <= rules.neighbours:
        return
    alike: defaultdict[str, list[_Entry]] = defaultdict(list)
    for each in group:
        alike[each.words].append(each)
    for some in alike.values():
        yield from _windowed(some, rules)


def _windowed(group: Sequence[_Entry], rules: DuplicateRules) -> Iterator[tuple[_Entry, _Entry]]:
    """Each with the next ones of other visits or teams. A run of one source is jumped over, so that the steps are at
    most twice the pairs."""
    following = _next_sources(group)
    seconds = rules.window.total_seconds()
    for place, one in enumerate(group):
        at, left = place + 1, rules.neighbours
        while at < len(group) and left and group[at].when - one.when <= seconds:
            if group[at].source == one.source:
                at = following[at]
                continue
            yield one, group[at]
            at, left = at + 1, left - 1


def _next_sources(group: Sequence[_Entry]) -> list[int]:
    """For each place, the next one whose source is another."""
    following = list(range(1, len(group) + 1))
    for place in range(len(group) - 2, -1, -1):
        if group[place].source == group[place + 1].source:
            following[place] = following[place + 1]
    return following


def _proposal(one: _Entry, other: _Entry, rules: DuplicateRules) -> Proposal:
    first, second = sorted((one.fact, other.fact), key=lambda fact: fact.id)
    likeness, bits = _likeness(one, other, rules.similarity), _distance(one, other)
    told = {
        "item": bool(first.item) and first.item == second.item,
        "problem": bool(first.problem) and first.problem == second.problem,
        "phrase": likeness > 0 and one.words == other.words,
        "text": likeness > 0 and one.words != other.words,
        "photo": bits <= rules.bits,
    }
    strength = 5 * told["item"] + 5 * told["problem"] + _nearness(one, other, rules) + round(40 * likeness)
    strength += round(40 - 10 * bits / max(1, rules.bits)) * told["photo"]
    return Proposal(first.id, second.id, tuple(key for key, true in told.items() if true), strength)


def _nearness(one: _Entry, other: _Entry, rules: DuplicateRules) -> int:
    """10 for the same moment, nothing at the end of the window."""
    return round(10 - 10 * abs(one.when - other.when) / max(1.0, rules.window.total_seconds()))


def _distance(one: _Entry, other: _Entry) -> int:
    """Bits in which the two most similar pictures differ; 65 where there is none."""
    if not one.prints or not other.prints:
        return 65
    return min((a ^ b).bit_count() for a in one.prints for b in other.prints)


def _likeness(one: _Entry, other: _Entry, least: float) -> float:
    """How alike the words are; 0 below `least`. Findings without words are alike by their problem type."""
    if one.words == other.words:
        return float(bool(one.words) or (bool(one.fact.problem) and one.fact.problem == other.fact.problem))
    some, others = len(one.grams), len(other.grams)
    if 2 * min(some, others) < least * (some + others):
        return 0.0
    found = _dice(one.grams, other.grams)
    return found if found >= least else 0.0


@lru_cache(maxsize=20_000)
def _words(text: str) -> str:
    """Letters and digits alone, in one width and case."""
    return "".join(character for character in unicodedata.normalize("NFKC", text).casefold() if character.isalnum())


@lru_cache(maxsize=20_000)
def _grams(words: str) -> frozenset[str]:
    """Pairs of neighbouring characters; a single character stands for itself."""
    return frozenset(words[place : place + 2] for place in range(max(len(words) - 1, min(len(words), 1))))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 0.0


def counted_with(joined: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each second finding of some joined pairs (first, second), the one that it counts with: the first, or what
    that one counts with in turn. Where joins run in a circle its smallest id counts, so that one always does."""
    firsts: dict[str, str] = {}
    for first, second in joined:
        firsts[second] = min(first, firsts.get(second, first))
    found: dict[str, str] = {}
    for second in firsts:
        path = [second]
        while path[-1] in firsts and firsts[path[-1]] not in path:
            path.append(firsts[path[-1]])
        if path[-1] in firsts:
            circle = path[path.index(firsts[path[-1]]) :]
            path.append(min(circle))
        if path[-1] != second:
            found[second] = path[-1]
    return found
