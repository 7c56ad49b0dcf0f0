"""What was recorded, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chuangjian_desktop.domain.sheet import AnswerState
from chuangjian_desktop.domain.standard import Item


@dataclass(frozen=True, slots=True)
class FindingFact:
    """What a finding says, as far as points go. `override` is the evaluator's own amount in hundredths; `joined_to`
    the finding that it is the same problem as, and counts with: by itself it costs nothing. `recurrence` is how many
    times the problem had been closed before; `finder` the code of the team that found it. `upheld` says that a unit's
    objection to it was: it costs nothing, and what it would have cost is told beside it."""

    id: str
    item: str
    problem: str = ""
    place: str = ""
    count: int = 1
    override: int | None = None
    solved: bool = False
    unit: str = ""
    joined_to: str = ""
    recurrence: int = 0
    finder: str = ""
    upheld: bool = False

    @property
    def counts(self) -> bool:
        """Whether it counts by itself."""
        return not self.joined_to and not self.upheld


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What was answered on an item; `measured` in hundredths of the item's unit (of a count: of samples or conditions
    that conform, of things that are there)."""

    state: AnswerState = "unanswered"
    measured: int | None = None


@dataclass(frozen=True, slots=True)
class FindingCost:
    """What a finding costs alone (`asked`) and after the item's cap (`lost`), in hundredths."""

    finding: FindingFact
    asked: int
    lost: int


@dataclass(frozen=True, slots=True)
class ItemScore:
    """`possible` and `earned` count only when the item is answered and applicable; `lost` = possible − earned then.
    `outside` is what counts outside the 100, below 0 for penalties. `raw` is what a vetoed item would have earned."""

    item: Item
    state: AnswerState
    possible: int
    earned: int
    costs: tuple[FindingCost, ...]
    vetoed: bool = False
    contradiction: bool = False
    outside: int = 0
    raw: int = 0

    @property
    def lost(self) -> int:
        """Hundredths lost."""
        return self.possible - self.earned

    @property
    def counted(self) -> tuple[FindingCost, ...]:
        """The findings that count here: not those that are joined to another one, or were objected to with right."""
        return tuple(each for each in self.costs if each.finding.counts)


@dataclass(frozen=True, slots=True)
class VisitScore:
    """A visit's sum. A site veto makes the effective `earned` 0; `raw` keeps what it would be. `flagged` tells of a
    veto on the whole campaign. `outside` stands beside the 100 and is in no rate."""

    items: tuple[ItemScore, ...]
    possible: int
    raw: int
    earned: int
    unanswered: int
    waiting: int
    vetoes: int
    outside: int = 0
    flagged: bool = False
    findings: int = 0

    @property
    def rate(self) -> Fraction | None:
        """Percent, exact; None while nothing applicable is answered."""
        return Fraction(self.earned * 100, self.possible) if self.possible else None
