"""What the benchmarks share: medians of alternating runs, percentiles, and the peak memory of this process."""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def alternating(ours: Callable[[], object], bare: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Ours and the reference in turns, so that both meet the same neighbours on the machine."""
    pairs = [(milliseconds(ours), milliseconds(bare)) for _ in range(times)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


def median(values: Sequence[float]) -> float:
    """The middle value, to the microsecond."""
    return round(statistics.median(values), 3)


def p95(values: Sequence[float]) -> float:
    """The value that 95 of 100 stay below."""
    return round(sorted(values)[int(len(values) * 0.95)], 3)


def peak_mib() -> int | None:
    """Most memory this process held, None where the system does not say."""
    if sys.platform == "win32":
        return None
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def tell(**figures: object) -> None:
    """One line of JSON."""
    print(json.dumps({**figures, "peak_mib": peak_mib()}, ensure_ascii=False))
