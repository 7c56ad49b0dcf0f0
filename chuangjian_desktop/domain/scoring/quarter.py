"""How rectification enters the score of a quarter: Q = α · field + β · rectification + γ · other + bonus − malus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from chuangjian_desktop.domain.scoring.numbers import weighted
from chuangjian_desktop.domain.scoring.profile import ScoringProfile


@dataclass(frozen=True, slots=True)
class Closing:
    """A period's cases, long-term ones (挂账) left out: how many were due in it, closed in time and closed late, and of
    how many a recheck (回头看) found in it that their rectification was false (虚假整改); those count as due too."""

    due: int
    in_time: int
    late: int = 0
    false: int = 0


@dataclass(frozen=True, slots=True)
class Quarter:
    """The score of a quarter with its parts; None is a part that there is nothing of. Without a field part there is no
    score: rectification alone is none. `shares` are α, β and γ in percent, before a missing part hands its own on."""

    score: Fraction | None
    field: Fraction | None
    rectified: Fraction | None
    other: Fraction | None
    bonus: Fraction
    malus: Fraction
    shares: tuple[int, int, int] = (0, 0, 0)


def rectification(closing: Closing, late_percent: int = 50) -> Fraction | None:
    """100 × closed in time ÷ due; closed late counts for a part, open and overdue for nothing, a false one takes a case
    away again. Never below 0; None where nothing was due."""
    if not closing.due:
        return None
    counted = closing.in_time + Fraction(closing.late * late_percent, 100) - closing.false
    return max(Fraction(0), 100 * counted / closing.due)


def together(closings: Iterable[Closing]) -> Closing:
    """The cases of several units as one."""
    mine = tuple(closings)
    due, in_time = sum(each.due for each in mine), sum(each.in_time for each in mine)
    return Closing(due, in_time, sum(each.late for each in mine), sum(each.false for each in mine))


def quarterly(
    field: Fraction | None,
    closing: Closing,
    profile: ScoringProfile,
    *,
    other: Fraction | None = None,
    bonus: Fraction = Fraction(0),
    malus: Fraction = Fraction(0),
) -> Quarter:
    """The formula with the profile's weights (`quarter`), percents; amounts are points. Beside a field part, a part
    that there is nothing of hands its weight to the others. Each false rectification adds the profile's
    `false_malus`."""
    alpha, beta, gamma, *_ = (*profile.quarter, 0, 0, 0)
    shares = alpha, beta, gamma
    rectified = rectification(closing, profile.late_percent)
    taken = malus + Fraction(closing.false * profile.false_malus, 100)
    whole = None if field is None else weighted(zip(shares, (field, rectified, other), strict=True))
    return Quarter(None if whole is None else whole + bonus - taken, field, rectified, other, bonus, taken, shares)
