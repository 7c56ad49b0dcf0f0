"""A standard as tables of text: what clerks read and change, in the files of a pack and in a workbook alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.assessment import (
    Block,
    Certainty,
    Component,
    ComponentKind,
    Gate,
    Indicator,
    Judgement,
    Negative,
    Node,
    Quota,
    Sanction,
    Standard,
)
from chuangjian_desktop.domain.points import short

JUDGEMENTS: dict[str, Judgement] = {
    "计分": "points",
    "指标": "indicators",
    "条件": "conditions",
    "综合": "mixed",
    "未知": "unknown",
}
COMPONENT_KINDS: dict[str, ComponentKind] = {
    "实地": "field",
    "材料": "documents",
    "问卷": "survey",
    "暗访": "secret",
    "指标": "indicators",
    "评价表": "table",
    "录入": "entered",
}
JUDGES: dict[str, Literal["at_least", "at_most", "yes", "points"]] = {
    "不低于": "at_least",
    "不高于": "at_most",
    "是否": "yes",
    "计分": "points",
}
SANCTIONS: dict[str, Sanction] = {"扣分": "points", "资格": "nominee", "停牌": "title", "摘牌": "withdrawn"}
CERTAINTIES: dict[str, Certainty] = {"有据": "found", "高": "high", "中": "medium", "低": "low", "已确认": "confirmed"}
EVIDENCE = ("依据程度", "来源")

HEADING = "标准"
"""The sheet that says what the others are about, a name and its text in each row."""
FACTS = (
    *("编号", "名称", "版本", "日期", "判定", "规则", "内容", "城市规模"),
    *("各年占比", "占比依据程度", "占比来源"),
)
COMPLETE: dict[str, bool] = {"完整": True, "待导入": False}


@dataclass(frozen=True, slots=True)
class Part:
    """A table of a standard: what its sheet is called, and its columns before the evidence."""

    sheet: str
    headers: tuple[str, ...]


PARTS: dict[str, Part] = {
    "nodes": Part("节点", ("编号", "名称", "上级", "分值")),
    "components": Part("组成", ("编号", "名称", "类型", "权重", "满分", "合格线")),
    "indicators": Part(
        "指标",
        (
            *("编号", "节点", "名称", "单位", "判定", "目标", "分值", "评分规则", "基本条件", "持续改善", "连续年数"),
            *("分子", "分母"),
        ),
    ),
    "gates": Part("前提", ("编号", "名称", "最低", "计入比例")),
    "negatives": Part("负面清单", ("编号", "名称", "处理", "扣分")),
    "blocks": Part("评价表", ("编号", "名称", "上级", "分值", "节点", "点位类型")),
    "quotas": Part("抽样", ("编号", "名称", "上级", "数量", "点位类型")),
}

Thing = Node | Component | Indicator | Gate | Negative | Block | Quota


def facts(standard: Standard) -> tuple[tuple[str, str], ...]:
    """What the heading says, by the names of `FACTS`."""
    judging, cycle = standard.judging, standard.judging.cycle
    texts = (
        *(standard.code, standard.title, standard.edition, standard.date),
        *(said(JUDGEMENTS, judging.judgement), judging.success, said(COMPLETE, judging.complete)),
        "、".join(judging.sizes),
        "、".join(short(share) for share in cycle.shares),
        *((said(CERTAINTIES, cycle.certainty), cycle.source) if cycle.shares else ("", "")),
    )
    return tuple(zip(FACTS, texts, strict=True))


def tables(standard: Standard) -> dict[str, list[list[str]]]:
    """The rows of every part, each with its evidence at the end."""
    judging = standard.judging
    parts: dict[str, tuple[Thing, ...]] = {
        "nodes": standard.nodes,
        "components": judging.components,
        "indicators": judging.indicators,
        "gates": judging.gates,
        "negatives": judging.negatives,
        "blocks": judging.blocks,
        "quotas": judging.quotas,
    }
    return {
        part: [[*_cells(thing), said(CERTAINTIES, thing.certainty), thing.source] for thing in things]
        for part, things in parts.items()
    }


def said(words: Mapping[str, object], meant: object) -> str:
    """The word for a value."""
    return next(word for word, value in words.items() if value == meant)


def _cells(thing: Thing) -> list[str]:
    if isinstance(thing, Node):
        return [thing.code, thing.title, thing.parent, _number(thing.points)]
    if isinstance(thing, Component):
        numbers = [short(thing.weight), short(thing.full), _number(thing.pass_mark)]
        return [thing.code, thing.title, said(COMPONENT_KINDS, thing.kind), *numbers]
    if isinstance(thing, Indicator):
        return _indicator(thing)
    if isinstance(thing, Gate):
        return [thing.code, thing.title, short(thing.at_least), _number(thing.share or None)]
    if isinstance(thing, Negative):
        return [thing.code, thing.title, said(SANCTIONS, thing.sanction), _number(thing.points or None)]
    if isinstance(thing, Block):
        home = [thing.code, thing.title, thing.parent, short(thing.points)]
        return [*home, "、".join(thing.nodes), "、".join(thing.types)]
    numbers = "、".join(str(number) for number in thing.numbers)
    return [thing.code, thing.title, thing.parent, numbers, "、".join(thing.types)]


def _indicator(each: Indicator) -> list[str]:
    return [
        *(each.code, each.node, each.title, each.unit, said(JUDGES, each.judge)),
        *(_number(each.target), _number(each.points or None), each.rule),
        *("是" if flag else "" for flag in (each.basic, each.improving)),
        *("" if each.years == 1 else str(each.years), each.numerator, each.denominator),
    ]


def _number(value: int | None) -> str:
    return "" if value is None else short(value)
