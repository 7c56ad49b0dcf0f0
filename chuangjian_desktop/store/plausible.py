"""What no version of the program writes into a field that it knows: refused when written here, and when it comes."""

from __future__ import annotations

import re

from chuangjian_desktop.domain.canonical import Fields, Value, is_list, is_map
from chuangjian_desktop.domain.journal import blobs_in, ref_of
from chuangjian_desktop.store.tables import ENTITIES, Kind

_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


def holds_nul(body: bytes) -> bool:
    """Whether a canonical body holds the character NUL, which no text of people has."""
    return b"\\u0000" in body and _NUL.search(body) is not None


_NEVER_NEGATIVE = frozenset({"count", "points", "number", "photos_required", "photos_most", "original_size"})
MOST_COUNT, MOST_POINTS = 10_000, 100_000
"""Of one finding: occurrences, and points (hundredths) that an evaluator may ask by hand."""


def implausible(entity: str, fields: Fields) -> str:
    """The name of a field that holds what no version of the program writes there, or nothing. What we do not know
    is left to the version that does."""
    place = ENTITIES.get(entity)
    if place is None:
        return ""
    if entity == "finding" and (strange := _beyond(fields)):
        return strange
    for name, value in fields.items():
        kind = place.kinds.get(name)
        if (
            kind is None
            or (kind == "text" and type(value) is str)
            or (kind == "int" and type(value) is int and value >= 0)
        ):
            continue
        if not _fits(kind, value) or (name in _NEVER_NEGATIVE and _negative(value)):
            return name
    return ""


def _beyond(fields: Fields) -> str:
    """What moves scores keeps to the bounds that people are held to."""
    count, points = fields.get("count", 1), fields.get("points")
    if type(count) is not int or not 1 <= count <= MOST_COUNT:
        return "count"
    return "" if points is None or (type(points) is int and 0 <= points <= MOST_POINTS) else "points"


def _negative(value: Value) -> bool:
    """Also within a join."""
    if is_map(value):
        return any(_negative(held) for held in value.values())
    return any(map(_negative, value)) if is_list(value) else isinstance(value, int) and value < 0


def _fits(kind: Kind, value: Value) -> bool:
    if is_map(value) and len(value) == 1 and (name := next(iter(value))) in ("min", "max", "union"):
        return is_list(value[name]) if name == "union" else _fits(kind, value[name])
    if value is None or kind == "json":
        return True
    if kind == "ref":
        return ref_of(value) is not None
    if kind == "text":
        return isinstance(value, str)
    if kind in ("int", "flag"):
        return isinstance(value, int)
    if kind == "refs":
        return is_list(value) and all(ref_of(each) is not None for each in value)
    return len(blobs_in(value)) == 1
