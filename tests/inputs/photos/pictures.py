"""Pictures made for the tests, and the folder of pictures that other people made."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Literal, cast

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

CORPORA = Path(__file__).resolve().parents[4] / "shared" / "corpora" / "images"


def corpus(*parts: str) -> Path:
    """A folder or file of the corpora; the test is skipped where it is missing."""
    path = CORPORA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"../shared/corpora is missing: images/{'/'.join(parts)}")
    return path


def corner_picture(size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Four plain quarters: red, green / blue, white; so that every turn can be told."""
    width, height = size
    picture = Image.new("RGB", size, "white")
    picture.paste((220, 30, 30), (0, 0, width // 2, height // 2))
    picture.paste((30, 180, 30), (width // 2, 0, width, height // 2))
    picture.paste((30, 30, 220), (0, height // 2, width // 2, height))
    return picture


def encoded(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **cast("dict[str, Any]", options))
    return target.getvalue()


def decoded(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        opened.load()
        return opened.convert("RGB")


def mean_difference(one: Image.Image, other: Image.Image) -> float:
    """Mean absolute difference of all channels of two RGB pictures of one size."""
    assert one.size == other.size
    means = ImageStat.Stat(ImageChops.difference(one, other)).mean
    return sum(means) / len(means)


def profile(space: Literal["sRGB", "LAB"]) -> bytes:
    made = cast("Any", ImageCms).createProfile(space)
    return ImageCms.ImageCmsProfile(made).tobytes()
