"""Whether a merge slows down as the office's file grows: packages one after the other, time for each change.

    python benchmarks/merge_growth.py [packages] [findings]

The reference is the first tenth of the packages in the same run; the aim for the last tenth is 1.25 x.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.measuring import peak_mib
from benchmarks.merge import PER_VISIT, made_package, office_file
from chuangjian_desktop.domain.merging import Choice
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.services.workspace import now
from chuangjian_desktop.store.merging.merge import Merge
from chuangjian_desktop.store.store import Store


def main(packages: int, findings: int) -> None:
    """One run."""
    changes = findings + -(-findings // PER_VISIT)
    each: list[float] = []
    with tempfile.TemporaryDirectory(prefix="chuangjian-growth-") as name:
        folder = Path(name)
        with closing(Store.open(office_file(folder, "office"), now)) as store:
            for number in range(packages):
                package = made_package(folder, number, findings, 0)
                begun = time.perf_counter()
                _take(store, package, folder)
                each.append((time.perf_counter() - begun) / changes * 1e6)
                package.unlink()
    tenth = max(1, packages // 10)
    first, last = statistics.median(each[:tenth]), statistics.median(each[-tenth:])
    print(f"{packages} packages of {changes:,} changes, peak of this process {peak_mib()} MiB")
    print(f"for each change: first tenth {first:.0f} us, last tenth {last:.0f} us, {last / first:.2f} x (aim 1.25)")


def _take(store: Store, package: Path, folder: Path) -> None:
    choice = Choice(accept_unsigned=True)
    with (
        tempfile.TemporaryDirectory(dir=folder) as scratch,
        Merge(store, Path(scratch), "", choice, Progress()) as merge,
    ):
        merge.examine([package], carry=True)
        assert merge.take().outcomes[0].status == "taken"


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [100, 9_615][len(numbers) :]))
