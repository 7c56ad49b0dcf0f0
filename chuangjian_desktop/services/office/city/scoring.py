"""A city's score of the present round under one standard, from all that a workspace holds."""

from __future__ import annotations

from dataclasses import replace

from chuangjian_desktop.domain.assessment import Standard
from chuangjian_desktop.domain.city.facts import CityFacts, Entry, FieldFacts
from chuangjian_desktop.domain.city.field import field_facts
from chuangjian_desktop.domain.city.score import city_score
from chuangjian_desktop.domain.city.values import CityScore
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services import results
from chuangjian_desktop.services.results.scored import SCORED
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import city, rounds

FROM_ROUND = "round:"
"""Before a round's code in the basis of a component's entry: its secret visits are those of that round."""


def standard_of(workspace: Workspace, code: str) -> Standard:
    """A standard by its code; `Refusal` M21."""
    found = workspace.catalogue.standards.get(code)
    if found is None:
        raise Refusal("M21", what="standard", value=code)
    return found


def campaigns_of(workspace: Workspace) -> tuple[str, ...]:
    """The codes of the standards that the present round is for."""
    with workspace.store.reading() as connection:
        return rounds.campaigns(connection, workspace.round_id)


def city_facts(workspace: Workspace, code: str) -> CityFacts:
    """Everything that the score is made from: entries, documents, questionnaires, the ledger and visits."""
    standard = standard_of(workspace, code)
    with workspace.store.reading() as connection:
        entered = city.entries(connection, workspace.round_id, code)
        facts = CityFacts(
            entered,
            city.documents(connection, workspace.round_id, code),
            city.surveys(connection, workspace.round_id, code),
            city.ledger(connection, workspace.round_id, code),
        )
        secret = city.secret_rounds(connection)
        known = {each.code: each.id for each in rounds.all_rounds(connection)}
    visited = replace(facts, field=_visited(workspace, standard))
    chosen = _secret_round(standard, entered, secret)
    if chosen not in known or known[chosen] == workspace.round_id:
        return visited
    there = replace(workspace, round_id=known[chosen])
    return replace(visited, between=_visited(there, standard))


def _secret_round(standard: Standard, entered: dict[str, Entry], secret: tuple[tuple[str, str], ...]) -> str:
    """The code of the round in between: the one that was named, else the newest of kind secret."""
    for component in standard.judging.components:
        entry = entered.get(f"component.{component.code}")
        if component.kind == "secret" and entry is not None and entry.basis.startswith(FROM_ROUND):
            return entry.basis.removeprefix(FROM_ROUND)
    return secret[-1][1] if secret else ""


def _visited(workspace: Workspace, standard: Standard) -> FieldFacts:
    key = ("field", workspace.round_id, standard.code)
    visits = results.visits_under
    return workspace.memory.recall(key, SCORED, lambda: field_facts(standard, visits(workspace, standard.code)))


def city_score_of(workspace: Workspace, code: str) -> CityScore:
    """The score with all its lines; M21 for an unknown standard."""
    parameters = {key: each.value for key, each in workspace.catalogue.parameters.items()}
    return city_score(standard_of(workspace, code), city_facts(workspace, code), parameters)
