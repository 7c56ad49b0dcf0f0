"""审核: taking findings up as cases, or not; who is responsible, how grave, by when, and the five fixed fields."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.deadlines import DEADLINES
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.notes import UNREVIEWED_TOLD, unreviewed
from chuangjian_desktop.domain.rectification import TRANSITIONS, require_begin
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.services.casework import reading
from chuangjian_desktop.services.casework.acting import Moment, Move, act, begin_time
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import people
from chuangjian_desktop.store.queries.cases import CaseRow

SEVERITIES = ("light", "normal", "grave")


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What a clerk sets about cases; None leaves it as it is. `fives` are (label, value) pairs (五定): `edit` sets
    those that are named, takes away those without a value, and leaves the others."""

    unit_id: str | None = None
    assist_ids: tuple[str, ...] | None = None
    severity: str | None = None
    deadline: str | None = None
    fives: tuple[tuple[str, str], ...] | None = None


def accept(
    workspace: Workspace, findings: Sequence[str], note: str = "", draft: CaseDraft | None = None
) -> tuple[str, ...]:
    """Take findings up (审核通过); a draft sets unit, deadline and the rest with the same act. What recurs from a
    closed case is linked to it by itself."""
    fields = _fields(workspace, draft or CaseDraft())
    return act(workspace, findings, lambda _row, _moment: Move("accept", note, fields=fields))


def reject(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """Take findings out (作废): reported by mistake, or twice. M27 without a reason."""
    fields: dict[str, Value] = {"reason": fit("reason", reason)}
    return act(workspace, findings, lambda _row, _moment: Move("reject", reason, fields=fields))


def restore(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """Take up again what was rejected."""
    return act(workspace, findings, lambda _row, _moment: Move("restore", reason, fields={"reason": ""}))


def edit(workspace: Workspace, findings: Sequence[str], draft: CaseDraft, note: str = "") -> tuple[str, ...]:
    """Change unit, assisting units, severity, deadline or the five fixed fields of many cases at once; the state
    stays. A unit that was told already is changed by `transfer` (M26)."""
    fields = _fields(workspace, draft)

    def plan(row: CaseRow, moment: Moment) -> Move:
        told = row.assigned_at and row.state not in ("closed", "void")
        if told and draft.unit_id is not None and draft.unit_id != row.unit_id:
            raise Refusal("M26", what=row.number, reason_zh="已交办，请用改派", reason_en="it is assigned: transfer it")
        running = bool(told and draft.deadline is not None and draft.deadline != row.deadline)
        due = {"due_at": moment.due(draft.deadline or "")} if running else {}
        return Move("edit", note, fields=fields | due | _fives(row, draft))

    return act(workspace, findings, plan)


def assign(workspace: Workspace, findings: Sequence[str], draft: CaseDraft, note: str = "") -> tuple[str, ...]:
    """Assign without a document (交办): the unit's time begins now. A notice may name these cases later. M27 where
    no unit is responsible."""
    fields = _fields(workspace, draft)

    def plan(row: CaseRow, moment: Moment) -> Move:
        unit = draft.unit_id or row.unit_id
        move = Move("assign", note, unit, fields=fields | _unit(unit))
        return begin_time(move, row, moment, draft.deadline or row.deadline)

    return act(workspace, findings, plan)


def passed_over(workspace: Workspace, findings: Sequence[str]) -> tuple[Warn, ...]:
    """M29 where assigning these takes as reviewed what nobody reviewed; asked before it is done."""
    details = unreviewed((row.state, row.number) for row in reading.shown(workspace, findings))
    names = TRANSITIONS["assign"]
    what = {"what_zh": names.label_zh, "what_en": names.label_en}
    return (Warn(UNREVIEWED_TOLD, {**what, **details}),) if details else ()


def transfer(
    workspace: Workspace, findings: Sequence[str], unit_id: str, reason: str, assist_ids: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Give cases to another unit (改派), with other assisting units unless None; its time begins now, and where they
    were before is kept. A notice that named them no longer does."""
    fields = _fields(workspace, CaseDraft(unit_id, assist_ids))

    def plan(row: CaseRow, moment: Moment) -> Move:
        if row.unit_id == unit_id:
            raise Refusal("M26", what=row.number, reason_zh="已经由该单位负责", reason_en="that unit has it already")
        data: dict[str, Value] = {"from": row.unit_id, "notice": row.notice_id}
        move = Move("transfer", reason, unit_id, fields={**fields, "notice": ""}, data=data)
        return begin_time(move, row, moment)

    return act(workspace, findings, plan)


def unlink(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """Say that these do not recur from anything (取消反弹关联). M26 for one that is linked to none."""
    shown = reading.shown(workspace, findings)
    linked = {row.finding_id for row in shown if row.recurs and not row.unlinked}

    def plan(row: CaseRow, _moment: Moment) -> Move:
        require_begin(row.state, "unlink", workspace.role, row.number)
        if row.finding_id not in linked:
            raise Refusal("M26", what=row.number, reason_zh="没有反弹关联", reason_en="it recurs from no case")
        return Move("unlink", note, fields={"unlinked": True})

    return act(workspace, findings, plan)


def relink(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """Take that back. M26 for one whose link nobody cut."""

    def plan(row: CaseRow, _moment: Moment) -> Move:
        require_begin(row.state, "relink", workspace.role, row.number)
        if not row.unlinked:
            raise Refusal("M26", what=row.number, reason_zh="没有取消过关联", reason_en="its link was never cut")
        return Move("relink", note, fields={"unlinked": False})

    return act(workspace, findings, plan)


def _fives(row: CaseRow, draft: CaseDraft) -> dict[str, Value]:
    if draft.fives is None:
        return {}
    merged = dict(row.fives) | {fit("fives", label): fit("fives", value) for label, value in draft.fives}
    return {"fives": [[label, value] for label, value in merged.items() if value]}


def _unit(unit_id: str) -> dict[str, Value]:
    return {"unit": ref("office.unit", unit_id) if unit_id else None}


def _fields(workspace: Workspace, draft: CaseDraft) -> dict[str, Value]:
    """What a draft writes. M21 for an unknown unit, M27 for a value out of range."""
    fields: dict[str, Value] = {}
    for unit in (draft.unit_id, *(draft.assist_ids or ())):
        if unit:
            _require_unit(workspace, unit)
    if draft.unit_id is not None:
        fields |= _unit(draft.unit_id)
    if draft.assist_ids is not None:
        fields["assists"] = [ref("office.unit", each) for each in dict.fromkeys(draft.assist_ids)]
    for name, value, known in (("severity", draft.severity, SEVERITIES), ("deadline", draft.deadline, DEADLINES)):
        if value and value not in known:
            raise Refusal("M27", field=name, value=value)
        if value is not None:
            fields[name] = value
    if draft.fives is not None:
        fields["fives"] = [[fit("fives", label), fit("fives", value)] for label, value in draft.fives]
    return fields


def _require_unit(workspace: Workspace, unit_id: str) -> None:
    with workspace.store.reading() as connection:
        if all(unit.id != unit_id for unit in people.units(connection)):
            raise Refusal("M21", what="unit", value=unit_id)
