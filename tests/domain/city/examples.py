"""A standard and what was entered for it, written as people write numbers."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from chuangjian_desktop.domain.assessment import Component, Judging, Node, Standard
from chuangjian_desktop.domain.city.facts import Entry, FieldFacts, Pooled
from chuangjian_desktop.domain.city.values import Line
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.scoring import rate_text

FIELD = Component("F", "实地考察", "field", 6_000)
PAPERS = Component("D", "材料审核", "documents", 2_500)
PEOPLE = Component("Q", "问卷调查", "survey", 1_500)
NODES = (Node("W-1", "公共环境"), Node("W-2", "公共秩序"), Node("W-11", "街巷", "W-1"))


def standard(*components: Component, **judging: object) -> Standard:
    made = replace(Judging(), components=components, **judging)  # pyright: ignore[reportArgumentType]
    return Standard("W", "全国文明城市", "", "", NODES, judging=made)


def entries(**values: str) -> dict[str, Entry]:
    """`gate_M="89.5"` enters 89.5 in the slot gate.M."""
    return {name.replace("_", "."): Entry(to_hundredths(value)) for name, value in values.items()}


def field(possible: str, earned: str, *, unanswered: int = 0, vetoes: tuple[str, ...] = ()) -> FieldFacts:
    whole = Pooled(to_hundredths(possible), to_hundredths(earned), 1, unanswered)
    return FieldFacts(whole, {"W-1": whole}, {"W-1": whole}, {}, vetoes)


def text(value: Fraction | None) -> str | None:
    return rate_text(value)


def total_of(lines: tuple[Line, ...]) -> Fraction:
    return sum((line.points or Fraction(0) for line in lines), Fraction(0))
