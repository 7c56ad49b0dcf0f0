"""Taking steps back and doing them again: writing the opposite, so that history only grows; and acts on trial."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.writer import Act, Writer


class _Rehearsed(Exception):
    """Leaves the transaction without a trace."""


@contextmanager
def rehearsed(writing: AbstractContextManager[Writer], *, dry_run: bool) -> Generator[Writer]:
    """An act that a dry run does as well, to the last check, and leaves no trace of."""
    with suppress(_Rehearsed), writing as writer:
        yield writer
        if dry_run:
            raise _Rehearsed


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
