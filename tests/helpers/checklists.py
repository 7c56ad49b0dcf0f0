"""Checklists as offices have them, and as values for laws: every rule kind, texts with odd characters."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from pathlib import Path

import openpyxl
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.standard import (
    METHODS,
    CampaignNode,
    Checklist,
    Grade,
    Item,
    Phrase,
    Rule,
    Tier,
)
from chuangjian_desktop.domain.tables import Grid
from chuangjian_desktop.domain.text import unfit
from chuangjian_desktop.inputs.checklists.layout import laid_out
from chuangjian_desktop.inputs.checklists.understanding import understood
from chuangjian_desktop.inputs.checklists.values import Known, ReadLine, Workbook
from chuangjian_desktop.inputs.workbook import grid_bytes, grid_of

NODES = {"W-公共环境": "W", "H-市容环境": "H", "O-优美环境": "O"}
PROBLEMS = frozenset({"06010", "07001", "N001", "L012"})
PARAMETERS = frozenset({"围挡公益广告占比", "k"})
KNOWN = Known(NODES, PROBLEMS, PARAMETERS)
HEAD = ("序号", "项目", "内容", "分值", "评分细则", "责任单位")


def write_book(path: Path, rows: Sequence[Sequence[object]], merged: Sequence[str] = (), title: str = "评分表") -> Path:
    """One sheet with these rows from the first on."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for number, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is not None:
                sheet.cell(number, column, value)
    for place in merged:
        sheet.merge_cells(place)
    book.save(path)
    return path


@cache
def _child() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def grid_in(path: Path) -> Grid:
    """What a child makes of a workbook; the same child for all, since starting one takes longest."""
    return grid_of(path.name, json.loads(_child().submit(grid_bytes, path).result()))


def laid(path: Path) -> Workbook:
    """The tables of a workbook."""
    return laid_out(grid_in(path))


def lines(path: Path, known: Known = KNOWN) -> tuple[ReadLine, ...]:
    """Every line of the only table of a workbook, as understood."""
    (table,) = laid(path).tables
    return understood(table, known)


# ---- for laws ----------------------------------------------------------------------------------------------------

_ODD = (
    "=1+1",
    "@SUM(A1)",
    " 前后有空格 ",
    "两\n行",
    "带\r回车",
    "_x000D_",
    "<b>&amp;",
    "表\t格",
    "𠮷野家",
    "①②；、〔〕\\n",
    "+1",
)
TEXTS = st.one_of(
    st.sampled_from(_ODD),
    st.text(max_size=40).filter(lambda text: not any(unfit(character) for character in text)),
)
NAMED = TEXTS.filter(bool)
POINTS = st.integers(min_value=1, max_value=2_000)


@st.composite
def rules(draw: DrawFn, points: int, kind: str = "") -> Rule:
    """Any rule that an item of so many hundredths can have, or one of that kind."""
    return _RULES[kind or draw(st.sampled_from(sorted(_RULES)))](draw, points)


def _each(draw: DrawFn, points: int) -> Rule:
    cap = draw(st.integers(1, points))
    return Rule("per_occurrence", each=draw(st.integers(1, cap)), cap=cap)


def _shortage(draw: DrawFn, points: int) -> Rule:
    cap = draw(st.integers(1, points))
    return Rule("shortage", each=draw(st.integers(1, cap)), cap=cap, required=draw(st.integers(1, 999)))


def _tier(draw: DrawFn, points: int) -> Rule:
    falling = draw(st.booleans())
    count = min(3, points)
    values = sorted(draw(st.sets(st.integers(0, 10_000), min_size=count, max_size=count)), reverse=not falling)
    amounts = sorted(draw(st.sets(st.integers(0, points), min_size=count, max_size=count)), reverse=True)
    return Rule("tier", tiers=tuple(map(Tier, values, amounts)), falling=falling)


def _grades(draw: DrawFn, most: int, *, falling: bool = False, step: int = 1) -> tuple[Grade, ...]:
    steps = sorted(draw(st.sets(st.integers(1, most), min_size=1, max_size=min(3, most))), reverse=not falling)
    labels = "ABCD"[: len(steps) + 1]
    strict = step == 1 and draw(st.booleans())
    return (
        *(Grade(label, each * step, strict) for label, each in zip(labels, steps, strict=False)),
        Grade(labels[-1], 0),
    )


def _sample(draw: DrawFn, _points: int) -> Rule:
    required = draw(st.integers(1, 9))
    return Rule("grade_sample", required=required, grades=_grades(draw, required, step=100))


def _value(draw: DrawFn, _points: int) -> Rule:
    falling = draw(st.booleans())
    return Rule("grade_value", grades=_grades(draw, 9_999, falling=falling), falling=falling)


def _conditions(draw: DrawFn, _points: int) -> Rule:
    conditions = tuple(draw(st.lists(NAMED, min_size=1, max_size=4)))
    return Rule("grade_conditions", conditions=conditions, grades=_grades(draw, len(conditions), step=100))


def _linear(draw: DrawFn, points: int) -> Rule:
    target, step = draw(st.integers(0, 10_000)), draw(st.integers(1, 1_000))
    return Rule("linear", each=draw(st.integers(1, points)), falling=draw(st.booleans()), target=target, step=step)


def _bonus(draw: DrawFn, points: int) -> Rule:
    base = draw(st.integers(1, points))
    if base == points:
        return _linear(draw, points)
    target, step, falling = draw(st.integers(0, 10_000)), draw(st.integers(1, 1_000)), draw(st.booleans())
    each = draw(st.integers(1, points - base))
    return Rule("bonus", each=each, base=base, falling=falling, target=target, step=step)


def _penalty(draw: DrawFn, _points: int) -> Rule:
    cap = draw(st.integers(0, 900))
    return Rule("penalty", each=draw(st.integers(1, cap or 900)), cap=cap)


_RULES: dict[str, Callable[[DrawFn, int], Rule]] = {
    "per_occurrence": _each,
    "shortage": _shortage,
    "ratio": lambda draw, _points: Rule("ratio", required=draw(st.integers(1, 999))),
    "tier": _tier,
    "all_or_nothing": lambda _draw, _points: Rule("all_or_nothing"),
    "pass_fail": lambda _draw, _points: Rule("pass_fail"),
    "grade_sample": _sample,
    "grade_value": _value,
    "grade_conditions": _conditions,
    "linear": _linear,
    "bonus": _bonus,
    "penalty": _penalty,
    "ledger": lambda _draw, _points: Rule("ledger"),
}
RULE_KINDS = tuple(sorted(_RULES))


@st.composite
def items(draw: DrawFn, order: int) -> Item:
    """Any item, with every field filled in some way."""
    points = draw(POINTS)
    required = draw(st.integers(0, 3))
    nodes = st.sampled_from(sorted(NODES)).map(lambda node: (NODES[node], node))
    return Item(
        code=f"QA{order:02d}",
        section=draw(TEXTS),
        title=draw(NAMED),
        requirement=draw(TEXTS),
        how_to_check=draw(TEXTS),
        method=draw(st.sampled_from(sorted(METHODS.values()))),
        unit=draw(TEXTS),
        points=points,
        rule=draw(rules(points)),
        na_allowed=draw(st.booleans()),
        veto=draw(st.sampled_from(["", "item", "site", "campaign"])),
        exemption=draw(TEXTS),
        departments=tuple(draw(st.lists(TEXTS, max_size=3))),
        phrases=tuple(
            Phrase(text, problem)
            for text, problem in draw(st.lists(st.tuples(TEXTS, st.sampled_from(["", *sorted(PROBLEMS)])), max_size=3))
        ),
        deadline=draw(st.sampled_from(["", *DEADLINES])),
        severity=draw(st.sampled_from(["light", "normal", "grave"])),
        photos_required=required,
        photos_most=required + draw(st.integers(0, 5)),
        campaigns=tuple(
            CampaignNode(*pair, points=draw(st.none() | POINTS))
            for pair in draw(st.lists(nodes, max_size=3, unique=True))
        ),
        order=order,
        confidence=draw(st.sampled_from(["found", "high", "medium", "low", "confirmed"])),
        replaces=tuple(draw(st.lists(NAMED, max_size=2))),
    )


@st.composite
def checklists(draw: DrawFn) -> Checklist:
    """Any checklist of a few items."""
    count = draw(st.integers(1, 4))
    return Checklist(
        "QA",
        draw(NAMED),
        tuple(draw(st.lists(TEXTS, max_size=2))),
        draw(st.sampled_from(["1", "2026.2", "2026.2-01"])),
        tuple(draw(items(order)) for order in range(1, count + 1)),
        date=draw(st.sampled_from(["", "2026-11-22"])),
    )
