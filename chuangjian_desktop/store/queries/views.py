"""Views that an office has saved for its screens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Connection, select

from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view: its name and what it sets."""

    id: str
    name: str
    options: Mapping[str, Any]


def views(connection: Connection, screen: str) -> tuple[ViewRow, ...]:
    """The views of a screen by name."""
    v = tables.view
    found = connection.execute(select(v.c.id, v.c.name, v.c.options).where(v.c.screen == screen).order_by(v.c.name))
    return tuple(ViewRow(row[0], row[1] or "", _options(row[2])) for row in found)


def _options(text: str | None) -> dict[str, Any]:
    held: object = json.loads(text or "{}")
    return cast("dict[str, Any]", held) if isinstance(held, dict) else {}
