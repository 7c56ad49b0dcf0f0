"""Records around a version of a checklist: its items, its test runs, the visits that use it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, func, select

from chuangjian_desktop.domain.canonical import Fields
from chuangjian_desktop.domain.identity import NIL
from chuangjian_desktop.domain.references import Key
from chuangjian_desktop.domain.scenarios import Said, Scenario
from chuangjian_desktop.store import rows, tables


def item_records(connection: Connection, checklist: str) -> set[str]:
    """The items (ids) of a version, the removed ones left out."""
    found = connection.execute(select(tables.item.c.id).where(tables.item.c.checklist == checklist))
    return {str(identity) for identity in found.scalars()}


def scenarios(connection: Connection, checklist: str) -> tuple[Scenario, ...]:
    """The test runs of a version, by name."""
    s = tables.scenario
    found = connection.execute(select(s).where(s.c.checklist == checklist).order_by(s.c.name, s.c.id)).mappings()
    return tuple(
        Scenario(row["id"], row["name"] or "", tuple(map(_said, json.loads(row["answers"] or "[]"))), row["expected"])
        for row in found
    )


def _said(each: Mapping[str, Any]) -> Said:
    return Said(each["item"], each["state"], each.get("measured"), each.get("count", 0), each.get("points"))


def visits_by_version(connection: Connection) -> dict[str, int]:
    """How many visits were begun with each version (id)."""
    v = tables.visit
    statement = select(v.c.checklist, func.count()).where(v.c.checklist.is_not(None)).group_by(v.c.checklist)
    return {str(version): int(count) for version, count in connection.execute(statement)}


def outdated(connection: Connection, newest: Mapping[Key, Fields]) -> list[Key]:
    """Visible records of standards, problem types and parameters that came with an earlier program, and that one of the
    `newest` shipped records takes the place of."""
    named = {(entity, *_natural(entity, fields)) for (entity, _), fields in newest.items() if entity in _NATURAL}
    found: list[Key] = []
    for entity in _NATURAL:
        for identity in _shipped(connection, entity):
            record = rows.load(connection, entity, identity)
            if (entity, identity) in newest or record is None or record.removed:
                continue
            if (entity, *_natural(entity, record.fields)) in named:
                found.append((entity, identity))
    return found


_NATURAL = {
    "office.standard": ("code",),
    "office.problem_type": ("scheme", "kind", "code"),
    "office.parameter": ("key",),
}


def _natural(entity: str, fields: Fields) -> tuple[str, ...]:
    return tuple(str(fields.get(name)) for name in _NATURAL[entity])


def _shipped(connection: Connection, entity: str) -> list[str]:
    statement = "SELECT DISTINCT record FROM change WHERE entity = ? AND json_extract(body, '$.replica') = ?"
    return [str(each) for (each,) in connection.exec_driver_sql(statement, (entity, NIL))]
