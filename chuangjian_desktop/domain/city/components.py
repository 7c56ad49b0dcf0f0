"""Components of a city's score, each from its own kind of evidence; the lines of each add up to its rate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from chuangjian_desktop.domain.assessment import Block, Component, Standard
from chuangjian_desktop.domain.city.facts import CityFacts, Document, Entry, FieldFacts, Pooled
from chuangjian_desktop.domain.city.values import (
    BlockScore,
    ComponentScore,
    IndicatorScore,
    Line,
    SurveyScore,
)
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import weighted
from chuangjian_desktop.domain.scoring.numbers import half_up

HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What components are made from, worked out once."""

    standard: Standard
    facts: CityFacts
    indicators: tuple[IndicatorScore, ...]
    surveys: tuple[SurveyScore, ...]
    blocks: tuple[BlockScore, ...]


def score_component(component: Component, evidence: Evidence) -> ComponentScore:
    """A component by its kind; a number that was entered for it takes the place of what the program works out."""
    computed = _WAYS[component.kind](component, evidence)
    entry = evidence.facts.entries.get(f"component.{component.code}")
    if entry is None or entry.value is None:
        return computed
    rate = Fraction(entry.value * 100, component.full)
    words = " ".join(part for part in (entry.basis, entry.date, entry.note) if part)
    line = Line("entered", component.code, component.title, rate, rate, detail=words)
    return ComponentScore(component, "scored", rate, (line,), computed=computed.rate)


def _nothing(component: Component, _evidence: Evidence | None = None) -> ComponentScore:
    return ComponentScore(component, "missing", None, ())


# ---- visits ----------------------------------------------------------------------------------------------------------


def _field(component: Component, evidence: Evidence) -> ComponentScore:
    return _visited(component, evidence.standard, evidence.facts.field)


def _secret(component: Component, evidence: Evidence) -> ComponentScore:
    found = evidence.facts.between
    return _nothing(component) if found is None else _visited(component, evidence.standard, found)


def _visited(component: Component, standard: Standard, found: FieldFacts) -> ComponentScore:
    if found.whole.rate is None:
        return replace(_nothing(component), open=found.whole.unanswered)
    titles = {node.code: node.title for node in standard.nodes}
    lines = [
        Line("node", code, titles.get(code, code), _share(part.earned, found.whole), part.rate, detail=_points(part))
        for code, part in sorted(found.parts.items())
        if part.possible
    ]
    if found.vetoed:
        lines.append(Line("vetoed", "", "", _share(-found.vetoed, found.whole)))
    if found.unvisited:
        lines.append(Line("unvisited", "", "", Fraction(0), detail=_points(Pooled(found.unvisited))))
    state = "partial" if found.whole.unanswered else "scored"
    return ComponentScore(component, state, found.whole.rate, tuple(lines), found.whole.unanswered)


def _share(earned: int, whole: Pooled) -> Fraction:
    return Fraction(earned * 100, whole.possible)


def _points(part: Pooled) -> str:
    return f"{two_decimals(part.earned)} ÷ {two_decimals(part.possible)}"


# ---- documents -------------------------------------------------------------------------------------------------------


def _documents(component: Component, evidence: Evidence) -> ComponentScore:
    """What was judged (通过, 退回); documents that wait to be handed in or reviewed are left out and counted open."""
    every = evidence.facts.documents
    judged = [each for each in every if judged_points(each) is not None]
    possible = sum(each.points for each in judged)
    if not possible:
        return replace(_nothing(component), open=len(every))
    lines = tuple(_document_line(each, possible) for each in judged)
    rate = sum((line.points or Fraction(0) for line in lines), Fraction(0))
    waiting = len(every) - len(judged)
    return ComponentScore(component, "partial" if waiting else "scored", rate, lines, waiting)


def judged_points(document: Document) -> int | None:
    """What a document earned: what was given, else all for one that passed and nothing for one that was sent back;
    None while it is not judged."""
    if document.earned is not None:
        return document.earned
    return {"passed": document.points, "returned": 0}.get(document.state)


def _document_line(document: Document, possible: int) -> Line:
    earned = judged_points(document) or 0
    detail = f"{two_decimals(earned)} ÷ {two_decimals(document.points)}"
    name = f"{document.code} {document.title}".strip()
    rate = Fraction(earned * 100, document.points) if document.points else None
    return Line("document", document.id, name, Fraction(earned * 100, possible), rate, detail=detail)


# ---- questionnaires --------------------------------------------------------------------------------------------------


def _survey(component: Component, evidence: Evidence) -> ComponentScore:
    """The weighted mean of all questions that were answered; a sample that is too small leaves it open."""
    asked = [(survey, one) for survey in evidence.surveys for one in survey.questions]
    known = [(survey, one.question, one.rate) for survey, one in asked if one.rate is not None]
    rate = weighted((question.weight, value) for _survey, question, value in known)
    if rate is None:
        return replace(_nothing(component), open=len(asked))
    total = sum(question.weight for _survey, question, _rate in known)
    lines = tuple(
        Line(
            "question",
            f"{survey.survey.id} {question.code}",
            question.text,
            value * question.weight / total,
            value,
            Fraction(question.weight * 100, total),
        )
        for survey, question, value in known
    )
    short = sum(not survey.reached for survey in evidence.surveys)
    waiting = len(asked) - len(known) + short
    return ComponentScore(component, "partial" if waiting else "scored", rate, lines, waiting)


# ---- indicators ------------------------------------------------------------------------------------------------------


def _indicators(component: Component, evidence: Evidence) -> ComponentScore:
    """Points earned where indicators are worth points, else the share of those that are reached."""
    every = evidence.indicators
    worth = [each for each in every if each.indicator.judge == "points"]
    judged = [each for each in worth or every if each.verdict != "missing"]
    whole = sum(each.indicator.points for each in judged) if worth else len(judged)
    if not whole:
        return replace(_nothing(component), open=len(every))
    lines = tuple(_indicator_line(each, whole) for each in judged)
    rate = sum((line.points or Fraction(0) for line in lines), Fraction(0))
    waiting = len(worth or every) - len(judged)
    return ComponentScore(component, "partial" if waiting else "scored", rate, lines, waiting)


def _indicator_line(score: IndicatorScore, whole: int) -> Line:
    indicator = score.indicator
    if indicator.judge == "points":
        earned = score.points or Fraction(0)
        detail = f"{two_decimals(half_up(earned * 100))} ÷ {two_decimals(indicator.points)}"
        return Line("indicator", indicator.code, indicator.title, earned * 10_000 / whole, score.value, detail=detail)
    points = HUNDRED / whole if score.met else Fraction(0)
    return Line("indicator", indicator.code, indicator.title, points, score.value, detail=score.verdict)


# ---- a table over the same visits ------------------------------------------------------------------------------------


def score_blocks(
    blocks: Sequence[Block], measured: Mapping[str, Pooled], entries: Mapping[str, Entry]
) -> tuple[BlockScore, ...]:
    """Every row with what it earns; a row with rows below it is their sum, and known as far as they are. Points that
    were entered for a row (`block.CODE`) take the place of what was measured."""
    entered = {
        block.code: Pooled(block.points, entry.value)
        for block in blocks
        if (entry := entries.get(f"block.{block.code}")) is not None and entry.value is not None
    }
    return _rows(blocks, {**measured, **entered})


def _rows(blocks: Sequence[Block], measured: Mapping[str, Pooled]) -> tuple[BlockScore, ...]:
    below: dict[str, list[Block]] = {}
    for block in blocks:
        below.setdefault(block.parent, []).append(block)
    return tuple(score for block in below.get("", ()) for score in _block(block, 0, below, measured))


def _block(
    block: Block, depth: int, below: Mapping[str, list[Block]], measured: Mapping[str, Pooled]
) -> list[BlockScore]:
    rows = [row for each in below.get(block.code, ()) for row in _block(each, depth + 1, below, measured)]
    if not rows:
        rate = measured.get(block.code, Pooled()).rate
        if rate is None:
            return [BlockScore(block, depth, leaf=True, rate=None, earned=None, known=0)]
        return [BlockScore(block, depth, leaf=True, rate=rate, earned=rate * block.points / 10_000, known=block.points)]
    children = [row for row in rows if row.depth == depth + 1]
    known = sum(row.known for row in children)
    if not known:
        return [BlockScore(block, depth, leaf=False, rate=None, earned=None, known=0), *rows]
    earned = sum((row.earned for row in children if row.earned is not None), Fraction(0))
    rate = earned * 10_000 / known
    return [BlockScore(block, depth, leaf=False, rate=rate, earned=earned, known=known), *rows]


def _table(component: Component, evidence: Evidence) -> ComponentScore:
    """Points of all rows that were measured ÷ what they are worth."""
    leaves = [row for row in evidence.blocks if row.leaf]
    known = sum(row.known for row in leaves)
    waiting = sum(row.rate is None for row in leaves)
    if not known:
        return replace(_nothing(component), open=waiting)
    lines = tuple(_block_line(row, known) for row in leaves if row.known)
    rate = sum((line.points or Fraction(0) for line in lines), Fraction(0))
    return ComponentScore(component, "partial" if waiting else "scored", rate, lines, waiting)


def _block_line(row: BlockScore, known: int) -> Line:
    earned = row.earned or Fraction(0)
    weight = Fraction(row.block.points * 100, known)
    return Line("block", row.block.code, row.block.title, earned * 10_000 / known, row.rate, weight)


_WAYS: Mapping[str, Callable[[Component, Evidence], ComponentScore]] = {
    "field": _field,
    "secret": _secret,
    "documents": _documents,
    "survey": _survey,
    "indicators": _indicators,
    "table": _table,
    "entered": _nothing,
}


def joined(components: Iterable[ComponentScore]) -> tuple[Fraction | None, tuple[ComponentScore, ...]]:
    """The weighted mean of the known components, each with its contribution; those of weight 0 stand beside it."""
    every = tuple(components)
    known = [each for each in every if each.rate is not None and each.component.weight]
    total = sum(each.component.weight for each in known)
    rate = weighted((each.component.weight, each.rate) for each in known)

    def contributed(each: ComponentScore) -> ComponentScore:
        if each.rate is None or not each.component.weight:
            return each
        return replace(each, contribution=each.rate * each.component.weight / total)

    return rate, tuple(contributed(each) for each in every)
