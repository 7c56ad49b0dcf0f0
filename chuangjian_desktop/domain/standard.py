"""What is measured: checklists with their items, rules and problem types. Frozen values, from a pack or a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

RuleKind = Literal["per_occurrence", "all_or_nothing", "shortage", "ratio", "tier", "pass_fail"]
Method = Literal["observe", "inspect", "ask", "count", "measure", "call"]
METHODS: dict[str, Method] = {
    "观察": "observe",
    "查看": "inspect",
    "询问": "ask",
    "计数": "count",
    "测量": "measure",
    "拨打电话": "call",
}


@dataclass(frozen=True, slots=True)
class Tier:
    """From `at_least` (in hundredths of the measured unit, mostly percent) on, `points` (hundredths) are earned."""

    at_least: int
    points: int


@dataclass(frozen=True, slots=True)
class Rule:
    """How findings cost points (`docs/glossary.md`, 评分规则). All point values are hundredths.

    per_occurrence: `each` per 处 up to `cap` · all_or_nothing: one finding loses the item · shortage: `each` per one
    missing of `required` · ratio: measured ÷ `required` × points · tier: by `tiers` · pass_fail: 符合/不符合.
    """

    kind: RuleKind
    each: int = 0
    cap: int = 0
    required: int = 0
    tiers: tuple[Tier, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick wording of a problem under an item, with the code of its problem type ("06010", "N001" …)."""

    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class CampaignNode:
    """A node of a campaign's standard that the item serves ("W", "W-环境卫生")."""

    campaign: str
    node: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a checklist. `points` in hundredths; `departments` are roles such as 城管, looked up in the units."""

    code: str
    section: str
    title: str
    requirement: str
    how_to_check: str
    method: Method
    unit: str
    points: int
    rule: Rule
    na_allowed: bool
    veto: Literal["", "item", "site", "campaign"]
    exemption: str
    departments: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    deadline: str
    severity: Literal["light", "normal", "grave"]
    photos_required: int
    photos_most: int
    campaigns: tuple[CampaignNode, ...]
    order: int
    confidence: Literal["found", "high", "medium", "low"] = "found"


@dataclass(frozen=True, slots=True)
class Checklist:
    """The measurement sheet of one kind of site. `synonyms` are names seen in offices' workbooks."""

    code: str
    title: str
    synonyms: tuple[str, ...]
    version: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A code of a national table or a local one. `table` is gb47678.5-2026, gb30428.2-2013 or local."""

    table: str
    code: str
    title: str
    group: str
    kind: Literal["facility", "matter"]
    words: tuple[str, ...] = ()
    help: str = ""
    same_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """A campaign's standard as far as its nodes are shipped: (code, title) pairs, the edition and its date."""

    code: str
    title: str
    edition: str
    date: str
    nodes: tuple[tuple[str, str], ...]
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything of one folder of `resources/standards`, validated."""

    code: str
    title: str
    version: str
    date: str
    standards: tuple[Standard, ...]
    checklists: tuple[Checklist, ...]
    problems: tuple[ProblemType, ...] = field(default=())
