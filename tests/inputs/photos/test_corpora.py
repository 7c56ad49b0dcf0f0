"""Pictures of other people: broken, hostile, odd. Each is prepared or refused with M09, in time, and nothing dies."""

from __future__ import annotations

import io
import time
import warnings
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.photos.prepare import FORMATS
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.inputs.photos.worker import PhotoWorker
from tests.inputs.photos.pictures import corpus, decoded, mean_difference, profile

pytestmark = pytest.mark.corpora

LONGEST_SECONDS = 5.0


def resident_kilobytes(pid: int | None) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))


def outcome_of(worker: PhotoWorker, path: Path) -> PreparedPhoto | Refusal:
    try:
        return worker.prepare(path)
    except Refusal as refusal:
        return refusal


def test_every_picture_is_prepared_or_refused_in_time_by_one_worker() -> None:
    files = sorted(path for path in corpus().rglob("*") if path.is_file())
    assert len(files) > 300
    prepared, refused, causes = 0, 0, set[str]()
    with PhotoWorker() as worker:
        worker.start()
        pid = worker.pid
        for path in files:
            start = time.monotonic()
            outcome = outcome_of(worker, path)
            if isinstance(outcome, PreparedPhoto):
                assert decoded(outcome.working).size == (outcome.width, outcome.height)
                assert max(decoded(outcome.thumb).size) <= 256
                prepared += 1
            else:
                assert outcome.code == "M09", path
                causes.add(str(outcome.details["cause"]))
                refused += 1
            assert time.monotonic() - start < LONGEST_SECONDS, path
        assert worker.pid == pid, "the child was lost on the way"
        assert Path("/proc").exists() is False or resident_kilobytes(worker.pid) < 400_000
    assert prepared + refused == len(files)
    assert prepared >= 100
    assert causes == {"format", "damaged", "too_large"}


def reference(path: Path) -> Image.Image | None:
    """Pillow's own RGB rendering: turned upright, flattened on white; None where it has none to compare."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(path, formats=[name for name in FORMATS if name != "HEIF"]) as opened:
                picture = ImageOps.exif_transpose(opened)
                embedded = opened.info.get("icc_profile")
        except (OSError, ValueError):
            return None
    if picture.mode.startswith("I"):
        return None  # deep grey: Pillow cuts it to white, see test_deep_grey_uses_its_whole_range
    if "A" in picture.getbands() or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)
    picture = picture.convert("RGB")
    return in_srgb(picture, embedded) if embedded else picture


def in_srgb(picture: Image.Image, embedded: bytes) -> Image.Image:
    from PIL import ImageCms

    try:
        made = ImageCms.profileToProfile(picture, io.BytesIO(embedded), io.BytesIO(profile("sRGB")), outputMode="RGB")
    except ImageCms.PyCMSError:
        return picture
    return made or picture


def test_colours_are_those_of_the_reference() -> None:
    compared = 0
    with PhotoWorker() as worker:
        for path in sorted(corpus("pillow-varied").iterdir()):
            wanted = reference(path)
            if wanted is None or max(wanted.size) > 2016:
                continue
            photo = worker.prepare(path)
            difference = mean_difference(decoded(photo.working), wanted)
            assert difference < 3, (path.name, difference)
            compared += 1
    assert compared >= 40
