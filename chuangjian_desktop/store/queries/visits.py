"""One visit: its answers, findings and photos."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, func, select

from chuangjian_desktop.domain.scoring import AnswerFact
from chuangjian_desktop.domain.sheet import PhotoRow
from chuangjian_desktop.store import tables
from chuangjian_desktop.store.queries import own_team

CLOSED = ("finished", "refused")
"""States in which nothing more is recorded until the visit is reopened."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as it is stored. `refused` says that nobody was let in, or the site was closed."""

    id: str
    round_id: str
    site_id: str
    team_id: str
    pass_no: int
    finished: bool
    people: tuple[str, ...]
    started: str
    ended: str
    weather: str
    checklist_id: str = ""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A finding as it is stored; `points` the evaluator's own amount in hundredths or None."""

    id: str
    visit_id: str
    item_id: str
    number: int
    text: str
    problem: str
    count: int
    points: int | None
    place: str
    note: str
    unit_id: str
    assist_ids: tuple[str, ...]
    severity: str
    deadline: str
    found_at: str
    solved: bool


def visit(connection: Connection, identity: str) -> VisitRow | None:
    """The visit of that id."""
    row = connection.execute(select(tables.visit).where(tables.visit.c.id == identity)).mappings().first()
    return None if row is None else visit_from(row)


def visits_of(connection: Connection, round_id: str) -> tuple[VisitRow, ...]:
    """All visits of a round that count in this file."""
    v = tables.visit
    rows = connection.execute(select(v).where(v.c.round == round_id, own_team.visit()).order_by(v.c.id)).mappings()
    return tuple(visit_from(row) for row in rows)


def visits_at(connection: Connection, round_id: str, site_id: str) -> tuple[VisitRow, ...]:
    """The visits of a site in a round that count in this file."""
    v = tables.visit
    statement = select(v).where(v.c.site == site_id, v.c.round == round_id, own_team.visit()).order_by(v.c.id)
    return tuple(visit_from(row) for row in connection.execute(statement).mappings())


def visit_from(row: RowMapping) -> VisitRow:
    """A row of the table as a value."""
    return VisitRow(
        row["id"],
        row["round"] or "",
        row["site"] or "",
        row["team"] or "",
        row["pass_no"] or 1,
        row["state"] in CLOSED,
        tuple(json.loads(row["people"] or "[]")),
        row["started"] or "",
        row["ended"] or "",
        row["weather"] or "",
        row["checklist"] or "",
        row["state"] == "refused",
    )


def answers(connection: Connection, visit_id: str) -> dict[str, tuple[AnswerFact, str]]:
    """Answer and reason by item id."""
    a = tables.answer
    rows = connection.execute(select(a).where(a.c.visit == visit_id)).mappings()
    return {
        row["item"]: (AnswerFact(row["state"] or "unanswered", row["measured"]), row["reason"] or "") for row in rows
    }


def findings(connection: Connection, visit_id: str) -> tuple[StoredFinding, ...]:
    """Visible findings of a visit in the order of their numbers."""
    f = tables.finding
    rows = connection.execute(select(f).where(f.c.visit == visit_id).order_by(f.c.number, f.c.id)).mappings()
    return tuple(finding_from(row) for row in rows)


def finding(connection: Connection, identity: str) -> StoredFinding | None:
    """The visible finding of that id."""
    row = connection.execute(select(tables.finding).where(tables.finding.c.id == identity)).mappings().first()
    return None if row is None else finding_from(row)


def finding_from(row: RowMapping) -> StoredFinding:
    """A row of the table as a value."""
    return StoredFinding(
        row["id"],
        row["visit"] or "",
        row["item"] or "",
        row["number"] or 0,
        row["text"] or "",
        row["problem"] or "",
        row["count"] or 1,
        row["points"],
        row["place"] or "",
        row["note"] or "",
        row["unit"] or "",
        () if row["assists"] in (None, "[]") else tuple(json.loads(row["assists"])),
        row["severity"] or "normal",
        row["deadline"] or "",
        row["found_at"] or "",
        bool(row["solved"]),
    )


def last_finding(connection: Connection, visit_id: str) -> StoredFinding | None:
    """The finding recorded last in a visit."""
    found = findings(connection, visit_id)
    return found[-1] if found else None


def standing(connection: Connection, visit_id: str) -> tuple[bool, int] | None:
    """Whether a visit is finished, and the highest number a visible finding of it has; None for an unknown one."""
    statement = "SELECT state, (SELECT max(number) FROM finding WHERE finding.visit = visit.id) FROM visit WHERE id = ?"
    found = connection.exec_driver_sql(statement, (visit_id,)).first()
    return None if found is None else (found[0] in CLOSED, found[1] or 0)


def photos_of_visit(connection: Connection, visit_id: str) -> tuple[PhotoRow, ...]:
    """Photos of a visit and of its findings, in order."""
    p, f = tables.photo, tables.finding
    mine = select(f.c.id).where(f.c.visit == visit_id)
    statement = select(p).where((p.c.visit == visit_id) | p.c.finding.in_(mine)).order_by(p.c.position, p.c.id)
    return tuple(photo_from(row) for row in connection.execute(statement).mappings())


@dataclass(frozen=True, slots=True)
class ProblemPhoto:
    """A photo of a problem: working copy and thumbnail (SHA-256)."""

    blob: str
    thumb: str


def problem_photos(connection: Connection, finding_id: str) -> tuple[ProblemPhoto, ...]:
    """A finding's photos, in order; those of its repair are not among them."""
    p = tables.photo
    statement = select(p.c.blob, p.c.thumb).where(p.c.finding == finding_id, func.coalesce(p.c.stage, "") != "after")
    found = connection.execute(statement.order_by(p.c.position, p.c.id))
    return tuple(ProblemPhoto(str(row[0]), str(row[1] or "")) for row in found if row[0])


def photos_of_finding(connection: Connection, finding_id: str) -> tuple[PhotoRow, ...]:
    """A finding's photos, in order."""
    p = tables.photo
    statement = select(p).where(p.c.finding == finding_id).order_by(p.c.position, p.c.id)
    return tuple(photo_from(row) for row in connection.execute(statement).mappings())


def staged_photos(connection: Connection, finding_id: str, case_id: str) -> dict[str, list[PhotoRow]]:
    """The photos of a finding and of its case by stage, in order; those of the problem itself under an empty one."""
    p = tables.photo
    statement = select(p).where((p.c.finding == finding_id) | (p.c.case == case_id)).order_by(p.c.position, p.c.id)
    found: dict[str, list[PhotoRow]] = {}
    for row in connection.execute(statement).mappings():
        found.setdefault(row["stage"] or "", []).append(photo_from(row))
    return found


def tray(connection: Connection) -> tuple[PhotoRow, ...]:
    """Photos that belong to no visit and no finding yet."""
    p = tables.photo
    statement = (
        select(p).where(p.c.visit.is_(None), p.c.finding.is_(None), p.c.case.is_(None)).order_by(p.c.taken_at, p.c.id)
    )
    return tuple(photo_from(row) for row in connection.execute(statement).mappings())


def photos_with(connection: Connection, original_sha256: str) -> tuple[PhotoRow, ...]:
    """Photos made from the same original file."""
    p = tables.photo
    statement = select(p).where(p.c.original_sha256 == original_sha256).order_by(p.c.id)
    return tuple(photo_from(row) for row in connection.execute(statement).mappings())


def photo(connection: Connection, identity: str) -> PhotoRow | None:
    """The visible photo of that id."""
    row = connection.execute(select(tables.photo).where(tables.photo.c.id == identity)).mappings().first()
    return None if row is None else photo_from(row)


def photo_from(row: RowMapping) -> PhotoRow:
    """A row of the table as a value."""
    return PhotoRow(
        row["id"],
        row["finding"] or "",
        row["visit"] or "",
        row["blob"] or "",
        row["thumb"] or "",
        row["name"] or "",
        row["taken_at"] or "",
        row["time_source"] or "",
        row["camera"] or "",
        row["latitude"],
        row["longitude"],
        row["position"] or 0,
    )


def recorded_items(connection: Connection, visit_id: str) -> tuple[str, ...]:
    """The items that a visit has an answer or findings for."""
    a, f = tables.answer, tables.finding
    statement = select(a.c.item).where(a.c.visit == visit_id).union(select(f.c.item).where(f.c.visit == visit_id))
    return tuple(str(each) for each in connection.execute(statement).scalars())


def learned_wordings(connection: Connection, item_ids: Collection[str], limit: int = 12) -> tuple[tuple[str, str], ...]:
    """Wordings (text, problem code) that evaluators used under an item, in any of its versions; the most used first."""
    f = tables.finding
    statement = (
        select(f.c.text, func.max(f.c.problem))
        .where(f.c.item.in_(sorted(item_ids)), f.c.text != "")
        .group_by(f.c.text)
        .order_by(func.count().desc(), func.max(f.c.id).desc())
        .limit(limit)
    )
    return tuple((str(wording), str(problem or "")) for wording, problem in connection.execute(statement))
