"""What a city's score is made from: what was entered, reviewed, asked and visited. Amounts, percents and values are
hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

DocumentState = Literal["open", "submitted", "passed", "returned"]
"""未交, 已交, 通过, 退回."""

LedgerKind = Literal["plus", "minus", "negative"]


@dataclass(frozen=True, slots=True)
class Pooled:
    """Points of some answers together."""

    possible: int = 0
    earned: int = 0
    findings: int = 0
    unanswered: int = 0

    def __add__(self, other: Pooled) -> Pooled:
        """Both together."""
        return Pooled(
            self.possible + other.possible,
            self.earned + other.earned,
            self.findings + other.findings,
            self.unanswered + other.unanswered,
        )

    @property
    def rate(self) -> Fraction | None:
        """Percent, exact; None while nothing applicable is answered."""
        return Fraction(self.earned * 100, self.possible) if self.possible else None


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """Visits of a round as one standard counts them.

    `parts` split `whole` by each item's first node; `nodes` hold what serves a node or one below it, so that an item
    with two nodes counts at both; `blocks` hold what serves a row of the standard's table. `vetoes` tell of findings
    under items that veto the title. `vetoed` points were lost because a site was vetoed as a whole, `unvisited` ones
    are of sites that count as zero.
    """

    whole: Pooled = Pooled()
    parts: Mapping[str, Pooled] = field(default_factory=dict[str, Pooled])
    nodes: Mapping[str, Pooled] = field(default_factory=dict[str, Pooled])
    blocks: Mapping[str, Pooled] = field(default_factory=dict[str, Pooled])
    vetoes: tuple[str, ...] = ()
    vetoed: int = 0
    unvisited: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What was entered for a slot of a standard (`docs/glossary.md`, 录入项); None is not entered. `before` is the
    value of the year before, `met` whether a fact is so."""

    value: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    before: int | None = None
    met: bool | None = None
    basis: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the review: its node, due date ("2026-09-30", may be empty), points and what was given for it."""

    id: str
    node: str
    code: str
    title: str
    points: int
    due: str = ""
    state: DocumentState = "open"
    earned: int | None = None
    files: tuple[str, ...] = ()
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Option:
    """An answer that can be given. `share` of the question it earns, in percent; None leaves the answer out of the
    count (说不清). `guessed` shares were read out of the words and wait for the office's confirmation."""

    code: str
    text: str
    share: int | None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `indicator` names the indicator that its rate stands for. An `open` one takes new options as they
    come."""

    code: str
    text: str
    options: tuple[Option, ...]
    indicator: str = ""
    weight: int = 1
    open: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """A questionnaire with the number of respondents that it needs, and what was counted: batch, question, option."""

    id: str
    code: str
    title: str
    sample: int
    questions: tuple[Question, ...]
    counts: Mapping[tuple[str, str, str], int] = field(default_factory=dict[tuple[str, str, str], int])
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A line of 加减分 or a hit of the negative list (`code` then names its entry). `points` are above 0; a hit costs
    what its entry says. Lines of a unit do not count for the city."""

    id: str
    kind: LedgerKind
    points: int
    reason: str
    code: str = ""
    date: str = ""
    unit: str = ""
    void: bool = False
    void_reason: str = ""


@dataclass(frozen=True, slots=True)
class CityFacts:
    """Everything that one standard's score of one round is made from. `between` are the visits of a secret round in
    between, if there is one."""

    entries: Mapping[str, Entry] = field(default_factory=dict[str, Entry])
    documents: tuple[Document, ...] = ()
    surveys: tuple[Survey, ...] = ()
    ledger: tuple[Ledger, ...] = ()
    field: FieldFacts = FieldFacts()
    between: FieldFacts | None = None


def overdue(document: Document, today: str) -> bool:
    """Whether a document is late: neither handed in nor passed after its due date."""
    return bool(document.due) and document.due < today and document.state in ("open", "returned")
