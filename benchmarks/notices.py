"""200 notices of 2 pages with 6 photos: ours beside bare reportlab (ASCII85 off) drawing the same runs, in one run.

    python benchmarks/notices.py [notices]

The bare side draws every run of text in one call without spacing, from fonts of its own, and embeds the same JPEG
files; it neither breaks lines nor flushes nor reads back. Aim: at most 1.5 times, under 1 GiB.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.letter import write_letter
from chuangjian_desktop.outputs.pdf.linebreak import Line
from chuangjian_desktop.outputs.pdf.pen import Pen, runs_of
from chuangjian_desktop.resources import FONTS
from tests.helpers.notices import draft, jpeg

Run = tuple[str, str, float, float, float]
PHOTOS = (10, 11, 12, 20, 21, 22)


def recorded(folder: Path, fonts: FontSet) -> list[list[Run]]:
    """Runs of text of each page of the notice, as our own drawing makes them."""
    pages: list[list[Run]] = [[]]
    line_of, page_of = Pen.line, Pen.new_page

    def line(pen: Any, x: float, baseline: float, line: Line, style: Style, *colour: Any) -> None:  # noqa: ANN401
        at = x + line.indent
        last = ""
        for name, _, piece, width in runs_of(pen.fonts, line, style):
            if name and name == last:
                old = pages[-1].pop()
                pages[-1].append((old[0], old[1] + piece, *old[2:]))
            elif name:
                pages[-1].append((f"Bare{name.rsplit('-', 1)[0]}", piece, at, baseline, style.size))
            last, at = name, at + width
        line_of(pen, x, baseline, line, style, *colour)

    def new_page(pen: Pen) -> None:
        pages.append([])
        page_of(pen)

    setattr(Pen, "line", line)  # noqa: B010 - a spy for one notice
    setattr(Pen, "new_page", new_page)  # noqa: B010
    write_letter(draft(2, 3), folder / "recorded.pdf", fonts=fonts)
    setattr(Pen, "line", line_of)  # noqa: B010
    setattr(Pen, "new_page", page_of)  # noqa: B010
    return pages


def bare(path: Path, pages: list[list[Run]], photos: list[Path]) -> None:
    """The same pages by the library alone."""
    canvas: Any = Canvas(str(path), pageCompression=1, invariant=1)
    for number, page in enumerate(pages):
        for name, text, x, y, size in page:
            canvas.setFont(name, size)
            canvas.drawString(x, y, text)
        for place in range(3):
            canvas.drawImage(str(photos[number * 3 + place]), 80 + place * 140, 300, 130, 97)
        canvas.showPage()
    canvas.save()


def main() -> None:
    """Alternate in blocks of ten, so that both sides meet the same neighbours on the machine."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    fonts = FontSet()
    for path in FONTS.glob("*.ttf"):
        pdfmetrics.registerFont(TTFont(f"Bare{path.stem}", str(path)))  # pyright: ignore[reportUnknownMemberType]
    spent = {"ours": 0.0, "bare": 0.0}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        photos = [folder / f"{seed}.jpg" for seed in PHOTOS]
        for seed, photo in zip(PHOTOS, photos, strict=True):
            photo.write_bytes(jpeg(seed))
        pages = recorded(folder, fonts)
        bare(folder / "warm.pdf", pages, photos)
        for number in range(count):
            began = time.perf_counter()
            write_letter(draft(2, 3), folder / f"ours{number}.pdf", fonts=fonts)
            middle = time.perf_counter()
            bare(folder / f"bare{number}.pdf", pages, photos)
            spent["ours"] += middle - began
            spent["bare"] += time.perf_counter() - middle
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {f"{side}_ms": round(seconds / count * 1000, 1) for side, seconds in spent.items()}
    print(
        json.dumps({**figures, "ratio": round(spent["ours"] / spent["bare"], 2), "pages": len(pages), "peak_mib": peak})
    )


if __name__ == "__main__":
    main()
