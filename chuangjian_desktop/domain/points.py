"""Points are exact: integers of 0.01 point ("hundredths") at rest, `Decimal` in arithmetic, rounded once, half up."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from chuangjian_desktop.domain.errors import Refusal

CENT = Decimal("0.01")
LARGEST = 2**53 - 1


def to_hundredths(text: str | int | Decimal, field: str = "points") -> int:
    """Read points as typed ("0.5", "−2", "１．５") into hundredths; `Refusal` M27, naming the `field`, when they are no
    exact hundredths."""
    plain = str(text).strip().translate(_TYPED)
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise Refusal("M27", field=field, value=str(text)) from None
    if not value.is_finite() or value.copy_abs() > LARGEST // 100:
        raise Refusal("M27", field=field, value=str(text))
    if value != value.quantize(CENT):
        told = {"detail_zh": "最多两位小数", "detail_en": "two decimals at most"}
        raise Refusal("M27", field=field, value=str(text), **told)
    return int(value.quantize(CENT) * 100)


_TYPED = {ord(wide): ord(narrow) for wide, narrow in zip("０１２３４５６７８９．－−", "0123456789.--", strict=True)}


def from_hundredths(hundredths: int) -> Decimal:
    """The exact number of points."""
    return Decimal(hundredths) / 100


def rounded(value: Decimal) -> Decimal:
    """Two decimals, half up (GB/T 8170 as offices use it): 81.125 becomes 81.13."""
    return value.quantize(CENT, ROUND_HALF_UP)


def two_decimals(value: Decimal | int) -> str:
    """The one way in which points and rates are written: "87.50". An int is hundredths, a `Decimal` is points."""
    points = from_hundredths(value) if isinstance(value, int) else value
    return f"{rounded(points):.2f}"


def short(hundredths: int) -> str:
    """Points without needless zeros, for chips and rules: "0.5", "10"."""
    text = two_decimals(hundredths)
    return text.rstrip("0").rstrip(".")
