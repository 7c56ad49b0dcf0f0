"""Points from answers and findings. Pure and exact: hundredths in, fractions between, rounded once at the end.

Sources: the levels and formulas of `docs/scoring.md`; every option of a `ScoringProfile` names what an office decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item, Rule


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """What an office decides once for a round (`docs/scoring.md`). Percent values are whole numbers.

    `weights` are per site type (default 1 each); `recurrence_percent` waits for closing dates and is not applied yet.
    """

    code: str = "default"
    name: str = "模拟测评"
    na: Literal["drop", "full", "zero"] = "drop"
    missing_type: Literal["redistribute", "mean"] = "redistribute"
    not_visited: Literal["exclude", "zero"] = "exclude"
    same_problem: Literal["one", "each"] = "one"
    solved_percent: int = 100
    finder_percent: int = 100
    city: Literal["pool", "mean"] = "pool"
    decimals: int = 2
    weights: Mapping[str, int] = field(default_factory=dict[str, int])

    def weight(self, site_type: str) -> int:
        """The weight of a site type, 1 unless set."""
        return self.weights.get(site_type, 1)


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What a finding says, as far as points go. `override` is the evaluator's own amount in hundredths; `joined_to`
    the finding that it is the same problem as, and counts with: by itself it costs nothing."""

    id: str
    item: str
    problem: str = ""
    place: str = ""
    count: int = 1
    override: int | None = None
    solved: bool = False
    unit: str = ""
    joined_to: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What was answered on an item; `measured` in hundredths of the item's unit."""

    state: AnswerState = "unanswered"
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class FindingCost:
    """What a finding costs alone (`asked`) and after the item's cap (`lost`), in hundredths."""

    finding: FindingFact
    asked: int
    lost: int


@dataclass(frozen=True, slots=True)
class ItemScore:
    """`possible` and `earned` count only when the item is answered and applicable; `lost` = possible − earned then."""

    item: Item
    state: AnswerState
    possible: int
    earned: int
    costs: tuple[FindingCost, ...]
    vetoed: bool = False
    contradiction: bool = False

    @property
    def lost(self) -> int:
        """Hundredths lost."""
        return self.possible - self.earned

    @property
    def counted(self) -> tuple[FindingCost, ...]:
        """The findings that count here; those joined to another one count there."""
        return tuple(each for each in self.costs if not each.finding.joined_to)


@dataclass(frozen=True, slots=True)
class VisitScore:
    """A visit's sum. A site veto makes the effective `earned` 0; `raw` keeps what it would be."""

    items: tuple[ItemScore, ...]
    possible: int
    raw: int
    earned: int
    unanswered: int
    waiting: int
    vetoes: int

    @property
    def rate(self) -> Fraction | None:
        """Percent, exact; None while nothing applicable is answered."""
        return Fraction(self.earned * 100, self.possible) if self.possible else None


def cost(rule: Rule, points: int, finding: FindingFact) -> int:
    """What a finding costs alone, before the cap: the evaluator's own amount if there is one, else by the rule."""
    if finding.override is not None:
        return max(0, finding.override)
    if rule.kind in ("per_occurrence", "shortage"):
        return rule.each * finding.count
    return points


def cap_of(item: Item) -> int:
    """The most that findings may cost an item: never more than its points (扣完为止)."""
    return min(item.rule.cap, item.points) if item.rule.cap else item.points


def score_item(item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile) -> ItemScore:
    """One item. Visible findings make it deducted whatever the answer says (then `contradiction` tells); one that is
    joined to another finding is listed and changes nothing."""
    score = _score_counted(item, answer, [each for each in findings if not each.joined_to], profile)
    if len(score.costs) == len(findings):
        return score
    known = {each.finding.id: each for each in score.costs}
    return replace(score, costs=tuple(known.get(each.id, FindingCost(each, 0, 0)) for each in findings))


def _score_counted(
    item: Item, answer: AnswerFact, findings: Sequence[FindingFact], profile: ScoringProfile
) -> ItemScore:
    if findings:
        return _with_findings(item, answer, findings, profile)
    if answer.measured is not None and answer.state not in ("na", "exempt") and _by_value(item):
        earned = _measured_points(item, answer.measured)
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
    vetoed = item.veto != ""
    costs: list[FindingCost] = []
    for finding in findings:
        asked = _factored(item.points if vetoed else cost(item.rule, item.points, finding), finding, profile)
        costs.append(FindingCost(finding, asked, asked))
    costs = _capped(costs, item.points if vetoed else cap_of(item))
    earned = item.points - sum(each.lost for each in costs)
    if answer.measured is not None and _by_value(item):
        earned, costs = _measured_beside(item, answer.measured, costs)
    contradiction = answer.state in ("conforming", "na", "exempt")
    return ItemScore(item, "deducted", item.points, earned, tuple(costs), vetoed, contradiction)


def _capped(costs: Iterable[FindingCost], left: int, spared: frozenset[str] = frozenset()) -> list[FindingCost]:
    """What each finding costs while there is something left to lose; spared ones (by id) cost nothing."""
    found: list[FindingCost] = []
    for each in costs:
        lost = 0 if each.finding.id in spared else min(left, each.asked)
        left -= lost
        found.append(replace(each, lost=lost))
    return found


def _by_value(item: Item) -> bool:
    return item.rule.kind in ("ratio", "tier")


def _measured_beside(item: Item, measured: int, costs: list[FindingCost]) -> tuple[int, list[FindingCost]]:
    """A measured value decides; the findings are its evidence and share what was lost, the first ones first."""
    earned = _measured_points(item, measured)
    shared = _capped(costs, item.points - earned)
    left = item.points - earned - sum(each.lost for each in shared)
    if left and shared:
        shared[-1] = replace(shared[-1], lost=shared[-1].lost + left)
    return earned, shared


def _factored(asked: int, finding: FindingFact, profile: ScoringProfile) -> int:
    percent = profile.finder_percent * (profile.solved_percent if finding.solved else 100)
    return half_up(Fraction(asked * percent, 10_000))


def _measured_points(item: Item, measured: int) -> int:
    rule = item.rule
    if rule.kind == "tier":
        reached = max((tier.points for tier in rule.tiers if measured >= tier.at_least), default=0)
        return max(0, min(item.points, reached))
    required = max(rule.required, 1) * 100
    return half_up(Fraction(item.points * max(0, min(measured, required)), required))


def half_up(value: Fraction) -> int:
    """The nearest integer, a half upwards (away from zero for what is positive)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def score_visit(
    items: Sequence[Item],
    answers: Mapping[str, AnswerFact],
    findings: Iterable[FindingFact],
    profile: ScoringProfile,
) -> VisitScore:
    """All items of a visit; `answers` and findings name items by code."""
    by_item: dict[str, list[FindingFact]] = {}
    for finding in findings:
        by_item.setdefault(finding.item, []).append(finding)
    scored = [score_item(i, answers.get(i.code, AnswerFact()), by_item.get(i.code, []), profile) for i in items]
    if profile.same_problem == "one":
        measured = {i.code for i in items if _by_value(i) and answers.get(i.code, AnswerFact()).measured is not None}
        scored = _one_deduction(scored, measured)
    possible, raw = sum(each.possible for each in scored), sum(each.earned for each in scored)
    site_veto = any(each.vetoed and each.item.veto == "site" for each in scored)
    waiting = [each.item.points for each in scored if each.state == "unanswered"]
    vetoes = sum(each.vetoed for each in scored)
    return VisitScore(tuple(scored), possible, raw, 0 if site_veto else raw, len(waiting), sum(waiting), vetoes)


def _one_deduction(scored: list[ItemScore], measured: set[str]) -> list[ItemScore]:
    """One problem at one named place that is recorded under several items costs once, where it costs most.

    Items that a measured value decides take no part: there findings are evidence and cost nothing by themselves.
    """
    dearest: dict[tuple[str, str], tuple[int, str]] = {}
    judged = [each for each in scored if each.item.code not in measured]
    for each in judged:
        for one in each.counted:
            key = (one.finding.problem, one.finding.place)
            if all(key) and one.lost > dearest.get(key, (-1, ""))[0]:
                dearest[key] = (one.lost, each.item.code)
    return [each if each.item.code in measured else _without(each, dearest) for each in scored]


def _without(score: ItemScore, dearest: Mapping[tuple[str, str], tuple[int, str]]) -> ItemScore:
    """An item without what costs elsewhere; what its cap then leaves is there for its other findings."""
    here = score.item.code
    keys = {one.finding.id: (one.finding.problem, one.finding.place) for one in score.counted}
    spared = frozenset(name for name, key in keys.items() if dearest.get(key, (0, here))[1] != here)
    if not spared:
        return score
    costs = _capped(score.costs, score.item.points if score.vetoed else cap_of(score.item), spared)
    return replace(score, costs=tuple(costs), earned=score.item.points - sum(each.lost for each in costs))


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean, or None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def weighted(parts: Iterable[tuple[int | Fraction, Fraction | None]]) -> Fraction | None:
    """Σ weight × value ÷ Σ weight over the parts that have a value: missing ones hand their weight to the rest."""
    present = [(Fraction(weight), value) for weight, value in parts if value is not None]
    total = sum((weight for weight, _ in present), Fraction(0))
    return sum((weight * value for weight, value in present), Fraction(0)) / total if total else None


def ranks(rates: Sequence[Fraction | None]) -> list[int | None]:
    """Ranks by the rate as shown (two decimals): ties share one, the next is skipped (1, 2, 2, 4)."""
    shown = [None if rate is None else half_up(rate * 100) for rate in rates]
    return [None if one is None else 1 + sum(other > one for other in shown if other is not None) for one in shown]


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal with fifty digits, for two-decimal rounding."""
    with localcontext() as context:
        context.prec = 50
        return Decimal(value.numerator) / Decimal(value.denominator)


def rate_text(rate: Fraction | None) -> str | None:
    """A rate as every output writes it: "83.48", None for what is not measured."""
    return None if rate is None else two_decimals(Decimal(half_up(rate * 100)) / 100)
