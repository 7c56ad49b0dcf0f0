"""A 12-megapixel JPEG to working copy and thumbnail: the warm worker beside bare Pillow with `draft`, in one run.

    python benchmarks/photo.py [repetitions]

Prints milliseconds (medians of alternating runs), their ratio (aim: at most 1.2) and the peak memory of the child.
"""

from __future__ import annotations

import io
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageFilter

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from chuangjian_desktop.inputs.photos.worker import PhotoWorker

SIZE = (4032, 3024)


def make_photo(path: Path) -> None:
    """A picture with the detail of a phone photo (about 4 MB), the same on every run."""
    rng = random.Random(12)
    coarse = Image.frombytes("RGB", (252, 189), rng.randbytes(252 * 189 * 3)).resize(SIZE, Image.Resampling.BICUBIC)
    fine = Image.frombytes("RGB", (1008, 756), rng.randbytes(1008 * 756 * 3)).resize(SIZE, Image.Resampling.BILINEAR)
    Image.blend(coarse, fine, 0.25).filter(ImageFilter.GaussianBlur(1)).save(path, "JPEG", quality=93)


def bare_pillow(path: Path) -> tuple[bytes, bytes]:
    """The fastest combination that is known: draft with the picture's own aspect, one thumbnail from the result."""
    with Image.open(path) as opened:
        opened.draft("RGB", (2016, 1512))
        opened.load()
        picture = opened if max(opened.size) <= 2016 else opened.resize((2016, 1512))
        working, thumb = io.BytesIO(), io.BytesIO()
        small = picture.copy()
        small.thumbnail((256, 256))
        picture.save(working, "JPEG", quality=85)
        small.save(thumb, "JPEG", quality=85)
    return working.getvalue(), thumb.getvalue()


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def peak_kilobytes(pid: int | None) -> int | None:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return None
    lines = status.read_text().splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), None)


def main() -> None:
    repetitions = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as folder, PhotoWorker() as worker:
        photo = Path(folder) / "photo.jpg"
        make_photo(photo)
        worker.start()
        ours: list[float] = []
        floor: list[float] = []
        for _ in range(repetitions):
            floor.append(timed(lambda: bare_pillow(photo)))
            ours.append(timed(lambda: worker.prepare(photo)))
        result = {
            "photo_bytes": photo.stat().st_size,
            "bare_pillow_ms": round(statistics.median(floor), 1),
            "worker_ms": round(statistics.median(ours), 1),
            "ratio": round(statistics.median(ours) / statistics.median(floor), 2),
            "worker_peak_kb": peak_kilobytes(worker.pid),
        }
        print(json.dumps(result))


if __name__ == "__main__":
    main()
