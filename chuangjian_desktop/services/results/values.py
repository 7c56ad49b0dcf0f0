"""Results as every output shows them: points and rates are finished texts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from chuangjian_desktop.domain.scoring import half_up


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A row of results as every output shows it; points and rates are finished texts, `rate` None means 缺测.

    `outside` are points outside the 100 (empty without any), `league` is what the row is ranked within, `flagged` tells
    of a veto on the whole campaign.
    """

    key: str
    name: str
    possible: str
    score: str
    rate: str | None
    rank: int | None
    findings: int
    unanswered: int
    vetoes: int
    outside: str = ""
    league: str = ""
    flagged: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """Rows in the order of their ranks, under the profile that made them."""

    rows: tuple[ScoreRow, ...]
    profile: str


@dataclass(frozen=True, slots=True)
class LostRow:
    """Points lost over the findings laid to a unit."""

    key: str
    name: str
    lost: str
    findings: int
    rank: int


@dataclass(frozen=True, slots=True)
class ExplainLine:
    """One line of an explanation. Lines with `points` are the summands of the score; lines with `rate` say how the
    rate joins its parts (`weight` percent-free, `share` = weight × rate). A line of level duplicate is a finding that
    counts with another one, one of level outside stands beside the 100, one of level objection gives back what a unit
    objected to with right, one of level type has as `detail` what counts for a type that the row lacks (`mean` of the
    others, or the `previous` round); `evidence` are the findings (ids) that a line's
    finding counts for besides itself."""

    level: str
    what: str
    points: str | None
    rate: str | None = None
    weight: str | None = None
    detail: str = ""
    visit_id: str = ""
    item_code: str = ""
    finding_id: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a number comes from. The points of `lines` add up to `score`; `exact` is the rate before its rounding."""

    key: str
    name: str
    score: str
    possible: str
    rate: str | None
    formula: tuple[ExplainLine, ...]
    lines: tuple[ExplainLine, ...]
    profile: str
    exact: str | None = None


def four_places(value: Fraction) -> str:
    """A rate before its one rounding, as explanations show it."""
    return f"{half_up(value * 10_000) // 10_000}.{half_up(value * 10_000) % 10_000:04d}"
