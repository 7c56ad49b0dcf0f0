"""Test runs of a checklist, kept with it: what was answered, and the points that it must earn."""

from __future__ import annotations

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.points import two_decimals
from chuangjian_desktop.domain.scenarios import Outcome, Said, Scenario, play
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.plausible import MOST_COUNT, MOST_POINTS
from chuangjian_desktop.store.queries import checklists
from chuangjian_desktop.store.writer import Writer

_STATES = frozenset(("conforming", "na", "exempt", "unanswered"))


def scenarios(workspace: Workspace, version: str) -> tuple[Scenario, ...]:
    """The test runs of a version of a checklist, by name."""
    with workspace.store.reading() as connection:
        return checklists.scenarios(connection, version)


def run_all(workspace: Workspace, version: str) -> tuple[Outcome, ...]:
    """Play every test run of a version; `Refusal` M21 for an unknown version."""
    found = workspace.catalogue.versions.get(version)
    if found is None:
        raise Refusal("M21", what="checklist", value=version)
    return tuple(play(found.checklist, each) for each in scenarios(workspace, version))


def save_scenario(workspace: Workspace, version: str, scenario: Scenario) -> str:
    """Keep a test run of a checklist (a new one without an id); answers its id.

    `Refusal` M22 unless an office, M21 for an unknown version or item, M27 for what no visit could say.
    """
    workspace.require_office()
    found = workspace.catalogue.versions.get(version)
    if found is None:
        raise Refusal("M21", what="checklist", value=version)
    if not fit("name", scenario.name).strip():
        raise Refusal("M27", field="name", value=scenario.name)
    for each in scenario.said:
        _check(each, frozenset(found.item_ids))
    if not 0 <= scenario.expected <= MOST_POINTS:
        raise Refusal("M27", field="points", value=two_decimals(scenario.expected))
    with workspace.writing() as writer:
        return put_scenario(writer, version, scenario)


def remove_scenario(workspace: Workspace, identity: str) -> None:
    """Take a test run away; M21, M22."""
    workspace.require_office()
    with workspace.writing() as writer:
        writer.remove("office.scenario", identity)


def put_scenario(writer: Writer, version: str, scenario: Scenario) -> str:
    """Write a test run of a version within a transaction; answers its id."""
    identity = scenario.id or fresh()
    said: list[Value] = [
        {"item": s.item, "state": s.state, "measured": s.measured, "count": s.count, "points": s.points}
        for s in scenario.said
    ]
    fields: dict[str, Value] = {
        "checklist": ref("office.checklist", version),
        "name": scenario.name,
        "answers": said,
        "expected": scenario.expected,
    }
    writer.put("office.scenario", identity, fields)
    return identity


def _check(said: Said, codes: frozenset[str]) -> None:
    if said.item not in codes:
        raise Refusal("M21", what="item", value=said.item)
    if said.state not in _STATES:
        raise Refusal("M27", field="state", value=said.state)
    if not 0 <= said.count <= MOST_COUNT:
        raise Refusal("M27", field="count", value=said.count)
    if said.points is not None and not 0 <= said.points <= MOST_POINTS:
        raise Refusal("M27", field="points", value=two_decimals(said.points))
