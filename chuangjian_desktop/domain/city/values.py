"""A city's score under one standard, every number with the lines that it is the sum of."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from chuangjian_desktop.domain.assessment import Block, Component, Gate, Indicator
from chuangjian_desktop.domain.city.facts import Question, Survey

State = Literal["scored", "partial", "missing"]
"""Known whole, known in part (the rest is left out, never taken as zero), or 缺测."""

Verdict = Literal["met", "improving", "not_met", "missing"]
"""达标; met because better than the year before; 未达标; not entered."""


@dataclass(frozen=True, slots=True)
class Line:
    """A summand of a number, or a line that says how it came about (`points` None).

    `level` says what it is: component, node, vetoed, unvisited, block, document, question, indicator, entered, bonus,
    negative, floor, year, gate, veto. `weight` is its share in percent where there is one.
    """

    level: str
    key: str
    what: str
    points: Fraction | None = None
    rate: Fraction | None = None
    weight: Fraction | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ComponentScore:
    """A component: `rate` in percent, `score` on its own scale, `contribution` to the round's total. `lines` add up to
    `rate`; `open` counts what is not known yet. `to_pass` is what the score has above its pass mark (below 0: short
    of it)."""

    component: Component
    state: State
    rate: Fraction | None
    lines: tuple[Line, ...]
    open: int = 0
    contribution: Fraction | None = None
    computed: Fraction | None = None
    """The rate that the program has of its own where an entered one takes its place."""

    @property
    def score(self) -> Fraction | None:
        """Points on the component's own scale."""
        return None if self.rate is None else self.rate * self.component.full / 10_000

    @property
    def to_pass(self) -> Fraction | None:
        """Points above the pass mark; below 0 what is missing."""
        if self.score is None or self.component.pass_mark is None:
            return None
        return self.score - Fraction(self.component.pass_mark, 100)


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """An indicator's verdict. `value` as judged (the worst of its years), `points` of `possible` where it earns some.
    `source` says where the value is from: entered, ratio, survey or "". `short` is by how much the target is missed."""

    indicator: Indicator
    verdict: Verdict
    value: Fraction | None = None
    points: Fraction | None = None
    source: str = ""
    short: Fraction | None = None
    lines: tuple[Line, ...] = ()
    why: str = ""
    """What is missing: value, target, before, years or rule."""
    wanted: str = ""
    """The slot where what is missing is entered: that of the first of its years without one."""

    @property
    def met(self) -> bool:
        """Whether it counts as reached."""
        return self.verdict in ("met", "improving")


@dataclass(frozen=True, slots=True)
class GateScore:
    """A gate: its entered score, whether it is passed (None: not entered), and what it adds to the total."""

    gate: Gate
    score: Fraction | None
    passed: bool | None
    contribution: Fraction | None = None

    @property
    def to_pass(self) -> Fraction | None:
        """Points above the mark; below 0 what is missing."""
        return None if self.score is None else self.score - Fraction(self.gate.at_least, 100)


@dataclass(frozen=True, slots=True)
class BlockScore:
    """A row of the table: `earned` of its points, None where nothing that serves it was measured."""

    block: Block
    depth: int
    leaf: bool
    rate: Fraction | None
    earned: Fraction | None
    known: int
    """Points of the leaves below that are measured, in hundredths."""


@dataclass(frozen=True, slots=True)
class YearScore:
    """A year of the cycle with its share in percent; `present` is the year of this round."""

    year: int
    share: int
    score: Fraction | None
    present: bool
    entered: bool


@dataclass(frozen=True, slots=True)
class Veto:
    """What takes the title whatever the points: a finding, an entry of the negative list, a basic indicator."""

    level: Literal["finding", "negative", "indicator"]
    what: str
    sanction: str = ""


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """A question's result: `counted` of `answered` answers enter the rate."""

    question: Question
    answered: int
    counted: int
    rate: Fraction | None


@dataclass(frozen=True, slots=True)
class SurveyScore:
    """A questionnaire's result; `reached` tells whether the sample is large enough."""

    survey: Survey
    respondents: int
    questions: tuple[QuestionScore, ...]
    rate: Fraction | None
    guessed: int

    @property
    def reached(self) -> bool:
        """Whether as many people answered as are needed."""
        return self.respondents >= self.survey.sample


@dataclass(frozen=True, slots=True)
class CityScore:
    """The whole. `round_total` is this round's number with the ledger; `raw` joins years and gates; `effective` is 0
    under a veto. `lines` add up to `effective`. What is missing hands its weight to the rest and stands in `missing`;
    all of it None where a standard joins no numbers."""

    standard: str
    components: tuple[ComponentScore, ...]
    indicators: tuple[IndicatorScore, ...]
    surveys: tuple[SurveyScore, ...]
    gates: tuple[GateScore, ...]
    blocks: tuple[BlockScore, ...]
    years: tuple[YearScore, ...]
    vetoes: tuple[Veto, ...]
    round_total: Fraction | None
    raw: Fraction | None
    effective: Fraction | None
    lines: tuple[Line, ...]
    round_lines: tuple[Line, ...] = ()
    missing: tuple[str, ...] = ()
    goal: Fraction | None = None
    ledger: tuple[Line, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether everything that counts is known."""
        return not self.missing

    @property
    def indicators_met(self) -> int:
        """How many indicators are reached; of `len(indicators)`."""
        return sum(each.met for each in self.indicators)

    @property
    def eligible(self) -> bool | None:
        """Whether the city may apply: no as soon as a gate is not passed, yes only once nothing is missing any more,
        None while that is open."""
        passed = [gate.passed for gate in self.gates]
        return False if False in passed else None if None in passed or self.missing else True
