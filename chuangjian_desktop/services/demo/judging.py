"""What evaluators see at a site: answers and findings for its checklist, down to a rate that is likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from chuangjian_desktop.domain.scoring import FindingFact, cap_of, cost
from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item
from chuangjian_desktop.services.demo.gazetteer import DISTRICTS, HOMES, INDOORS, NOTES, PLACES, SHOPS
from chuangjian_desktop.services.fieldwork.findings import FindingDraft

WORST, BEST, USUAL = 0.71, 0.98, 0.93
"""Rates of sites: from, to, and the most frequent one."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One item: findings, or else its answer. `measured` in hundredths, for items judged by a value."""

    item: Item
    state: AnswerState = "conforming"
    reason: str = ""
    measured: int | None = None
    findings: tuple[FindingDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A site as far as places in it are worded: its type, and roads nearby."""

    type_code: str
    roads: tuple[str, ...]


def spot(type_code: str, name: str, area: str) -> Spot:
    """The spot of a site; roads that its name tells already do not cross it once more."""
    roads = next((each.roads for each in DISTRICTS if area.startswith(each.name)), DISTRICTS[0].roads)
    return Spot(type_code, tuple(road for road in roads if road not in name) or roads)


@dataclass(slots=True)
class _Open:
    """An item while a visit is made up."""

    item: Item
    left: int
    drafts: list[FindingDraft] = field(default_factory=list[FindingDraft])


def judge(rng: Random, items: Sequence[Item], where: Spot) -> list[Judged]:
    """All items of a visit in their order; findings stand under about a third of them."""
    settled = {item.code: judged for item in items if (judged := _set_aside(rng, item)) is not None}
    rest = [_Open(item, cap_of(item)) for item in items if item.code not in settled and item.rule.kind != "tier"]
    possible = sum(each.item.points for each in rest)
    allowed = round(possible * (1 - rng.triangular(WORST, BEST, USUAL)))
    order = rng.sample(rest, len(rest))
    while allowed > 0 and (one := next((each for each in order if each.left > 0), None)) is not None:
        allowed -= _find(rng, one, where)
        if len(one.drafts) >= 1 + (rng.random() < 0.3):
            order.remove(one)
    found = {each.item.code: each.drafts for each in rest}
    return [settled.get(item.code) or _judged(rng, item, found.get(item.code, []), where) for item in items]


def _set_aside(rng: Random, item: Item) -> Judged | None:
    """Not applicable or exempt, now and then."""
    if item.na_allowed and rng.random() < 0.16:
        return Judged(item, "na", item.exemption.split("选不适用")[0].strip("的，。") or "现场没有该项")
    clause = item.exemption.split("。")[0].split("；")[0]
    if clause.endswith("不扣分") and rng.random() < 0.1:
        return Judged(item, "exempt", f"现场核实：{clause}")
    return None


def _judged(rng: Random, item: Item, drafts: list[FindingDraft], where: Spot) -> Judged:
    if item.rule.kind != "tier":
        return Judged(item, findings=tuple(drafts))
    measured = rng.choice((2600, 3300, 5200, 6100, 8200))
    if measured >= max(tier.at_least for tier in item.rule.tiers):
        return Judged(item, measured=measured)
    return Judged(item, "unanswered", "", measured, (_draft(rng, item, 1, where),))


def _find(rng: Random, one: _Open, where: Spot) -> int:
    """One more finding under an item; answers what it costs."""
    item = one.item
    most = item.rule.required if item.rule.kind == "shortage" else 5 if item.rule.kind == "per_occurrence" else 1
    count = min(most, rng.choices((1, 2, 3, 4, 5), (38, 28, 18, 10, 6))[0])
    lost = min(one.left, cost(item.rule, item.points, FindingFact("", item.code, count=count)))
    one.left -= lost
    one.drafts.append(_draft(rng, item, count, where))
    return lost


def _draft(rng: Random, item: Item, count: int, where: Spot) -> FindingDraft:
    phrase = rng.choice(item.phrases)
    note = rng.choice(NOTES) if rng.random() < 0.12 else ""
    place = place_in(rng, where, phrase.text)
    return FindingDraft(phrase.text, phrase.problem, count, place=place, note=note, solved=rng.random() < 0.06)


def place_in(rng: Random, where: Spot, words: str) -> str:
    """Where such a thing is found, in words that evaluators use; what belongs into a staircase is found there."""
    number = rng.randrange(1, 24)
    known = where.type_code in PLACES
    listed = PLACES[where.type_code if known else ""]
    if where.type_code in HOMES:
        listed = listed[:1] if any(word in words for word in INDOORS) else listed[1:]
    return rng.choice(listed).format(
        n=number if known else rng.randrange(2, 260),
        m=rng.randrange(1, 5),
        k=rng.randrange(1, 7),
        j=number + 1,
        shop=rng.choice(SHOPS),
        road=rng.choice(where.roads),
    )
