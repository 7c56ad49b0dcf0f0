"""Sums over visits: by type, area, unit, team, item, campaign and round, each with the lines it comes from.

Levels and formulas: `docs/scoring.md`. A rate of several visits is the weighted mean of its site types' means
(U = Σ w·T ÷ Σ w), except where the profile pools: items, campaigns and, by default, the round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Generic, Protocol, TypeVar

from chuangjian_desktop.domain.scoring import (
    ItemScore,
    ScoringProfile,
    VisitScore,
    half_up,
    places,
    shown_as,
    weighted,
)

Means = Mapping[str, Mapping[str, Fraction]]
"""For each row (key), the mean rate of each type of site that it has."""


class Sums(Protocol):
    """What rows add up of a visit."""

    @property
    def possible(self) -> int: ...
    @property
    def earned(self) -> int: ...
    @property
    def rate(self) -> Fraction | None: ...
    @property
    def findings(self) -> int: ...
    @property
    def unanswered(self) -> int: ...
    @property
    def vetoes(self) -> int: ...
    @property
    def outside(self) -> int: ...
    @property
    def flagged(self) -> bool: ...


class Placed(Protocol):
    """A visit's sums and where they belong: `areas` are the path and all above it; `due` of its cases, `closed` are
    closed."""

    @property
    def key(self) -> str: ...
    @property
    def site_name(self) -> str: ...
    @property
    def site_type(self) -> str: ...
    @property
    def areas(self) -> tuple[str, ...]: ...
    @property
    def unit(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def score(self) -> Sums: ...
    @property
    def due(self) -> int: ...
    @property
    def closed(self) -> int: ...


V = TypeVar("V", bound=Placed)


@dataclass(frozen=True, slots=True)
class Scored:
    """A scored visit and where it belongs: `areas` are the path and all above it."""

    key: str
    site_name: str
    site_type: str
    areas: tuple[str, ...]
    unit: str
    team: str
    score: VisitScore
    due: int = 0
    closed: int = 0


@dataclass(frozen=True, slots=True)
class Total:
    """A row of results; `possible` and `earned` in hundredths, `rate` exact or None (缺测). `parts` are the means
    of types that the rate joins, by type; empty where points are pooled. `outside` stands beside the 100; `flagged`
    tells of a veto on the whole campaign; `rectified` is the share of its cases that are closed; `filled` are those
    of the `parts` that the row lacks and that others count for."""

    key: str
    name: str
    possible: int
    earned: int
    rate: Fraction | None
    findings: int
    unanswered: int
    vetoes: int
    visits: tuple[Placed, ...] = ()
    parts: tuple[tuple[str, Fraction], ...] = ()
    outside: int = 0
    flagged: bool = False
    rectified: Fraction | None = None
    filled: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Group(Generic[V]):
    name: str
    visits: list[V]


def grouped(visits: Iterable[V], keys: Callable[[V], Sequence[tuple[str, str]]]) -> dict[str, _Group[V]]:
    """Visits by key; a visit may count under several (an area and those above it)."""
    groups: dict[str, _Group[V]] = {}
    for visit in visits:
        for key, name in keys(visit):
            if key not in groups:
                groups[key] = _Group(name, [])
            groups[key].visits.append(visit)
    return groups


def visit_total(visit: Placed) -> Total:
    """One visit as a row."""
    score = visit.score
    counts = (score.findings, score.unanswered, score.vetoes)
    rectified = Fraction(visit.closed, visit.due) if visit.due else None
    return Total(
        visit.key,
        visit.site_name,
        score.possible,
        score.earned,
        score.rate,
        *counts,
        (visit,),
        outside=score.outside,
        flagged=score.flagged,
        rectified=rectified,
    )


def by_group(
    visits: Sequence[V],
    keys: Callable[[V], Sequence[tuple[str, str]]],
    profile: ScoringProfile,
    before: Means | None = None,
) -> list[Total]:
    """Rows whose rate joins the types' means by their weights. A type that a row lacks counts, by the profile's
    `missing_type`, with the mean of the other rows or with the row's own mean of the round `before`."""
    groups = grouped(visits, keys)
    means = {key: type_means(group.visits) for key, group in groups.items()}
    rows: list[Total] = []
    for key, group in sorted(groups.items()):
        parts = dict(means[key])
        if profile.missing_type == "mean":
            parts = _filled(key, means)
        elif profile.missing_type == "previous":
            parts = {**(before or {}).get(key, {}), **parts}
        rate = weighted((profile.weight(site_type), value) for site_type, value in parts.items())
        total = _total(key, group.name, tuple(group.visits), rate)
        lacking = frozenset(parts) - frozenset(means[key])
        rows.append(replace(total, parts=tuple(sorted(parts.items())), filled=lacking))
    return rows


def means_of(visits: Iterable[V], keys: Callable[[V], Sequence[tuple[str, str]]]) -> Means:
    """The types' means of every row, for the round that comes after."""
    return {key: type_means(group.visits) for key, group in grouped(visits, keys).items()}


def type_means(visits: Iterable[Placed]) -> dict[str, Fraction]:
    """The mean rate of each site type over its visits that have one. Rates of equally many possible points are joined
    first: with a thousand of them that is much faster."""
    earned: dict[str, dict[int, int]] = {}
    counts: dict[str, int] = {}
    for visit in visits:
        score = visit.score
        possible = score.possible
        if possible:
            site_type = visit.site_type
            sums = earned.setdefault(site_type, {})
            sums[possible] = sums.get(possible, 0) + score.earned
            counts[site_type] = counts.get(site_type, 0) + 1
    return {
        site_type: sum((Fraction(points * 100, possible) for possible, points in sums.items()), Fraction(0))
        / counts[site_type]
        for site_type, sums in earned.items()
    }


def _filled(key: str, means: Means) -> dict[str, Fraction]:
    parts = dict(means[key])
    level = key.count("/")
    others = {k: v for k, v in means.items() if k != key and k.count("/") == level}
    for site_type in {each for parts_ in others.values() for each in parts_} - set(parts):
        values = [parts_[site_type] for parts_ in others.values() if site_type in parts_]
        parts[site_type] = sum(values, Fraction(0)) / len(values)
    return parts


def pooled(key: str, name: str, visits: Sequence[Placed]) -> Total:
    """All points of some visits together."""
    total = _total(key, name, tuple(visits), None)
    return replace(total, rate=Fraction(total.earned * 100, total.possible) if total.possible else None)


def _total(key: str, name: str, visits: tuple[Placed, ...], rate: Fraction | None) -> Total:
    possible = earned = findings = unanswered = vetoes = outside = due = closed = 0
    flagged = False
    for visit in visits:
        score = visit.score
        possible += score.possible
        earned += score.earned
        findings += score.findings
        unanswered += score.unanswered
        vetoes += score.vetoes
        outside += score.outside
        flagged = flagged or score.flagged
        due += visit.due
        closed += visit.closed
    rectified = Fraction(closed, due) if due else None
    return Total(
        key, name, possible, earned, rate, findings, unanswered, vetoes, visits,
        outside=outside, flagged=flagged, rectified=rectified,
    )  # fmt: skip


def by_item(visits: Sequence[Scored], wanted: Callable[[ItemScore], Sequence[tuple[str, str]]]) -> list[Total]:
    """Rows over single items, pooled."""
    sums: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for visit in visits:
        for item in visit.score.items:
            for key, name in wanted(item):
                names[key] = name
                row = sums.setdefault(key, [0, 0, 0, 0, 0, 0])
                unanswered = item.state == "unanswered"
                parts = (item.possible, item.earned, len(item.counted), unanswered, item.vetoed, item.outside)
                for place, part in enumerate(parts):
                    row[place] += int(part)
    return [
        Total(key, names[key], p, e, Fraction(e * 100, p) if p else None, n, u, v, outside=o)
        for key, (p, e, n, u, v, o) in sorted(sums.items())
    ]


def ranked(
    totals: Sequence[Total], *, by_depth: bool = False, profile: ScoringProfile | None = None
) -> list[tuple[int | None, Total]]:
    """Best first, ties sharing a rank and in order of their keys; rows without a rate last, unranked. Rates are
    compared as shown, or to fewer decimals; that, what decides between equal ones, and which rows are ranked apart
    (`leagues`), says the profile.

    With `by_depth`, rows of different depth (districts, their streets) are ranked each among its own kind, the upper
    ones first.
    """
    chosen = profile or ScoringProfile()
    classes: dict[tuple[int, str], list[Total]] = {}
    for total in totals:
        depth = total.key.count("/") if by_depth else 0
        classes.setdefault((depth, chosen.leagues.get(total.key, "")), []).append(total)
    return [pair for _, rows in sorted(classes.items()) for pair in _ranked(rows, chosen)]


def _ranked(totals: Sequence[Total], profile: ScoringProfile) -> list[tuple[int | None, Total]]:
    found = places([_strength(total, profile) for total in totals])
    pairs = list(zip(found, totals, strict=True))
    return sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] or 0, pair[1].key))


def _strength(total: Total, profile: ScoringProfile) -> tuple[int, ...] | None:
    """What rows are compared by, the greater the better; None without a rate."""
    if total.rate is None:
        return None
    return (shown_as(total.rate, profile.decimals), *(_tie(total, each) for each in profile.ties))


def _tie(total: Total, key: str) -> int:
    if key == "rectified":
        return -1 if total.rectified is None else half_up(total.rectified * 10_000)
    return -total.vetoes if key == "vetoes" else -total.findings
