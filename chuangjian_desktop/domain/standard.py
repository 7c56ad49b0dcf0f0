"""What is measured: checklists with their items, rules and problem types. Frozen values, from a pack or a workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from chuangjian_desktop.domain.assessment import Certainty, Standard

RuleKind = Literal[
    "per_occurrence",
    "all_or_nothing",
    "shortage",
    "ratio",
    "tier",
    "pass_fail",
    "grade_sample",
    "grade_value",
    "grade_conditions",
    "linear",
    "bonus",
    "penalty",
    "ledger",
]
OUTSIDE: frozenset[RuleKind] = frozenset({"penalty", "ledger"})
"""Rules that count outside the 100: their items have no points of their own."""
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
class Grade:
    """A, B, C …: reached from `at_least` on (hundredths of the measured unit, or a count of conforming samples or
    conditions in hundredths too); `strict` means above it. A grade earns its share of the points by the profile."""

    label: str
    at_least: int
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """How findings and measured values cost or earn points (`docs/glossary.md`, 评分规则). Point values are hundredths.

    per_occurrence: `each` per 处 up to `cap` · all_or_nothing: one finding loses the item · shortage: `each` per one
    missing of `required` · ratio: measured ÷ `required` × points · tier: by `tiers` (`falling` where less is better) ·
    pass_fail: 符合/不符合 ·
    grade_sample: by `grades` over how many of `required` samples conform · grade_value: by `grades` over a measured
    value (`falling` where less is better) · grade_conditions: by `grades` over how many of `conditions` are met ·
    linear: full points at `target`, `each` off per started `step` short of it · bonus: `base` at `target`, more when it
    is better (`each` per full `step`, or by `tiers` of what it is better by), nothing when worse · penalty: `each` per
    case outside the 100, up to `cap` if there is one · ledger: plus and minus amounts that are entered, outside the 100
    as well. The last of `grades` is all the rest.
    """

    kind: RuleKind
    each: int = 0
    cap: int = 0
    required: int = 0
    tiers: tuple[Tier, ...] = ()
    grades: tuple[Grade, ...] = ()
    conditions: tuple[str, ...] = ()
    target: int = 0
    step: int = 0
    base: int = 0
    falling: bool = False
    parameters: tuple[tuple[str, str], ...] = ()
    """Which of the numbers above come from a parameter of the city: (its place, the parameter's key). A place is a
    field, or a part of one ("grades.0.at_least")."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quick wording of a problem under an item, with the code of its problem type ("06010", "N001" …)."""

    text: str
    problem: str


@dataclass(frozen=True, slots=True)
class CampaignNode:
    """A node of a campaign's standard that the item serves ("W", "W-环境卫生"). `points` are the item's points there,
    in hundredths; None means the same as on the checklist."""

    campaign: str
    node: str
    points: int | None = None


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
    confidence: Certainty = "found"
    replaces: tuple[str, ...] = ()
    """Codes of the items of the version before that this one continues, as the office reviewed it."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The measurement sheet of one kind of site, in one version. `synonyms` are names seen in offices' workbooks.

    `state` and `date` say whether, and since when, new visits are scored with it.
    """

    code: str
    title: str
    synonyms: tuple[str, ...]
    version: str
    items: tuple[Item, ...]
    state: Literal["draft", "published", "retired"] = "published"
    date: str = ""


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
    severity: Literal["light", "normal", "grave"] = "normal"
    deadline: str = ""
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number of the city that item texts and rules use, `{key}` in a text. `value` in hundredths of `unit`."""

    key: str
    label: str
    unit: str
    value: int
    least: int
    most: int
    certainty: Certainty
    source: str = ""


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
    parameters: tuple[Parameter, ...] = field(default=())
    departments: tuple[str, ...] = field(default=())
    """Roles that items and problem types may name as answerable."""
