"""How much waits for a person's decision: what the window shows beside the screens where it is taken."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.services.exchange import duplicates
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.waiting import open_conflicts


@dataclass(frozen=True, slots=True)
class Waiting:
    """Fields in conflict; pairs of findings of the present round that may be one (only an office decides those)."""

    conflicts: int
    duplicates: int


def waiting(workspace: Workspace) -> Waiting:
    """What waits now. Nothing is written by looking."""
    with workspace.store.reading() as connection:
        found = open_conflicts(connection)
    office = workspace.role == "office" and bool(workspace.round_id)
    return Waiting(found, len(duplicates.overview(workspace).proposals) if office else 0)
