"""回头看: drawing closed cases for a team to look at again; they travel in its task package."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.recheck_draw import MOST_SEED, drawn, share
from chuangjian_desktop.domain.rectification import STATES, State, case_id
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services import places
from chuangjian_desktop.services.casework.acting import keep
from chuangjian_desktop.services.casework.options import case_options
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import case_facts, rechecks
from chuangjian_desktop.store.queries.rechecks import TaskRow

SAMPLED: tuple[State, ...] = ("to_recheck", "passed", "closed")
"""What a unit has put right, as far as the papers say."""
ENDED: tuple[State, ...] = ("closed",)
"""What a second look is drawn from, unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: the seed, out of how many cases, and its tasks."""

    seed: int
    population: int
    tasks: tuple[TaskRow, ...]


def plan(
    workspace: Workspace,
    team_code: str,
    count: int | None = None,
    seed: int | None = None,
    planned_at: str = "",
    *,
    states: Sequence[State] = ENDED,
) -> Drawn:
    """Draw closed cases of the present round for a team, or those in other states of `SAMPLED`: so many, else the
    office's share of all. What waits to be rechecked already is not drawn again. The seed is kept with each task.

    `Refusal` M22 unless an office, M21 for an unknown team, M27 for numbers out of range and for a state in which
    nothing is put right, M26 where there is nothing to draw from.
    """
    workspace.require_office()
    team = next((each for each in places.teams(workspace) if team_code in (each.code, each.name)), None)
    if team is None:
        raise Refusal("M21", what="team", value=team_code)
    if count is not None and not 1 <= count <= 10_000:
        raise Refusal("M27", what="recheck", value=count, detail_zh="可抽 1 至 10000 件", detail_en="draw 1 to 10000")
    chosen_seed = secrets.randbelow(MOST_SEED) if seed is None else seed
    if not 0 <= chosen_seed < MOST_SEED:
        raise Refusal("M27", field="seed", value=chosen_seed)
    if strange := set(states) - set(SAMPLED):
        raise Refusal("M27", field="state", value=STATES[min(strange)][0])
    cases = _population(workspace, tuple(states))
    if not cases:
        zh = "、".join(STATES[state][0] for state in states)
        en = ", ".join(STATES[state][1] for state in states)
        raise Refusal("M26", what="recheck", reason_zh=f"没有可抽的（{zh}）", reason_en=f"no case to draw from ({en})")
    wanted = share(len(cases), case_options(workspace).sample_percent) if count is None else count
    sample = {case: cases[case] for case in drawn(tuple(cases), wanted, chosen_seed)}
    told = f"seed={chosen_seed} n={len(sample)} of={len(cases)}"
    made = _kept(workspace, sample, team.id, (told, fit("date", planned_at)))
    return Drawn(chosen_seed, len(cases), tuple(task for task in tasks(workspace) if task.id in made))


def population(workspace: Workspace) -> tuple[str, ...]:
    """The cases that are drawn from unless other states are asked for: closed, and not waiting to be rechecked."""
    return tuple(_population(workspace, ENDED))


def _population(workspace: Workspace, states: tuple[State, ...]) -> dict[str, str]:
    """The same, each with its finding. What was put right on the spot waits until its visit is finished."""
    waiting = {task.case_id for task in tasks(workspace) if not task.result}
    wanted = CaseFilter(LedgerFilter(workspace.round_id), states)
    with workspace.store.reading() as connection:
        found = case_facts.facts(connection, workspace.role, wanted)
    sampled = {case_id(each.finding_id): each.finding_id for each in found if each.kept or each.state == "closed"}
    return {case: finding for case, finding in sampled.items() if case not in waiting}


def _kept(workspace: Workspace, cases: Mapping[str, str], team_id: str, told: tuple[str, str]) -> set[str]:
    made: set[str] = set()
    with workspace.writing() as writer:
        for case, finding in cases.items():
            identity = fresh()
            keep(workspace, writer, finding)
            fields: dict[str, Value] = {
                "case": ref("case", case),
                "team": ref("office.team", team_id),
                "round": ref("office.round", workspace.round_id),
                "planned_at": told[1] or writer.now,
                "draw": told[0],
            }
            writer.put("office.task", identity, fields)
            made.add(identity)
    return made


def tasks(workspace: Workspace) -> tuple[TaskRow, ...]:
    """All tasks of the present round with their results."""
    with workspace.store.reading() as connection:
        return rechecks.tasks(connection, round_id=workspace.round_id)
