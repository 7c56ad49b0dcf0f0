"""复查: what was seen on the spot of a case, by an evaluator with a task or by the office itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.rectification import CLAIMED, case_id
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.casework.acting import NOT_ENDED, Moment, Move, act_within, begin_time
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rechecks
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.writer import Writer

Result = Literal["passed", "failed"]
RESULTS: tuple[Result, ...] = ("passed", "failed")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a recheck found: passed or failed, a note (needed when it failed), photos, and the task it was done for (the
    case's open one where none is named)."""

    result: Result = "passed"
    note: str = ""
    photos: tuple[PreparedPhoto, ...] = ()
    task_id: str = ""


def recheck(workspace: Workspace, findings: Sequence[str], seen: Seen) -> tuple[str, ...]:
    """Enter what was seen of cases. Passed: 复查通过, a closed one stays closed. Failed: the unit gets it once more
    (二次交办), its time begins now; where it had been said to be put right, that was a false rectification (虚假整改).

    Answers the ids of the cases. M26 for a state without anything to recheck, M27 for a failure without a note.
    """
    if seen.result not in RESULTS:
        raise Refusal("M27", field="result", value=seen.result)
    with workspace.writing() as writer:
        done = act_within(workspace, writer, findings, lambda row, moment: _move(row, moment, seen))
        for finding in dict.fromkeys(findings):
            _kept(workspace, writer, case_id(finding), seen)
    return done


def _move(row: CaseRow, moment: Moment, seen: Seen) -> Move:
    if seen.result == "passed":
        action = "confirm" if row.state in ("passed", "closed") else "pass"
        return Move(action, seen.note, photos=seen.photos, stage="recheck")
    false = row.state in CLAIMED
    fields: dict[str, Value] = {**NOT_ENDED, "again": row.again + 1}
    if false:
        fields["false_repair"] = True
    move = Move("fail", seen.note, row.unit_id, fields=fields, data={"false": false})
    return begin_time(replace(move, photos=seen.photos, stage="recheck"), row, moment)


def _kept(workspace: Workspace, writer: Writer, case: str, seen: Seen) -> None:
    fields: dict[str, Value] = {
        "case": ref("case", case),
        "result": seen.result,
        "note": fit("note", seen.note),
        "at": writer.now,
    }
    if task := seen.task_id or rechecks.open_task(writer.connection, case):
        fields["task"] = ref("office.task", task)
    if workspace.author is not None:
        fields["by"] = ref("office.person", workspace.author)
    writer.put("recheck", fresh(), fields)
