"""A ledger of 10,000 problems with 300 thumbnails: ours beside bare openpyxl (write-only) writing the same cells.

    python benchmarks/ledger.py [rows] [times]

The bare side appends the same values and pictures, without any style: openpyxl takes ten times longer when each cell
gets its border and font, so this is its fastest way. Each side runs in a process of its own, in turns, so that each
peak is its own. Aim: at most 1.5 times, under 1 GiB; a cancelled export leaves the earlier file as it was.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import median, peak_mib
from openpyxl import Workbook
from openpyxl.drawing.image import Image

from chuangjian_desktop.domain.documents import LedgerRow, Table
from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.xlsx.ledger import COLUMNS, write_ledger
from tests.helpers.notices import TEXTS, jpeg

PICTURES = 300
FIRST_DAY = date(2026, 11, 16)
LOST = Decimal("0.50")


def rows(count: int) -> Iterator[LedgerRow]:
    """Problems as an office has them; 300 with a thumbnail."""
    every = max(1, count // PICTURES)
    for number in range(count):
        picture = number % every == 0 and number // every < PICTURES
        yield row(number, picture=picture)


def row(number: int, *, picture: bool) -> LedgerRow:
    """One problem."""
    seed = number % 40
    return LedgerRow(
        number=f"ZG-{number // 20 + 1:03d}-{number % 20 + 1:02d}",
        round_name="2026年第四季度",
        found_on=(FIRST_DAY + timedelta(days=number % 5)).isoformat(),
        site_type="主干道",
        site=f"解放路{number // 20 + 1}段",
        place=f"{number % 300}号门前",
        problem=f"{TEXTS[number % len(TEXTS)]}（{number}）",
        problem_code="02013",
        campaigns="文明",
        unit="东湖区城市管理局",
        deadline="11月20日",
        notice_number="",
        thumbnail=(lambda: jpeg(seed, 256, 192)) if picture else None,
        note="",
        count=1 + number % 3,
        lost=LOST,
    )


def table(count: int) -> Table:
    """What stands over and under the rows."""
    held = sum(1 + number % 3 for number in range(count))
    return Table("问题台账", "2026年第四季度模拟测评", "2026年11月18日", LOST * count, held)


def ours(path: Path, count: int) -> None:
    write_ledger(table(count), list(rows(count)), path)


def bare(path: Path, count: int) -> None:
    """The same cells and pictures by the library's own fast way."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("问题台账")
    sheet.append([column.name for column in COLUMNS])
    for number, each in enumerate(rows(count), 1):
        sheet.append(values(number, each))
        if each.thumbnail is not None:
            image = Image(io.BytesIO(each.thumbnail()))
            image.width, image.height = 112, 84
            image.anchor = f"S{number + 1}"
            sheet.add_image(image)
    book.save(path)


def values(number: int, each: LedgerRow) -> list[object]:
    """The cells of a row, in the order of our columns."""
    first = [number, each.number, each.round_name, each.found_on, each.site_type, each.site, each.place, each.problem]
    laid = [each.problem_code, each.campaigns, each.unit, None, None, None, each.deadline, each.notice_number]
    return [*first, *laid, *[None] * 8, each.note, each.count, each.lost]


def one(side: str, count: int) -> dict[str, float]:
    """Run one side in a process of its own."""
    done = subprocess.run([sys.executable, __file__, "--one", side, str(count)], capture_output=True, check=True)
    return json.loads(done.stdout)


def cancelling(count: int) -> float:
    """Milliseconds from the wish to stop until the export has given up, the earlier file as it was."""
    progress = Progress()
    asked: list[float] = []

    def stopping() -> Iterator[LedgerRow]:
        for number, each in enumerate(rows(count)):
            if number == count // 2:
                asked.append(time.perf_counter())
                progress.cancel()
            yield each

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        path.write_bytes(b"the earlier file")
        try:
            write_ledger(table(count), stopping(), path, progress)
        except Cancelled:
            took = (time.perf_counter() - asked[0]) * 1000
        else:
            raise AssertionError("not cancelled")
        assert path.read_bytes() == b"the earlier file"
        assert [each.name for each in path.parent.iterdir()] == [path.name]
    return round(took, 1)


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        with tempfile.TemporaryDirectory() as folder:
            path, count = Path(folder) / "ledger.xlsx", int(sys.argv[3])
            start = time.perf_counter()
            (ours if sys.argv[2] == "ours" else bare)(path, count)
            took = (time.perf_counter() - start) * 1000
            print(json.dumps({"ms": took, "peak": peak_mib(), "bytes": path.stat().st_size}))
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    times = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    pairs = [(one("ours", count), one("bare", count)) for _ in range(times)]
    mine, floor = median([pair[0]["ms"] for pair in pairs]), median([pair[1]["ms"] for pair in pairs])
    figures: dict[str, object] = {"ours_ms": mine, "bare_ms": floor, "ratio": round(mine / floor, 2)}
    for place, side in enumerate(("ours", "bare")):
        figures[f"{side}_peak_mib"] = max(pair[place]["peak"] for pair in pairs)
        figures[f"{side}_bytes"] = pairs[0][place]["bytes"]
    print(json.dumps({"measured": "ledger", "rows": count, **figures, "cancelled_after_ms": cancelling(count)}))


if __name__ == "__main__":
    main()
