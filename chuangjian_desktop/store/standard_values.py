"""Standards and parameters as fields of records and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, TypeVar, cast

from sqlalchemy import RowMapping

from chuangjian_desktop.domain.assessment import (
    Block,
    Component,
    Cycle,
    Gate,
    Indicator,
    Judging,
    Negative,
    Node,
    Quota,
    Standard,
)
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.standard import Parameter

Thing = TypeVar("Thing", Component, Indicator, Gate, Negative, Cycle, Block, Quota)


def standard_fields(standard: Standard) -> dict[str, Value]:
    """The fields of an `office.standard`; a node is a list of its values in their order."""
    return {
        "code": standard.code,
        "title": standard.title,
        "edition": standard.edition,
        "date": standard.date,
        "nodes": [
            [node.code, node.title, node.parent, node.points, node.certainty, node.source] for node in standard.nodes
        ],
        "confirmed": standard.confirmed,
        "judging": asdict(standard.judging),
    }


def standard_from(row: RowMapping) -> Standard:
    """A standard from its row in the projection. Keys that a later version added are left out."""
    return Standard(
        row["code"],
        row["title"],
        row["edition"],
        row["date"],
        tuple(Node(*node[:6]) for node in json.loads(row["nodes"])),
        bool(row["confirmed"]),
        _judging(json.loads(row["judging"] or "{}")),
    )


def parameter_fields(parameter: Parameter) -> dict[str, Value]:
    """The fields of an `office.parameter` as it is shipped."""
    return asdict(parameter)


def parameter_from(row: RowMapping) -> Parameter:
    """A parameter from its row in the projection."""
    return Parameter(**{field.name: row[field.name] for field in fields(Parameter)})


def _judging(value: Mapping[str, Any]) -> Judging:
    return Judging(
        judgement=value.get("judgement", "unknown"),
        components=_several(Component, value.get("components", ())),
        indicators=_several(Indicator, value.get("indicators", ())),
        gates=_several(Gate, value.get("gates", ())),
        negatives=_several(Negative, value.get("negatives", ())),
        cycle=_one(Cycle, value.get("cycle", {})),
        blocks=_several(Block, value.get("blocks", ())),
        quotas=_several(Quota, value.get("quotas", ())),
        sizes=tuple(value.get("sizes", ())),
        success=value.get("success", ""),
        complete=value.get("complete", True),
    )


def _several(kind: type[Thing], values: list[Mapping[str, Any]]) -> tuple[Thing, ...]:
    return tuple(_one(kind, value) for value in values)


def _one(kind: type[Thing], value: Mapping[str, Any]) -> Thing:
    known = {field.name for field in fields(kind)}
    return kind(**{name: _frozen(held) for name, held in value.items() if name in known})


def _frozen(held: Any) -> Any:  # noqa: ANN401 - the value of any field
    return tuple(cast("list[Any]", held)) if isinstance(held, list) else held
