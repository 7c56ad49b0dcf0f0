"""city score: the whole of a standard."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from chuangjian_desktop.app.commands.context import Answer, Context
from chuangjian_desktop.domain.city.values import (
    BlockScore,
    CityScore,
    ComponentScore,
    GateScore,
    IndicatorScore,
    Line,
    SurveyScore,
    YearScore,
)
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import rate_text
from chuangjian_desktop.services.office.city import scoring
from chuangjian_desktop.services.office.city.words import exact_text


def score(context: Context) -> Answer:
    """The whole of a standard, every number with its lines."""
    code = context.args.standard
    with context.opened(writing=False) as opened:
        standard = scoring.standard_of(opened, code)
        found = scoring.city_score_of(opened, code)
    head = {"standard": code, "title": standard.title, "edition": standard.edition}
    whole = {**head, **_totals(found), **_parts(found), "lines": [_line(each) for each in found.lines]}
    return {**whole, "text": _text(standard.title, found, context.lang)}


def _text(title: str, found: CityScore, lang: str) -> str:
    """The same for people: the total, components, what is met, what is missing."""
    zh = lang == "zh"
    none = "缺测" if zh else "missing"
    rows = [f"{title}  {rate_text(found.effective) or none}", *_sum_words(found, zh=zh, none=none)]
    for each in found.components:
        mark = "" if each.to_pass is None else f"  {'距合格线' if zh else 'to pass'} {rate_text(each.to_pass)}"
        weight = two_decimals(each.component.weight)
        rows.append(f"  {each.component.title}  {weight}%  {rate_text(each.rate) or none}{mark}")
    if found.indicators:
        met, total = found.indicators_met, len(found.indicators)
        rows.append(f"{total}项指标已达标{met}项" if zh else f"{met} of {total} indicators met")
    rows += [_gate_words(gate, found, zh=zh, none=none) for gate in found.gates]
    rows += [f"{'一票否决' if zh else 'veto'}: {veto.what}" for veto in found.vetoes]
    if found.missing:
        earlier = {f"indicator.{each.indicator.code}": each.wanted for each in found.indicators if each.why == "years"}
        slots = (earlier.get(each, each) for each in found.missing)
        rows.append(f"{'缺或未齐' if zh else 'missing or in part'}: " + "、".join(slots))
    return "\n".join(rows)


def _sum_words(found: CityScore, *, zh: bool, none: str) -> list[str]:
    """How the total comes about: this round, the years with their shares."""
    rows = [f"  {'本轮' if zh else 'this round'}  {rate_text(found.round_total) or none}"]
    for each in found.years:
        name = f"第{each.year}年" if zh else f"year {each.year}"
        own = "（录入）" if zh else " (entered)"
        here = "（本轮所在）" if zh else " (this round's)"
        mark = (here if each.present else "") + (own if each.entered else "")
        rows.append(f"  {name}{mark}  {two_decimals(each.share)}%  {rate_text(each.score) or none}")
    return rows


def _gate_words(gate: GateScore, found: CityScore, *, zh: bool, none: str) -> str:
    """A gate: its value, its share of the total, and what not passing it means."""
    wanted = gate.gate
    parts = [f"  {wanted.title}  ≥{two_decimals(wanted.at_least)}  {rate_text(gate.score) or none}"]
    if wanted.share:
        parts.append(f"{'占总分' if zh else 'share'} {two_decimals(wanted.share)}%")
        if gate.contribution is not None:
            parts.append(f"{'计入' if zh else 'adds'} {rate_text(gate.contribution)}")
    if gate.passed:
        parts.append("达到" if zh else "passed")
    elif gate.passed is False:
        short = rate_text(-(gate.to_pass or Fraction(0)))
        parts.append(f"差 {short}，不得申报" if zh else f"{short} short: the city may not apply")
        lost = _without(gate, found)
        parts.append((f"拉低总分 {lost}" if zh else f"costs the total {lost}") if lost else "")
    return "  ".join(part for part in parts if part)


def _without(gate: GateScore, found: CityScore) -> str:
    """How much higher the total would be if the gate were just passed."""
    if gate.to_pass is None or gate.contribution is None or found.vetoes:
        return ""
    return rate_text(-gate.to_pass * gate.gate.share / 10_000) or ""


def _totals(found: CityScore) -> Answer:
    return {
        "total": rate_text(found.effective),
        "rate": rate_text(found.effective),
        "exact": exact_text(found.effective),
        "raw": rate_text(found.raw),
        "round_total": rate_text(found.round_total),
        "complete": found.complete,
        "missing": list(found.missing),
        "eligible": found.eligible,
        "goal": rate_text(found.goal),
        "to_goal": None if None in (found.goal, found.effective) else _difference(found),
    }


def _difference(found: CityScore) -> str | None:
    return rate_text((found.effective or Fraction(0)) - (found.goal or Fraction(0)))


def _parts(found: CityScore) -> Answer:
    verdicts = [each.verdict for each in found.indicators]
    return {
        "components": [_component(each) for each in found.components],
        "indicators": {
            "met": found.indicators_met,
            "total": len(verdicts),
            "not_met": verdicts.count("not_met"),
            "missing": verdicts.count("missing"),
            "rows": [_indicator(each) for each in found.indicators],
        },
        "gates": [_gate(each) for each in found.gates],
        "vetoes": [{"level": each.level, "what": each.what, "sanction": each.sanction} for each in found.vetoes],
        "years": [_year(each) for each in found.years],
        "table": [_block(each) for each in found.blocks],
        "surveys": [survey_answer(each) for each in found.surveys],
        "ledger": [_line(each) for each in found.ledger],
    }


def _gate(each: GateScore) -> Answer:
    return {
        "code": each.gate.code,
        "title": each.gate.title,
        "at_least": two_decimals(each.gate.at_least),
        "share": two_decimals(each.gate.share),
        "score": rate_text(each.score),
        "passed": each.passed,
        "to_pass": rate_text(each.to_pass),
        "contribution": exact_text(each.contribution),
    }


def _year(each: YearScore) -> Answer:
    told = {"present": each.present, "this_round": each.present, "entered": each.entered}
    return {"year": each.year, "share": two_decimals(each.share), "score": rate_text(each.score), **told}


def _block(row: BlockScore) -> Answer:
    return {
        "code": row.block.code,
        "title": row.block.title,
        "depth": row.depth,
        "possible": two_decimals(row.block.points),
        "measured": two_decimals(row.known),
        "score": rate_text(row.earned),
        "rate": rate_text(row.rate),
    }


def _component(each: ComponentScore) -> Answer:
    part = each.component
    return {
        "code": part.code,
        "title": part.title,
        "kind": part.kind,
        "weight": two_decimals(part.weight),
        "state": each.state,
        "possible": two_decimals(part.full),
        "score": rate_text(each.score),
        "rate": rate_text(each.rate),
        "contribution": exact_text(each.contribution),
        "pass_mark": None if part.pass_mark is None else two_decimals(part.pass_mark),
        "to_pass": rate_text(each.to_pass),
        "open": each.open,
        "computed": rate_text(each.computed),
        "lines": [_line(line) for line in each.lines],
    }


def _indicator(each: IndicatorScore) -> Answer:
    wanted = each.indicator
    return {
        "code": wanted.code,
        "node": wanted.node,
        "title": wanted.title,
        "unit": wanted.unit,
        "verdict": each.verdict,
        "value": exact_text(each.value),
        "target": None if wanted.target is None else two_decimals(wanted.target),
        "points": rate_text(each.points),
        "possible": two_decimals(wanted.points) if wanted.judge == "points" else None,
        "short": exact_text(each.short),
        "basic": wanted.basic,
        "source": each.source,
        "why": each.why,
        "slot": each.wanted,
    }


def survey_answer(each: SurveyScore) -> Answer:
    """A questionnaire with its results."""
    return {
        "id": each.survey.id,
        "code": each.survey.code,
        "title": each.survey.title,
        "sample": each.survey.sample,
        "respondents": each.respondents,
        "reached": each.reached,
        "rate": rate_text(each.rate),
        "guessed": each.guessed,
        "questions": [
            {
                "code": one.question.code,
                "title": one.question.text,
                "answered": one.answered,
                "counted": one.counted,
                "rate": rate_text(one.rate),
                "indicator": one.question.indicator,
            }
            for one in each.questions
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    told = {
        "level": line.level,
        "key": line.key,
        "what": line.what,
        "points": exact_text(line.points),
        "rate": rate_text(line.rate),
        "weight": exact_text(line.weight),
        "detail": line.detail,
    }
    return {name: value for name, value in told.items() if value not in (None, "")}
