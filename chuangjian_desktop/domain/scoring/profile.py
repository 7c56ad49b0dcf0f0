"""What an office decides once for a round: every question that formulas leave open, with its usual answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Tie = Literal["rectified", "vetoes", "findings"]
"""What decides between equal rates: the higher rectification rate, fewer vetoes, fewer findings."""

LEVELS = ("city", "district", "street")
"""Who found a problem; those of teams that no level is said of count as the city's."""

_SHARES: Mapping[str, int] = {"A": 100, "B": 60, "C": 0}


@dataclass(frozen=True, slots=True)
class ScoringProfile:
    """The options of `docs/scoring.md`. Percents and weights are whole numbers from 0 on.

    na: an item that does not apply leaves the sums, or counts full, or as zero · missing_type: a type of site that a
    row lacks hands its weight on, or counts with the mean of the other rows, or with the row's own of the round before
    · not_visited: planned sites nobody went to stay out (缺测) or count as zero · refused: sites that refused or were
    closed are replaced from the reserve (and stay out), stay out, or count as zero · same_problem: one problem at one
    place under several items costs once where it costs most, or each time · repeated: 处 of one item cost until its
    cap, until its points are gone whatever the cap, or once for each kind of problem · solved_percent: what is left of
    the cost of a problem solved on the spot · recurrence: one that comes back costs the same, double, once more each
    time, or by `recurrence_table` (percent the first time, the second …) · finder: percent by who found it (`LEVELS`);
    teams: the level of each team (code) · grades: percent of the points that a grade earns · decimals: to how many
    places ranks compare (rates are written with two) · ties: what decides between equal ones, in order · leagues: rows
    (by key) that are ranked apart · city: all points pooled, or the mean of the districts, plain, by their visited
    sites or by `area_weights` · weights: of site types · quarter: percents of field, rectification and other in the
    quarterly score · late_percent: what a case closed late counts for · false_malus: hundredths off the quarterly score
    for each false rectification.
    """

    code: str = "default"
    name: str = "模拟测评"
    na: Literal["drop", "full", "zero"] = "drop"
    missing_type: Literal["redistribute", "mean", "previous"] = "redistribute"
    not_visited: Literal["exclude", "zero"] = "exclude"
    refused: Literal["replace", "exclude", "zero"] = "replace"
    same_problem: Literal["one", "each"] = "one"
    repeated: Literal["cap", "points", "once"] = "cap"
    solved_percent: int = 100
    recurrence: Literal["same", "double", "each", "table"] = "double"
    recurrence_table: tuple[int, ...] = (100, 300, 600)
    finder: Mapping[str, int] = field(default_factory=dict[str, int])
    teams: Mapping[str, str] = field(default_factory=dict[str, str])
    grades: Mapping[str, int] = field(default_factory=lambda: dict(_SHARES))
    decimals: Literal[1, 2] = 2
    ties: tuple[Tie, ...] = ()
    leagues: Mapping[str, str] = field(default_factory=dict[str, str])
    city: Literal["pool", "mean", "sites", "weights"] = "pool"
    area_weights: Mapping[str, int] = field(default_factory=dict[str, int])
    weights: Mapping[str, int] = field(default_factory=dict[str, int])
    quarter: tuple[int, ...] = (80, 20, 0)
    late_percent: int = 50
    false_malus: int = 0

    def weight(self, site_type: str) -> int:
        """The weight of a site type, 1 unless set."""
        return self.weights.get(site_type, 1)

    def finder_percent(self, team: str) -> int:
        """What a finding of a team counts for, by the team's level."""
        return self.finder.get(self.teams.get(team, LEVELS[0]), 100)

    def recurrence_percent(self, times: int) -> int:
        """What a problem counts for that has come back so many times."""
        if self.recurrence == "same" or times <= 0:
            return self.recurrence_table[0] if self.recurrence == "table" and self.recurrence_table else 100
        if self.recurrence == "table":
            return self.recurrence_table[min(times, len(self.recurrence_table) - 1)] if self.recurrence_table else 100
        return 200 if self.recurrence == "double" else 100 * (times + 1)

    def share(self, label: str, place: int) -> int:
        """The percent of the points that a grade earns: by its letter (C# is C), else as the letter of its place."""
        plain = label.rstrip("#")
        letter = plain if plain in self.grades else "ABCDEFGHIJ"[min(place, 9)]
        return self.grades.get(letter, 0)


SIMULATION = ScoringProfile()
"""模拟测评: as the national measurement works."""

LEAGUE = ScoringProfile(
    "league",
    "街道联赛",
    missing_type="mean",
    solved_percent=50,
    recurrence="each",
    finder={"city": 100, "district": 50, "street": 50},
    ties=("rectified", "vetoes", "findings"),
    city="mean",
)
"""街道联赛: streets and communities compete month by month."""

PRESETS: Mapping[str, ScoringProfile] = {"simulation": SIMULATION, "league": LEAGUE}
