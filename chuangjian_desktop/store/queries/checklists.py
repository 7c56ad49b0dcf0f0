"""Which records belong to a version of a checklist."""

from __future__ import annotations

from sqlalchemy import Connection, select

from chuangjian_desktop.store import tables


def item_records(connection: Connection, checklist: str) -> set[str]:
    """The items (ids) of a version, the removed ones left out."""
    found = connection.execute(select(tables.item.c.id).where(tables.item.c.checklist == checklist))
    return {str(identity) for identity in found.scalars()}
