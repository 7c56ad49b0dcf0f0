"""Photos of what was put right, looked at with suspicion: the classic false rectification shows an old picture."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chuangjian_desktop.domain.photo_matching import distance_metres

Doubt = Literal["same", "used", "older", "future", "far"]
DOUBTS: dict[Doubt, tuple[str, str]] = {
    "same": ("与整改前照片相同", "it is the photo of the problem again"),
    "used": ("已用于其他问题", "it was used for another problem"),
    "older": ("拍摄时间早于发现问题的时间", "it is older than the problem"),
    "future": ("拍摄时间晚于收到的时间", "its time lies after it was received"),
    "far": ("拍摄位置离点位太远", "it was taken too far from the site"),
}
BITS = 6
"""Bits of the difference hash that may differ in one and the same picture, saved anew by another program."""
METRES = 1000
"""The farthest that a photo of a site may lie from it: streets are long, and phones err."""
_TELLING = range(4, 61)
_SLACK = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PhotoFact:
    """A photo as far as doubts ask. `original` is the SHA-256 of the file it was made from; `fingerprint` its 64-bit
    difference hash or None; `place` in 1e-7 degree; `owner` the finding that it belongs to."""

    id: str
    owner: str
    original: str = ""
    fingerprint: int | None = None
    taken_at: dt.datetime | None = None
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """What a repair's photos are held against: when the problem was found, when the photo came, where the site lies."""

    found_at: dt.datetime | None = None
    received_at: dt.datetime | None = None
    place: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Doubted:
    """A photo with a doubt; `other` is the photo that it equals, where there is one."""

    photo: str
    doubt: Doubt
    other: str = ""


def doubts(after: PhotoFact, before: Iterable[PhotoFact], others: Iterable[PhotoFact], scene: Scene) -> list[Doubted]:
    """Everything that speaks against a photo: `before` are those of the problem, `others` those of other problems."""
    found: list[Doubted] = []
    for doubt, photos in (("same", before), ("used", others)):
        twin = next((each for each in photos if each.id != after.id and same_picture(each, after)), None)
        if twin is not None:
            found.append(Doubted(after.id, "same" if doubt == "same" else "used", twin.id))
    if after.taken_at is not None:
        if scene.found_at is not None and after.taken_at < scene.found_at - _SLACK:
            found.append(Doubted(after.id, "older"))
        if scene.received_at is not None and after.taken_at > scene.received_at + _SLACK:
            found.append(Doubted(after.id, "future"))
    if after.place is not None and scene.place is not None and distance_metres(after.place, scene.place) > METRES:
        found.append(Doubted(after.id, "far"))
    return found


def same_picture(one: PhotoFact, other: PhotoFact) -> bool:
    """Whether two photos show one picture: the same file, or nearly the same look. A black or a white picture is like
    every other one and tells nothing."""
    if one.original and one.original == other.original:
        return True
    if one.fingerprint is None or other.fingerprint is None:
        return False
    telling = one.fingerprint.bit_count() in _TELLING and other.fingerprint.bit_count() in _TELLING
    return telling and (one.fingerprint ^ other.fingerprint).bit_count() <= BITS
