"""Scores, ranks and points lost, each number with the lines it comes from (law 7).

`scored` is a round under a profile, `levels` its totals, `scores` the rows as outputs show them, `lost` what findings
cost whom, `explaining` where a number comes from.
"""

from chuangjian_desktop.services.results.explaining import explain, explain_lost
from chuangjian_desktop.services.results.levels import LEVELS
from chuangjian_desktop.services.results.lost import costs, lost_by_unit
from chuangjian_desktop.services.results.scored import profile_name, scored_visits, visits_under
from chuangjian_desktop.services.results.scores import score
from chuangjian_desktop.services.results.values import (
    ExplainLine,
    Explanation,
    LostRow,
    Results,
    ScoreRow,
    four_places,
)

__all__ = [
    "LEVELS",
    "ExplainLine",
    "Explanation",
    "LostRow",
    "Results",
    "ScoreRow",
    "costs",
    "explain",
    "explain_lost",
    "four_places",
    "lost_by_unit",
    "profile_name",
    "score",
    "scored_visits",
    "visits_under",
]
