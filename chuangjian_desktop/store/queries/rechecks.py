"""Tasks of rechecking, their results, and the photos that repairs are judged by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, Row, func, select

from chuangjian_desktop.domain.photo_matching import moment
from chuangjian_desktop.domain.repair_photos import PhotoFact
from chuangjian_desktop.store import tables

_T, _R, _C = tables.task, tables.recheck, tables.case


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A case that a team is to look at again. `draw` says how it was drawn; `result` is passed, failed or empty."""

    id: str
    case_id: str
    finding_id: str
    team_id: str
    team: str
    round_id: str
    planned_at: str
    draw: str
    result: str
    note: str


def tasks(connection: Connection, *, round_id: str = "", team_id: str = "", case_id: str = "") -> tuple[TaskRow, ...]:
    """All tasks of a round, a team or a case, oldest first, each with its last result."""
    last = select(_R.c.task, func.max(_R.c.at).label("at")).group_by(_R.c.task).subquery()
    statement = (
        select(_T.c.id, _T.c.case, _C.c.finding, _T.c.team, tables.team.c.name, _T.c.round, _T.c.planned_at, _T.c.draw,
               _R.c.result, _R.c.note)
        .join_from(_T, _C, _T.c.case == _C.c.id)
        .join(tables.team, _T.c.team == tables.team.c.id, isouter=True)
        .join(last, last.c.task == _T.c.id, isouter=True)
        .join(_R, (_R.c.task == _T.c.id) & (_R.c.at == last.c.at), isouter=True)
    )  # fmt: skip
    for column, value in ((_T.c.round, round_id), (_T.c.team, team_id), (_T.c.case, case_id)):
        statement = statement.where(column == value) if value else statement
    found: dict[str, TaskRow] = {}
    for row in connection.execute(statement.order_by(_T.c.planned_at, _T.c.id, _R.c.id)):
        found[row[0]] = TaskRow(*(each or "" for each in row))
    return tuple(found.values())


def open_task(connection: Connection, case_id: str) -> str:
    """The case's newest task that has no result yet, or nothing."""
    waiting = [task.id for task in tasks(connection, case_id=case_id) if not task.result]
    return waiting[-1] if waiting else ""


def task_records(connection: Connection, team_id: str) -> tuple[set[str], set[str]]:
    """The tasks of a team that wait, and the photos of the problems they are about."""
    waiting = [task for task in tasks(connection, team_id=team_id) if not task.result]
    p = tables.photo
    photos: set[str] = set()
    for task in waiting:
        mine = select(p.c.id).where((p.c.finding == task.finding_id) | (p.c.case == task.case_id))
        photos |= {str(each) for each in connection.execute(mine).scalars()}
    return {task.id for task in waiting}, photos


def photo_facts(connection: Connection, zone: dt.tzinfo) -> tuple[tuple[str, PhotoFact], ...]:
    """All photos of problems and of cases as far as doubts ask, each with its stage (empty for the problem itself)."""
    p = tables.photo
    statement = (
        select(p.c.id, func.coalesce(p.c.finding, _C.c.finding), p.c.original_sha256, p.c.fingerprint, p.c.taken_at,
               p.c.latitude, p.c.longitude, p.c.stage)
        .join_from(p, _C, p.c.case == _C.c.id, isouter=True)
        .where(func.coalesce(p.c.finding, _C.c.finding).is_not(None))
    )  # fmt: skip
    return tuple((row[7] or "", _fact(row, zone)) for row in connection.execute(statement.order_by(p.c.id)))


def _fact(row: Row[*tuple[object, ...]], zone: dt.tzinfo) -> PhotoFact:
    identity, owner, original, fingerprint, taken_at, latitude, longitude, _ = row
    place = (latitude, longitude) if isinstance(latitude, int) and isinstance(longitude, int) else None
    return PhotoFact(
        str(identity),
        str(owner),
        str(original or ""),
        _number(str(fingerprint or "")),
        moment(str(taken_at or ""), zone),
        place,
    )


def _number(text: str) -> int | None:
    try:
        return int(text, 16)
    except ValueError:
        return None
