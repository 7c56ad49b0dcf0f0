"""What must be right in a checklist before it is published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.parameters import filled, keys_in
from chuangjian_desktop.domain.points import short
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, check_rule, rule_words
from chuangjian_desktop.domain.standard import OUTSIDE, Checklist, Item, Parameter

FULL = 10_000
MOST_PHOTOS = 99


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with an item (by its code) or, where the code is empty, with the whole checklist; `field` is the
    field of `Item` to put right."""

    item: str
    field: str
    reason_zh: str
    reason_en: str


@dataclass(frozen=True, slots=True)
class Known:
    """What items may refer to: problem codes, campaigns by the code of their nodes, departments, parameters by key."""

    problems: Collection[str]
    nodes: Mapping[str, str]
    departments: Collection[str]
    parameters: Mapping[str, Parameter]


def faults(checklist: Checklist, known: Known) -> tuple[Fault, ...]:
    """Everything that keeps a checklist from being published, item by item, then what concerns it whole. Items are as
    their author wrote them, with parameters by name."""
    found = [fault for item in checklist.items for fault in item_faults(item, known)]
    codes = Counter(item.code for item in checklist.items)
    for code, times in codes.items():
        if times > 1:
            found.append(Fault(code, "code", f"编号“{code}”重复", f'code "{code}" is used {times} times'))
    return (*found, *_whole(checklist))


def item_faults(item: Item, known: Known) -> Iterator[Fault]:
    """What is wrong with one item by itself."""
    for field, zh, en in _FILLED:
        if not getattr(item, field):
            yield Fault(item.code, field, f"{zh}未填", f"{en} is empty")
    yield from _point_faults(item)
    yield from _rule_faults(item, known)
    yield from _reference_faults(item, known)
    if not 0 <= item.photos_required <= item.photos_most <= MOST_PHOTOS:
        zh, en = "必拍照片须不多于最多照片", "no more photos can be required than are possible"
        yield Fault(item.code, "photos_required", zh, en)


_FILLED = (
    ("code", "编号", "the code"),
    ("section", "部分", "the section"),
    ("title", "条目", "the title"),
    ("requirement", "测评标准", "the requirement"),
    ("unit", "单位", "the unit"),
    ("departments", "责任部门", "the department"),
)


def _point_faults(item: Item) -> Iterator[Fault]:
    if item.rule.kind in OUTSIDE:
        if item.points:
            zh, en = "百分制外的条目分值须为0", "what counts outside the 100 has 0 points"
            yield Fault(item.code, "points", zh, en)
    elif not 0 < item.points <= FULL:
        zh, en = f"分值{short(item.points)}须为0.01至100", f"points {short(item.points)} must be 0.01 to 100"
        yield Fault(item.code, "points", zh, en)


def _rule_faults(item: Item, known: Known) -> Iterator[Fault]:
    missing = sorted(keys_in(item) - known.parameters.keys())
    for key in missing:
        yield Fault(item.code, "rule", f"参数“{key}”不存在", f'there is no parameter "{key}"')
    if missing:
        return
    rule = filled(item, known.parameters).rule
    try:
        check_rule(rule, item.points, rule_words(rule, "zh", item.points))
    except RuleTextRefusal as refusal:
        yield Fault(item.code, "rule", refusal.reason_zh, refusal.reason_en)


def _reference_faults(item: Item, known: Known) -> Iterator[Fault]:
    for problem in sorted({phrase.problem for phrase in item.phrases} - set(known.problems) - {""}):
        zh, en = f"问题编号“{problem}”不在编码表中", f'problem code "{problem}" is in no table'
        yield Fault(item.code, "phrases", zh, en)
    for role in sorted(set(item.departments) - set(known.departments)):
        yield Fault(item.code, "departments", f"责任部门“{role}”未知", f'department "{role}" is unknown')
    for node in item.campaigns:
        if known.nodes.get(node.node) != node.campaign:
            zh, en = f"创建节点“{node.node}”未知", f'campaign node "{node.node}" is unknown'
            yield Fault(item.code, "campaigns", zh, en)
    if item.deadline not in DEADLINES:
        zh, en = f"整改时限“{item.deadline}”未知", f'deadline "{item.deadline}" is unknown'
        yield Fault(item.code, "deadline", zh, en)


def _whole(checklist: Checklist) -> Iterator[Fault]:
    if not checklist.title:
        yield Fault("", "title", "测评表名称未填", "the checklist has no title")
    total = sum(item.points for item in checklist.items)
    if total != FULL:
        zh = f"分值合计{short(total)}，应为100"
        yield Fault("", "points", zh, f"the points add to {short(total)}, not to 100")
