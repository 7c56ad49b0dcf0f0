"""One item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from chuangjian_desktop.domain.scoring.facts import AnswerFact, FindingCost, FindingFact, ItemScore
from chuangjian_desktop.domain.scoring.profile import ScoringProfile
from chuangjian_desktop.domain.scoring.rules import by_value, cap_of, cost, measured_points
from chuangjian_desktop.domain.standard import OUTSIDE, Item


def score_item(item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile) -> ItemScore:
    """One item. Visible findings make it deducted whatever the answer says (then `contradiction` tells); one that is
    joined to another finding is listed and changes nothing. Where all were objected to with right, it conforms."""
    counted = [each for each in findings if each.counts]
    if answer.state == "unanswered" and not counted and any(each.upheld for each in findings):
        answer = replace(answer, state="conforming")
    score = _score_counted(item, answer, counted, profile)
    if len(score.costs) == len(findings):
        return score
    known = {each.finding.id: each for each in score.costs}
    return replace(score, costs=tuple(known.get(each.id) or _beside(item, each, profile) for each in findings))


def _beside(item: Item, finding: FindingFact, profile: ScoringProfile) -> FindingCost:
    """A finding that costs nothing here; one that was objected to with right tells what it would have cost alone."""
    asked = min(_asked(item, [finding], profile)[0].asked, _cap(item, profile)) if finding.upheld else 0
    return FindingCost(finding, asked, 0)


def measures(item: Item, answer: AnswerFact) -> bool:
    """Whether a measured value decides the item."""
    return answer.measured is not None and by_value(item.rule)


def _score_counted(
    item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile
) -> ItemScore:
    if item.rule.kind in OUTSIDE:
        return _outside(item, answer, findings, profile)
    if findings:
        return _with_findings(item, answer, findings, profile)
    if answer.state not in ("na", "exempt") and answer.measured is not None and by_value(item.rule):
        earned = measured_points(item.rule, item.points, answer.measured, profile)
        return ItemScore(item, "conforming" if earned == item.points else "deducted", item.points, earned, ())
    if answer.state == "na":
        possible = 0 if profile.na == "drop" else item.points
        return ItemScore(item, "na", possible, item.points if profile.na == "full" else 0, ())
    if answer.state in ("conforming", "exempt"):
        return ItemScore(item, answer.state, item.points, item.points, ())
    return ItemScore(item, "unanswered", 0, 0, ())


def _with_findings(
    item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile
) -> ItemScore:
    contradiction = answer.state in ("na", "exempt") or (answer.state == "conforming" and not measures(item, answer))
    earned, costs = _judged(item, answer, findings, profile)
    if not item.veto:
        return ItemScore(item, "deducted", item.points, earned, costs, contradiction=contradiction)
    whole = [_factored(item.points, finding, profile) for finding in findings]
    lost = tuple(capped([FindingCost(f, a, a) for f, a in zip(findings, whole, strict=True)], item.points))
    left = item.points - sum(each.lost for each in lost)
    return ItemScore(item, "deducted", item.points, left, lost, True, contradiction, raw=earned)


def _judged(
    item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile
) -> tuple[int, tuple[FindingCost, ...]]:
    """What the item earns and what each finding costs, but for a veto."""
    costs = capped(_asked(item, findings, profile), _cap(item, profile))
    if answer.measured is not None and by_value(item.rule):
        return _measured_beside(item, measured_points(item.rule, item.points, answer.measured, profile), costs)
    return item.points - sum(each.lost for each in costs), tuple(costs)


def _cap(item: Item, profile: ScoringProfile) -> int:
    return item.points if profile.repeated == "points" and item.rule.kind not in OUTSIDE else cap_of(item)


def _asked(item: Item, findings: Sequence[FindingFact], profile: ScoringProfile) -> list[FindingCost]:
    """What each finding costs alone; where every kind of problem costs once, further ones of a kind cost nothing."""
    found: list[FindingCost] = []
    seen: set[str] = set()
    for finding in findings:
        counted = finding
        if profile.repeated == "once" and finding.override is None:
            counted = replace(finding, count=0 if finding.problem in seen else 1)
            seen |= {finding.problem} - {""}
        alone = cost(item.rule, item.points, counted) if counted.count else 0
        asked = _factored(alone, finding, profile)
        found.append(FindingCost(finding, asked, asked))
    return found


def capped(costs: Iterable[FindingCost], left: int, spared: frozenset[str] = frozenset()) -> list[FindingCost]:
    """What each finding costs while there is something left to lose; spared ones (by id) cost nothing."""
    found: list[FindingCost] = []
    for each in costs:
        lost = 0 if each.finding.id in spared else min(left, each.asked)
        left -= lost
        found.append(each if lost == each.lost else FindingCost(each.finding, each.asked, lost))
    return found


def _measured_beside(item: Item, earned: int, costs: list[FindingCost]) -> tuple[int, tuple[FindingCost, ...]]:
    """A measured value decides; the findings are its evidence and share what was lost, the first ones first."""
    shared = capped(costs, item.points - earned)
    left = item.points - earned - sum(each.lost for each in shared)
    if left:
        shared[-1] = replace(shared[-1], lost=shared[-1].lost + left)
    return earned, tuple(shared)


def _factored(asked: int, finding: FindingFact, profile: ScoringProfile) -> int:
    """By who found it, whether it was solved on the spot and how often it came back: half up, in whole hundredths."""
    percent = profile.finder_percent(finding.finder) * (profile.solved_percent if finding.solved else 100)
    times = profile.recurrence_percent(finding.recurrence)
    if percent == 10_000 and times == 100:
        return asked
    return (2 * asked * percent * times + 1_000_000) // 2_000_000


def _outside(item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile) -> ItemScore:
    """Penalties, and amounts that are entered plus or minus: beside the 100, in no rate."""
    absent = answer.state in ("na", "exempt")
    entered = answer.measured or 0 if item.rule.kind == "ledger" and not absent else 0
    costs = tuple(capped(_asked(item, findings, profile), _cap(item, profile)))
    amount = entered - sum(each.lost for each in costs)
    vetoed = bool(findings) and item.veto != ""
    state = "deducted" if findings or amount < 0 else "conforming" if amount else answer.state
    return ItemScore(item, state, 0, 0, costs, vetoed, bool(findings) and answer.state != "unanswered", amount)
