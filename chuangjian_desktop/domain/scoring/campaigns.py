"""One visit under one campaign: the items that serve it, with the points that they have there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from chuangjian_desktop.domain.scoring.numbers import half_up
from chuangjian_desktop.domain.standard import OUTSIDE, Item, Rule, Tier


def campaigns_of(item: Item) -> tuple[str, ...]:
    """The codes of the campaigns that an item serves."""
    return tuple(dict.fromkeys(node.campaign for node in item.campaigns))


def points_in(item: Item, campaign: str) -> int:
    """The item's points in a campaign: its own unless a node there says otherwise; it counts once, with the most. What
    counts outside the 100 has none."""
    if item.rule.kind in OUTSIDE:
        return item.points
    return max(
        (node.points for node in item.campaigns if node.campaign == campaign and node.points is not None),
        default=item.points,
    )


def item_in(item: Item, campaign: str) -> Item:
    """The item as a campaign counts it. With other points there, deductions stay as they are, a cap that meant "until
    none is left" still means it, and what levels earn grows or shrinks in proportion."""
    points = points_in(item, campaign)
    return item if points == item.points else replace(item, points=points, rule=_scaled(item.rule, item.points, points))


def served(items: Iterable[Item], campaign: str) -> Sequence[Item]:
    """The items that serve a campaign, each as it counts there."""
    return [item_in(item, campaign) for item in items if any(node.campaign == campaign for node in item.campaigns)]


def _scaled(rule: Rule, before: int, after: int) -> Rule:
    def part(points: int) -> int:
        return half_up(Fraction(points * after, before))

    cap = after if rule.cap >= before else min(rule.cap, after)
    tiers = tuple(Tier(tier.at_least, part(tier.points)) for tier in rule.tiers)
    each = part(rule.each) if rule.kind == "bonus" else rule.each
    return replace(rule, cap=cap, tiers=tiers, base=part(rule.base), each=each)
