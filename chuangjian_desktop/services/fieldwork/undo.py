"""Undo and redo over a whole visit. Taking back is writing the opposite: history only grows."""

from __future__ import annotations

from chuangjian_desktop.services.fieldwork.visits import require_open
from chuangjian_desktop.services.workspace import UndoStack, Workspace
from chuangjian_desktop.store.writer import Act


def undo(workspace: Workspace, visit_id: str) -> bool:
    """Take back the last step of a visit; False when there is none."""
    stack = workspace.undo.get(visit_id, UndoStack())
    if not stack.done:
        return False
    require_open(workspace, visit_id)
    stack.undone.append(_perform(workspace, stack.done[-1]))
    stack.done.pop()
    return True


def redo(workspace: Workspace, visit_id: str) -> bool:
    """Do again what was taken back last; False when there is none."""
    stack = workspace.undo.get(visit_id, UndoStack())
    if not stack.undone:
        return False
    require_open(workspace, visit_id)
    stack.done.append(_perform(workspace, stack.undone[-1]))
    stack.undone.pop()
    return True


def _perform(workspace: Workspace, acts: tuple[Act, ...]) -> tuple[Act, ...]:
    """Write some acts in one transaction; answers the acts that take them back."""
    with workspace.transaction() as writer:
        for act in acts:
            writer.perform(act)
    written = writer.written()
    workspace.tell(written)
    return written.inverse
