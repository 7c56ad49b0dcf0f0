"""Which problems a notice may tell a unit, and what was told already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.notes import FIRST, unreviewed
from chuangjian_desktop.domain.rectification import RUNNING, UNREVIEWED, State
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.reading import CaseFilter, LedgerFilter
from chuangjian_desktop.services.office.papers.notice_values import SUPERVISION
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries import case_facts, notices
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.notices import NoticeRow


@dataclass(frozen=True, slots=True)
class UnitNotice:
    """A unit that problems are laid to: how many, and how many of them no valid notice names yet; `unreviewed` are
    those of them that nobody has reviewed, with their states."""

    unit_id: str
    unit: str
    problems: int
    open: int
    unreviewed: tuple[tuple[State, str], ...] = ()


def unit_notices(workspace: Workspace) -> tuple[UnitNotice, ...]:
    """All units with problems in the present round, by name. What was rejected, or counts with another finding, is
    nobody's problem."""
    with workspace.store.reading() as connection:
        wanted = CaseFilter(LedgerFilter(workspace.round_id))
        cases = case_facts.facts(connection, workspace.role, wanted)
        told = frozenset(notices.number_by_finding(connection))
    found: dict[str, UnitNotice] = {}
    waiting: dict[str, list[tuple[State, str]]] = {}
    for each in cases:
        if each.unit_id and each.state != "void":
            one = found.get(each.unit_id, UnitNotice(each.unit_id, each.unit, 0, 0))
            untold = _untold(each.state, each.notice_id, known=not each.kept and each.finding_id in told)
            found[each.unit_id] = replace(one, problems=one.problems + 1, open=one.open + untold)
            if untold and each.state in UNREVIEWED:
                waiting.setdefault(each.unit_id, []).append((each.state, each.finding_id))
    units = (replace(each, unreviewed=tuple(waiting.get(each.unit_id, ()))) for each in found.values())
    return tuple(sorted(units, key=lambda each: each.unit))


def unreviewed_details(workspace: Workspace, units: Sequence[UnitNotice]) -> dict[str, dict[str, str | int]]:
    """What would go out unreviewed, by the id of the unit, and under "" of all: details as `domain.notes` has them."""
    groups = {each.unit_id: each.unreviewed for each in units}
    groups[""] = tuple(pair for some in groups.values() for pair in some)
    named = {
        finding
        for some in groups.values()
        for state in UNREVIEWED
        for finding in [finding for each, finding in some if each == state][:FIRST]
    }
    numbers = {row.finding_id: row.number for row in reading.shown(workspace, tuple(named))}
    return {key: unreviewed((state, numbers.get(each, "")) for state, each in some) for key, some in groups.items()}


def _untold(state: str, notice_id: str, *, known: bool) -> bool:
    """Whether a notice may tell a unit of a problem for the first time; `known` ones stand on an earlier notice."""
    return not known and (state in (*UNREVIEWED, "reviewed") or (state == "assigned" and not notice_id))


def issuable(
    workspace: Workspace, unit_id: str, kind: str, chosen: Sequence[str] = (), at: dt.datetime | None = None
) -> tuple[CaseRow, ...]:
    """What a notice of a kind would tell a unit now, or `at` a moment: problems that no valid notice names, reviewed or
    not (issuing is the review then). A 督办单 names only what the unit was told already and has not sent back: what is
    overdue, was assigned again or is grave, once for each time that ran."""
    page = reading.cases(workspace, CaseFilter(LedgerFilter(workspace.round_id, unit_id=unit_id)))
    rows = [row for row in page.rows if not chosen or row.finding_id in chosen]
    issued = [each for each in listed(workspace) if not each.void]
    if kind == SUPERVISION:
        supervised = {finding: each.issued_at for each in issued if each.kind == kind for finding in each.findings}
        moment = at or now()
        return tuple(
            row
            for row in rows
            if row.state in RUNNING
            and (reading.overdue(row, moment) or row.again > 0 or row.severity == "grave")
            and supervised.get(row.finding_id, "") < row.assigned_at
        )
    told = {finding for each in issued for finding in each.findings}
    return tuple(
        row for row in rows if _untold(row.state, row.notice_id, known=not row.kept and row.finding_id in told)
    )


def listed(workspace: Workspace) -> tuple[NoticeRow, ...]:
    """All issued notices, void ones too."""
    with workspace.store.reading() as connection:
        return notices.notices(connection)


def first_numbers(workspace: Workspace) -> dict[tuple[str, str], str]:
    """The number of the valid document that told a unit of a finding first, by finding and unit: after a transfer, the
    document of another unit is none of the new one's."""
    issued = sorted(
        (each for each in listed(workspace) if not each.void), key=lambda each: each.issued_at, reverse=True
    )
    return {(finding, each.unit_id): each.number for each in issued for finding in each.findings}
