"""Twelve ordinary shapes of merging, by this program, pygeodiff and SQLite's session extension; prints the table and
writes it to docs/reliability.md.

python tests/reliability/run_peers.py [--no-write]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.reliability.page import put_section, when_and_where
from tests.reliability.peers.scoreboard import contestants, played, verdict
from tests.reliability.peers.shapes import SHAPES

RULES = """\
`python tests/reliability/run_peers.py`. Two laptops change copies of one file, then the copies are merged, once with
A's changes first and once with B's. Passed (✓) means: nothing is lost (a value that is only in the list of conflicts
counts as kept), no row gets another parent, no key is changed, contradictions are listed, nothing aborts, and the
result does not depend on who comes first. All are judged by the same function. geodiff rebases the later file upon the
earlier one; of the session extension the gentlest policy is taken: what does not fit is left out and listed. This
program gives ids of its own, so that shapes which differ only in their keys are the same to it."""


def table(names: list[str], rows: list[tuple[str, Mapping[str, tuple[str, ...]]]]) -> list[str]:
    """The table with its sums."""
    lines = [f"| | {' | '.join(('shape', *names))} |", "|" + "---|" * (len(names) + 2)]
    for number, (shape, found) in enumerate(rows, 1):
        lines.append(f"| {number} | {' | '.join((shape, *(verdict(found[name]) for name in names)))} |")
    sums = (f"**{sum(not found[name] for _, found in rows)} of {len(rows)}**" for name in names)
    return [*lines, f"| | passed | {' | '.join(sums)} |"]


def main() -> int:
    """Run, print, write; 1 when this program did not pass everything."""
    options = argparse.ArgumentParser(description="merging, compared")
    options.add_argument("--no-write", action="store_true")
    args = options.parse_args()
    who = contestants()
    rows: list[tuple[str, Mapping[str, tuple[str, ...]]]] = []
    for shape, found in played(who):
        rows.append((shape.name, found))
        sys.stdout.write(f"{len(rows)}/{len(SHAPES)} {shape.name}: {found}\n")
        sys.stdout.flush()
    names = [each.name for each in who]
    lines = ["## Merging beside others", "", RULES, "", f"{when_and_where()}.", "", *table(names, rows)]
    if len(who) < 3:
        lines += ["", "pygeodiff is not built for this machine and was left out."]
    sys.stdout.write("\n".join(lines) + "\n")
    if not args.no_write:
        put_section("peers", lines)
    return 1 if any(found[names[0]] for _, found in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
