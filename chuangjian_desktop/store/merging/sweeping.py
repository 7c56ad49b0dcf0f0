"""Bytes that no change names: left by a merge that was stopped or taken back."""

from __future__ import annotations

from sqlalchemy import Connection

from chuangjian_desktop.domain.journal import blobs_in, read_change


def sweep(connection: Connection) -> int:
    """Let go of blobs that no change of the journal names; answers how many. Rows of erased ones stay."""
    unnamed = {
        str(name)
        for (name,) in connection.exec_driver_sql(
            "SELECT lower(hex(sha256)) FROM blob WHERE bytes IS NOT NULL EXCEPT SELECT sha256 FROM blob_name"
        )
    }
    if unnamed:
        bodies = connection.exec_driver_sql("SELECT body FROM change WHERE instr(body, '\"blob\":') > 0")
        for (body,) in bodies:
            unnamed -= {name for name, _ in blobs_in(read_change(str(body)).fields)}
    for name in sorted(unnamed):
        connection.exec_driver_sql("DELETE FROM blob WHERE sha256 = ?", (bytes.fromhex(name),))
    return len(unnamed)
