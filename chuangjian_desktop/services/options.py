"""Options that were kept as JSON, read back without trusting them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Options = TypeVar("Options", bound="DataclassInstance")


def read_options(defaults: Options, stored: object) -> Options:
    """`defaults` with the stored values put in; a value that is unknown or of another type than its default is left
    out. Lists stand for tuples."""
    if not isinstance(stored, Mapping):
        return defaults
    kept = cast("Mapping[str, object]", stored)
    found: dict[str, Any] = {}
    for name in (each.name for each in fields(defaults) if each.name in kept):
        value = kept[name]
        fitting = tuple(cast("list[object]", value)) if isinstance(value, list) else value
        if type(fitting) is type(getattr(defaults, name)):
            found[name] = fitting
    return replace(defaults, **found)
