"""What the benchmarks share: medians of alternating runs, percentiles, and the peak memory of this process."""

from __future__ import annotations

import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


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


@dataclass(slots=True)
class Peak:
    """The most memory that all processes which this one started held together, as far as it was sampled."""

    bytes: int = 0


@contextmanager
def peak_of_all() -> Generator[Peak]:
    """Samples all that this process starts every 20 ms, where the system tells (Linux)."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.wait(0.02):
            peak.bytes = max(peak.bytes, _resident())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def _resident() -> int:
    """Proportional memory of all that this process started: shared pages count once."""
    total = 0
    for process in _descendants(os.getpid()):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        found = next((line for line in text.splitlines() if line.startswith("Pss:")), "Pss: 0 kB")
        total += int(found.split()[1]) * 1024
    return total


def _descendants(process: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(word) for word in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_descendants(child)]
    return found


def mebibytes(size: int) -> str:
    """A size in words."""
    return f"{size / 2**20:.0f} MiB"
