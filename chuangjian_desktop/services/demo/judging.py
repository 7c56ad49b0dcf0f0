"""What evaluators see at a site: answers and findings for its checklist, down to a rate that is likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from chuangjian_desktop.domain.scoring import FindingFact, cap_of, cost
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services.demo.gazetteer import DISTRICTS, NOTES, PLACES, SHOPS
from chuangjian_desktop.services.fieldwork.findings import FindingDraft

WORST, BEST, USUAL = 0.69, 0.96, 0.87
"""Rates of sites: from, to, and the most frequent one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One item: findings, or else its answer. `measured` in hundredths, for items judged by a value."""

    item: Item
    state: AnswerState = "conforming"
    reason: str = ""
    measured: int | None = None
    findings: tuple[FindingDraft, ...] = ()


@dataclass(slots=True)
class _Open:
    """An item while a visit is made up."""

    item: Item
    left: int
    drafts: list[FindingDraft] = field(default_factory=list[FindingDraft])


def judge(rng: Random, items: Sequence[Item], site_type: str) -> list[Judged]:
    """All items of a visit in their order; findings stand under about a third of them."""
    settled = {item.code: judged for item in items if (judged := _set_aside(rng, item)) is not None}
    rest = [_Open(item, cap_of(item)) for item in items if item.code not in settled and item.rule.kind != "tier"]
    possible = sum(each.item.points for each in rest)
    allowed = round(possible * (1 - rng.triangular(WORST, BEST, USUAL)))
    order = rng.sample(rest, len(rest))
    while allowed > 0 and (one := next((each for each in order if each.left > 0), None)) is not None:
        allowed -= _find(rng, one, site_type)
        if len(one.drafts) >= 1 + (rng.random() < 0.3):
            order.remove(one)
    found = {each.item.code: each.drafts for each in rest}
    return [settled.get(item.code) or _judged(rng, item, found.get(item.code, []), site_type) for item in items]


def _set_aside(rng: Random, item: Item) -> Judged | None:
    """Not applicable or exempt, now and then."""
    if item.na_allowed and rng.random() < 0.16:
        return Judged(item, "na", item.exemption.split("选不适用")[0].strip("的，。") or "现场没有该项")
    clause = item.exemption.split("。")[0].split("；")[0]
    if clause.endswith("不扣分") and rng.random() < 0.1:
        return Judged(item, "exempt", f"现场核实：{clause}")
    return None


def _judged(rng: Random, item: Item, drafts: list[FindingDraft], site_type: str) -> Judged:
    if item.rule.kind != "tier":
        return Judged(item, findings=tuple(drafts))
    measured = rng.choice((2600, 3300, 5200, 6100, 8200))
    if measured >= max(tier.at_least for tier in item.rule.tiers):
        return Judged(item, measured=measured)
    return Judged(item, "unanswered", "", measured, (_draft(rng, item, 1, site_type),))


def _find(rng: Random, one: _Open, site_type: str) -> int:
    """One more finding under an item; answers what it costs."""
    item = one.item
    most = item.rule.required if item.rule.kind == "shortage" else 4 if item.rule.kind == "per_occurrence" else 1
    count = min(most, rng.choices((1, 2, 3, 4), (60, 25, 10, 5))[0])
    lost = min(one.left, cost(item.rule, item.points, FindingFact("", item.code, count=count)))
    one.left -= lost
    one.drafts.append(_draft(rng, item, count, site_type))
    return lost


def _draft(rng: Random, item: Item, count: int, site_type: str) -> FindingDraft:
    phrase = rng.choice(item.phrases)
    note = rng.choice(NOTES) if rng.random() < 0.12 else ""
    place = place_in(rng, site_type)
    return FindingDraft(phrase.text, phrase.problem, count, place=place, note=note, solved=rng.random() < 0.06)


def place_in(rng: Random, site_type: str) -> str:
    """Where something is found, in words that evaluators use."""
    number = rng.randrange(1, 24)
    known = site_type in PLACES
    return rng.choice(PLACES[site_type if known else ""]).format(
        n=number if known else rng.randrange(2, 260),
        m=rng.randrange(1, 5),
        k=rng.randrange(1, 7),
        j=number + 1,
        shop=rng.choice(SHOPS),
        road=rng.choice(rng.choice(DISTRICTS).roads),
    )
