"""One visit: all its items together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chuangjian_desktop.domain.scoring.facts import AnswerFact, FindingFact, ItemScore, VisitScore
from chuangjian_desktop.domain.scoring.items import capped, measures, score_item
from chuangjian_desktop.domain.scoring.profile import ScoringProfile
from chuangjian_desktop.domain.scoring.rules import cap_of
from chuangjian_desktop.domain.standard import OUTSIDE, Item

NOTHING = AnswerFact()


def score_visit(
    items: Sequence[Item],
    answers: Mapping[str, AnswerFact],
    findings: Iterable[FindingFact],
    profile: ScoringProfile,
) -> VisitScore:
    """All items of a visit; `answers` and findings name items by code. For one campaign, hand in the items that serve
    it (`served`): the formulas are the same over that subset."""
    by_item: dict[str, list[FindingFact]] = {}
    for finding in findings:
        by_item.setdefault(finding.item, []).append(finding)
    scored = [score_item(i, answers.get(i.code, NOTHING), by_item.get(i.code, []), profile) for i in items]
    if profile.same_problem == "one":
        scored = one_deduction(scored, {i.code for i in items if measures(i, answers.get(i.code, NOTHING))}, profile)
    return _summed(scored)


def not_visited(items: Sequence[Item]) -> VisitScore:
    """A site nobody went to, where the profile lets it count as zero."""
    points = sum(item.points for item in items)
    return VisitScore((), points, 0, 0, len(items), points, 0)


def _summed(scored: list[ItemScore]) -> VisitScore:
    possible, raw = sum(each.possible for each in scored), sum(each.earned for each in scored)
    vetoed = [each.item.veto for each in scored if each.vetoed]
    waiting = [each.item.points for each in scored if each.state == "unanswered"]
    return VisitScore(
        tuple(scored),
        possible,
        raw,
        0 if "site" in vetoed else raw,
        len(waiting),
        sum(waiting),
        len(vetoed),
        sum(each.outside for each in scored),
        "campaign" in vetoed,
        sum(len(each.counted) for each in scored),
    )


def one_deduction(scored: list[ItemScore], measured: set[str], profile: ScoringProfile) -> list[ItemScore]:
    """One problem at one named place that is recorded under several items costs once, where it costs most.

    Items that a measured value decides (`measured`, codes) take no part: there findings are evidence and cost nothing
    by themselves. What counts outside the 100 takes none either.
    """
    dearest: dict[tuple[str, str], tuple[int, str]] = {}
    aside = measured | {each.item.code for each in scored if each.item.rule.kind in OUTSIDE}
    for each in (one for one in scored if one.item.code not in aside):
        for one in each.counted:
            key = (one.finding.problem, one.finding.place)
            if all(key) and one.lost > dearest.get(key, (-1, ""))[0]:
                dearest[key] = (one.lost, each.item.code)
    return [each if each.item.code in aside else _without(each, dearest, profile) for each in scored]


def _without(
    score: ItemScore, dearest: Mapping[tuple[str, str], tuple[int, str]], profile: ScoringProfile
) -> ItemScore:
    """An item without what costs elsewhere; what its cap then leaves is there for its other findings."""
    here = score.item.code
    keys = {one.finding.id: (one.finding.problem, one.finding.place) for one in score.counted}
    spared = frozenset(name for name, key in keys.items() if dearest.get(key, (0, here))[1] != here)
    if not spared:
        return score
    whole = score.vetoed or profile.repeated == "points"
    costs = capped(score.costs, score.item.points if whole else cap_of(score.item), spared)
    return replace(score, costs=tuple(costs), earned=score.item.points - sum(each.lost for each in costs))
