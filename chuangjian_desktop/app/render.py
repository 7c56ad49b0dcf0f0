"""Answers as readable text, when no JSON is asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, cast


def text(answer: Mapping[str, Any]) -> str:
    """Facts as `key: value`, lists of records as aligned tables, the rest as a line each; what holds such things itself
    is told line by line below its key."""
    return "\n".join(_part(key, value) for key, value in answer.items() if key != "silent")


def _part(key: str, value: object) -> str:
    if isinstance(value, list):
        return _list(key, cast("list[object]", value))
    if isinstance(value, Mapping):
        named = cast("Mapping[str, object]", value)
        if any(isinstance(inner, (Mapping, list)) for inner in named.values()):
            inside = "\n".join(_part(name, inner) for name, inner in named.items())
            return f"{key}:\n" + "\n".join(f"  {line}" for line in inside.splitlines())
        return f"{key}: {_facts(named)}"
    return f"{key}: {_cell(value)}" if value is None else f"{key}: {value}"


def _list(key: str, members: list[object]) -> str:
    if members and all(isinstance(each, Mapping) for each in members):
        return f"{key}:\n{_table(cast('list[Mapping[str, object]]', members))}"
    if len(members) < 4:
        return f"{key}: " + ", ".join(map(_cell, members))
    return "\n".join((f"{key}: ", *(f"  {_cell(each)}" for each in members)))


def _table(rows: Sequence[Mapping[str, object]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names] + [[_cell(row.get(name)) for name in names] for row in rows]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(names))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    return "\n".join(f"  {line.rstrip()}" for line in lines)


def _cell(value: object) -> str:
    if isinstance(value, Mapping):
        return _facts(cast("Mapping[str, object]", value))
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_cell, cast("Sequence[object]", value)))
    return "—" if value is None else str(value).replace("\n", " ")


def _facts(named: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {_cell(inner)}" for name, inner in named.items())


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
