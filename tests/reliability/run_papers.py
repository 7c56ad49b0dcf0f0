"""Notices of mixed length, hundreds in one file, looked at page by page; prints what is wrong and the figures.

python tests/reliability/run_papers.py [--notices 300] [--most 40] [--seed N] [--no-write]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from chuangjian_desktop.outputs.pdf.fonts import FontSet
from chuangjian_desktop.outputs.pdf.volume import write_volume
from tests.helpers.paper_faults import read, volume_faults
from tests.helpers.paper_mix import KINDS, mixed
from tests.reliability.page import put_section, when_and_where


def printed(kind: str, args: argparse.Namespace, folder: Path) -> tuple[str, list[str]]:
    """The line of the table and the faults of one kind."""
    told = mixed(args.seed, args.notices, args.most, kind)
    path = folder / f"{kind}.pdf"
    began = time.perf_counter()
    write_volume(told, path, fonts=FontSet())
    seconds = time.perf_counter() - began
    problems = [problem for notice, _ in told for site in notice.sites for problem in site.problems]
    photos = sum(len(problem.pictures) for problem in problems)
    found = volume_faults(told, path)
    pages = len(read(path))
    sys.stdout.write(f"{kind}: {pages} pages in {seconds:.0f} s, {len(found)} faults\n")
    sys.stdout.flush()
    return f"| {kind} | {len(told)} | {len(problems):,} | {photos:,} | {pages:,} | {len(found)} |", found


def section(rows: list[str], args: argparse.Namespace) -> list[str]:
    """The section with the figures of this run."""
    return [
        "## Papers of any length",
        "",
        "`python tests/reliability/run_papers.py`. In each file letters and tables take turns, with long texts and",
        f"names, up to {args.most} problems each and up to 6 photos of a problem. Looked for: text outside the type",
        "area, over other text, over a line or a photo; headings alone; problems apart from their photos; signatures",
        "alone; wrong page numbers, 附件 lists, 版记; anything of the data that the text lacks.",
        "",
        f"{when_and_where()}, seed {args.seed}.",
        "",
        "| kind | notices | problems | photos | pages | faults |",
        "|---|---|---|---|---|---|",
        *rows,
    ]


def main() -> int:
    """Run, print, write; 1 when anything is wrong."""
    options = argparse.ArgumentParser(description="notices of mixed length, looked at")
    options.add_argument("--notices", type=int, default=300)
    options.add_argument("--most", type=int, default=40)
    options.add_argument("--seed", type=int, default=20261122)
    options.add_argument("--no-write", action="store_true")
    args = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        parts = [printed(kind, args, Path(name)) for kind in KINDS]
    faults = [line for _, found in parts for line in found]
    sys.stdout.write("\n".join([*(row for row, _ in parts), *faults]) + "\n")
    if not args.no_write:
        put_section("papers", section([row for row, _ in parts], args))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
