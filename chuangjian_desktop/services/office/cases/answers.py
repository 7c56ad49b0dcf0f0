"""What units say on paper, entered by the office: received, under way, not ours, more time, put right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.local_time import local_day
from chuangjian_desktop.domain.rectification import RUNNING
from chuangjian_desktop.domain.replies import REASONS
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.casework.acting import Moment, Move, Plan, act, begin_time
from chuangjian_desktop.services.casework.reading import due_moment
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries.cases import CaseRow

REPLY_STATES = ("已完成", "正在整改", "需长期")
UNSAID = ""
"""The state of an answer that is only photos: nobody said how far it is."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A unit's answer: cause, measure, when it was done (ISO date or empty), its state (`REPLY_STATES` or `UNSAID`),
    who handled and who signed it; `source` names the file it came in. `planned` is the day by which it is to be done,
    `remark` what the unit wrote beside."""

    cause: str = ""
    measure: str = ""
    done_on: str = ""
    state: str = "已完成"
    handler: str = ""
    signed: str = ""
    source: str = ""
    planned: str = ""
    remark: str = ""


def receive(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """The unit signed for it (签收)."""
    return act(workspace, findings, lambda _row, _moment: Move("receive", note))


def begin(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """The unit is at it (整改中)."""
    return act(workspace, findings, lambda _row, _moment: Move("begin", note))


def refuse(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """The unit says it is not its own (退回); the office transfers it, or assigns it again."""
    fields: dict[str, Value] = {"reason": fit("reason", reason)}
    return act(workspace, findings, lambda _row, _moment: Move("refuse", reason, fields=fields))


def reply(
    workspace: Workspace, finding: str, said: Reply, photos: Sequence[PreparedPhoto] = (), note: str = ""
) -> tuple[str, ...]:
    """The unit's answer to one case, with its photos. One that says it is still at work leaves the case 整改中; any
    other makes it 已反馈. M27 for an unknown state or a date that is none."""
    return reply_all(workspace, [finding], said, photos, note)


def reply_all(
    workspace: Workspace, findings: Sequence[str], said: Reply, photos: Sequence[PreparedPhoto] = (), note: str = ""
) -> tuple[str, ...]:
    """One answer to several cases."""
    plan = planned_reply(said, photos, note)
    return act(workspace, findings, plan)


def planned_reply(
    said: Reply, photos: Sequence[PreparedPhoto] = (), note: str = "", file: Mapping[str, Value] | None = None
) -> Plan:
    """What an answer does to a case; several different ones may so be entered in one transaction. `file` names the
    bytes that it came in (`domain.journal.blob`), which are kept with it. Refused like `reply`."""
    values: dict[str, Value] = {name: fit("reply", value) for name, value in asdict(said).items()}
    values |= {"file": dict(file)} if file else {}
    if said.state not in (*REPLY_STATES, UNSAID):
        raise Refusal("M27", field="state", value=said.state)
    for day in filter(None, (said.done_on, said.planned)):
        _date(day)

    def plan(row: CaseRow, moment: Moment) -> Move:
        _require_days(row, said, moment)
        going_on = said.state == "正在整改" and row.state in RUNNING
        action = "begin" if going_on else "edit" if said.state == "正在整改" else "reply"
        fields: dict[str, Value] = {"reply": {**values, "at": moment.text}}
        return Move(action, note or said.measure, fields=fields, data={**values}, photos=tuple(photos))

    return plan


def _require_days(row: CaseRow, said: Reply, moment: Moment) -> None:
    """What workbooks are held to as well: nothing is done before it was found, or later than today (M27)."""
    for name, day in (("done_on", said.done_on), ("planned", said.planned)):
        if (day and day < local_day(row.line.found_at)) or (name == "done_on" and day > local_day(moment.text)):
            zh, en = REASONS["date_range"]
            raise Refusal("M27", what=row.number, field=name, value=day, detail_zh=zh, detail_en=en)


def ask_time(workspace: Workspace, findings: Sequence[str], until: str, reason: str) -> tuple[str, ...]:
    """The unit asks for more time (申请延期), up to a day or a moment (ISO)."""

    def plan(row: CaseRow, moment: Moment) -> Move:
        end = _later(row, until, moment)
        asked: dict[str, Value] = {"state": "asked", "until": end, "reason": reason, "at": moment.text}
        return Move("ask", reason, until=end, fields={"extension": asked})

    return act(workspace, findings, plan)


def grant_time(workspace: Workspace, findings: Sequence[str], note: str = "") -> tuple[str, ...]:
    """Grant what was asked for (批准延期)."""

    def plan(row: CaseRow, _moment: Moment) -> Move:
        until = str(row.extension.get("until") or "")
        granted: dict[str, Value] = {**row.extension, "state": "granted"}
        return Move("grant", note, until=until, fields={"extension": granted, "due_at": until})

    return act(workspace, findings, plan)


def deny_time(workspace: Workspace, findings: Sequence[str], reason: str) -> tuple[str, ...]:
    """Refuse it (驳回延期); the old end stays."""

    def plan(row: CaseRow, _moment: Moment) -> Move:
        return Move("deny", reason, fields={"extension": {**row.extension, "state": "refused"}})

    return act(workspace, findings, plan)


def extend(workspace: Workspace, findings: Sequence[str], reason: str, until: str = "") -> tuple[str, ...]:
    """Give more time at once (延期): up to a day or a moment, else by the case's class of deadline once more. Where a
    unit has asked, that is granted, and why it asked stays."""

    def plan(row: CaseRow, moment: Moment) -> Move:
        asked: Mapping[str, Any] = row.extension if row.extension.get("state") == "asked" else {}
        if not until and asked:
            end = str(asked.get("until") or "")
        else:
            end = _later(row, until or _once_more(row, moment), moment)
        why = str(asked.get("reason") or "") or reason
        given: dict[str, Value] = {"state": "granted", "until": end, "reason": why, "at": moment.text}
        return Move("extend", reason, until=end, fields={"extension": given, "due_at": end})

    return act(workspace, findings, plan)


def _once_more(row: CaseRow, moment: Moment) -> str:
    """The class of deadline from when it ends now; at least a working day."""
    start = max(moment.at, due_moment(row) or moment.at)
    later = Moment(start, moment.calendar)
    return max(later.due(row.deadline) or later.due("7d"), later.due("1d"))


def longterm(
    workspace: Workspace,
    findings: Sequence[str],
    reason: str,
    stages: Sequence[tuple[str, str]] = (),
    approved_by: str = "",
) -> tuple[str, ...]:
    """Put cases on the long-term list (长期挂账): no day ends them, a plan with stages (date, what) does. `approved_by`
    is the head who agreed (M27 without)."""
    if not approved_by.strip():
        raise Refusal("M27", field="approved_by", value="")
    plan_: list[Value] = [[_date(day), fit("longterm", what)] for day, what in stages]

    def plan(_row: CaseRow, moment: Moment) -> Move:
        kept: dict[str, Value] = {"stages": plan_, "approved": fit("name", approved_by), "at": moment.text}
        return Move("longterm", reason, fields={"longterm": kept, "due_at": ""}, data=kept)

    return act(workspace, findings, plan)


def resume(workspace: Workspace, findings: Sequence[str], reason: str, deadline: str = "") -> tuple[str, ...]:
    """Take cases off the long-term list; their time begins now."""

    def plan(row: CaseRow, moment: Moment) -> Move:
        wanted = deadline or (row.deadline if row.deadline != "long" else "15d")
        return begin_time(Move("resume", reason, fields={"deadline": wanted}), row, moment, wanted)

    return act(workspace, findings, plan)


def _later(row: CaseRow, until: str, moment: Moment) -> str:
    """An end after now and not before the present one, as it is kept: a day ends at 23:59. M27."""
    try:
        found = dt.datetime.fromisoformat(until)
    except ValueError:
        raise Refusal("M27", what=row.number, field="due_at", value=until) from None
    if len(until) == len("2026-11-25"):
        found = found.replace(hour=23, minute=59)
    found = found.replace(tzinfo=moment.at.tzinfo) if found.tzinfo is None else found
    if found <= moment.at:
        raise Refusal("M27", what=row.number, field="due_at", value=until)
    if (present := due_moment(row)) is not None and found < present:
        told = {"detail_zh": f"比现在的时限 {present:%Y-%m-%d} 还早", "detail_en": f"it ends on {present:%Y-%m-%d} now"}
        raise Refusal("M27", what=row.number, field="due_at", value=until, **told)
    return found.isoformat(timespec="seconds")


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise Refusal("M27", field="date", value=text) from None
