"""回头看: a sample of cases to look at again, drawn from a stated seed so that anybody can draw it anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

MOST_SEED = 2**31


def drawn(cases: Iterable[str], count: int, seed: int) -> tuple[str, ...]:
    """So many of the cases (or all, where there are fewer). The order in which they are named changes nothing: each
    gets a number from the seed and its own id, and the smallest numbers are drawn."""
    ordered = sorted(set(cases), key=lambda case: hashlib.sha256(f"{seed}/{case}".encode()).digest())
    return tuple(ordered[: max(0, count)])


def share(total: int, percent: int) -> int:
    """How many that share of all is; at least one, where there is any."""
    return min(total, max(1, -(-total * percent // 100))) if total else 0
