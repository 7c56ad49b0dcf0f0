"""The laws of merging on many random histories; prints the figures and writes them to docs/reliability.md.

python tests/reliability/merge_laws.py [--examples 10000] [--seed N] [--processes 2] [--no-write]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from chuangjian_desktop.domain.journal import Change, body
from chuangjian_desktop.store.engine import SQLITE_VERSION
from tests.helpers.graphs import graphs
from tests.helpers.histories import Story, Tally, stories
from tests.helpers.verdicts import judge_chunks, played_and_judged
from tests.reliability.page import put_section, when_and_where

SHARES = {"2 laptops": 30, "3 laptops": 25, "4 and 5 laptops": 15, "any changes, cut in pieces": 30}
"""Of a hundred examples, how many are of which kind."""
SIZES = {"2 laptops": (2, 2, 30), "3 laptops": (3, 3, 30), "4 and 5 laptops": (4, 5, 40)}
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
SLICE = 100
COUNTED = ("orders", "groupings", "merges", "deltas", "unmerges", "clones", "acknowledged", "lost", "invented")
RULES = """\
`python tests/reliability/merge_laws.py`. A history is what two to five laptops do and hand each other: everything, a
selection, a delta, a package without its photos, an old one again; with copied files that write under one replica id,
wrong clocks, removals, restorations, settled conflicts, erasures, merges taken back, files closed and opened again.
Then all orders of all packages (24 random ones of five), with repetitions between, all in one call, and random trees of
offices. Each time the digest must be that of an independent model, and the changes must be exactly those whose writing
was acknowledged. The last kind merges journals that no program writes: any parents, roles, kinds and references."""


@dataclass(frozen=True, slots=True)
class Slice:
    """So many examples of a kind, from a seed."""

    kind: str
    examples: int
    seed: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a slice came to; `fault` tells of the example that did not hold."""

    part: Slice
    counts: dict[str, int]
    fault: str = ""


def run(part: Slice) -> Found:
    """One slice, in a process of its own."""
    tally = Tally()
    chosen = settings(
        max_examples=part.examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=SLOW,
    )
    with tempfile.TemporaryDirectory() as name:
        try:
            seed(part.seed)(chosen(examples(part.kind, Path(name), tally)))()
        except Exception:  # noqa: BLE001 - whatever it is, it is a fault to be told, and the other slices go on
            return Found(part, tally.counts, f"{part}\n{traceback.format_exc()}")
    return Found(part, tally.counts)


def examples(kind: str, folder: Path, tally: Tally) -> Callable[[], None]:
    """The test of that kind, for Hypothesis to fill in."""

    def place() -> Path:
        return Path(tempfile.mkdtemp(dir=folder))

    if kind in SIZES:

        @given(stories(*SIZES[kind]))
        def hold(story: Story) -> None:
            played_and_judged(place(), story, tally)

        return hold

    @given(graphs(length=30), st.integers(1, 4), st.randoms(use_true_random=False))
    def hold_too(changes: list[Change], pieces: int, dice: random.Random) -> None:
        judge_chunks(place(), [body(each) for each in changes], pieces, dice, tally)

    return hold_too


def slices(total: int, first: int) -> Iterator[Slice]:
    """All examples, cut so that two processors share them evenly."""
    number = first
    for kind, share in SHARES.items():
        left = total * share // 100
        while left > 0:
            yield Slice(kind, min(SLICE, left), number)
            left -= SLICE
            number += 1


def row(kind: str, found: list[Found]) -> str:
    """The line of a kind."""
    counts = Counter[str]()
    for each in found:
        counts.update(each.counts)
    cells = [f"{sum(each.part.examples for each in found):,}", *(f"{counts[name]:,}" for name in COUNTED)]
    return f"| {kind} | {' | '.join(cells)} | {sum(bool(each.fault) for each in found)} |"


def main() -> int:
    """Run, print, write; 1 when anything did not hold."""
    options = argparse.ArgumentParser(description="merging, many times")
    options.add_argument("--examples", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--no-write", action="store_true")
    args = options.parse_args()
    parts = sorted(slices(args.examples, args.seed), key=lambda part: part.seed * 7919 % 104_729)
    found: list[Found] = []
    with ProcessPoolExecutor(args.processes) as pool:
        for each in pool.map(run, parts):
            found.append(each)
            sys.stdout.write(f"{len(found)}/{len(parts)} {each.part}: {each.fault or 'holds'}\n")
            sys.stdout.flush()
    rows = [row(kind, [each for each in found if each.part.kind == kind]) for kind in SHARES]
    lines = ["## Merging in any order", "", RULES, ""]
    lines += [f"{when_and_where()}, SQLite {SQLITE_VERSION}, seed {args.seed}.", ""]
    lines += [f"| histories of | examples | {' | '.join(COUNTED)} | did not hold |", "|" + "---|" * (len(COUNTED) + 3)]
    lines += rows
    sys.stdout.write("\n".join(lines) + "\n")
    if not args.no_write:
        put_section("merge laws", lines)
    return 1 if any(each.fault for each in found) else 0


if __name__ == "__main__":
    sys.exit(main())
