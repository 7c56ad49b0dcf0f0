"""A ledger of 10,000 findings with 300 thumbnails: ours beside bare openpyxl in write-only mode, in one run.

    python benchmarks/ledger.py [rows]

The bare side writes the same cells without fonts, borders, heights, head and totals, and lays in the same JPEG files.
Aim: at most 1.5 times, under 1 GiB.
"""

from __future__ import annotations

import io
import json
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from openpyxl import Workbook
from openpyxl.drawing.image import Image

from chuangjian_desktop.domain.documents import LedgerRow
from chuangjian_desktop.outputs.xlsx.ledger import cells_of, write_ledger
from tests.outputs.xlsx.documents import ledger_rows, table_of

PICTURES = 300
RUNS = 5


def bare(rows: list[LedgerRow], path: Path) -> None:
    """The same cells by the library alone."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问题台账")
    for number, row in enumerate(rows, 1):
        sheet.append(cells_of(number, row))
        if row.thumbnail is not None:
            sheet.add_image(Image(io.BytesIO(row.thumbnail())), f"S{number}")
    book.save(path)


def main() -> None:
    """Alternate, so that both sides meet the same neighbours on the machine; medians are compared."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rows = ledger_rows(count, PICTURES)
    table = table_of(rows, "问题台账")
    ours: list[float] = []
    reference: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(RUNS):
            started = time.perf_counter()
            write_ledger(table, rows, Path(folder) / "ours.xlsx")
            between = time.perf_counter()
            bare(rows, Path(folder) / "bare.xlsx")
            ours.append(between - started)
            reference.append(time.perf_counter() - between)
    mine, other = statistics.median(ours), statistics.median(reference)
    result = {
        "rows": count,
        "pictures": min(PICTURES, count),
        "ours_s": round(mine, 2),
        "bare_s": round(other, 2),
        "ratio": round(mine / other, 2),
        "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
