"""What stands around a case: who acted on it, which later cases recur from it, and the document that names it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from chuangjian_desktop.store import tables


@dataclass(frozen=True, slots=True)
class LaterCase:
    """A case that recurs from another one, and its finding."""

    id: str
    finding_id: str


def later_cases(connection: Connection, case_id: str) -> tuple[LaterCase, ...]:
    """The cases that recur from this one, unless a person cut that link."""
    c = tables.case
    statement = select(c.c.id, c.c.finding).where(c.c.recurs == case_id, func.coalesce(c.c.unlinked, 0) == 0)
    return tuple(LaterCase(str(row[0]), str(row[1])) for row in connection.execute(statement.order_by(c.c.id)))


def names(connection: Connection, people: Collection[str]) -> dict[str, str]:
    """The names of people by id."""
    p = tables.person
    found = connection.execute(select(p.c.id, p.c.name).where(p.c.id.in_(sorted(people))))
    return {str(identity): str(name or "") for identity, name in found}


def notice_number(connection: Connection, notice_id: str) -> str:
    """The number of a document, empty for an unknown one."""
    n = tables.notice
    return str(connection.execute(select(n.c.number).where(n.c.id == notice_id)).scalar() or "")
