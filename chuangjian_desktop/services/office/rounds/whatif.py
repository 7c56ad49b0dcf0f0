"""What would change under another profile, at every level, without writing anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.scoring import ScoringProfile, rate_text
from chuangjian_desktop.domain.totals import ranked
from chuangjian_desktop.services.results.levels import LEVELS, Standing, standing, standing_under, totals
from chuangjian_desktop.services.results.scored import SCORED
from chuangjian_desktop.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class WhatIfRow:
    """A row now and under the other profile; rates are finished texts, None means 缺测 or that it has no such row."""

    key: str
    name: str
    rate_before: str | None
    rate_after: str | None
    rank_before: int | None
    rank_after: int | None

    @property
    def changes(self) -> bool:
        """Whether the rate or the rank is another one."""
        return (self.rate_before, self.rank_before) != (self.rate_after, self.rank_after)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Rows of every level in the order of their new ranks."""

    levels: Mapping[str, tuple[WhatIfRow, ...]]

    @property
    def changed(self) -> Mapping[str, int]:
        """How many rows of each level would change."""
        return {level: sum(row.changes for row in rows) for level, rows in self.levels.items()}


_Shown = Mapping[str, tuple[str, str | None, int | None]]


def what_if(workspace: Workspace, profile: ScoringProfile, levels: Sequence[str] = LEVELS) -> WhatIf:
    """The present round as it is scored now beside how it would be. No answer is touched, nothing is written.
    M22 in a unit's file."""
    workspace.require_scores()
    now = {level: _now(workspace, level) for level in levels}
    then = standing(workspace, profile)
    return WhatIf({level: _beside(now[level], _shown(then, level)) for level in levels})


def _now(workspace: Workspace, level: str) -> _Shown:
    key = ("now", workspace.round_id, level)
    return workspace.memory.recall(key, SCORED, lambda: _shown(standing_under(workspace), level))


def _shown(found: Standing, level: str) -> _Shown:
    pairs = ranked(totals(found, level), by_depth=level == "area", profile=found.profile)
    return {total.key: (total.name, rate_text(total.rate), rank) for rank, total in pairs}


def _beside(now: _Shown, then: _Shown) -> tuple[WhatIfRow, ...]:
    rows = [
        WhatIfRow(key, name, now[key][1] if key in now else None, rate, now[key][2] if key in now else None, rank)
        for key, (name, rate, rank) in then.items()
    ]
    gone = (WhatIfRow(key, name, rate, None, rank, None) for key, (name, rate, rank) in now.items() if key not in then)
    return (*rows, *gone)
