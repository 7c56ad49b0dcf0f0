"""Rounds that were measured by different versions, compared by the items that mean the same in all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chuangjian_desktop.domain.catalogue import Catalogue
from chuangjian_desktop.domain.scoring import ScoringProfile, rate_text, score_visit
from chuangjian_desktop.domain.versions import Version, comparable
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rounds
from chuangjian_desktop.store.queries.facts import VisitFacts, round_facts

Codes = Mapping[str, Mapping[str, str]]
"""For each version (id): the code of each comparable item there, by a name that is the same in all versions."""


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
class Trend:
    """Rounds side by side. Of `items` items in the versions that were used, `compared` mean the same in all rounds;
    `left_out` names those (type, code) of the newest version that do not."""

    steps: tuple[Step, ...]
    items: int
    compared: int
    left_out: tuple[tuple[str, str], ...]


def trend(workspace: Workspace, round_ids: Sequence[str]) -> Trend:
    """The rates of some rounds, all under the profile of the last one, pooled; `Refusal` M21 for an unknown round."""
    catalogue = workspace.catalogue
    with workspace.store.reading() as connection:
        listed = [rounds.by_id(connection, each) for each in round_ids]
        profiles = rounds.profiles(connection)
        facts = [round_facts(connection, each, catalogue) for each in round_ids]
    profile = profiles.get(listed[-1].profile_id, ScoringProfile()) if listed else ScoringProfile()
    used = {fact.version.id: fact.version for each in facts for fact in each if fact.version is not None}
    newest = _newest(used)
    codes = _comparable(catalogue, newest, used)
    steps = [
        Step(
            row.id,
            row.code,
            row.name,
            rate_text(_rate(each, profile, None)),
            rate_text(_rate(each, profile, codes)),
            sum(fact.version is not None for fact in each),
        )
        for row, each in zip(listed, facts, strict=True)
    ]
    every = [(version.checklist.code, item.code) for version in newest for item in version.checklist.items]
    same = {(version.checklist.code, code) for version in newest for code in codes.get(version.id, {})}
    return Trend(tuple(steps), len(every), len(same), tuple(each for each in every if each not in same))


def _newest(used: Mapping[str, Version]) -> tuple[Version, ...]:
    """Of each type the newest version that was used."""
    in_order = sorted(used.values(), key=lambda version: version.order)
    return tuple({version.checklist.code: version for version in in_order}.values())


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


def _rate(facts: Sequence[VisitFacts], profile: ScoringProfile, codes: Codes | None) -> Fraction | None:
    sums = list(_sums(facts, profile, codes))
    possible = sum(each for each, _ in sums)
    return Fraction(100 * sum(earned for _, earned in sums), possible) if possible else None


def _sums(facts: Sequence[VisitFacts], profile: ScoringProfile, codes: Codes | None) -> Iterator[tuple[int, int]]:
    """Points possible and earned of each item that counts."""
    for fact in facts:
        if fact.version is None:
            continue
        wanted = None if codes is None else set(codes[fact.version.id].values())
        for score in score_visit(fact.version.checklist.items, fact.answers, fact.findings, profile).items:
            if wanted is None or score.item.code in wanted:
                yield score.possible, score.earned
