"""What the view of a campaign needs, read away from the window."""

from __future__ import annotations

from dataclasses import dataclass

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.city.facts import CityFacts
from chuangjian_desktop.domain.city.values import CityScore
from chuangjian_desktop.services import places
from chuangjian_desktop.services.office.city import scoring
from chuangjian_desktop.services.workspace import Workspace, now


@dataclass(frozen=True, slots=True)
class Summary:
    """A standard in the list: its field rate or total, and how many of its indicators are reached."""

    code: str
    title: str
    score: CityScore


@dataclass(frozen=True, slots=True)
class Read:
    """One standard with its score and everything that was entered for it."""

    standard: Standard
    facts: CityFacts
    score: CityScore
    units: tuple[tuple[str, str], ...]
    rounds: tuple[tuple[str, str], ...]
    round_name: str
    today: str
    office: bool


def summaries(workspace: Workspace) -> tuple[Summary, ...]:
    """All standards in the order of the catalogue, those that this round is for first."""
    standards = workspace.catalogue.standards
    chosen = [code for code in scoring.campaigns_of(workspace) if code in standards]
    order = [*chosen, *(code for code in standards if code not in chosen)]
    return tuple(Summary(code, standards[code].title, scoring.city_score_of(workspace, code)) for code in order)


def read(workspace: Workspace, code: str) -> Read:
    """Everything about one standard."""
    rounds = places.rounds(workspace)
    current = places.current_round(workspace)
    return Read(
        scoring.standard_of(workspace, code),
        scoring.city_facts(workspace, code),
        scoring.city_score_of(workspace, code),
        tuple((unit.id, unit.name) for unit in places.units(workspace)),
        tuple((each.code, each.name) for each in rounds if each.id != workspace.round_id),
        current.name,
        now().date().isoformat(),
        workspace.role == "office",
    )
