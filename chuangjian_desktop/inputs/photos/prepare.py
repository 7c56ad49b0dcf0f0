"""From the bytes of a foreign picture to a `PreparedPhoto`. Pure; run it in a child process (`worker.PhotoWorker`)."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import io
import struct
import warnings
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, TiffImagePlugin, WebPImagePlugin

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.inputs.photos.exif import Facts, facts_of, orientation_of
from chuangjian_desktop.inputs.photos.values import (
    LONGEST_SIDE,
    THUMB_SIDE,
    PreparedPhoto,
    TimeSource,
    cannot_read,
)

FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "GIF", "HEIF")
"""What is opened at all; a multi-picture MPO comes in as the JPEG that it begins with."""
LARGEST_FILE = 256 * 1024 * 1024
_CAMERA_FORMATS = frozenset({"JPEG", "MPO", "HEIF"})
_SHARP_ENOUGH = 1920
_SMALL = 1200
_DAMAGE = (
    OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, AttributeError, EOFError, OverflowError,
    ZeroDivisionError, struct.error, RecursionError, AssertionError, RuntimeError, NotImplementedError,
)  # fmt: skip
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def prepare(source: Path | str | bytes, name: str, file_time: dt.datetime | None = None) -> PreparedPhoto:
    """Decode, turn upright, scale down, convert to sRGB and read the facts.

    `file_time` (aware) stands in where the picture tells no time. Raises `Refusal` M09 with a reason of
    `values.REASONS` for whatever is no acceptable picture; nothing else.
    """
    data = source if isinstance(source, bytes) else _read(Path(source), name)
    if not data:
        raise cannot_read(name, "empty")
    picture, facts, from_camera = _decode(data, name)
    taken_at, time_source = _time(facts, file_time)
    thumb = _fit(picture, THUMB_SIDE)
    return PreparedPhoto(
        working=_jpeg(picture, from_camera),
        thumb=_jpeg(thumb, from_camera=True),
        width=picture.width,
        height=picture.height,
        original_name=name,
        original_size=len(data),
        original_sha256=hashlib.sha256(data).hexdigest(),
        taken_at=taken_at,
        time_source=time_source,
        latitude=facts.latitude,
        longitude=facts.longitude,
        camera=facts.camera,
        fingerprint=difference_hash(thumb),
    )


def warm_up() -> None:
    """Load every decoder, the encoder and the colour tables, so that the first photo is as quick as the next."""
    _know_all_formats()
    _srgb_profile()
    _jpeg(_fit(Image.new("RGB", (320, 240)), THUMB_SIDE), from_camera=True)


def difference_hash(picture: Image.Image) -> int:
    """64 bits: in a 9 × 8 grey miniature, is each point darker than its right neighbour?"""
    grey = picture.convert("L").resize((9, 8), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (grey[at] < grey[at + 1])
    return bits


def _read(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            raise cannot_read(name, "missing")
        if path.stat().st_size > LARGEST_FILE:
            raise cannot_read(name, "too_large")
        return path.read_bytes()
    except (OSError, ValueError):
        raise cannot_read(name, "missing") from None


@functools.cache
def _know_all_formats() -> None:
    """Register every decoder of `FORMATS` (Pillow itself loads TIFF and WebP only when nothing else fits)."""
    pillow_heif.register_heif_opener(thumbnails=False)  # pyright: ignore[reportUnknownMemberType]
    Image.preinit()
    known = {TiffImagePlugin.TiffImageFile.format, WebPImagePlugin.WebPImageFile.format, *Image.OPEN}
    if not known.issuperset(FORMATS):
        raise SystemError(f"a picture decoder is missing: {set(FORMATS) - known}")


def _decode(data: bytes, name: str) -> tuple[Image.Image, Facts, bool]:
    """The upright sRGB picture at its final size."""
    _know_all_formats()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode_unguarded(data)
    except Image.UnidentifiedImageError:
        raise cannot_read(name, "format") from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise cannot_read(name, "too_large") from None
    except MemoryError:
        raise cannot_read(name, "memory") from None
    except _DAMAGE as error:
        raise _damage(name, error) from error


def _damage(name: str, error: Exception) -> Refusal:
    return cannot_read(name, "memory" if "memory" in str(error).lower() else "damaged")


def _decode_unguarded(data: bytes) -> tuple[Image.Image, Facts, bool]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        facts = facts_of(opened)
        _draft(opened)
        opened.load()
        # Read after loading: the TIFF and HEIC decoders turn the picture themselves and then say so.
        turn = _TURNS.get(orientation_of(opened))
        profile = opened.info.get("icc_profile")
        picture = _srgb(_fit(_eight_bit(opened), LONGEST_SIDE), profile)
        if turn is not None:
            picture = picture.transpose(turn)
        return picture, facts, opened.format in _CAMERA_FORMATS


def _draft(opened: Image.Image) -> None:
    """Let the JPEG decoder scale by 2, 4 or 8 at once, which costs a third of a full decoding."""
    if opened.format not in ("JPEG", "MPO"):
        return
    width, height = opened.size
    for scale in (8, 4, 2):
        if max(width, height) // scale >= _SHARP_ENOUGH and min(width, height) >= scale:
            opened.draft("RGB", (width // scale, height // scale))
            return


def _eight_bit(picture: Image.Image) -> Image.Image:
    """RGB, or grey; what shines through is flattened on white."""
    if picture.mode in ("RGB", "L"):
        return picture
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return _from_deep_grey(picture)
    if "A" in picture.getbands() or "a" in picture.getbands() or "transparency" in picture.info:
        return _on_white(picture.convert("RGBA"))
    return picture.convert("RGB")


def _from_deep_grey(picture: Image.Image) -> Image.Image:
    """Deep grey to 8 bits by its significant bits: Pillow's own conversion cuts everything above 255 to white."""
    deep = picture.convert("F")
    extrema = deep.getextrema()
    highest = extrema[1] if isinstance(extrema[1], (int, float)) else 255.0
    significant = max(8, int(min(highest, 2.0**31)).bit_length())
    factor = 255 / ((1 << significant) - 1)
    return deep.point(lambda value: value * factor + 0.0).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGBA", picture.size, (255, 255, 255, 255))
    return Image.alpha_composite(ground, picture).convert("RGB")


def _fit(picture: Image.Image, longest: int) -> Image.Image:
    """Scaled down to the longest side, never up."""
    width, height = picture.size
    if max(width, height) <= longest:
        return picture
    factor = longest / max(width, height)
    size = (max(1, round(width * factor)), max(1, round(height * factor)))
    return picture.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


@functools.cache
def _srgb_profile() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]


def _srgb(picture: Image.Image, profile: object) -> Image.Image:
    """Into sRGB by the embedded profile of an RGB picture; a profile that makes no sense is left aside."""
    if not isinstance(profile, bytes) or picture.mode != "RGB":
        return picture if picture.mode == "RGB" else picture.convert("RGB")
    try:
        embedded = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(embedded):
            return picture
        converted = ImageCms.profileToProfile(picture, embedded, _srgb_profile(), outputMode="RGB")
    except (ImageCms.PyCMSError, *_DAMAGE):
        return picture
    return picture if converted is None else converted


def _jpeg(picture: Image.Image, from_camera: bool) -> bytes:
    """Big camera pictures as cameras write them; small and drawn ones (screenshots, scans) with their colour detail."""
    target = io.BytesIO()
    picture.info.clear()  # else the encoder would carry comment, profile and EXIF over
    if from_camera and max(picture.size) > _SMALL:
        picture.save(target, "JPEG", quality=85, subsampling="4:2:0")
    else:
        picture.save(target, "JPEG", quality=92, subsampling="4:4:4")
    return target.getvalue()


def _time(facts: Facts, file_time: dt.datetime | None) -> tuple[str, TimeSource]:
    if facts.taken_at:
        return facts.taken_at, "exif"
    if file_time is not None:
        return file_time.isoformat(timespec="seconds"), "file"
    return "", ""
