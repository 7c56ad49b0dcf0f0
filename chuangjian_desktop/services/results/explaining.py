"""Where a number comes from, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import FindingCost, ItemScore, cost_words, measured_words, rate_text
from chuangjian_desktop.domain.scoring.visits import NOTHING
from chuangjian_desktop.domain.standard import OUTSIDE
from chuangjian_desktop.domain.totals import Scored, Total
from chuangjian_desktop.services.results.levels import Standing, district_weight, districts, standing_under, totals
from chuangjian_desktop.services.results.scored import Round, ScoredRound, scored_round, visits_under
from chuangjian_desktop.services.results.values import ExplainLine, Explanation, four_places
from chuangjian_desktop.services.workspace import Workspace


def explain(workspace: Workspace, by: str, key: str, profile: str | None = None) -> Explanation:
    """Every summand of a score down to answers and findings; M21 when there is no such row, M22 in a unit's
    file."""
    workspace.require_scores()
    scored, standing = scored_round(workspace, profile), standing_under(workspace, profile)
    total = next((each for each in totals(standing, by) if each.key == key), None)
    if total is None:
        raise Refusal("M21", what=by, value=key)
    chosen = _visits(workspace, scored, by, total, profile)
    code = key if by == "item" else ""
    parts = (_visit_lines(scored, visit, code) for visit in chosen)
    return Explanation(
        key,
        total.name,
        two_decimals(total.earned),
        two_decimals(total.possible),
        rate_text(total.rate),
        tuple(_formula(standing, by, total)),
        tuple(line for part in parts for line in part),
        scored.profile.name,
        None if total.rate is None else four_places(total.rate),
    )


def _visits(workspace: Workspace, scored: ScoredRound, by: str, total: Total, profile: str | None) -> Sequence[Scored]:
    """The visits that a row adds up, for a campaign as it counts them."""
    if by == "campaign":
        return visits_under(workspace, total.key, profile)
    if by == "item":
        return scored.visits
    wanted = {visit.key for visit in total.visits}
    return [visit for visit in scored.visits if visit.key in wanted]


def explain_lost(workspace: Workspace, unit: str, profile: str | None = None) -> tuple[ExplainLine, ...]:
    """The findings laid to a unit with what each cost; they add up to the unit's lost points. M22 in a
    unit's file."""
    workspace.require_scores()
    scored = scored_round(workspace, profile)
    lines: list[ExplainLine] = []
    for visit in scored.visits:
        for item in visit.score.items:
            for line, one in zip(_finding_lines(scored.round, visit, item), item.costs, strict=True):
                if scored.round.units.get(one.finding.unit, "") == unit and one.finding.counts:
                    lines.append(replace(line, points=two_decimals(one.lost)))
    return tuple(lines)


def _visit_lines(scored: ScoredRound, visit: Scored, code: str) -> Iterator[ExplainLine]:
    """Items (or the one of a code) with their findings; a site veto takes from a visit as a whole, never from single
    items."""
    items = [each for each in visit.score.items if code in ("", each.item.code)]
    if not items:
        return
    fact, rate = scored.round.facts[visit.key], rate_text(visit.score.rate)
    yield ExplainLine("visit", f"{visit.key} {visit.site_name}", None, rate, visit_id=fact.id)
    for each in items:
        yield _item_line(scored, visit, each)
        yield from _finding_lines(scored.round, visit, each)
        yield from _objection_lines(each, fact.id)
    if not code and visit.score.earned != visit.score.raw:
        yield ExplainLine("veto", "一票否决", two_decimals(visit.score.earned - visit.score.raw), visit_id=fact.id)


def _item_line(scored: ScoredRound, visit: Scored, each: ItemScore) -> ExplainLine:
    """An item with its full points, or with what it says outside the 100; a measured value tells what it earns."""
    fact = scored.round.facts[visit.key]
    visit_id = fact.id
    measured = measured_words(each, fact.answers.get(each.item.code, NOTHING), scored.profile)
    what = f"{each.item.code} {each.item.title}" + (f"（{measured}）" if measured else "")
    if each.item.rule.kind in OUTSIDE:
        detail = f"{each.state} {two_decimals(each.outside)}"
        return ExplainLine("outside", what, None, detail=detail, visit_id=visit_id, item_code=each.item.code)
    gained = two_decimals(each.earned + sum(one.lost for one in each.costs))
    return ExplainLine("item", what, gained, detail=each.state, visit_id=visit_id, item_code=each.item.code)


def _finding_lines(found: Round, visit: Scored, item: ItemScore) -> Iterator[ExplainLine]:
    fact = found.facts[visit.key]
    beside = item.item.rule.kind in OUTSIDE
    for one in item.costs:
        stored = fact.stored[one.finding.id]
        words = stored.text or item.item.title
        where = f"，{stored.place}" if stored.place else ""
        kept = one.finding.joined_to
        once = f"（与{found.joins.numbers.get(kept, kept)}重复，只计一次）" if kept else ""
        again = f"反弹{one.finding.recurrence}次 " if one.finding.recurrence else ""
        each = f"{cost_words(item, fact.answers.get(item.item.code, NOTHING), one)} "
        yield ExplainLine(
            "duplicate" if kept else "finding",
            f"{words}{where}{once}",
            None if beside else two_decimals(-taken) if (taken := _taken(one)) else "0.00",
            detail=f"{'' if kept else each}{again}{stored.found_at}{found.joins.beside(stored.id)}",
            visit_id=fact.id,
            item_code=item.item.code,
            finding_id=stored.id,
            evidence=found.joins.seconds.get(stored.id, ()),
        )


def _taken(one: FindingCost) -> int:
    """What a finding's line takes; where an objection to it was upheld, a line of its own gives that back."""
    return one.asked if one.finding.upheld and not one.finding.joined_to else one.lost


def _objection_lines(item: ItemScore, visit_id: str) -> Iterator[ExplainLine]:
    """What upheld objections give back."""
    for one in item.costs:
        if one.finding.upheld and not one.finding.joined_to:
            back = None if item.item.rule.kind in OUTSIDE else two_decimals(one.asked)
            detail = two_decimals(one.asked)
            yield ExplainLine(
                "objection", "异议成立，退回扣分", back, None, None, detail, visit_id, item.item.code, one.finding.id
            )


def _formula(standing: Standing, by: str, total: Total) -> Iterator[ExplainLine]:
    """How the rate joins its parts: the types' means with their weights, or the pooled points."""
    if total.flagged and by in ("campaign", "round"):
        yield ExplainLine("veto", "一票否决（创建）", None)
    if total.outside:
        yield ExplainLine("outside", "百分制外", None, detail=two_decimals(total.outside))
    if by == "round" and standing.profile.city != "pool":
        for district in districts(standing):
            weight = str(district_weight(standing.profile, district))
            yield ExplainLine("area", district.key, None, four_places(district.rate or Fraction(0)), weight)
        return
    if by in ("visit", "item", "campaign", "round"):
        whole = f"{two_decimals(total.earned)} ÷ {two_decimals(total.possible)}"
        yield ExplainLine("formula", whole, None, rate_text(total.rate))
        return
    for site_type, value in total.parts:
        weight = standing.profile.weight(site_type)
        title = standing.round.type_titles.get(site_type, site_type)
        instead = standing.profile.missing_type if site_type in total.filled else ""
        yield ExplainLine("type", title, None, four_places(value), str(weight), instead)
