"""提交: a finding that cannot wait is handed up before its visit is finished."""

from __future__ import annotations

from collections.abc import Sequence

from chuangjian_desktop.services.casework.acting import Move, act
from chuangjian_desktop.services.workspace import Workspace


def submit(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """The leader hands findings of an open visit up (草稿 → 已提交); those of a finished one are so by themselves.
    Answers the ids of the cases."""
    return act(workspace, findings, lambda _row, _moment: Move("submit", note))
