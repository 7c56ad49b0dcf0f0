"""Clock offsets of cameras."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, select

from chuangjian_desktop.store import tables


def offsets(connection: Connection) -> dict[str, timedelta]:
    """What has to be added to a camera's times, by camera."""
    c = tables.camera_clock
    rows = connection.execute(select(c.c.camera, c.c.offset).order_by(c.c.id))
    return {str(camera or ""): timedelta(seconds=int(offset or 0)) for camera, offset in rows}
