"""Cases as a clerk's spreadsheet: pages of rows, and apart from them what they add up to, which takes longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.rectification import State
from chuangjian_desktop.services.casework.asking import asked
from chuangjian_desktop.services.casework.reading import CaseFilter
from chuangjian_desktop.services.results import costs
from chuangjian_desktop.services.results.scored import SCORED
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import case_selecting as queries

GROUPS = ("unit", "site", "item", "state")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the filter shows in all: 处 and lost points; `lost` is what each finding costs (hundredths)."""

    count: int
    lost_sum: str
    lost: Mapping[str, int]


def sums(workspace: Workspace, wanted: CaseFilter) -> Sums:
    """The sums of the cases that a filter shows, of the present round unless it names another."""
    lost = workspace.memory.recall(("costs", workspace.round_id), SCORED, lambda: costs(workspace))
    with workspace.store.reading() as connection:
        whole = asked(workspace, connection, wanted)
        if queries.shows_all(whole):
            count = queries.places_counted(connection, workspace.role, whole)
            return Sums(count, two_decimals(sum(lost.values())), lost)
        shown = queries.counted(connection, workspace.role, whole)
    return Sums(sum(shown.values()), two_decimals(sum(lost.get(each, 0) for each in shown)), lost)


def standing(workspace: Workspace, wanted: CaseFilter) -> Mapping[str, State]:
    """The findings of everything that a filter shows, each with its state: what "all of these" means, and which of them
    an act is for."""
    with workspace.store.reading() as connection:
        return queries.standing(connection, workspace.role, asked(workspace, connection, wanted))


def groups(workspace: Workspace, wanted: CaseFilter, by: str) -> Mapping[str, tuple[int, int]]:
    """How many cases and 处 each group holds (`GROUPS`), by its name."""
    with workspace.store.reading() as connection:
        return queries.groups(connection, workspace.role, asked(workspace, connection, wanted), by)
