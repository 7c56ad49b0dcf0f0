"""How exact numbers are written before their one rounding."""

from __future__ import annotations

from fractions import Fraction

from chuangjian_desktop.domain.scoring import half_up

PLACES = 6


def exact_text(value: Fraction | None) -> str | None:
    """Up to six decimals, at least two: "49.50", "16.666667", "-3.00"; None for what is not known."""
    if value is None:
        return None
    scaled = half_up(abs(value) * 10**PLACES)
    whole, rest = divmod(scaled, 10**PLACES)
    decimals = f"{rest:0{PLACES}d}".rstrip("0").ljust(2, "0")
    return f"{'-' if value < 0 and scaled else ''}{whole}.{decimals}"
