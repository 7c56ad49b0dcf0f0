"""Points from answers and findings. Pure and exact: hundredths in, fractions between, rounded once at the end.

`profile` is what an office decides, `facts` what was recorded and what it comes to, `rules` one rule, `items` one item,
`visits` one visit, `campaigns` the same visit under one campaign's standard, `digest` a whole round at once under any
profile, `quarter` the share of rectification. Levels and formulas: `docs/scoring.md`.
"""

from chuangjian_desktop.domain.scoring.campaigns import campaigns_of, item_in, points_in, served
from chuangjian_desktop.domain.scoring.facts import (
    AnswerFact,
    FindingCost,
    FindingFact,
    ItemScore,
    VisitScore,
)
from chuangjian_desktop.domain.scoring.items import score_item
from chuangjian_desktop.domain.scoring.numbers import (
    decimal,
    difference,
    half_up,
    mean,
    places,
    ranks,
    rate_text,
    shown_as,
    weighted,
)
from chuangjian_desktop.domain.scoring.option_words import as_typed, option_name, taken_by
from chuangjian_desktop.domain.scoring.options import (
    Option,
    choices,
    fits,
    form_of,
    names_in,
    option_names,
    options_of,
    profile_from,
    unsound,
)
from chuangjian_desktop.domain.scoring.profile import (
    LEAGUE,
    LEVELS,
    PRESETS,
    SIMULATION,
    ScoringProfile,
    Tie,
)
from chuangjian_desktop.domain.scoring.rules import MEASURED, by_value, cap_of, cost, measured_points, unmeasurable
from chuangjian_desktop.domain.scoring.telling import cost_words, measured_words
from chuangjian_desktop.domain.scoring.visits import not_visited, score_visit

__all__ = [
    "LEAGUE",
    "LEVELS",
    "MEASURED",
    "PRESETS",
    "SIMULATION",
    "AnswerFact",
    "FindingCost",
    "FindingFact",
    "ItemScore",
    "Option",
    "ScoringProfile",
    "Tie",
    "VisitScore",
    "as_typed",
    "by_value",
    "campaigns_of",
    "cap_of",
    "choices",
    "cost",
    "cost_words",
    "decimal",
    "difference",
    "fits",
    "form_of",
    "half_up",
    "item_in",
    "mean",
    "measured_points",
    "measured_words",
    "names_in",
    "not_visited",
    "option_name",
    "option_names",
    "options_of",
    "places",
    "points_in",
    "profile_from",
    "ranks",
    "rate_text",
    "score_item",
    "score_visit",
    "served",
    "shown_as",
    "taken_by",
    "unmeasurable",
    "unsound",
    "weighted",
]
