"""核查 and 销号: what units answered is checked, sent back or closed; closed cases can be opened again."""

from __future__ import annotations

from collections.abc import Sequence

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.rectification import STAGES, require_begin, require_stage
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.casework.acting import NOT_ENDED, Moment, Move, act, begin_time
from chuangjian_desktop.services.casework.reading import overdue
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow


def check(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """The answer is accepted (核查通过); the case waits for its recheck. What papers say is not seen yet (书面整改)."""
    return act(workspace, findings, lambda _row, _moment: Move("check", note))


def send_back(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """The answer is not accepted (二次交办): the unit's time begins anew. A 督办单 may name these cases."""

    def plan(row: CaseRow, moment: Moment) -> Move:
        move = Move("redo", reason, row.unit_id, fields={**NOT_ENDED, "again": row.again + 1})
        return begin_time(move, row, moment)

    return act(workspace, findings, plan)


def close(
    workspace: Workspace, findings: Sequence[str], note: str = "", photos: Sequence[PreparedPhoto] = ()
) -> tuple[str, ...]:
    """Close cases that passed their recheck (销号), one or many; photos are kept with the case as those of what was put
    right."""
    by = {"closed_by": ref("office.person", workspace.author)} if workspace.author else {}

    def plan(_row: CaseRow, moment: Moment) -> Move:
        fields: dict[str, Value] = {"closed_at": {"min": moment.text}, "closed_how": "recheck", **by}
        return Move("close", note, fields=fields, photos=tuple(photos))

    return act(workspace, findings, plan)


def reopen(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """Open closed cases again: the unit's time begins anew, and no notice names them any more. What was never assigned
    is 已审核 then."""

    def plan(row: CaseRow, moment: Moment) -> Move:
        fields: dict[str, Value] = {**NOT_ENDED, "notice": "", "again": row.again + 1}
        move = Move("reopen", reason, fields=fields)
        return begin_time(move, row, moment) if row.assigned_at else move

    return act(workspace, findings, plan)


def escalate(
    workspace: Workspace, findings: Sequence[str], stage: int, reason: str, approved_by: str = ""
) -> tuple[str, ...]:
    """Chase cases that are overdue or were assigned again (催办, 督办, 通报, 约谈, 问责: 1 to 5), stage by stage;
    `approved_by` is the head who agreed, without whom none is skipped and none from 约谈 on is reached.

    M26 for any other case, for a stage below the present one or beyond the next; M27 for one that there is not, and
    where the reason or the head's name is missing.
    """

    def plan(row: CaseRow, moment: Moment) -> Move:
        require_begin(row.state, "escalate", workspace.role, row.number)
        require_stage(row.stage, stage, row.number, approved_by)
        if not (row.again or overdue(row, moment.at)):
            raise Refusal(
                "M26",
                what=row.number,
                reason_zh="它既没有逾期，也没有再次交办",
                reason_en="it is neither overdue nor assigned again",
            )
        data: dict[str, Value] = {"stage": stage, "name": STAGES[stage][0], "approved": approved_by}
        return Move("escalate", reason, fields={"stage": stage}, data=data)

    return act(workspace, findings, plan)
