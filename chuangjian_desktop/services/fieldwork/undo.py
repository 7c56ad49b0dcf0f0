"""Undo and redo over a whole visit. Taking back is writing the opposite: history only grows."""

from __future__ import annotations

from chuangjian_desktop.services.acts import perform
from chuangjian_desktop.services.fieldwork.visits import require_open
from chuangjian_desktop.services.workspace import UndoStack, Workspace


def undo(workspace: Workspace, visit_id: str) -> bool:
    """Take back the last step of a visit; False when there is none."""
    stack = workspace.undo.get(visit_id, UndoStack())
    if not stack.done:
        return False
    require_open(workspace, visit_id)
    stack.undone.append(perform(workspace, stack.done[-1]))
    stack.done.pop()
    return True


def redo(workspace: Workspace, visit_id: str) -> bool:
    """Do again what was taken back last; False when there is none."""
    stack = workspace.undo.get(visit_id, UndoStack())
    if not stack.undone:
        return False
    require_open(workspace, visit_id)
    stack.done.append(perform(workspace, stack.undone[-1]))
    stack.undone.pop()
    return True
