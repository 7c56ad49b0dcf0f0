"""The one way in which values become bytes: RFC 8785 with ASCII keys, no floats and integers below 2^53."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from chuangjian_desktop.domain.errors import Refusal

Value = None | bool | int | str | Sequence["Value"] | Mapping[str, "Value"]
Fields = Mapping[str, Value]
LARGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)


def is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    """Whether a value is a JSON array (a string is none)."""
    return isinstance(value, list | tuple)


def is_map(value: Value) -> TypeGuard[Mapping[str, Value]]:
    """Whether a value is a JSON object."""
    return isinstance(value, dict)


def canonical(value: Value) -> bytes:
    """UTF-8 of the canonical JSON; `Refusal` M27 for what a change must not hold."""
    _check(value)
    return encoded(value)


def encoded(value: Value) -> bytes:
    """`canonical` of what was read from a change, and so has passed its checks."""
    return _ENCODER.encode(value).encode()


def quoted(text: str) -> bytes:
    """`encoded` of a text alone, much faster."""
    return json.encoder.encode_basestring(text).encode()


def read_canonical(raw: bytes) -> Value:
    """The value of exactly these canonical bytes: `ValueError` for any other way of writing it, and for what a change
    must not hold. Much faster than `canonical` on what was parsed, with the same verdict."""
    text = raw.decode()
    value = _STRICT.decode(text)
    if _ENCODER.encode(value) != text:
        raise ValueError("not canonical")
    if not text.isascii() and not _ascii_keys(value):
        raise ValueError("key")
    return value


def _ascii_keys(value: Value) -> bool:
    if isinstance(value, dict):
        return all(map(str.isascii, value)) and all(
            _ascii_keys(inner) for inner in value.values() if isinstance(inner, dict | list)
        )
    return not isinstance(value, list) or all(_ascii_keys(inner) for inner in value)


def _no_number(text: str) -> Value:
    raise ValueError(text)


def _bounded(text: str) -> int:
    number = int(text) if len(text) < 18 else LARGEST + 1
    if abs(number) > LARGEST:
        raise ValueError("integer")
    return number


_STRICT = json.JSONDecoder(parse_float=_no_number, parse_int=_bounded, parse_constant=_no_number)


def parse(text: str | bytes) -> Value:
    """Read JSON back; floats are not part of the format and are refused (M27)."""
    return json.loads(text, parse_float=_no_float)


def _no_float(text: str) -> Value:
    raise Refusal("M27", field="json", value=text)


def _check(value: Value) -> None:
    if isinstance(value, str):
        if not value.isascii() and not _encodable(value):
            raise Refusal("M27", field="text", value=ascii(value[:40]))
    elif value is None or isinstance(value, int):
        if value is not None and abs(value) > LARGEST:
            raise Refusal("M27", field="integer", value=str(value))
    elif is_map(value):
        _check_keys(value)
        for inner in value.values():
            _check(inner)
    elif is_list(value):
        for inner in value:
            _check(inner)
    else:
        raise Refusal("M27", field="value", value=type(value).__name__)


def _check_keys(value: Fields) -> None:
    for key in value:
        if not key.isascii():
            raise Refusal("M27", field="key", value=ascii(key))


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
