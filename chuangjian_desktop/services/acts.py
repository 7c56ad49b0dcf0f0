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


def last_step(workspace: Workspace, key: str) -> tuple[Act, ...]:
    """What would take back the last step that was kept under a key; nothing when there is none."""
    stack = workspace.undo.get(key)
    return stack.done[-1] if stack is not None and stack.done else ()


def take_back(workspace: Workspace, key: str) -> bool:
    """Take back the last step kept under a key, as one step; False when there is none. `Refusal` M26 for what something
    else was built on."""
    acts = last_step(workspace, key)
    if not acts:
        return False
    workspace.undo[key].undone.append(perform(workspace, acts))
    workspace.undo[key].done.pop()
    return True
