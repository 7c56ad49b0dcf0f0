"""What findings cost, and whom."""

from __future__ import annotations

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.services.results.scored import scored_round
from chuangjian_desktop.services.results.values import LostRow
from chuangjian_desktop.services.workspace import Workspace


def lost_by_unit(workspace: Workspace, profile: str | None = None) -> tuple[LostRow, ...]:
    """Points lost over the findings laid to each unit (主管), the most first; findings without a unit under ''.
    M22 in a unit's file."""
    workspace.require_scores()
    scored = scored_round(workspace, profile)
    sums: dict[str, list[int]] = {}
    for visit in scored.visits:
        for each in (one for item in visit.score.items for one in item.counted):
            row = sums.setdefault(scored.round.units.get(each.finding.unit, ""), [0, 0])
            row[0] += each.lost
            row[1] += 1
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1][0], pair[0]))
    return tuple(
        LostRow(name, name, two_decimals(lost), count, 1 + sum(other > lost for other, _ in sums.values()))
        for name, (lost, count) in ordered
    )


def costs(workspace: Workspace) -> dict[str, int]:
    """What each finding of the present round costs, in hundredths, by finding id."""
    scored = scored_round(workspace)
    return {one.finding.id: one.lost for visit in scored.visits for item in visit.score.items for one in item.costs}
