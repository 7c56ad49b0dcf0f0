"""The same findings listed once for each campaign, under the standard's own numbering."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("finding", "measured", "veto", "unvisited")


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A line: a finding, or what a measured value, a vetoed site or one that nobody visited costs (`kind`). `number` is
    the standard's: the node's code and a running number under it. `lost` in hundredths."""

    number: str
    node: str
    node_title: str
    kind: str
    site_code: str
    site: str
    item: str
    problem: str
    place: str
    count: int
    lost: int
    unit: str
    found_on: str
    finding: str = ""


@dataclass(frozen=True, slots=True)
class CampaignList:
    """A campaign with its lines; `lost` of all lines is `possible` − `earned` (hundredths). Numbers are written as
    `score --by campaign` writes them: `score`, `of` and `rate` (None: 缺测)."""

    code: str
    title: str
    possible: int
    earned: int
    of: str
    score: str
    rate: str | None
    rows: tuple[CampaignRow, ...]

    @property
    def lost(self) -> int:
        """Hundredths lost over all lines."""
        return sum(row.lost for row in self.rows)

    @property
    def findings(self) -> int:
        """How many findings count."""
        return sum(row.kind == "finding" for row in self.rows)


@dataclass(frozen=True, slots=True)
class CampaignReport:
    """All campaigns of a round."""

    round_name: str
    made_on: str
    profile: str
    lists: tuple[CampaignList, ...]
