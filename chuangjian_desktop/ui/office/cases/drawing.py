"""Drawing closed cases for a team to look at again: what can be drawn, and what a share of it comes to. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.recheck_draw import share
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.options import case_options
from chuangjian_desktop.services.office.cases import rechecks
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.ui.text.words import t


@dataclass(frozen=True, slots=True)
class Drawing:
    """What can be drawn: how many cases, the office's usual share, and the teams as (code, name)."""

    population: int
    percent: int
    teams: tuple[tuple[str, str], ...]

    def count(self, percent: int) -> int:
        """How many that share comes to."""
        return share(self.population, percent)


@dataclass(frozen=True, slots=True)
class Draw:
    """What a person wants drawn; a seed of None lets the program throw one."""

    team: str
    count: int
    seed: int | None
    day: str = ""


def read_drawing(workspace: Workspace) -> Drawing:
    """What can be drawn now; runs on a lane."""
    teams = tuple((team.code, f"{team.code} {team.name}") for team in places.teams(workspace))
    return Drawing(len(rechecks.population(workspace)), case_options(workspace).sample_percent, teams)


def draw(workspace: Workspace, wanted: Draw) -> str:
    """Draw; answers what was drawn, in words. Runs on the lane that writes."""
    drawn = rechecks.plan(workspace, wanted.team, wanted.count, wanted.seed, wanted.day)
    return t(
        "回头看：从 {all} 件中抽出 {n} 件，种子 {seed}。导出任务包时一并带给测评组。",
        all=drawn.population,
        n=len(drawn.tasks),
        seed=drawn.seed,
    )
