"""The ledger: all findings of a round as a table, with what each costs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.services.results import costs
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import ledger as queries
from chuangjian_desktop.store.queries import visits
from chuangjian_desktop.store.queries.ledger import LedgerFilter, LedgerLine

__all__ = ["LedgerFilter", "LedgerLine", "LedgerPage", "ledger", "photos"]


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """One page: rows with their lost points (hundredths), and the sums of all that the filter shows."""

    rows: tuple[tuple[LedgerLine, int], ...]
    total: int
    count_sum: int
    lost_sum: str


def ledger(workspace: Workspace, wanted: LedgerFilter, offset: int = 0, limit: int = -1) -> LedgerPage:
    """Findings of the present round (unless the filter names another) in the order asked for."""
    wanted = wanted if wanted.round_id else replace(wanted, round_id=workspace.round_id)
    lost = costs(workspace)
    with workspace.store.reading() as connection:
        rows = queries.lines(connection, wanted, offset, limit)
        total, count = queries.totals(connection, wanted)
        shown = queries.ids(connection, wanted)
    lost_sum = sum(cost for finding, cost in lost.items() if finding in shown)
    return LedgerPage(tuple((row, lost.get(row.id, 0)) for row in rows), total, count, two_decimals(lost_sum))


def photos(workspace: Workspace, finding: str) -> tuple[PhotoRow, ...]:
    """A finding's photos, in order."""
    with workspace.store.reading() as connection:
        return visits.photos_of_finding(connection, finding)
