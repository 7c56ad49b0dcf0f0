"""Answers as readable text, when no JSON is asked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any


def text(answer: Mapping[str, Any]) -> str:
    """Facts as `key: value`, lists of records as aligned tables, the rest as a line each."""
    parts: list[str] = []
    for key, value in answer.items():
        if key == "silent":
            continue
        if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
            parts.append(f"{key}:\n{_table(value)}")
        elif isinstance(value, list):
            parts.append(f"{key}: " + (", ".join(map(str, value)) if len(value) < 4 else ""))
            parts.extend(f"  {each}" for each in value if len(value) >= 4)
        elif isinstance(value, Mapping):
            parts.append(f"{key}: " + ", ".join(f"{name} {inner}" for name, inner in value.items()))
        else:
            parts.append(f"{key}: {'—' if value is None else value}")
    return "\n".join(parts)


def _table(rows: Sequence[Mapping[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    cells = [names] + [[_cell(row.get(name)) for name in names] for row in rows]
    widths = [max(_width(line[column]) for line in cells) for column in range(len(names))]
    lines = ["  ".join(_padded(cell, width) for cell, width in zip(line, widths, strict=True)) for line in cells]
    return "\n".join(f"  {line.rstrip()}" for line in lines)


def _cell(value: object) -> str:
    if value is None:
        return "—"
    if isinstance(value, list | dict):
        return str(value)
    return str(value).replace("\n", " ")


def _width(cell: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in cell)


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - _width(cell))
