"""What a prepared photo is, and why a picture could not be prepared. Loads no picture library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.errors import Refusal

TimeSource = Literal["exif", "file", ""]

LONGEST_SIDE = 2016
THUMB_SIDE = 256


@dataclass(frozen=True, slots=True)
class PreparedPhoto:
    """A photo ready for the workspace.

    `working` and `thumb` are upright sRGB JPEG without any metadata; `width` and `height` are those of `working`.
    `taken_at` is ISO 8601 and carries an offset only where one is known; `time_source` says where it comes from: a
    file's time is a hint at best. Places are in 1e-7 degree, None where the picture has none. `fingerprint` is the
    64-bit difference hash: two shots of one scene differ in few bits.
    """

    working: bytes
    thumb: bytes
    width: int
    height: int
    original_name: str
    original_size: int
    original_sha256: str
    taken_at: str
    time_source: TimeSource
    latitude: int | None
    longitude: int | None
    camera: str
    fingerprint: int


REASONS: dict[str, tuple[str, str]] = {
    "missing": ("文件不存在或没有权限打开", "the file is missing or may not be opened"),
    "empty": ("文件是空的", "the file is empty"),
    "format": (
        "不是可识别的照片，支持 JPEG、PNG、HEIC、WebP、BMP、TIFF、GIF",
        "not a picture that is known here: JPEG, PNG, HEIC, WebP, BMP, TIFF, GIF",
    ),
    "damaged": ("文件损坏或不完整", "the file is damaged or incomplete"),
    "too_large": ("照片尺寸过大", "the picture is too large"),
    "memory": ("解码所需内存过多", "decoding it takes too much memory"),
    "time": ("解码时间过长", "decoding it takes too long"),
    "crashed": ("解码程序意外退出", "the decoder ended unexpectedly"),
}
"""Key of a reason → the words for it in Chinese and in English."""


def cannot_read(name: str, reason: str) -> Refusal:
    """M09 for the picture `name`; `reason` is a key of `REASONS` and stays in the details as `cause`."""
    chinese, english = REASONS[reason]
    return Refusal("M09", file=name, detail_zh=chinese, detail_en=english, cause=reason)


_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*", b"BM")
_BRANDS = frozenset((b"heic", b"heix", b"heif", b"hevc", b"mif1", b"msf1"))


def looks_like_picture(head: bytes) -> bool:
    """Whether a file that begins so (its first 16 bytes) may be a picture of a format that is opened here, whatever its
    name is."""
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    heif = head[4:8] == b"ftyp" and head[8:12] in _BRANDS
    return webp or heif or head.startswith(_HEADS)
