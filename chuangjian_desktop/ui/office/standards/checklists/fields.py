"""An item as the texts of a form, and back. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chuangjian_desktop.domain.checklist_sheet import CERTAINTIES, SEVERITIES, VETOES, cells, node_of, phrase_of
from chuangjian_desktop.domain.deadlines import DEADLINES, deadline_of
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.points import to_hundredths
from chuangjian_desktop.domain.rule_text import parse_rule
from chuangjian_desktop.domain.standard import METHODS, CampaignNode, Item, Rule

Nodes = Mapping[str, str]
"""The campaign of each node, by the node's code."""

LONG = ("requirement", "how", "exemption", "phrases")
"""Fields of several lines."""
PLAIN = {
    "code": "code",
    "section": "section",
    "title": "title",
    "requirement": "requirement",
    "how": "how_to_check",
    "unit": "unit",
    "exemption": "exemption",
}
ORDER = (
    *("code", "title", "section", "requirement", "how", "method", "unit", "points", "rule", "na", "veto"),
    *("exemption", "departments", "deadline", "severity", "photos_required", "photos_most", "phrases", "nodes"),
    "confidence",
)
"""The fields of the form, from above to below."""


def texts(item: Item) -> dict[str, str]:
    """What stands in each field."""
    said = cells(item)
    return {field: said[field] for field in ORDER}


def choices(field: str) -> tuple[str, ...]:
    """The words that a field takes; empty where anything may be typed."""
    known: Mapping[str, tuple[str, ...]] = {
        "method": tuple(METHODS),
        "na": ("是", "否"),
        "veto": tuple(VETOES),
        "severity": tuple(SEVERITIES),
        "confidence": tuple(CERTAINTIES),
        "deadline": tuple(each.label_zh for each in DEADLINES.values()),
    }
    return known.get(field, ())


def changed(item: Item, field: str, text: str, nodes: Nodes) -> Item:
    """The item with one field as typed; `Refusal` M27 or M21 naming the field for what it cannot be."""
    if field in PLAIN:
        kept = text if field in LONG else " ".join(text.split())
        return replace(item, **{PLAIN[field]: kept})  # pyright: ignore[reportArgumentType]
    return _READERS[field](item, text.strip(), nodes)


def blank(code: str, section: str) -> Item:
    """A new item to fill in."""
    return Item(
        code, section, "", "", "", "inspect", "处", 100, Rule("per_occurrence", 50, 100),
        na_allowed=False, veto="", exemption="", departments=(), phrases=(), deadline="3d", severity="normal",
        photos_required=1, photos_most=3, campaigns=(), order=0, confidence="confirmed",
    )  # fmt: skip


def _points(item: Item, text: str, _nodes: Nodes) -> Item:
    """The cap of a rule that used up the old points uses up the new ones."""
    points = to_hundredths(text)
    if not 0 <= points <= 10_000:
        raise Refusal("M27", field="points", value=text)
    rule = item.rule
    return replace(item, points=points, rule=replace(rule, cap=points) if rule.cap == item.points else rule)


def _rule(item: Item, text: str, _nodes: Nodes) -> Item:
    return replace(item, rule=parse_rule(text, item.points or 10_000))


def _names(text: str) -> tuple[str, ...]:
    parts = text.replace("，", "、").replace("\n", "、").split("、")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _departments(item: Item, text: str, _nodes: Nodes) -> Item:
    return replace(item, departments=_names(text))


def _deadline(item: Item, text: str, _nodes: Nodes) -> Item:
    return replace(item, deadline=deadline_of(text).code)


def _photos(field: str) -> Callable[[Item, str, Nodes], Item]:
    def read(item: Item, text: str, _nodes: Nodes) -> Item:
        if not (text.isascii() and text.isdigit() and int(text) < 100):
            raise Refusal("M27", field="photos", value=text)
        return replace(item, **{field: int(text)})  # pyright: ignore[reportArgumentType]

    return read


def _phrases(item: Item, text: str, _nodes: Nodes) -> Item:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return replace(item, phrases=tuple(phrase_of(line) for line in lines))


def _campaigns(item: Item, text: str, nodes: Nodes) -> Item:
    found: list[CampaignNode] = []
    for part in _names(text):
        code, points = node_of(part)
        if code not in nodes:
            raise Refusal("M21", what="node", value=code)
        found.append(CampaignNode(nodes[code], code, to_hundredths(points) if points else None))
    return replace(item, campaigns=tuple(found))


def _word(field: str, words: Mapping[str, object]) -> Callable[[Item, str, Nodes], Item]:
    def read(item: Item, text: str, _nodes: Nodes) -> Item:
        if text not in words:
            raise Refusal("M27", field=field, value=text)
        return replace(item, **{field: words[text]})  # pyright: ignore[reportArgumentType]

    return read


_READERS: Mapping[str, Callable[[Item, str, Nodes], Item]] = {
    "points": _points,
    "rule": _rule,
    "departments": _departments,
    "deadline": _deadline,
    "photos_required": _photos("photos_required"),
    "photos_most": _photos("photos_most"),
    "phrases": _phrases,
    "nodes": _campaigns,
    "method": _word("method", METHODS),
    "na": _word("na_allowed", {"是": True, "否": False}),
    "veto": _word("veto", VETOES),
    "severity": _word("severity", SEVERITIES),
    "confidence": _word("confidence", CERTAINTIES),
}
