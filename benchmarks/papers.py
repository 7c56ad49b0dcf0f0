"""300 notices of 2 photos each as one PDF beside bare reportlab drawing the same.

    python benchmarks/papers.py [notices]

Aims: at most 1.5 times, under 500 MB, stopped within a second. The bare side draws every run in one call, from fonts of
its own, the same lines and rectangles, and embeds the same JPEG files; it neither breaks lines nor makes codes, flushes
or reads back. Times are of the processor, so that neighbours on the machine matter less.
"""

from __future__ import annotations

import hashlib
import json
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from chuangjian_desktop.domain.documents import Notice, Picture
from chuangjian_desktop.domain.errors import Cancelled
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.outputs.pdf.fonts import FontSet, Style
from chuangjian_desktop.outputs.pdf.linebreak import Line
from chuangjian_desktop.outputs.pdf.pen import Pen, Photo, runs_of
from chuangjian_desktop.outputs.pdf.volume import write_volume
from chuangjian_desktop.resources import FONTS
from tests.helpers.notices import jpeg, notice

Box = tuple[float, float, float, float]
Run = tuple[str, str, float, float, float]


def notices(count: int) -> list[tuple[Notice, str]]:
    """Notices of one problem with two photos; no photo is used twice."""
    found: list[tuple[Notice, str]] = []
    for number in range(count):
        plain = notice(1, 0)
        shots = (2 * number, 2 * number + 1)
        pictures = tuple(Picture(f"图{place}", partial(jpeg, shot)) for place, shot in enumerate(shots, 1))
        site = plain.sites[0]
        told = replace(site, problems=(replace(site.problems[0], pictures=pictures),))
        whole = replace(plain, number=f"云创建办督〔2026〕{number + 1}号", sites=(told,), code="7F3A-K2QX")
        found.append((whole, "letter" if number % 2 else "table"))
    return found


class Recorded:
    """What one run of ours drew: runs of text, lines, rectangles and photos, page by page."""

    def __init__(self) -> None:
        self.pages: list[list[Run]] = [[]]
        self.rules: list[list[Box]] = [[]]
        self.fills: list[list[list[Box]]] = [[]]
        self.photos: list[list[tuple[Path, Box]]] = [[]]

    def spy(self, told: list[tuple[Notice, str]], path: Path, fonts: FontSet) -> None:
        """Write once with eyes on the pen."""
        owns = {name: getattr(Pen, name) for name in ("line", "new_page", "photo", "rule", "fill")}
        spies: dict[str, Callable[..., None]] = {
            "line": self._line,
            "new_page": self._new_page,
            "photo": partial(self._photo, path),
            "rule": self._rule,
            "fill": self._fill,
        }
        for name, own in owns.items():
            setattr(Pen, name, _seen(spies[name], own))
        write_volume(told, path, fonts=fonts)
        for name, own in owns.items():
            setattr(Pen, name, own)

    def _line(self, pen: Any, x: float, baseline: float, line: Line, style: Style, *_more: Any) -> None:  # noqa: ANN401
        at, last = x + line.indent, ""
        for name, _, piece, width in runs_of(pen.fonts, line, style):
            if name and name == last:
                old = self.pages[-1].pop()
                self.pages[-1].append((old[0], old[1] + piece, *old[2:]))
            elif name:
                self.pages[-1].append((f"Bare{name.rsplit('-', 1)[0]}", piece, at, baseline, style.size))
            last, at = name, at + width

    def _new_page(self, _pen: Pen) -> None:
        for each in (self.pages, self.photos, self.rules, self.fills):
            each.append([])

    def _rule(self, _pen: Pen, start: tuple[float, float], end: tuple[float, float], *_: object, **__: object) -> None:
        self.rules[-1].append((*start, *end))

    def _fill(self, _pen: Pen, boxes: list[Box], *_: object) -> None:
        self.fills[-1].append(boxes)

    def _photo(self, beside: Path, _pen: Pen, photo: Photo, box: Box) -> None:
        file = beside.with_name(f"{hashlib.sha256(photo.data).hexdigest()}.jpg")
        file.write_bytes(photo.data)
        self.photos[-1].append((file, box))

    def bare(self, path: Path) -> None:
        """The same by the library alone."""
        canvas: Any = Canvas(str(path), pageCompression=1, invariant=1)
        for runs, rules, fills, photos in zip(self.pages, self.rules, self.fills, self.photos, strict=True):
            for rule in rules:
                canvas.line(*rule)
            for boxes in fills:
                shape = canvas.beginPath()
                for box in boxes:
                    shape.rect(*box)
                canvas.drawPath(shape, stroke=0, fill=1)
            for name, text, x, y, size in runs:
                canvas.setFont(name, size)
                canvas.drawString(x, y, text)
            for file, (x, y, width, height) in photos:
                canvas.drawImage(str(file), x, y, width, height)
            canvas.showPage()
        canvas.save()


def _seen(spy: Callable[..., None], own: Callable[..., Any]) -> Callable[..., Any]:
    """A method that is watched; what it is given can be looked at twice."""

    def watched(*given: Any, **named: Any) -> Any:  # noqa: ANN401
        kept: list[Any] = [list(cast("Iterator[Any]", each)) if isinstance(each, Iterator) else each for each in given]
        spy(*kept, **named)
        return own(*kept, **named)

    return watched


def volume(count: int, folder: Path) -> dict[str, object]:
    """Ours beside bare, the best of three each."""
    for path in FONTS.glob("*.ttf"):
        pdfmetrics.registerFont(TTFont(f"Bare{path.stem}", str(path)))  # pyright: ignore[reportUnknownMemberType]
    fonts, told = FontSet(), notices(count)
    for shot in range(2 * count):
        jpeg(shot)
    recorded = Recorded()
    recorded.spy(told, folder / "warm.pdf", fonts)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(3):
        began = time.process_time()
        write_volume(told, folder / "ours.pdf", fonts=fonts)
        middle = time.process_time()
        recorded.bare(folder / "bare.pdf")
        ours.append(middle - began)
        bare.append(time.process_time() - middle)
    figures = {"ours_s": round(min(ours), 2), "bare_s": round(min(bare), 2), "ratio": round(min(ours) / min(bare), 2)}
    return {**figures, "pages": len(recorded.pages), "peak_mb": _peak(), "stopped_s": _stopped(told, folder, fonts)}


def _stopped(told: list[tuple[Notice, str]], folder: Path, fonts: FontSet) -> float:
    """From the wish to stop until the call is over."""
    progress, asked = Progress(), [0.0]

    def ask() -> None:
        asked[0] = time.perf_counter()
        progress.cancel()

    threading.Timer(0.3, ask).start()
    try:
        write_volume(told, folder / "stopped.pdf", progress, fonts=fonts)
    except Cancelled:
        return round(time.perf_counter() - asked[0], 3)
    return -1.0


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000


def main() -> None:
    """The figures as JSON."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(volume(count, Path(name))))


if __name__ == "__main__":
    main()
