"""The logical state of a file in one defined order, and its digest."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, select

from chuangjian_desktop.domain.canonical import canonical
from chuangjian_desktop.domain.fold import digest_of, dump_lines
from chuangjian_desktop.store import rows, tables


def dump(connection: Connection) -> Iterator[bytes]:
    """Visible records by entity and id, then removed ones, then conflicts, then the blobs that records name."""
    t = tables.record
    ordered = select(t).order_by(t.c.entity, t.c.id)
    for removed in (0, 1):
        for row in connection.execute(ordered.where(t.c.removed == removed)).mappings():
            yield dump_lines(rows.from_row(dict(row)))[0]
    for row in connection.execute(ordered.where(t.c.conflicts != "{}")).mappings():
        yield from dump_lines(rows.from_row(dict(row)))[1:]
    yield from _blob_lines(connection)


def _blob_lines(connection: Connection) -> Iterator[bytes]:
    b = tables.blob_name
    named = select(b.c.sha256, b.c.size).distinct().order_by(b.c.sha256, b.c.size)
    for sha256, size in connection.execute(named):
        yield canonical({"sha256": sha256, "size": size})


def digest(connection: Connection) -> str:
    """The sum modulo 2^256 of the SHA-256 of each dump line, in hex, from the sums kept per record."""
    total = sum(int.from_bytes(row[0]) for row in connection.execute(select(tables.record.c.digest)))
    return f"{(total + digest_of(_blob_lines(connection))) % 2**256:064x}"


def recomputed_digest(connection: Connection) -> str:
    """The same from the lines themselves."""
    return f"{digest_of(dump(connection)):064x}"
