"""How a title is judged: the tree of a standard, its components, indicators, gates, negative list and cycle.

Every figure says how sure it is and where it comes from; an office confirms or corrects it once (`figures`). Amounts,
percents and values are hundredths.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Certainty = Literal["found", "high", "medium", "low", "confirmed"]
"""How sure a figure is: found in public material, or known with high, medium or low confidence; or the office's own."""

ComponentKind = Literal["field", "documents", "survey", "secret", "indicators", "table", "entered"]
"""Where a component's score comes from: visits, document review, questionnaires, secret visits in between, the list of
indicators, a table such as the 暗访评价表 over the same visits, or a number that is entered."""

Judgement = Literal["points", "indicators", "conditions", "mixed", "unknown"]

Sanction = Literal["points", "nominee", "title", "withdrawn"]
"""What an entry of the negative list costs: points, the nomination, the title for a year, or the title."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the tree; `parent` is empty at the top. `points` as the standard's own text says, if it does."""

    code: str
    title: str
    parent: str = ""
    points: int | None = None
    certainty: Certainty = "found"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the total with its `weight` (percent; 0 where it stands beside the total), its `full` points and the
    mark to pass it."""

    code: str
    title: str
    kind: ComponentKind
    weight: int
    full: int = 10_000
    pass_mark: int | None = None
    certainty: Certainty = "low"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A number or a fact that the city reaches or not.

    `judge`: at_least, at_most (against `target`), yes (a fact), or points (by the rule in words, `rule`, for its
    `points`). `basic` ones are conditions: missing one loses the title whatever the rest. `improving` ones are also met
    when they are better than the year before. `years` is how many consecutive years count. `numerator` and
    `denominator` say what is divided, empty where the value is entered as it is.
    """

    code: str
    node: str
    title: str
    unit: str
    judge: Literal["at_least", "at_most", "yes", "points"]
    target: int | None = None
    points: int = 0
    rule: str = ""
    basic: bool = False
    improving: bool = False
    years: int = 1
    numerator: str = ""
    denominator: str = ""
    certainty: Certainty = "low"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """A score from elsewhere that must reach `at_least`, and enters the total with `share` percent (0: only a gate)."""

    code: str
    title: str
    at_least: int
    share: int = 0
    certainty: Certainty = "low"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Negative:
    """An entry of the negative list (负面清单)."""

    code: str
    title: str
    sanction: Sanction
    points: int = 0
    certainty: Certainty = "low"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """The shares of the years of a cycle, in percent, the first year first; empty where years do not add up."""

    shares: tuple[int, ...] = ()
    certainty: Certainty = "low"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A row of a table over the same visits: `points` are earned by the rate of those items of the standard that serve
    one of `nodes` (or one below it), or stand on the checklist of one of `types`. `parent` groups rows."""

    code: str
    title: str
    points: int
    parent: str = ""
    nodes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    certainty: Certainty = "found"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many sites the examiners visit at least, by the size of the city (`sizes` of the standard)."""

    code: str
    title: str
    numbers: tuple[int, ...]
    parent: str = ""
    types: tuple[str, ...] = ()
    certainty: Certainty = "found"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Judging:
    """Everything of a standard besides its tree. `sizes` name the columns of the quotas."""

    judgement: Judgement = "unknown"
    components: tuple[Component, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    gates: tuple[Gate, ...] = ()
    negatives: tuple[Negative, ...] = ()
    cycle: Cycle = Cycle()
    blocks: tuple[Block, ...] = ()
    quotas: tuple[Quota, ...] = ()
    sizes: tuple[str, ...] = ()
    success: str = ""
    """The rule of success in words."""
    complete: bool = True
    """False where only the outline is known: the office completes it by import."""


@dataclass(frozen=True, slots=True)
class Standard:
    """A campaign's standard: its tree, edition and date, and how it is judged."""

    code: str
    title: str
    edition: str
    date: str
    nodes: tuple[Node, ...]
    confirmed: bool = False
    judging: Judging = Judging()


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a standard that an office may have to confirm, by a key that does not change within an edition:
    component.CODE.weight, component.CODE.pass_mark, gate.CODE.at_least, gate.CODE.share, indicator.CODE.target,
    indicator.CODE.points, negative.CODE.points, cycle.1, block.CODE.points, quota.CODE.1, node.CODE.points. `value` is
    None where it is not known: the office enters it."""

    key: str
    label: str
    value: int | None
    unit: str
    certainty: Certainty
    source: str
