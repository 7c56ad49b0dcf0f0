"""Sums over visits: by type, area, unit, team, item, campaign and round, each with the lines it comes from.

Levels and formulas: `docs/scoring.md`. A rate of several visits is the weighted mean of its site types' means
(U = Σ w·T ÷ Σ w), except where the profile pools: items, campaigns and, by default, the round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chuangjian_desktop.domain.scoring import ItemScore, ScoringProfile, VisitScore, mean, ranks, weighted


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


@dataclass(frozen=True, slots=True)
class Total:
    """A row of results; `possible` and `earned` in hundredths, `rate` exact or None (缺测). `parts` are the means
    of types that the rate joins, by type; empty where points are pooled."""

    key: str
    name: str
    possible: int
    earned: int
    rate: Fraction | None
    findings: int
    unanswered: int
    vetoes: int
    visits: tuple[Scored, ...] = ()
    parts: tuple[tuple[str, Fraction], ...] = ()


@dataclass(slots=True)
class _Group:
    name: str
    visits: list[Scored] = field(default_factory=list[Scored])


def grouped(visits: Iterable[Scored], keys: Callable[[Scored], Sequence[tuple[str, str]]]) -> dict[str, _Group]:
    """Visits by key; a visit may count under several (an area and those above it)."""
    groups: dict[str, _Group] = {}
    for visit in visits:
        for key, name in keys(visit):
            groups.setdefault(key, _Group(name)).visits.append(visit)
    return groups


def visit_total(visit: Scored) -> Total:
    """One visit as a row."""
    return _total(visit.key, visit.site_name, (visit,), visit.score.rate)


def by_group(
    visits: Sequence[Scored], keys: Callable[[Scored], Sequence[tuple[str, str]]], profile: ScoringProfile
) -> list[Total]:
    """Rows whose rate joins the types' means by their weights; with `missing_type` mean, a type that a row lacks
    counts with the mean of the other rows (a real rule of city leagues)."""
    groups = grouped(visits, keys)
    means = {key: type_means(group.visits) for key, group in groups.items()}
    rows: list[Total] = []
    for key, group in sorted(groups.items()):
        parts = dict(means[key])
        if profile.missing_type == "mean":
            parts = _filled(key, means)
        rate = weighted((profile.weight(site_type), value) for site_type, value in parts.items())
        total = _total(key, group.name, tuple(group.visits), rate)
        rows.append(replace(total, parts=tuple(sorted(parts.items()))))
    return rows


def type_means(visits: Iterable[Scored]) -> dict[str, Fraction]:
    """The mean rate of each site type over its visits that have one."""
    rates: dict[str, list[Fraction]] = {}
    for visit in visits:
        if visit.score.rate is not None:
            rates.setdefault(visit.site_type, []).append(visit.score.rate)
    return {site_type: found for site_type, values in rates.items() if (found := mean(values)) is not None}


def _filled(key: str, means: dict[str, dict[str, Fraction]]) -> dict[str, Fraction]:
    parts = dict(means[key])
    level = key.count("/")
    others = {k: v for k, v in means.items() if k != key and k.count("/") == level}
    for site_type in {each for parts_ in others.values() for each in parts_} - set(parts):
        values = [parts_[site_type] for parts_ in others.values() if site_type in parts_]
        parts[site_type] = sum(values, Fraction(0)) / len(values)
    return parts


def pooled(key: str, name: str, visits: Sequence[Scored]) -> Total:
    """All points of some visits together."""
    possible = sum(visit.score.possible for visit in visits)
    earned = sum(visit.score.earned for visit in visits)
    rate = Fraction(earned * 100, possible) if possible else None
    return _total(key, name, tuple(visits), rate)


def _total(key: str, name: str, visits: tuple[Scored, ...], rate: Fraction | None) -> Total:
    scores = [visit.score for visit in visits]
    return Total(
        key,
        name,
        sum(score.possible for score in scores),
        sum(score.earned for score in scores),
        rate,
        sum(len(item.counted) for score in scores for item in score.items),
        sum(score.unanswered for score in scores),
        sum(score.vetoes for score in scores),
        visits,
    )


def by_item(visits: Sequence[Scored], wanted: Callable[[ItemScore], Sequence[tuple[str, str]]]) -> list[Total]:
    """Rows over single items, pooled: by item code, or by campaign for items that serve it."""
    sums: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for visit in visits:
        for item in visit.score.items:
            for key, name in wanted(item):
                names[key] = name
                row = sums.setdefault(key, [0, 0, 0, 0, 0])
                parts = (item.possible, item.earned, len(item.counted), item.state == "unanswered", item.vetoed)
                for place, part in enumerate(parts):
                    row[place] += int(part)
    return [
        Total(key, names[key], p, e, Fraction(e * 100, p) if p else None, n, u, v)
        for key, (p, e, n, u, v) in sorted(sums.items())
    ]


def ranked(totals: Sequence[Total], *, by_depth: bool = False) -> list[tuple[int | None, Total]]:
    """Best first, ties sharing a rank and in order of their keys; rows without a rate last, unranked.

    With `by_depth`, rows of different depth (districts, their streets) are ranked each among its own kind, the upper
    ones first.
    """
    if not by_depth:
        return _ranked(totals)
    depths = sorted({total.key.count("/") for total in totals})
    return [pair for depth in depths for pair in _ranked([one for one in totals if one.key.count("/") == depth])]


def _ranked(totals: Sequence[Total]) -> list[tuple[int | None, Total]]:
    places = ranks([total.rate for total in totals])
    pairs = list(zip(places, totals, strict=True))
    return sorted(pairs, key=lambda pair: (pair[0] is None, pair[0] or 0, pair[1].key))
