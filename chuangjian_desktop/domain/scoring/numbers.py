"""Exact means, ranks and the one rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction


def half_up(value: Fraction) -> int:
    """The nearest integer, a half upwards (away from zero for what is positive)."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def mean(values: Sequence[Fraction]) -> Fraction | None:
    """The plain mean, or None of nothing."""
    return sum(values, Fraction(0)) / len(values) if values else None


def weighted(parts: Iterable[tuple[int | Fraction, Fraction | None]]) -> Fraction | None:
    """Σ weight × value ÷ Σ weight over the parts that have a value: missing ones hand their weight to the rest."""
    present = [(Fraction(weight), value) for weight, value in parts if value is not None]
    whole = sum((weight for weight, _ in present), Fraction(0))
    return sum((weight * value for weight, value in present), Fraction(0)) / whole if whole else None


def ranks(rates: Sequence[Fraction | None]) -> list[int | None]:
    """Ranks by the rate as shown (two decimals): ties share one, the next is skipped (1, 2, 2, 4)."""
    return places([None if rate is None else (half_up(rate * 100),) for rate in rates])


def places(keys: Sequence[tuple[int, ...] | None]) -> list[int | None]:
    """The place of each key among all, the greatest first; equal ones share one, None has none."""
    better: dict[tuple[int, ...], int] = {}
    ordered = sorted((key for key in keys if key is not None), reverse=True)
    for place, key in enumerate(ordered, 1):
        better.setdefault(key, place)
    return [None if key is None else better[key] for key in keys]


def decimal(value: Fraction) -> Decimal:
    """A fraction as a decimal with fifty digits, for two-decimal rounding."""
    with localcontext() as context:
        context.prec = 50
        return Decimal(value.numerator) / Decimal(value.denominator)


def rate_text(rate: Fraction | None) -> str | None:
    """A rate as every output writes it: "83.48", None for what is not measured."""
    if rate is None:
        return None
    whole, part = divmod(abs(shown := shown_as(rate)), 100)
    return f"{'-' if shown < 0 else ''}{whole}.{part:02d}"


def shown_as(rate: Fraction, decimals: int = 2) -> int:
    """A rate rounded to so many decimals, without its point: 83.48 is 8348."""
    return (2 * rate.numerator * 10**decimals + rate.denominator) // (2 * rate.denominator)


def difference(before: str | None, after: str | None) -> str:
    """How far a rate moved, in the decimals that are shown: "+1.20", "-0.05"; empty where it did not, or where one of
    the two is not measured."""
    if before is None or after is None or Decimal(before) == Decimal(after):
        return ""
    return f"{Decimal(after) - Decimal(before):+}"
