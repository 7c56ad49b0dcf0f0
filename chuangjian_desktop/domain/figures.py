"""The numbers of a standard one by one: how sure each is, and what an office confirmed or corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from chuangjian_desktop.domain.assessment import (
    Block,
    Certainty,
    Component,
    Cycle,
    Figure,
    Gate,
    Indicator,
    Judging,
    Negative,
    Node,
    Quota,
    Standard,
)

Thing = Node | Component | Indicator | Gate | Negative | Block | Quota
AThing = TypeVar("AThing", Node, Component, Indicator, Gate, Negative, Block, Quota)

UNCERTAIN: frozenset[Certainty] = frozenset({"medium", "low"})
"""What an office is asked to confirm; the rest stands in a public text or is beyond doubt."""

_KINDS: dict[type[Thing], str] = {
    Node: "node",
    Component: "component",
    Indicator: "indicator",
    Gate: "gate",
    Negative: "negative",
    Block: "block",
    Quota: "quota",
}
_WORDS = {
    "points": "分值",
    "weight": "权重",
    "pass_mark": "合格线",
    "target": "目标值",
    "at_least": "最低分",
    "share": "计入比例",
}


def figures(standard: Standard, confirmed: Mapping[str, int] | None = None) -> tuple[Figure, ...]:
    """Every number of a shipped standard in the order of its parts, with what the office confirmed by key."""
    said = confirmed or {}
    return tuple(
        replace(each, value=said[each.key], certainty="confirmed") if each.key in said else each
        for each in _shipped(standard)
    )


def is_open(figure: Figure) -> bool:
    """Whether the office is still asked for it: it is uncertain, or nobody knows it."""
    return figure.value is None or figure.certainty in UNCERTAIN


def effective(standard: Standard, confirmed: Mapping[str, int]) -> Standard:
    """The shipped standard with the office's word on it. It is `confirmed` when all of it is there and no figure is
    open any more."""
    judging = standard.judging
    return replace(
        standard,
        nodes=_all(standard.nodes, confirmed),
        judging=Judging(
            judgement=judging.judgement,
            components=_all(judging.components, confirmed),
            indicators=_all(judging.indicators, confirmed),
            gates=_all(judging.gates, confirmed),
            negatives=_all(judging.negatives, confirmed),
            cycle=_cycle(judging.cycle, confirmed),
            blocks=_all(judging.blocks, confirmed),
            quotas=_all(judging.quotas, confirmed),
            sizes=judging.sizes,
            success=judging.success,
            complete=judging.complete,
        ),
        confirmed=judging.complete and not any(map(is_open, figures(standard, confirmed))),
    )


def _shipped(standard: Standard) -> Iterator[Figure]:
    judging = standard.judging
    groups = (
        judging.components,
        judging.gates,
        judging.indicators,
        judging.negatives,
        judging.blocks,
        judging.quotas,
        standard.nodes,
    )
    for place, share in enumerate(judging.cycle.shares, 1):
        cycle = judging.cycle
        yield Figure(f"cycle.{place}", f"第{place}年 · 占比", share, "%", cycle.certainty, cycle.source)
    for group in groups:
        for thing in group:
            for name, value, label, unit in _numbers(thing, judging.sizes):
                key = f"{_KINDS[type(thing)]}.{thing.code}.{name}"
                yield Figure(key, f"{thing.title} · {label}", value, unit, thing.certainty, thing.source)


def _numbers(thing: Thing, sizes: tuple[str, ...]) -> Iterator[tuple[str, int | None, str, str]]:
    """Name, value, label and unit of each number that a part has; of one with a number that is not known, None."""
    if isinstance(thing, Quota):
        for place, number in enumerate(thing.numbers, 1):
            yield str(place), 100 * number, sizes[place - 1] if place <= len(sizes) else str(place), "处"
        return
    for name, unit in _names(thing):
        yield name, getattr(thing, name), _WORDS[name], unit


def _names(thing: Node | Component | Indicator | Gate | Negative | Block) -> tuple[tuple[str, str], ...]:
    if isinstance(thing, Component):
        marks = (("pass_mark", "分"),) if thing.pass_mark is not None else ()
        return (("weight", "%"), *marks) if thing.weight else marks
    if isinstance(thing, Gate):
        return (("at_least", "分"), ("share", "%")) if thing.share else (("at_least", "分"),)
    if isinstance(thing, Indicator):
        return {"yes": (), "points": (("points", "分"),)}.get(thing.judge, (("target", thing.unit),))
    if isinstance(thing, Negative):
        return (("points", "分"),) if thing.sanction == "points" else ()
    return (("points", "分"),) if thing.points is not None else ()


def _all(things: tuple[AThing, ...], confirmed: Mapping[str, int]) -> tuple[AThing, ...]:
    return tuple(_overlaid(thing, confirmed) for thing in things)


def _overlaid(thing: AThing, confirmed: Mapping[str, int]) -> AThing:
    """A part with its confirmed numbers; it counts as confirmed when the office spoke about each of them."""
    front = f"{_KINDS[type(thing)]}.{thing.code}."
    names = [name for name, *_ in _numbers(thing, ())]
    said = {name: confirmed[front + name] for name in names if front + name in confirmed}
    if not said:
        return thing
    certainty: Certainty = "confirmed" if len(said) == len(names) else thing.certainty
    if isinstance(thing, Quota):
        numbers = tuple(said.get(str(place), 100 * old) // 100 for place, old in enumerate(thing.numbers, 1))
        return replace(thing, numbers=numbers, certainty=certainty)
    changed: dict[str, int] = said
    return replace(thing, **changed, certainty=certainty)


def _cycle(cycle: Cycle, confirmed: Mapping[str, int]) -> Cycle:
    keys = [f"cycle.{place}" for place in range(1, len(cycle.shares) + 1)]
    if not any(key in confirmed for key in keys):
        return cycle
    shares = tuple(confirmed.get(key, old) for key, old in zip(keys, cycle.shares, strict=True))
    return replace(
        cycle, shares=shares, certainty="confirmed" if all(key in confirmed for key in keys) else cycle.certainty
    )
