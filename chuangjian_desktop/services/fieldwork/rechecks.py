"""回头看: the cases that a team is to look at again, each with the photos of the problem."""

from __future__ import annotations

from dataclasses import dataclass, replace

from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.services.casework import reading, rechecking
from chuangjian_desktop.services.casework.reading import CaseFilter, CasePhotos, CaseRow
from chuangjian_desktop.services.casework.rechecking import Seen
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store.queries import rechecks
from chuangjian_desktop.store.queries.rechecks import TaskRow


@dataclass(frozen=True, slots=True)
class RecheckTask:
    """A task with the case that it is about; `photos.before` show what to look for, from the same place."""

    task: TaskRow
    case: CaseRow
    photos: CasePhotos


def tasks(workspace: Workspace) -> tuple[RecheckTask, ...]:
    """All tasks in this workspace, those without a result first, by site."""
    with workspace.store.reading() as connection:
        found = rechecks.tasks(connection)
    page = reading.cases(workspace, CaseFilter(findings=tuple({task.finding_id for task in found}))) if found else None
    rows = {} if page is None else {row.finding_id: row for row in page.rows}
    mine = [
        RecheckTask(task, rows[task.finding_id], reading.photos(workspace, rows[task.finding_id]))
        for task in found
        if task.finding_id in rows
    ]
    return tuple(sorted(mine, key=lambda each: (each.task.result != "", each.case.number, each.task.id)))


def record(workspace: Workspace, task_id: str, seen: Seen) -> str:
    """Say what was seen: passed, or failed with a note. It goes back to the office with the next hand-in. M21 for an
    unknown task, M26 for one that has its result."""
    with workspace.store.reading() as connection:
        task = next((each for each in rechecks.tasks(connection) if each.id == task_id), None)
    if task is None:
        raise Refusal("M21", what="task", value=task_id)
    if task.result:
        raise Refusal("M26", what="task", reason_zh="已有结果", reason_en="it has its result already")
    return rechecking.recheck(workspace, [task.finding_id], replace(seen, task_id=task_id))[0]
