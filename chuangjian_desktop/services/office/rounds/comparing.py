"""Rounds that were measured by different versions, compared by the items that mean the same in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.scoring import ScoringProfile, rate_text, score_visit
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.domain.versions import Version, comparable, links, scored_alike
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rounds
from chuangjian_desktop.store.queries.facts import VisitFacts, round_facts
from chuangjian_desktop.store.queries.rounds import RoundRow

Codes = Mapping[str, Mapping[str, str]]
"""For each version (id): the code of each comparable item there, by a name that is the same in all versions."""
Why = Literal["new", "dropped", "points", "rule", "meaning"]
"""An item that an older version lacks, one that the newest lacks, one with other points, one that costs points in
another way, and one of which the review said that it no longer means the same."""


@dataclass(frozen=True, slots=True)
class Left:
    """An item (of the newest version, or a dropped one of an older) that does not compare, and why; `before` and
    `after` are its points where these differ (hundredths)."""

    type: str
    code: str
    title: str
    why: Why
    before: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class _Scored:
    """A visit: the points possible and earned of each item (code), and the items that vetoed the site."""

    version: Version
    sums: Mapping[str, tuple[int, int]]
    vetoing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Step:
    """A round of a trend: its rate over all items, and over those that compare with every other round of the trend
    (texts as everywhere; None without a visit)."""

    round_id: str
    code: str
    name: str
    rate: str | None
    comparable: str | None
    visits: int


@dataclass(frozen=True, slots=True)
class TypeTrend:
    """A type of site, round by round: rates over its comparable items, rates over all, visits. Of `items` of its
    newest version `compared` compare. Only types that were measured in every round (`everywhere`) compare at all."""

    code: str
    title: str
    comparable: tuple[str | None, ...]
    rates: tuple[str | None, ...]
    visits: tuple[int, ...]
    items: int
    compared: int
    everywhere: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """Rounds side by side, as a whole and by type of site. Of `items` items in the versions that were used, `compared`
    mean the same in all rounds and belong to types that all rounds measured; `left_out` names the others of such types,
    then those that were dropped."""

    steps: tuple[Step, ...]
    types: tuple[TypeTrend, ...]
    items: int
    compared: int
    left_out: tuple[Left, ...]


def trend(workspace: Workspace, round_ids: Sequence[str]) -> Trend:
    """The rates of some rounds, all under the profile of the last one, pooled; `Refusal` M21 for an unknown round.

    A round without any visit keeps nothing from being compared.
    """
    catalogue = workspace.catalogue
    with workspace.store.reading() as connection:
        listed = [rounds.by_id(connection, each) for each in round_ids]
        profiles = rounds.profiles(connection)
        facts = [round_facts(connection, each, catalogue) for each in round_ids]
    profile = profiles.get(listed[-1].profile_id, ScoringProfile()) if listed else ScoringProfile()
    reckoned = _Reckoned(catalogue, facts, profile)
    types = reckoned.types()
    everywhere = {each.code for each in types if each.everywhere}
    steps = (reckoned.step(place, row, everywhere) for place, row in enumerate(listed))
    left = [each for kind in types if kind.everywhere for each in reckoned.left_out(kind.code)]
    compared = sum(each.compared for each in types if each.everywhere)
    return Trend(tuple(steps), types, sum(each.items for each in types), compared, tuple(left))


class _Reckoned:
    """What was recorded in some rounds, scored once, with what compares in it."""

    def __init__(self, catalogue: Catalogue, facts: Sequence[Sequence[VisitFacts]], profile: ScoringProfile) -> None:
        self._catalogue = catalogue
        self._rounds = [[_scored(fact, fact.version, profile) for fact in each if fact.version] for each in facts]
        self._used = {each.version.id: each.version for visits in self._rounds for each in visits}
        in_order = sorted(self._used.values(), key=lambda version: version.order)
        self._newest = {version.checklist.code: version for version in in_order}
        self._codes = _comparable(catalogue, tuple(self._newest.values()), self._used)

    def step(self, place: int, row: RoundRow, comparable_kinds: set[str]) -> Step:
        """A round over everything, and over what compares of some types."""
        visits = self._rounds[place]
        return Step(
            row.id,
            row.code,
            row.name,
            _rate(visits, None),
            _rate([each for each in visits if each.version.checklist.code in comparable_kinds], self._codes),
            len(visits),
        )

    def types(self) -> tuple[TypeTrend, ...]:
        """Every type of site that was measured in any of the rounds, by code."""
        return tuple(self._type(code, self._newest[code]) for code in sorted(self._newest))

    def _type(self, code: str, newest: Version) -> TypeTrend:
        own = [[each for each in visits if each.version.checklist.code == code] for visits in self._rounds]
        return TypeTrend(
            code,
            newest.checklist.title,
            tuple(_rate(each, self._codes) for each in own),
            tuple(_rate(each, None) for each in own),
            tuple(len(each) for each in own),
            len(newest.checklist.items),
            len(self._codes[newest.id]),
            all(each for each, whole in zip(own, self._rounds, strict=True) if whole),
        )

    def left_out(self, kind: str) -> Iterator[Left]:
        """What does not compare of a type: of the newest version in its order, then what older ones had besides."""
        newest, known = self._newest[kind], self._catalogue.versions
        mine = [each for each in self._used.values() if each.checklist.code == kind and each.id != newest.id]
        older = sorted(mine, key=lambda one: one.order, reverse=True)
        for item in newest.checklist.items:
            if item.code not in self._codes[newest.id]:
                yield _why(newest, item, older, known)
        gone = {
            item.code: Left(kind, item.code, item.title, "dropped")
            for version in reversed(older)
            for item in version.checklist.items
            if item.code not in links(version, newest, known)
        }
        yield from gone.values()


def _why(newest: Version, now: Item, older: Sequence[Version], versions: Mapping[str, Version]) -> Left:
    """Why an item of the newest version does not compare: the first reason on the way back."""
    kind = newest.checklist.code
    for version in older:
        if now.code in comparable(newest, version, versions):
            continue
        continued = {there: here for here, there in links(version, newest, versions).items()}
        if now.code not in continued:
            return Left(kind, now.code, now.title, "new")
        before = version.items[version.item_ids[continued[now.code]]]
        if before.points != now.points:
            return Left(kind, now.code, now.title, "points", before.points, now.points)
        if not scored_alike(before, now):
            return Left(kind, now.code, now.title, "rule")
        break
    return Left(kind, now.code, now.title, "meaning")


def _comparable(catalogue: Catalogue, newest: Sequence[Version], used: Mapping[str, Version]) -> Codes:
    """Items are named by their code in the newest version of their type."""
    found: dict[str, dict[str, str]] = {}
    for latest in newest:
        mine = [version for version in used.values() if version.checklist.code == latest.checklist.code]
        pairs = {version.id: comparable(latest, version, catalogue.versions) for version in mine}
        counts = Counter(code for codes in pairs.values() for code in codes)
        shared = [code for code, count in counts.items() if count == len(mine)]
        found |= {name: {code: codes[code] for code in shared} for name, codes in pairs.items()}
    return found


def _scored(fact: VisitFacts, version: Version, profile: ScoringProfile) -> _Scored:
    items = score_visit(version.checklist.items, fact.answers, fact.findings, profile).items
    vetoing = frozenset(each.item.code for each in items if each.vetoed and each.item.veto == "site")
    return _Scored(version, {each.item.code: (each.possible, each.earned) for each in items}, vetoing)


def _rate(visits: Sequence[_Scored], codes: Codes | None) -> str | None:
    """Earned of possible points, of all items or of those that compare; nothing at a site that one of them vetoed."""
    possible = earned = 0
    for visit in visits:
        counted = visit.sums.keys() if codes is None else visit.sums.keys() & codes[visit.version.id].values()
        possible += sum(visit.sums[code][0] for code in counted)
        if not visit.vetoing & counted:
            earned += sum(visit.sums[code][1] for code in counted)
    return rate_text(Fraction(100 * earned, possible)) if possible else None
