"""Steps that are taken back as a whole, also from another session or the command line: what an import wrote."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from chuangjian_desktop.domain.references import Key
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import steps
from chuangjian_desktop.store.writer import Writer


@contextmanager
def undoable(workspace: Workspace, kind: str) -> Generator[Writer]:
    """One act like `Workspace.writing`; if it writes anything, it is the step of its kind that `take_back` undoes."""
    with workspace.writing() as writer:
        before = steps.place(writer.connection)
        yield writer
        steps.note(writer.connection, kind, before)


def touched(workspace: Workspace, kind: str) -> frozenset[Key]:
    """The records (entity, id) that the last step of a kind wrote."""
    with workspace.store.reading() as connection:
        step = steps.last(connection, kind)
    return frozenset((each.entity, each.record) for each in step.changes) if step is not None else frozenset()


def take_back(workspace: Workspace, kind: str) -> bool:
    """Take the last step of a kind back, as one step; False when there is none. `Refusal` M26 when something of it was
    changed since, or something else was built on it: then all of it stays."""
    with workspace.transaction() as writer:
        step = steps.last(writer.connection, kind)
        if step is None:
            return False
        for act in steps.acts(writer.connection, step):
            writer.perform(act)
        steps.forget(writer.connection, kind)
    workspace.tell(writer.written())
    return True
