"""A checklist as cells of a sheet that a clerk can read and change, and that loses nothing on the way back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Literal

from chuangjian_desktop.domain.assessment import Certainty
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import LARGEST, short
from chuangjian_desktop.domain.rule_text import parse_rule, rule_words
from chuangjian_desktop.domain.standard import METHODS, CampaignNode, Checklist, Grade, Item, Phrase, Rule, Tier

LABELS: dict[str, tuple[str, str]] = {
    "number": ("序号", "number"),
    "code": ("条目编号", "item code"),
    "section": ("测评项目", "section"),
    "title": ("测评内容", "content"),
    "requirement": ("测评标准", "requirement"),
    "how": ("检查办法", "how to check"),
    "method": ("测评方法", "method"),
    "unit": ("单位", "unit"),
    "points": ("分值", "points"),
    "rule": ("评分规则", "rule"),
    "na": ("可不适用", "may be not applicable"),
    "veto": ("一票否决", "veto"),
    "exemption": ("豁免提示", "exemption"),
    "departments": ("责任部门", "departments"),
    "deadline": ("整改时限", "deadline"),
    "severity": ("严重程度", "severity"),
    "photos_required": ("必拍照片", "photos required"),
    "photos_most": ("最多照片", "photos at most"),
    "nodes": ("创建节点", "campaign nodes"),
    "phrases": ("常用表述", "quick phrases"),
    "confidence": ("依据程度", "certainty"),
    "replaces": ("承接条目", "continues items"),
    "data": ("规则数据", "rule data"),
}
"""The columns in their order, with their names in both languages."""

CODE, TITLE, VERSION, DATE, STATE, SYNONYMS = "测评表编号", "测评表名称", "版本", "日期", "状态", "别名"
"""The labels of the facts above the head, each with its value in the cell to the right; the first marks the sheet."""

VETOES: dict[str, Literal["", "item", "site", "campaign"]] = {
    "": "", "条目": "item", "点位": "site", "创建": "campaign",
}  # fmt: skip
SEVERITIES: dict[str, Literal["light", "normal", "grave"]] = {"轻微": "light", "一般": "normal", "严重": "grave"}
CERTAINTIES: dict[str, Certainty] = {
    "有据": "found", "高": "high", "中": "medium", "低": "low", "已确认": "confirmed",
}  # fmt: skip
STATES: dict[str, Literal["draft", "published", "retired"]] = {
    "草稿": "draft", "已发布": "published", "已停用": "retired",
}  # fmt: skip

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "、": "\\d"}
_ESCAPED = re.compile(r"\\([\\nrde])")
_PLAIN = {"\\": "\\", "n": "\n", "r": "\r", "d": "、", "e": ""}
_PHRASE = re.compile(r"(.*)〔([^〔〕]*)〕", re.DOTALL)
_NODE = re.compile(r"(.*?)(?:[(（](\d{1,6}(?:\.\d{1,2})?)(?:分)?[)）])?")


def facts(checklist: Checklist) -> tuple[tuple[str, str], ...]:
    """What stands above the head: labels with their values."""
    states = {value: word for word, value in STATES.items()}
    return (
        (CODE, checklist.code),
        (TITLE, checklist.title),
        (VERSION, checklist.version),
        (DATE, checklist.date),
        (STATE, states[checklist.state]),
        (SYNONYMS, names(checklist.synonyms)),
    )


def cells(item: Item) -> dict[str, str]:
    """An item as texts by column; `data` is filled only where the rule's words do not say all of it."""
    words = rule_words(item.rule, "zh", item.points)
    methods = {value: word for word, value in METHODS.items()}
    vetoes = {value: word for word, value in VETOES.items()}
    severities = {value: word for word, value in SEVERITIES.items()}
    certainties = {value: word for word, value in CERTAINTIES.items()}
    return {
        "number": str(item.order),
        "code": item.code,
        "section": item.section,
        "title": item.title,
        "requirement": item.requirement,
        "how": item.how_to_check,
        "method": methods[item.method],
        "unit": item.unit,
        "points": short(item.points),
        "rule": words,
        "na": "是" if item.na_allowed else "否",
        "veto": vetoes[item.veto],
        "exemption": item.exemption,
        "departments": names(item.departments),
        "deadline": DEADLINES[item.deadline].label_zh if item.deadline in DEADLINES else item.deadline,
        "severity": severities[item.severity],
        "photos_required": str(item.photos_required),
        "photos_most": str(item.photos_most),
        "nodes": names(_node_text(node) for node in item.campaigns),
        "phrases": listed(f"{phrase.text}〔{phrase.problem}〕" for phrase in item.phrases),
        "confidence": certainties[item.confidence],
        "replaces": names(item.replaces),
        "data": "" if _says_all(words, item) else rule_data(item.rule),
    }


def listed(texts: Iterable[str]) -> str:
    """Several texts in one cell, a line each."""
    return "\n".join(_escaped(text, r"[\\\n\r]") for text in texts)


def unlisted(text: str) -> tuple[str, ...]:
    """The texts of such a cell."""
    return tuple(map(_unescaped, text.split("\n"))) if text else ()


def names(texts: Iterable[str]) -> str:
    """Several names in one cell, as people write them: 城管、环卫."""
    return "、".join(_escaped(text, r"[\\\n\r、]") for text in texts)


def unnamed(text: str) -> tuple[str, ...]:
    """The names of such a cell, also when each has a line of its own."""
    return tuple(map(_unescaped, re.split("[、\n]", text))) if text else ()


def _escaped(text: str, special: str) -> str:
    return re.sub(special, lambda found: _ESCAPES[found[0]], text) or "\\e"


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: _PLAIN[found[1]], text)


def phrase_of(text: str) -> Phrase:
    """A quick phrase with its problem code: 墙面张贴小广告〔07001〕."""
    found = _PHRASE.fullmatch(text)
    return Phrase(found[1], found[2]) if found else Phrase(text, "")


def node_of(text: str) -> tuple[str, str]:
    """A node with the item's points there, as a text, or nothing: H-市容环境(5)."""
    found = _NODE.fullmatch(text.strip())
    return (found[1], found[2] or "") if found else (text, "")


def _node_text(node: CampaignNode) -> str:
    return node.node if node.points is None else f"{node.node}({short(node.points)})"


def _says_all(words: str, item: Item) -> bool:
    try:
        return parse_rule(words, item.points) == item.rule
    except Refusal:
        return False


def rule_data(rule: Rule) -> str:
    """A rule whole, for a machine."""
    parts: dict[str, Any] = asdict(rule)
    return json.dumps({name: part for name, part in parts.items() if part}, ensure_ascii=True, sort_keys=True)


def rule_of(data: str) -> Rule | None:
    """The rule that such data hold; None when they hold none."""
    try:
        parts: dict[str, Any] = json.loads(data)
        parts["tiers"] = tuple(Tier(**each) for each in parts.get("tiers", ()))
        parts["grades"] = tuple(Grade(**each) for each in parts.get("grades", ()))
        parts["conditions"] = tuple(parts.get("conditions", ()))
        parts["parameters"] = tuple((place, key) for place, key in parts.get("parameters", ()))
        rule = Rule(**parts)
        rule_words(rule)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, Refusal):
        return None
    return rule if _is_sound(rule) else None


def _is_sound(rule: Rule) -> bool:
    tiers = [number for tier in rule.tiers for number in (tier.at_least, tier.points)]
    numbers = [rule.each, rule.cap, rule.required, rule.target, rule.step, rule.base, *tiers]
    numbers += [grade.at_least for grade in rule.grades]
    texts: list[object] = [*rule.conditions, *(word for pair in rule.parameters for word in pair)]
    whole = all(type(each) is int and 0 <= each <= LARGEST for each in numbers)
    return whole and all(isinstance(each, str) for each in texts)
