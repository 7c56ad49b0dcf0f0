"""The full counts of disturbed hand-ins and merges; prints the figures and writes them to docs/reliability.md.

python -m tests.reliability.run_exchange [--scale 1.0] [--seed N] [--no-write]

With a smaller scale the counts that take long are smaller by so much; the page says what was run.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from chuangjian_desktop.store.engine import SQLITE_VERSION
from tests.reliability.exchange import damage, sticks, strangers
from tests.reliability.exchange.batches import Batch
from tests.reliability.exchange.calling import Programs, strace_is_missing
from tests.reliability.exchange.clocks import CLOCKS, decided
from tests.reliability.exchange.trials import CALLS, NAMES, SYNCS, Stage, Tally
from tests.reliability.page import put_section, when_and_where

WHAT = {"handin": "hand-in", "merge": "merge of two packages"}
HEAD = """\
`python -m tests.reliability.run_exchange`. The real commands `handin` and `merge`, with photos, each call a process
of its own (a fork of one that has loaded the program). After each the workspace must have the digest from before or
that of an undisturbed call (exactly which, when the call answered), `check` must find nothing, the package under the
final name must be the older one to the last byte or the new one whole, and no child may go on. After a kill the same
call once more must finish, and leave no staged copy and no half file."""


@dataclass
class Run:
    """One run of everything: rows of the table, and every fault."""

    stage: Stage
    folder: Path
    scale: float
    seed: int
    rows: list[str] = field(default_factory=list[str])
    faults: list[str] = field(default_factory=list[str])
    begun: float = field(default_factory=time.monotonic)

    def many(self, count: int) -> int:
        """A full count, scaled."""
        return max(2, round(count * self.scale))

    def row(self, what: str, how_often: str, ended: str, faults: list[str]) -> None:
        """One line of the table, said at once."""
        self.rows.append(f"| {what} | {how_often} | {ended} | {len(faults)} |")
        self.faults += faults
        seconds = time.monotonic() - self.begun
        sys.stdout.write(f"{seconds:6.0f} s {self.rows[-1]}\n" + "".join(f"         {each}\n" for each in faults))
        sys.stdout.flush()

    def tally(self, what: str, tally: Tally) -> None:
        """Trials as a line."""
        ended = ", ".join(f"{count} {how}" for how, count in sorted(tally.ended.items()))
        self.row(what, f"{tally.trials} calls", ended, tally.faults)

    def guarded(self, what: str, trials: Callable[[], Tally], reason: str) -> None:
        """Trials, or why there are none."""
        if reason:
            self.row(what, "not run", reason, [])
        else:
            self.tally(what, trials())


def kills(run: Run) -> None:
    """Killed at any moment, and at each flush and each new name."""
    run.tally("kill -9 at random, new --from", run.stage.kill_beginnings(run.many(100), run.seed))
    for call in CALLS:
        run.tally(f"kill -9 at random, {WHAT[call]}", run.stage.kill_at_random(call, run.many(200), run.seed))
        most = None if run.scale >= 1 else run.many(40)
        at_syncs = lambda call=call, most=most: run.stage.kill_at_syncs(call, most)  # noqa: E731
        run.guarded(f"kill -9 at each flush, rename and unlink, {WHAT[call]}", at_syncs, strace_is_missing())


def errors(run: Run) -> None:
    """The N-th write, flush, rename and unlink fails."""
    most = None if run.scale >= 1 else run.many(60)
    kinds = (
        ("disk full at the N-th write, for good", ("pwrite64", "ftruncate"), "ENOSPC", True),
        ("disk full at the N-th write, once", ("write", "pwrite64"), "ENOSPC", False),
        ("write error at the N-th write, once", ("write", "pwrite64"), "EIO", False),
        ("flush, rename or unlink fails", (*SYNCS, *NAMES), "EIO", False),
    )
    for call in CALLS:
        for what, names, error, for_good in kinds:
            trials = lambda c=call, n=names, e=error, g=for_good: run.stage.errors(c, n, e, most, for_good=g)  # noqa: E731
            run.guarded(f"{what}, {WHAT[call]}", trials, strace_is_missing())
        limits = [30_000 * number for number in range(1, run.many(20) + 1)]
        run.tally(f"no file may grow beyond N bytes, {WHAT[call]}", run.stage.file_limits(call, limits))


def media(run: Run) -> None:
    """Small media, and media that are taken away."""
    reason = "" if sticks.may_mount() else "a small disk needs root and mount"
    rooms, offices = steps(1500, run.many(50)), steps(6000, run.many(50))
    run.guarded("stick with 0 to 1,500 kB of room, hand-in", lambda: sticks.small_sticks(run.stage, rooms), reason)
    run.guarded("disk with 0 to 6,000 kB of room, merge", lambda: sticks.small_disks(run.stage, offices), reason)
    for call in CALLS:
        taken = sticks.taken_away(run.stage, call, max(25, run.many(50)), run.seed)
        run.tally(f"stick pulled, renamed, cut or emptied at some moment, {WHAT[call]}", taken)


def steps(most: int, count: int) -> list[int]:
    """From nothing to the most."""
    return [number * most // (count - 1) for number in range(count)]


def damaged(run: Run) -> None:
    """Cut and flipped files."""
    scene = run.stage.scene
    kinds = (("package", "cjpkg", scene.package("T1"), 2000), ("workspace", "cjdb", scene.team("T1"), 200))
    for what, ending, source, times in kinds:
        raw = source.read_bytes()
        # Packages are refused by their signature at once; a workspace has to be read by a child.
        count = times if ending == "cjpkg" else run.many(times)
        flipped = damage.taken_in(scene, damage.flips(raw, count, run.seed), ending, run.folder)
        _altered(run, f"one bit flipped, {what}", flipped)
        _altered(run, f"cut short, {what}", damage.taken_in(scene, damage.cuts(raw, 100), ending, run.folder))


def _altered(run: Run, what: str, found: damage.Damage) -> None:
    codes = ", ".join(f"{count} {code}" for code, count in sorted(found.refused.items()))
    ended = f"refused: {codes}; taken with the true content: {found.true}; with another content: {found.changed}"
    run.row(what, f"{found.copies} files", ended, found.faults)


def foreign(run: Run) -> None:
    """Files of others, as packages and as workspaces, a call each."""
    if not strangers.found_files():
        run.row("files of others", "not run", "../shared/corpora is missing", [])
        return
    found = strangers.offered(run.stage.scene, run.stage.programs, run.folder, one_by_one=run.scale >= 0.1)
    codes = ", ".join(f"{count} {code}" for code, count in sorted(found.codes.items()))
    ended = f"refused: {codes}; longest call {found.longest:.1f} s, most memory {found.peak_kb / 1024:.0f} MB"
    run.row("files of others, as packages and as workspaces", f"{found.files} files", ended, found.faults)


def together(run: Run) -> None:
    """One bad file of forty, and clocks."""
    batch = Batch.made(run.stage.scene, run.folder / "batch", 40)
    ended = run.stage.programs(batch.scene.data, *batch.scene.merge(()), *batch.files)
    taken = sum(each["status"] != "refused" for each in ended.json["packages"])
    run.row("one damaged package of forty", "1 call", f"{taken} taken, one refused", batch.faults(ended))
    pairs = [(first, second) for first in CLOCKS for second in CLOCKS][:: max(1, round(1 / run.scale))]
    right = next(decided(run.folder / "right", "right", "right"))
    faults: list[str] = []
    for number, (first, second) in enumerate(pairs):
        outcomes = set(decided(run.folder / f"clocks-{number}", first, second))
        faults += [] if outcomes == {right} else [f"clocks {first} and {second} decided something"]
    clocks = "clocks right, 1970, 2001, 2099, backwards, stopped, on either laptop, both orders"
    run.row(clocks, f"{2 * len(pairs)} merges", "the same outcome", faults)


def section(run: Run, scale: float) -> list[str]:
    """The section with the figures of this run."""
    counts = "" if scale >= 1 else f", counts scaled by {scale:g} (`--scale {scale:g}`)"
    return [
        "## Handing in and merging under faults",
        "",
        HEAD,
        "",
        f"{when_and_where()}, SQLite {SQLITE_VERSION}, seed {run.seed}{counts}.",
        "",
        "| what | how often | how it ended | faults |",
        "|---|---|---|---|",
        *run.rows,
    ]


def main() -> int:
    """Run, print, write; 1 when there was any fault."""
    options = argparse.ArgumentParser(description="hand-ins and merges, disturbed and counted")
    options.add_argument("--scale", type=float, default=1.0)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--no-write", action="store_true")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name, Programs() as programs:
        folder = Path(name)
        run = Run(Stage(folder, programs), folder, args.scale, args.seed)
        for part in (damaged, foreign, together, media, kills, errors):
            part(run)
    if not args.no_write:
        put_section("exchange", section(run, args.scale))
    return 1 if run.faults else 0


if __name__ == "__main__":
    # Children that read foreign files load the main module anew; they need nothing of this one.
    main_module = sys.modules["__main__"]
    main_module.__spec__ = None
    del main_module.__file__
    sys.exit(main())
