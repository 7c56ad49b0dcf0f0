"""A reply workbook of 200 problems with 400 photos, read in a confined child beside openpyxl alone.

    python benchmarks/replies.py

Aim: at most 2 times. openpyxl opens the workbook, looks at every cell and takes the bytes of its pictures. Nothing
heavy is imported here: the child begins with this module, as it does with the program's own.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

PROBLEMS = 200


def main() -> None:
    """The best of three each, as JSON."""
    with tempfile.TemporaryDirectory() as name:
        book = Path(name) / "回复.xlsx"
        _filled(book)
        ours = [_ours(book) for _ in range(3)]
        alone = [_alone(book) for _ in range(3)]
        figures = {"ours_s": round(min(ours), 2), "alone_s": round(min(alone), 2)}
        megabytes = round(book.stat().st_size / 1_000_000)
    print(json.dumps({**figures, "ratio": round(min(ours) / min(alone), 2), "megabytes": megabytes}))


def _ours(book: Path) -> float:
    from chuangjian_desktop.inputs.pictured import read_pictured

    with tempfile.TemporaryDirectory() as out:
        began = time.perf_counter()
        found = read_pictured(book, Path(out))
        spent = time.perf_counter() - began
    if len(found.pictures) != 2 * PROBLEMS:
        raise SystemExit(f"{len(found.pictures)} pictures")
    return spent


def _alone(book: Path) -> float:
    import openpyxl

    began = time.perf_counter()
    opened: Any = openpyxl.load_workbook(book, data_only=True)
    sheet = opened.worksheets[0]
    taken = [image._data() for image in sheet._images]  # noqa: SLF001
    cells = sum(1 for row in sheet.iter_rows() for cell in row if cell.value)
    spent = time.perf_counter() - began
    if len(taken) != 2 * PROBLEMS or not cells:
        raise SystemExit(f"{len(taken)} pictures")
    return spent


def _filled(path: Path) -> None:
    """Problems as they go out with a photo each, and as they come back with one more."""
    import io

    import openpyxl
    from openpyxl.drawing.image import Image

    from chuangjian_desktop.domain.replies import ReplyForm, ReplyLine
    from chuangjian_desktop.outputs.xlsx.reply import write_reply

    lines = tuple(
        ReplyLine(f"ZG-{n // 20 + 1:03d}-{n % 20 + 1:02d}", "7F3A-K2QX", "解放路", "店外经营。" * 5, "11月25日前")
        for n in range(PROBLEMS)
    )
    write_reply(ReplyForm("7F3A-K2QX", "创建办", "城管局", "第四季度", "1号", "11月27日前", lines), path)
    book: Any = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    photos = [_photo() for _ in range(20)]
    for n in range(PROBLEMS):
        for place, column in enumerate("EK"):
            image = Image(io.BytesIO(photos[(2 * n + place) % 20] + bytes([n])))
            image.width, image.height = 118, 88
            sheet.add_image(image, f"{column}{6 + n}")
        for column, value in (("G", "巡查间隔过长"), ("H", "增设巡查员"), ("I", "2026-11-20"), ("J", "已完成")):
            sheet[f"{column}{6 + n}"] = value
    book.save(path)


def _photo() -> bytes:
    import io

    from PIL import Image

    made = io.BytesIO()
    noise = Image.effect_noise((400, 300), 60).resize((1600, 1200), Image.Resampling.BICUBIC)
    Image.merge("RGB", (noise, noise.rotate(180), noise)).save(made, "JPEG", quality=85)
    return made.getvalue()


if __name__ == "__main__":
    main()
