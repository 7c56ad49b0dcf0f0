"""Cases as lists and singly, with their histories and photos. Every list of cases, on screen, in documents and on the
command line, comes from here."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local as moment
from chuangjian_desktop.domain.rectification import STATES, State, case_id, is_overdue
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.services.casework.asking import asked
from chuangjian_desktop.services.casework.recurring import returning
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import cases as queries
from chuangjian_desktop.store.queries import visits
from chuangjian_desktop.store.queries.cases import CaseFilter, CaseRow, StepRow
from chuangjian_desktop.store.queries.ledger import LedgerFilter
from chuangjian_desktop.store.store import Reading

__all__ = [
    "CaseFilter", "CasePage", "CasePhotos", "CaseRow", "LedgerFilter", "StepRow", "case", "cases", "chosen", "counts",
    "due_moment", "overdue", "photos", "resolve", "resolved", "shown", "state_label", "steps",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of cases, and how many the filter shows."""

    rows: tuple[CaseRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CasePhotos:
    """A case's photos: of the problem, of what was put right, of rechecks, and of an objection."""

    before: tuple[PhotoRow, ...]
    after: tuple[PhotoRow, ...]
    recheck: tuple[PhotoRow, ...]
    objection: tuple[PhotoRow, ...]


def cases(workspace: Workspace, wanted: CaseFilter | None = None, offset: int = 0, limit: int = -1) -> CasePage:
    """Cases of the present round (unless the filter names another) in the order asked for: `site`, `unit`, `time`,
    `due`, `state`."""
    with workspace.store.reading() as connection:
        whole = asked(workspace, connection, wanted or CaseFilter())
        shown, total = queries.page(connection, workspace.role, whole, offset, limit)
        return CasePage(_linked(connection, queries.lines(connection, workspace.role, shown)), total)


def counts(workspace: Workspace, wanted: CaseFilter | None = None) -> dict[State, int]:
    """How many cases are in each state; every state has its number."""
    with workspace.store.reading() as connection:
        whole = asked(workspace, connection, wanted or CaseFilter())
        found = queries.state_counts(connection, workspace.role, whole)
    return {state: found.get(state, 0) for state in STATES}


def chosen(workspace: Workspace, wanted: CaseFilter) -> tuple[str, ...]:
    """The findings of all cases that a filter shows: what "all of these" means."""
    with workspace.store.reading() as connection:
        return queries.ids(connection, workspace.role, asked(workspace, connection, wanted))


def shown(workspace: Workspace, findings: Sequence[str]) -> tuple[CaseRow, ...]:
    """The cases of some findings in that very order: a long list holds what `chosen` answers and asks only for the
    lines that are seen."""
    with workspace.store.reading() as connection:
        return _linked(connection, queries.lines(connection, workspace.role, findings))


def case(workspace: Workspace, name: str) -> CaseRow:
    """One case by its id, its finding's id or its problem's number; `Refusal` M21, M27 for a number of several."""
    with workspace.store.reading() as connection:
        finding = resolved(connection, workspace, name)
        (row,) = _linked(connection, queries.lines(connection, workspace.role, (finding,)))
        return row


def resolve(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """The findings that ids and numbers mean, each once, in order; refused like `case`."""
    with workspace.store.reading() as connection:
        return tuple(dict.fromkeys(resolved(connection, workspace, name) for name in names))


def resolved(connection: Reading, workspace: Workspace, name: str) -> str:
    """The same for one, within a view."""
    found = queries.findings_named(connection, workspace.round_id, name)
    if not found:
        raise Refusal("M21", what="case", value=name)
    first, *others = found
    if others:
        raise Refusal("M27", what="case", field="number", value=name, detail_zh="不止一个", detail_en="more than one")
    return first


def _linked(connection: Reading, rows: tuple[CaseRow, ...]) -> tuple[CaseRow, ...]:
    """The rows; what nobody decided on yet shows what it recurs from all the same, and is counted there."""
    found = returning(connection, rows)
    if not found:
        return rows
    numbers = queries.numbers_of_findings(connection, {each.finding for each in found.values()})
    back = Counter(each.case for each in found.values())
    told = (replace(row, recurred=row.recurred + back[row.id]) if back[row.id] else row for row in rows)
    return tuple(
        replace(row, recurs=old.case, recurs_number=numbers.get(old.finding, ""))
        if (old := found.get(row.finding_id)) is not None
        else row
        for row in told
    )


def steps(workspace: Workspace, name: str) -> tuple[StepRow, ...]:
    """The history of a case, oldest first."""
    with workspace.store.reading() as connection:
        finding = resolved(connection, workspace, name)
        return queries.steps(connection, case_id(finding))


def photos(workspace: Workspace, row: CaseRow) -> CasePhotos:
    """The photos of a case, in order."""
    with workspace.store.reading() as connection:
        found = visits.staged_photos(connection, row.finding_id, row.id)
    return CasePhotos(*(tuple(found.get(stage, ())) for stage in ("", "after", "recheck", "objection")))


def due_moment(row: CaseRow) -> dt.datetime | None:
    """When the unit's time ends."""
    return moment(row.due_at)


def overdue(row: CaseRow, now: dt.datetime) -> bool:
    """Whether the unit is late; derived, never stored."""
    return is_overdue(row.state, due_moment(row), now)


def state_label(state: State, lang: str = "zh") -> str:
    """A state's name."""
    return STATES[state][1 if lang == "en" else 0]
