"""Acting on cases: many at once in one transaction, each by the one table of transitions, each with its step kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from chuangjian_desktop.domain import deadlines
from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.errors import Refusal
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.rectification import STANDING_FIELDS, UNREVIEWED, Asked, Standing, State, follow
from chuangjian_desktop.domain.recurrence import recurrences
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.domain.working_days import Calendar
from chuangjian_desktop.inputs.photos.values import PreparedPhoto
from chuangjian_desktop.services.calendar import working_calendar
from chuangjian_desktop.services.casework.options import options_of
from chuangjian_desktop.services.photo_records import Home, store_photo
from chuangjian_desktop.services.workspace import Workspace
from chuangjian_desktop.store import rows as rows_of
from chuangjian_desktop.store.queries import cases as queries
from chuangjian_desktop.store.queries import recurrences as links
from chuangjian_desktop.store.queries.cases import CaseFilter, CaseRow
from chuangjian_desktop.store.writer import Writer

REVIEWS = frozenset({"accept", "assign", "issue", "repair", "restore"})
"""Acts with which a new problem is taken up: what it recurs from is linked then."""
_LINKING = REVIEWS | {"unlink"}
"""A link that is cut before anybody decided is kept too: it can be taken up again."""


@dataclass(frozen=True, slots=True)
class Move:
    """What an act does to one case: its action in the table, what it needs, the fields it writes, and what its step
    keeps beside them. `photos` are stored with the case, at their `stage`."""

    action: str
    note: str = ""
    unit: str = ""
    until: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict[str, Value])
    data: Mapping[str, Value] = field(default_factory=dict[str, Value])
    photos: tuple[PreparedPhoto, ...] = ()
    stage: str = "after"
    seen: bool = False


Plan = Callable[[CaseRow, "Moment"], Move]


@dataclass(frozen=True, slots=True)
class Moment:
    """When an act is done, and the calendar by which deadlines run from there."""

    at: dt.datetime
    calendar: Calendar

    @property
    def text(self) -> str:
        """As it is kept."""
        return self.at.isoformat(timespec="seconds")

    def due(self, deadline: str) -> str:
        """When a class of deadline that begins now ends; empty for none and for long-term ones."""
        found = deadlines.due_at(deadline, self.at, self.calendar) if deadline else None
        return "" if found is None else found.isoformat(timespec="seconds")


def moment_of(workspace: Workspace, writer: Writer) -> Moment:
    """The moment of a transaction."""
    return Moment(dt.datetime.fromisoformat(writer.now), working_calendar(workspace))


def act(workspace: Workspace, findings: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """Do what `plan` says to the case of each finding, all in one transaction: all of it or, when one is refused,
    nothing. Answers the ids of the cases.

    `Refusal` M21 for an unknown finding; M22, M26, M27 from the table; M24 for a case in conflict.
    """
    with workspace.writing() as writer:
        return act_within(workspace, writer, findings, plan)


def act_within(workspace: Workspace, writer: Writer, findings: Sequence[str], plan: Plan) -> tuple[str, ...]:
    """The same within a transaction."""
    wanted = tuple(dict.fromkeys(findings))
    rows = {row.finding_id: row for row in queries.rows(writer.connection, workspace.role, CaseFilter(findings=wanted))}
    if strange := [each for each in wanted if each not in rows]:
        raise Refusal("M21", what="case", value=strange[0])
    work = _Work(workspace, writer, moment_of(workspace, writer))
    moves = [(rows[each], plan(rows[each], work.moment)) for each in wanted]
    recurring = _recurring(writer, [row for row, move in moves if not row.recurs and _links(row, move)])
    for row, move in moves:
        work.do(row, move, recurring.get(row.finding_id))
    return tuple(row.id for row, _ in moves)


def _links(row: CaseRow, move: Move) -> bool:
    return move.action == "relink" if row.unlinked else move.action in _LINKING


def _recurring(writer: Writer, rows: Sequence[CaseRow]) -> dict[str, tuple[str, str]]:
    """For findings that recur, the case (and its finding) that they recur from."""
    old = links.ended(writer.connection, {row.site_id for row in rows}) if rows else ()
    if not old:
        return {}
    seen = links.sightings(writer.connection, [row.finding_id for row in rows])
    found = recurrences(seen, old, options_of(writer.connection).window_days)
    return {finding: (each.case, each.finding) for finding, each in found.items()}


def keep(workspace: Workspace, writer: Writer, finding: str) -> None:
    """Give a finding's case a record: one that is referred to needs it, also where it was put right on the spot."""
    (row,) = queries.rows(writer.connection, workspace.role, CaseFilter(findings=(finding,)))
    if not row.kept:
        _begin(writer, row)
        writer.put("case", row.id, {"state": row.state})


def _begin(writer: Writer, row: CaseRow) -> None:
    """The record of a case begins with what it is about, and when it was closed if that was on the spot."""
    if not row.kept:
        home: dict[str, Value] = {"finding": ref("finding", row.finding_id), "round": ref("office.round", row.round_id)}
        closed = {"closed_at": row.closed_at, "closed_how": row.closed_how} if row.closed_at else {}
        writer.put("case", row.id, {**home, **closed})


class _Work:
    """One transaction's acts."""

    def __init__(self, workspace: Workspace, writer: Writer, moment: Moment) -> None:
        self.moment = moment
        self._workspace = workspace
        self._writer = writer
        self._person = workspace.author or ""

    def do(self, row: CaseRow, move: Move, recurs: tuple[str, str] | None) -> None:
        """One act on one case. Where its standing is in conflict, that is settled first (M24)."""
        found = rows_of.load(self._writer.connection, "case", row.id) if row.kept else None
        if found is not None and (quarrel := STANDING_FIELDS & set(found.conflicts)):
            raise Refusal("M24", what=row.number, field="state" if "state" in quarrel else min(quarrel))
        after = self._after(row, move)
        _begin(self._writer, row)
        fields: dict[str, Value] = dict(move.fields)
        # What a draft or a submitted finding is goes on following its visit: only a decision ends that.
        if after != row.state or not (row.kept or row.state in UNREVIEWED):
            fields["state"] = after
        if recurs is not None:
            keep(self._workspace, self._writer, recurs[1])
            fields["recurs"] = ref("case", recurs[0])
        if fields:
            self._writer.put("case", row.id, fields)
        for position, photo in enumerate(move.photos):
            store_photo(self._writer, photo, Home(case=row.id, stage=move.stage), position)
        self._step(row, move, after)

    def _after(self, row: CaseRow, move: Move) -> State:
        """The state that the table says."""
        objected = row.objection.get("state") == "open"
        deciders: frozenset[str] = frozenset()
        if objected:
            entered = str(row.objection.get("by") or "")
            found = links.deciders(self._writer.connection, row.id, row.finding_id)
            deciders = (found | {entered}) - {""}
        standing = Standing(row.state, bool(row.assigned_at), row.extension.get("state") == "asked", objected, deciders)
        photos = move.seen or bool(move.photos)
        role = self._workspace.role
        asked = Asked(role, self._person, move.note, move.unit, move.until, photos)
        return follow(standing, move.action, asked, row.number)

    def _step(self, row: CaseRow, move: Move, after: State) -> None:
        fields: dict[str, Value] = {
            "case": ref("case", row.id),
            "action": move.action,
            "before": row.state,
            "after": after,
            "at": self._writer.now,
            "note": fit("note", move.note),
        }
        if self._person:
            fields["by"] = ref("office.person", self._person)
        if move.unit:
            fields["unit"] = ref("office.unit", move.unit)
        if move.until:
            fields["due_at"] = move.until
        if move.data:
            fields["data"] = dict(move.data)
        self._writer.put("step", fresh(), fields)


NOT_ENDED: Mapping[str, Value] = {"closed_at": "", "closed_how": "", "closed_by": None, "reply": {}}
"""What a case holds that has to be put right once more; its earlier answer stays in its steps."""


def begin_time(move: Move, row: CaseRow, moment: Moment, deadline: str = "", until: str = "") -> Move:
    """The same act, with which the unit's time begins: by a class of deadline, or up to a moment."""
    due = until or moment.due(deadline or row.deadline)
    fields: dict[str, Value] = {"assigned_at": {"min": moment.text}, "due_at": due}
    return replace(move, fields={**fields, **move.fields}, until=due)
