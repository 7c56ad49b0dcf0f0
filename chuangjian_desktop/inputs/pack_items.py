"""The tables of a pack, row by row: items, their quick phrases, and problem types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from chuangjian_desktop.domain.deadlines import DEADLINES, deadline_of
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.parameters import keys_in
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.rule_text import RuleTextRefusal, check_rule, parse_rule, resolved
from chuangjian_desktop.domain.standard import METHODS, OUTSIDE, CampaignNode, Item, Phrase, ProblemType, Rule
from chuangjian_desktop.inputs.pack_cells import CERTAINTIES, YES_NO, amount, needed, word, wrong
from chuangjian_desktop.inputs.pack_files import Row
from chuangjian_desktop.inputs.pack_problems import Report

ITEM_HEADERS = (
    "测评表",
    "条目编号",
    "分组",
    "标题",
    "测评要求",
    "检查办法",
    "测评方法",
    "单位",
    "分值",
    "评分规则",
    "可不适用",
    "一票否决",
    "豁免提示",
    "责任部门",
    "整改时限",
    "严重程度",
    "必拍照片",
    "最多照片",
    "创建节点",
    "依据程度",
)
PHRASE_HEADERS = ("条目编号", "常用表述", "问题编号")
PROBLEM_HEADERS = (
    "编码表",
    "编号",
    "名称",
    "大类",
    "性质",
    "常用叫法",
    "说明",
    "对应编号",
    "默认严重程度",
    "默认时限",
    "默认部门",
)

TABLES = frozenset({"gb47678.5-2026", "gb30428.2-2013", "local"})
_VETOES: dict[str, Literal["", "item", "site", "campaign"]] = {
    "": "",
    "否": "",
    "条目": "item",
    "点位": "site",
    "创建": "campaign",
}
_SEVERITIES: dict[str, Literal["light", "normal", "grave"]] = {"轻微": "light", "一般": "normal", "严重": "grave"}
_OUTSIDE = ("百分制外", "加减分")
_NODE = re.compile(r"(.+?)[(（]([^()（）]*)[)）]")
_USUAL_SEVERITIES: dict[str, Literal["light", "normal", "grave"]] = {**_SEVERITIES, "": "normal"}
_KINDS: dict[str, Literal["facility", "matter"]] = {"部件": "facility", "事件": "matter"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the rows of a pack may refer to: problem codes, nodes with the campaign each belongs to, roles of
    departments, and parameters by key with the number that is shipped."""

    problems: frozenset[str]
    nodes: Mapping[str, str]
    departments: frozenset[str]
    parameters: Mapping[str, int]


def item_of(row: Row, order: int, known: Vocabulary, report: Report) -> Item:
    """The item of a row. Faults go into the report, and stand-ins into the value, which nobody sees then."""
    points = _points(row, report)
    photos_required, photos_most = _photos(row, report)
    item = Item(
        code=needed(row, "条目编号", report),
        section=needed(row, "分组", report),
        title=needed(row, "标题", report),
        requirement=needed(row, "测评要求", report),
        how_to_check=needed(row, "检查办法", report),
        method=word(row, "测评方法", METHODS, report),
        unit=needed(row, "单位", report),
        points=points,
        rule=_rule(row, points, known, report),
        na_allowed=word(row, "可不适用", YES_NO, report),
        veto=word(row, "一票否决", _VETOES, report),
        exemption=row.text("豁免提示"),
        departments=_departments(row, "责任部门", known.departments, report),
        phrases=(),
        deadline=_deadline(row, "整改时限", report),
        severity=word(row, "严重程度", _SEVERITIES, report),
        photos_required=photos_required,
        photos_most=photos_most,
        campaigns=_nodes(row, known, report),
        order=order,
        confidence=word(row, "依据程度", CERTAINTIES, report),
    )
    needed(row, "责任部门", report)
    for key in sorted(keys_in(item) - known.parameters.keys()):
        wrong(row, report, f"参数“{key}”不存在", f'parameter "{key}" does not exist')
    return item


def with_phrases(items: Iterable[Item], rows: Iterable[Row], known: Vocabulary, report: Report) -> tuple[Item, ...]:
    """The items with their quick phrases. One row may serve several items: "ZG03、CG03"."""
    phrases: dict[str, list[Phrase]] = {item.code: [] for item in items}
    for row in rows:
        problem = restore_zeros(needed(row, "问题编号", report))
        if problem and problem not in known.problems:
            wrong(row, report, f"问题编号“{problem}”不在编码表中", f'problem code "{problem}" is in no table')
        phrase = Phrase(needed(row, "常用表述", report), problem)
        needed(row, "条目编号", report)
        for code in row.several("条目编号"):
            if code not in phrases:
                wrong(row, report, f"条目“{code}”不存在", f'item "{code}" does not exist')
            elif phrase in phrases[code]:
                wrong(row, report, f"条目“{code}”的表述重复", f'item "{code}" has this phrase already')
            else:
                phrases[code].append(phrase)
    return tuple(replace(item, phrases=tuple(phrases[item.code])) for item in items)


def problem_of(row: Row, departments: frozenset[str], report: Report) -> ProblemType:
    """The problem type of a row of `problems.csv`. A code of the office's own may do without usual handling."""
    table = row.text("编码表")
    if table not in TABLES:
        words = "、".join(sorted(TABLES))
        wrong(row, report, f"编码表“{table}”未知，应为：{words}", f'table "{table}" is unknown, one of {words}')
    return ProblemType(
        table=table,
        code=restore_zeros(needed(row, "编号", report)),
        title=needed(row, "名称", report),
        group=needed(row, "大类", report),
        kind=word(row, "性质", _KINDS, report),
        words=row.several("常用叫法"),
        help=row.text("说明"),
        same_as=tuple(restore_zeros(code) for code in row.several("对应编号")),
        severity=word(row, "默认严重程度", _USUAL_SEVERITIES, report),
        deadline=_deadline(row, "默认时限", report) if row.text("默认时限") else "",
        departments=_departments(row, "默认部门", departments, report),
    )


def restore_zeros(code: str) -> str:
    """A problem code with the leading zero that Excel takes away: "6010" is 06010, "102" is 0102.

    Five digits belong to the table of 2026, four to that of 2013, whose codes all start with 0.
    """
    if not (code.isascii() and code.isdigit()):
        return code
    if len(code) == 4 and not code.startswith("0"):
        return "0" + code
    return code.zfill(4)


def _points(row: Row, report: Report) -> int:
    """Nothing for what counts outside the 100."""
    if row.text("分值") == "0" and row.text("评分规则").startswith(_OUTSIDE):
        return 0
    return amount(row, "分值", report, (1, 10_000))


def _rule(row: Row, points: int, known: Vocabulary, report: Report) -> Rule:
    """The rule, which must fit with the shipped numbers of its parameters too; against wrong points, which are in the
    report already, only its form is looked at."""
    text = row.text("评分规则")
    try:
        rule = parse_rule(text, points or 10_000)
        if rule.parameters and all(key in known.parameters for _, key in rule.parameters):
            check_rule(resolved(rule, known.parameters), points or 10_000, text)
    except RuleTextRefusal as refusal:
        wrong(row, report, refusal.reason_zh, refusal.reason_en)
        return Rule("pass_fail")
    if points and rule.kind in OUTSIDE:
        wrong(row, report, "百分制外的条目分值须为0", "what counts outside the 100 has 0 points")
    return rule


def _departments(row: Row, header: str, known: frozenset[str], report: Report) -> tuple[str, ...]:
    roles = row.several(header)
    for role in roles:
        if role not in known:
            reason_en = f'department "{role}" is not in departments.csv'
            wrong(row, report, f"{header}“{role}”不在部门角色表中", reason_en)
    return roles


def _deadline(row: Row, header: str, report: Report) -> str:
    text = row.text(header)
    try:
        return deadline_of(text).code
    except Refusal:
        known = "、".join(deadline.label_zh for deadline in DEADLINES.values())
        wrong(row, report, f"{header}“{text}”未知，应为：{known}", f'deadline "{text}" is unknown, one of {known}')
        return "now"


def _photos(row: Row, report: Report) -> tuple[int, int]:
    counts = (row.text("必拍照片"), row.text("最多照片"))
    if all(count.isascii() and count.isdigit() and len(count) <= 3 for count in counts):
        required, most = int(counts[0]), int(counts[1])
        if required <= most:
            return required, most
    wrong(
        row,
        report,
        "照片张数须为整数，必拍不多于最多",
        "photo counts must be whole numbers, those required not above the most",
    )
    return 0, 0


def _nodes(row: Row, known: Vocabulary, report: Report) -> tuple[CampaignNode, ...]:
    """The nodes that an item serves, each with the item's points there if they differ: W-公共环境、H-市容环境(5)."""
    nodes: list[CampaignNode] = []
    for text in row.several("创建节点"):
        found = _NODE.fullmatch(text)
        code = found[1] if found else text
        campaign = known.nodes.get(code)
        if campaign is None:
            wrong(row, report, f"创建节点“{code}”未知", f'campaign node "{code}" is unknown')
        else:
            nodes.append(CampaignNode(campaign, code, _node_points(row, found[2], report) if found else None))
    needed(row, "创建节点", report)
    return tuple(nodes)


def _node_points(row: Row, text: str, report: Report) -> int | None:
    try:
        points = to_hundredths(text)
    except Refusal:
        points = 0
    if 0 < points <= 100_000:
        return points
    wrong(row, report, f"创建节点的分值“{text}”须为0.01至1000", f'points "{text}" of a node must be 0.01 to 1000')
    return None
