"""A city's score in full: components, ledger, years, gates and vetoes, as one sum that explains itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from chuangjian_desktop.domain.assessment import Gate, Negative, Standard
from chuangjian_desktop.domain.city.components import Evidence, joined, score_blocks, score_component
from chuangjian_desktop.domain.city.facts import CityFacts, Entry, Ledger
from chuangjian_desktop.domain.city.indicators import NOTHING, score_indicator
from chuangjian_desktop.domain.city.surveys import by_indicator, survey_score
from chuangjian_desktop.domain.city.values import (
    CityScore,
    ComponentScore,
    GateScore,
    IndicatorScore,
    Line,
    Veto,
    YearScore,
)

PRESENT = "cycle.year"
GOAL = "goal"
WHOLE = 10_000
"""A hundred percent."""


def city_score(standard: Standard, facts: CityFacts, parameters: Mapping[str, int] | None = None) -> CityScore:
    """Everything about one standard. What is not known is never taken as zero: its weight goes to the rest, and it
    is named in `missing`."""
    judging = standard.judging
    surveys = tuple(survey_score(each) for each in facts.surveys)
    asked = by_indicator(surveys)
    indicators = tuple(score_indicator(each, facts.entries, asked, parameters) for each in judging.indicators)
    blocks = score_blocks(judging.blocks, facts.field.blocks, facts.entries)
    evidence = Evidence(standard, facts, indicators, surveys, blocks)
    rate, components = joined(score_component(each, evidence) for each in judging.components)
    ledger = tuple(_ledger(facts.ledger, judging.negatives))
    round_lines = (*_component_lines(components), *_on_the_ledger(rate, ledger))
    round_total = None if rate is None else _sum(round_lines)
    years = _years(standard, facts.entries, round_total)
    lines = _through_years(round_lines, years)
    gates, lines = _through_gates(judging.gates, facts.entries, lines)
    vetoes = (*_vetoes(facts, judging.negatives, indicators),)
    raw = _sum(lines) if lines else None
    effective = Fraction(0) if vetoes and raw is not None else raw
    if vetoes and raw:
        lines = (*lines, Line("veto", "", vetoes[0].what, -raw))
    return CityScore(
        standard.code,
        components,
        indicators,
        surveys,
        gates,
        blocks,
        years,
        vetoes,
        round_total,
        raw,
        effective,
        lines,
        round_lines,
        _missing(components, indicators, gates, years),
        _number(facts.entries, GOAL),
        ledger,
    )


def _sum(lines: Sequence[Line]) -> Fraction:
    return sum((line.points or Fraction(0) for line in lines), Fraction(0))


def _number(entries: Mapping[str, Entry], name: str) -> Fraction | None:
    value = entries.get(name, NOTHING).value
    return None if value is None else Fraction(value, 100)


def _component_lines(components: Sequence[ComponentScore]) -> Iterator[Line]:
    known = [each for each in components if each.contribution is not None]
    total = sum(each.component.weight for each in known)
    for each in known:
        weight = Fraction(each.component.weight * 100, total)
        yield Line("component", each.component.code, each.component.title, each.contribution, each.rate, weight)


# ---- plus and minus --------------------------------------------------------------------------------------------------


def _ledger(ledger: Sequence[Ledger], negatives: Sequence[Negative]) -> Iterator[Line]:
    """What counts for the city: neither void nor a unit's own."""
    known = {each.code: each for each in negatives}
    for each in ledger:
        if each.void or each.unit:
            continue
        if each.kind == "negative":
            entry = known.get(each.code)
            points = entry.points if entry is not None else each.points
            what = f"{each.code} {entry.title if entry is not None else each.reason}".strip()
            yield Line("negative", each.id, what, Fraction(-points, 100), detail=f"{each.reason} {each.date}".strip())
        else:
            sign = 1 if each.kind == "plus" else -1
            yield Line("bonus", each.id, each.reason, Fraction(sign * each.points, 100), detail=each.date)


def _on_the_ledger(rate: Fraction | None, ledger: Sequence[Line]) -> tuple[Line, ...]:
    """The ledger's lines beside a number, which they never take below 0."""
    if rate is None:
        return ()
    below = rate + _sum(ledger)
    return (*ledger, Line("floor", "", "", -below)) if below < 0 else tuple(ledger)


# ---- years and gates -------------------------------------------------------------------------------------------------


def present_year(standard: Standard, entries: Mapping[str, Entry]) -> int:
    """Which year of the cycle, from 1 on, this round stands for: the last one unless it was entered."""
    shares = standard.judging.cycle.shares
    entered = entries.get(PRESENT, NOTHING).value
    return min(max(1, entered // 100), len(shares)) if entered is not None else len(shares)


def _years(standard: Standard, entries: Mapping[str, Entry], round_total: Fraction | None) -> tuple[YearScore, ...]:
    present = present_year(standard, entries)
    years: list[YearScore] = []
    for year, share in enumerate(standard.judging.cycle.shares, 1):
        entered = _number(entries, f"year.{year}")
        score = entered if entered is not None else round_total if year == present else None
        years.append(YearScore(year, share, score, year == present, entered is not None))
    return tuple(years)


def _through_years(round_lines: tuple[Line, ...], years: Sequence[YearScore]) -> tuple[Line, ...]:
    """The cycle's lines: each known year by its share, this round's year by all the lines of its own."""
    known = [(year, year.score) for year in years if year.score is not None and year.share]
    total = sum(year.share for year, _score in known)
    if not known:
        return round_lines if not years else ()
    lines: list[Line] = []
    for year, score in known:
        share = Fraction(year.share, total)
        if year.present and not year.entered:
            lines += (_scaled(line, share) for line in round_lines)
        else:
            lines.append(Line("year", str(year.year), "", score * share, score, share * 100))
    return tuple(lines)


def _scaled(line: Line, share: Fraction) -> Line:
    points = None if line.points is None else line.points * share
    return replace(line, points=points, weight=None if line.weight is None else line.weight * share)


def _through_gates(
    gates: Sequence[Gate], entries: Mapping[str, Entry], lines: tuple[Line, ...]
) -> tuple[tuple[GateScore, ...], tuple[Line, ...]]:
    """Gates with a share take it from the rest, once they are entered and there is a rest."""
    scores = [_gate(gate, entries) for gate in gates]
    if not lines:
        return tuple(scores), lines
    share = Fraction(sum(each.gate.share for each in scores if each.score is not None), WHOLE)
    scored: list[GateScore] = []
    added: list[Line] = []
    for each in scores:
        if each.score is not None and each.gate.share:
            part = each.score * each.gate.share / WHOLE
            each = replace(each, contribution=part)  # noqa: PLW2901 - the same gate, now with what it adds
            weight = Fraction(each.gate.share, 100)
            added.append(Line("gate", each.gate.code, each.gate.title, part, each.score, weight))
        scored.append(each)
    rest = (_scaled(line, 1 - share) for line in lines) if share else lines
    return tuple(scored), (*rest, *added)


def _gate(gate: Gate, entries: Mapping[str, Entry]) -> GateScore:
    score = _number(entries, f"gate.{gate.code}")
    return GateScore(gate, score, None if score is None else score * 100 >= gate.at_least)


# ---- vetoes and what is missing --------------------------------------------------------------------------------------


def _vetoes(facts: CityFacts, negatives: Sequence[Negative], indicators: Sequence[IndicatorScore]) -> Iterator[Veto]:
    for what in facts.field.vetoes:
        yield Veto("finding", what)
    grave = {each.code: each for each in negatives if each.sanction != "points"}
    for hit in facts.ledger:
        if hit.kind == "negative" and not hit.void and not hit.unit and hit.code in grave:
            entry = grave[hit.code]
            yield Veto("negative", f"{entry.code} {entry.title}", entry.sanction)
    for score in indicators:
        if score.indicator.basic and score.verdict == "not_met":
            yield Veto("indicator", f"{score.indicator.code} {score.indicator.title}")


def _missing(
    components: Sequence[ComponentScore],
    indicators: Sequence[IndicatorScore],
    gates: Sequence[GateScore],
    years: Sequence[YearScore],
) -> tuple[str, ...]:
    """Slots of what counts and is not known, or only in part."""
    return (
        *(f"component.{each.component.code}" for each in components if each.state != "scored" and _counts(each)),
        *(f"indicator.{each.indicator.code}" for each in indicators if each.verdict == "missing"),
        *(f"gate.{each.gate.code}" for each in gates if each.score is None),
        *(f"year.{each.year}" for each in years if each.score is None),
    )


def _counts(score: ComponentScore) -> bool:
    """Whether a component is in the total, or has a mark of its own to pass."""
    return bool(score.component.weight) or score.component.pass_mark is not None
