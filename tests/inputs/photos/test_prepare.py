"""One picture in: size, direction, colour, facts; or a refusal that says why."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.messages import sentence
from chuangjian_desktop.inputs.photos.prepare import prepare
from chuangjian_desktop.inputs.photos.values import REASONS, looks_like_picture
from tests.inputs.photos.pictures import corner_picture, corpus, decoded, encoded, mean_difference, profile

EAST = dt.timezone(dt.timedelta(hours=8))


def cause_of(data: bytes) -> str:
    with pytest.raises(Refusal) as caught:
        prepare(data, "照片.jpg")
    assert caught.value.code == "M09"
    assert caught.value.details["file"] == "照片.jpg"
    return str(caught.value.details["cause"])


def exif(**values: object) -> Image.Exif:
    """Keys: t123 in the main block, d123 in the detail block, g1 in the place block."""
    made = Image.Exif()
    for key, value in values.items():
        block = {"t": made, "d": made.get_ifd(0x8769), "g": made.get_ifd(0x8825)}[key[0]]
        block[int(key[1:])] = value
    return made


def test_a_big_photo_becomes_a_working_copy_and_a_thumbnail() -> None:
    data = encoded(Image.linear_gradient("L").resize((4032, 3024)).convert("RGB"))
    photo = prepare(data, "IMG_0001.JPG")
    assert (photo.width, photo.height) == (2016, 1512)
    assert decoded(photo.working).size == (2016, 1512)
    assert decoded(photo.thumb).size == (256, 192)
    assert photo.original_name == "IMG_0001.JPG"
    assert photo.original_size == len(data)
    assert photo.original_sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    "size", [(4000, 3000), (3264, 2448), (2448, 3264), (8000, 1000), (30000, 12), (2017, 5), (1, 1)]
)
def test_no_side_is_longer_than_allowed(size: tuple[int, int]) -> None:
    photo = prepare(encoded(Image.new("RGB", size, "teal")), "a.jpg")
    assert max(photo.width, photo.height) <= 2016
    assert max(decoded(photo.thumb).size) <= 256
    assert max(photo.width, photo.height) >= min(1920, max(size))
    factor = max(photo.width, photo.height) / max(size)
    assert abs(photo.width - size[0] * factor) <= 1
    assert abs(photo.height - size[1] * factor) <= 1


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(orientation: int) -> None:
    undo: dict[int, Image.Transpose] = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = corner_picture()
    stored = upright.transpose(undo[orientation]) if orientation > 1 else upright
    data = encoded(stored, quality=95, subsampling=0, exif=exif(t274=orientation))
    photo = prepare(data, "a.jpg")
    assert (photo.width, photo.height) == upright.size
    assert mean_difference(decoded(photo.working), upright) < 3
    assert b"Exif" not in photo.working


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "BMP", "TIFF", "GIF", "JPEG"])
def test_every_format_is_read(kind: str) -> None:
    options = {"lossless": True} if kind == "WEBP" else {}
    photo = prepare(encoded(corner_picture(), kind, **options), "a")
    assert mean_difference(decoded(photo.working), corner_picture()) < 3


def test_a_multi_picture_file_shows_its_first_picture() -> None:
    data = encoded(
        corner_picture(), "MPO", save_all=True, append_images=[Image.new("RGB", (64, 48), "black")], quality=95
    )
    assert mean_difference(decoded(prepare(data, "a.mpo").working), corner_picture()) < 4


def test_an_animation_shows_its_first_frame() -> None:
    frames = [corner_picture(), Image.new("RGB", (64, 48), "black")]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert mean_difference(decoded(prepare(data, "a.gif").working), corner_picture()) < 3


def test_what_shines_through_becomes_white() -> None:
    picture = Image.new("RGBA", (20, 10), (255, 0, 0, 0))
    palette = Image.new("P", (20, 10), 0)
    palette.putpalette([10, 20, 30] * 256)
    for data in (encoded(picture, "PNG"), encoded(palette, "PNG", transparency=0)):
        assert mean_difference(decoded(prepare(data, "a.png").working), Image.new("RGB", (20, 10), "white")) < 1


@pytest.mark.parametrize(("value", "shown"), [(65535, 255), (32768, 128), (4095, 255), (200, 200), (0, 0)])
def test_deep_grey_uses_its_whole_range(value: int, shown: int) -> None:
    picture = Image.new("I;16", (8, 8), value)
    assert abs(decoded(prepare(encoded(picture, "PNG"), "a.png").working).getpixel((4, 4))[0] - shown) <= 1  # type: ignore[index]


def test_ink_colours_are_shown() -> None:
    picture = Image.new("CMYK", (16, 16), (0, 200, 200, 20))
    shown = decoded(prepare(encoded(picture, "JPEG", quality=95), "a.jpg").working)
    assert mean_difference(shown, picture.convert("RGB")) < 3


def test_another_colour_space_is_converted_and_a_broken_profile_left_aside() -> None:
    grey_green = Image.new("RGB", (32, 32), (60, 160, 90))
    plain = profile("sRGB")
    for embedded in (plain, b"not a profile", plain[:200]):
        data = encoded(grey_green, "PNG", icc_profile=embedded)
        assert mean_difference(decoded(prepare(data, "a.png").working), grey_green) < 2
    lab = profile("LAB")
    assert prepare(encoded(grey_green, "PNG", icc_profile=lab), "a.png").width == 32


# ---- facts --------------------------------------------------------------------------------------------------------


def test_time_place_and_camera_are_read() -> None:
    block = exif(
        t271="HUAWEI", t272="HUAWEI P60", d36867="2026:11:18 10:31:07", d36881="+08:00",
        g1="N", g2=(30.0, 15.0, 36.0), g3="W", g4=(120.0, 9.0, 18.0),
    )  # fmt: skip
    photo = prepare(encoded(corner_picture(), exif=block), "a.jpg", dt.datetime(2020, 1, 1, tzinfo=EAST))
    assert (photo.taken_at, photo.time_source) == ("2026-11-18T10:31:07+08:00", "exif")
    assert (photo.latitude, photo.longitude) == (302600000, -1201550000)
    assert photo.camera == "HUAWEI P60"


def test_without_offset_the_time_has_none() -> None:
    photo = prepare(encoded(corner_picture(), exif=exif(t306="2026:11:18 10:31:07")), "a.jpg")
    assert photo.taken_at == "2026-11-18T10:31:07"


def test_the_time_of_the_file_is_a_stopgap() -> None:
    photo = prepare(encoded(corner_picture()), "a.jpg", dt.datetime(2026, 11, 18, 9, 0, tzinfo=EAST))
    assert (photo.taken_at, photo.time_source) == ("2026-11-18T09:00:00+08:00", "file")
    nothing = prepare(encoded(corner_picture()), "a.jpg")
    assert (nothing.taken_at, nothing.time_source, nothing.latitude, nothing.camera) == ("", "", None, "")


@pytest.mark.parametrize(
    "block",
    [
        exif(d36867="0000:00:00 00:00:00"), exif(d36867="2026:13:40 99:00:00"), exif(d36867="    "),
        exif(g1="N", g2=(300.0, 0.0, 0.0), g3="E", g4=(1.0, 0.0, 0.0)), exif(g1="N", g3="E"),
        exif(g1="N", g2=(0.0, 0.0, 0.0), g3="E", g4=(0.0, 0.0, 0.0)), exif(t274=77),
    ],
)  # fmt: skip
def test_senseless_facts_count_as_unknown(block: Image.Exif) -> None:
    photo = prepare(encoded(corner_picture(), exif=block), "a.jpg")
    assert (photo.taken_at, photo.latitude, photo.longitude, photo.camera) == ("", None, None, "")
    assert (photo.width, photo.height) == (64, 48)


def test_heic_of_a_phone() -> None:
    path = corpus("exif-samples", "IMG_5195.HEIC")
    photo = prepare(path, path.name)
    assert photo.camera == "Apple iPhone 11 Pro Max"
    assert photo.taken_at == "2021-04-11T15:47:53-05:00"
    assert (photo.latitude, photo.longitude) == (390513444, -942887722)
    assert max(photo.width, photo.height) == 2016


# ---- fingerprint --------------------------------------------------------------------------------------------------


def test_copies_of_one_scene_have_near_fingerprints_and_others_far() -> None:
    scene = Image.radial_gradient("L").convert("RGB").resize((800, 600))
    scene.paste((200, 30, 30), (100, 300, 300, 500))
    one = prepare(encoded(scene, quality=95), "a.jpg").fingerprint
    smaller = prepare(encoded(scene.resize((400, 300)), "PNG"), "b.png").fingerprint
    other = prepare(encoded(corner_picture((800, 600))), "c.jpg").fingerprint
    assert (one ^ smaller).bit_count() <= 6
    assert (one ^ other).bit_count() > 12
    assert 0 <= one < 1 << 64


# ---- refusals -----------------------------------------------------------------------------------------------------


def giant_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 12_000, 8_000, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("make", "cause"),
    [
        (lambda: b"", "empty"),
        (lambda: b"hello, this is no picture", "format"),
        (lambda: b"%PDF-1.7\n", "format"),
        (lambda: encoded(corner_picture(), "PPM"), "format"),
        (lambda: encoded(corner_picture((640, 480)))[:2000], "damaged"),
        (lambda: encoded(corner_picture(), "PNG")[:60], "damaged"),
        (giant_png, "too_large"),
    ],
)
def test_what_is_no_acceptable_picture_is_refused_with_its_reason(make: Callable[[], bytes], cause: str) -> None:
    assert cause_of(make()) == cause


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jpg", tmp_path):
        with pytest.raises(Refusal) as caught:
            prepare(path, "none.jpg")
        assert caught.value.details["cause"] == "missing"


def test_the_sentence_names_file_and_reason_in_both_languages() -> None:
    with pytest.raises(Refusal) as caught:
        prepare(b"", "照片.jpg")
    for language, words in zip(("zh", "en"), REASONS["empty"], strict=True):
        text = sentence("M09", caught.value.details, language)
        assert "照片.jpg" in text
        assert words in text


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "GIF", "BMP"])
def test_a_picture_is_known_by_how_it_begins(kind: str) -> None:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, kind)
    assert looks_like_picture(made.getvalue()[:16])


def test_what_else_begins_so_is_told_apart() -> None:
    assert looks_like_picture(b"\0\0\0\x18ftypheic\0\0\0\0")
    assert not any(looks_like_picture(head) for head in (b"PK\x03\x04book", b"\0\0\0\x18ftypisom\0\0\0\0", b""))
