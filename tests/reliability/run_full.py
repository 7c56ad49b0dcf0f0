"""The full counts of kills and of a full disk; prints the figures and writes them to docs/reliability.md.

python tests/reliability/run_full.py [--kills 1000] [--steps 60] [--seed N] [--no-write]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from chuangjian_desktop.store.engine import SQLITE_VERSION
from tests.outputs.xlsx.documents import jpeg
from tests.reliability.full_disk import FullDisk, small_disk
from tests.reliability.kills import Recording
from tests.reliability.page import put_section, when_and_where

KILLS_EACH = 50
WIDEST = 600


def killed(folder: Path, kills: int, seed: int, role: str) -> list[str]:
    """Kills over files that are begun anew every fifty; the line of the table and the faults."""
    acknowledged = lost = unexpected = done = 0
    faults: list[str] = []
    while done < kills:
        recording = Recording(folder / f"{role}{done}", seed + done, role)
        for _ in range(min(KILLS_EACH, kills - done)):
            recording.kill_once()
        tally = recording.look()
        done += tally.kills
        acknowledged, lost = acknowledged + tally.acknowledged, lost + tally.lost
        unexpected, faults = unexpected + tally.unexpected, faults + tally.faults
        sys.stdout.write(f"{role}: {done} kills, {acknowledged} acknowledged, {lost} lost, {len(faults)} faults\n")
        sys.stdout.flush()
    what = f"| kill -9 while recording, {role} file | {done} kills | {acknowledged:,}"
    return [f"{what} | {lost} | {unexpected} | {len(faults)} |", *faults]


def filled(folder: Path, steps: int) -> list[str]:
    """The same work again and again with a little more room each time."""
    photo = folder / "1.jpg"
    photo.write_bytes(jpeg(1, (800, 600)))
    try:
        with small_disk(folder / "disk", 12_000) as disk:
            full = FullDisk(disk, folder / "data", photo)
            for step in range(steps):
                full.step(step * WIDEST // max(steps, 1))
            tally = full.look()
    except RuntimeError as reason:
        return [f"| full disk | not run: {reason} | | | | |"]
    ended = f"{tally.ended[0]} calls done, {tally.ended[4]} refused with M06"
    row = f"| full disk, {steps} steps of 0 to {WIDEST} kB: record, photo, ledger, sheet, backup | {ended} |"
    counts = f" {len(tally.acknowledged)} | {tally.lost} | {len(tally.harmed)} harmed | {len(tally.faults)} |"
    return [row + counts, *tally.harmed, *tally.faults]


def section(rows: list[str], seed: int) -> list[str]:
    """The section with the figures of this run."""
    return [
        "## Kills and a full disk",
        "",
        "`python tests/reliability/run_full.py`. An answer of the command line is a promise: what it named must be",
        "there after a kill, and an old file must be whole after a full disk.",
        "",
        f"{when_and_where()}, SQLite {SQLITE_VERSION}, seed {seed}.",
        "",
        "| what | how often | findings acknowledged | lost | twice or harmed | faults named by `check` or a call |",
        "|---|---|---|---|---|---|",
        *rows,
    ]


def main() -> int:
    """Run, print, write; 1 when anything was lost, harmed or faulty."""
    options = argparse.ArgumentParser(description="kills and full disks, counted")
    options.add_argument("--kills", type=int, default=1000)
    options.add_argument("--steps", type=int, default=60)
    options.add_argument("--seed", type=int, default=20261116)
    options.add_argument("--no-write", action="store_true")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        parts = [
            killed(folder, args.kills - args.kills // 2, args.seed, "team"),
            killed(folder, args.kills // 2, args.seed, "office"),
            filled(folder, args.steps),
        ]
    rows = [part[0] for part in parts]
    faults = [line for part in parts for line in part[1:]]
    sys.stdout.write("\n".join([*rows, *faults]) + "\n")
    if not args.no_write:
        put_section("kills", section(rows, args.seed))
    return 1 if faults or any(row.split("|")[4].strip() not in ("0", "") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
