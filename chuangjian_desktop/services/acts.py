"""Taking steps back and doing them again: writing the opposite, so that history only grows."""

from __future__ import annotations

from collections.abc import Mapping

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.writer import Act, Writer


def perform(workspace: Workspace, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Write some acts in one transaction; answers the acts that take them back."""
    with workspace.transaction() as writer:
        for act in acts:
            writer.perform(act)
    written = writer.written()
    workspace.tell(written)
    return written.inverse


def put_back(writer: Writer, entity: str, record: str, fields: Mapping[str, Value]) -> None:
    """Save a record whose id nature gives, also one that was taken back or removed before."""
    if writer.exists(entity, record):
        writer.restore(entity, record)
    writer.put(entity, record, fields)
