"""Rows of results."""

from __future__ import annotations

from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scoring import ScoringProfile, rate_text
from chuangjian_desktop.domain.totals import Total, ranked
from chuangjian_desktop.services.results.levels import standing_under, totals
from chuangjian_desktop.services.results.values import Results, ScoreRow
from chuangjian_desktop.services.workspace import Workspace


def score(workspace: Workspace, by: str, profile: str | None = None) -> Results:
    """Results of the present round by one of `LEVELS`; M27 for another level, M21 for an unknown profile,
    M22 in a unit's file."""
    workspace.require_scores()
    found = standing_under(workspace, profile)
    pairs = ranked(totals(found, by), by_depth=by == "area", profile=found.profile)
    return Results(tuple(_row(rank, total, found.profile) for rank, total in pairs), found.profile.name)


def _row(rank: int | None, total: Total, profile: ScoringProfile) -> ScoreRow:
    return ScoreRow(
        total.key,
        total.name,
        two_decimals(total.possible),
        two_decimals(total.earned),
        rate_text(total.rate),
        rank,
        total.findings,
        total.unanswered,
        total.vetoes,
        two_decimals(total.outside) if total.outside else "",
        profile.leagues.get(total.key, ""),
        total.flagged,
    )
