"""Issuing: numbers, documents and the workbooks to answer in, complete or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from chuangjian_desktop.domain.canonical import Value
from chuangjian_desktop.domain.documents import Notice
from chuangjian_desktop.domain.errors import Refusal, Warn
from chuangjian_desktop.domain.identity import fresh
from chuangjian_desktop.domain.journal import ref
from chuangjian_desktop.domain.notes import UNREVIEWED_TOLD, unreviewed
from chuangjian_desktop.domain.progress import Progress
from chuangjian_desktop.domain.rectification import UNREVIEWED
from chuangjian_desktop.domain.text import fit
from chuangjian_desktop.outputs.files import written_beside
from chuangjian_desktop.services.calendar import uncertain, working_calendar
from chuangjian_desktop.services.casework.acting import Moment, Move, act_within, begin_time
from chuangjian_desktop.services.casework.reading import shown
from chuangjian_desktop.services.office.papers.notice_values import (
    SUPERVISION,
    Content,
    Draft,
    content_for,
    notice_of,
    stored,
)
from chuangjian_desktop.services.office.papers.numbers import Numbers
from chuangjian_desktop.services.office.papers.phrases import USUAL_FORMS
from chuangjian_desktop.services.office.papers.printing import (
    FORMATS,
    FORMS,
    Look,
    checked,
    target_of,
    volume_of,
    write_notice,
    write_volume,
)
from chuangjian_desktop.services.office.papers.reply_books import book_name, write_book
from chuangjian_desktop.services.office.papers.templates import template_file
from chuangjian_desktop.services.office.papers.untold import first_numbers, issuable, listed
from chuangjian_desktop.services.office.settings import KINDS
from chuangjian_desktop.services.workspace import Workspace, now
from chuangjian_desktop.store.queries.cases import CaseRow
from chuangjian_desktop.store.queries.notices import NoticeRow
from chuangjian_desktop.store.writer import Writer


@dataclass(frozen=True, slots=True)
class IssueReport:
    """What was issued and written; `warnings` name units whose notice was refused (M25), the others are done, and count
    what went out unreviewed (M29). M30 there says that nothing was to be issued."""

    notices: tuple[NoticeRow, ...]
    files: tuple[Path, ...]
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """How to issue: kind, form (the kind's usual one where empty), folder; a `number` of the office's register by hand
    needs its `reason`. `start` sets the first serial of the kind in this year; `renew` takes the numbering over after a
    restore. `findings` restricts a notice to these; empty means all that may be told. `format` is "pdf" or "docx" (by
    the office's own template where it has one); `one_file` makes one PDF of all for the printer; with `accepted` only
    what was reviewed before goes out."""

    kind: str = KINDS[0]
    form: str = ""
    folder: Path = Path()
    number: str = ""
    reason: str = ""
    start: int | None = None
    renew: bool = False
    findings: tuple[str, ...] = ()
    format: str = "pdf"
    one_file: bool = False
    signer: str = ""
    accepted: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What issuing would tell which units now, and what it would warn of; no number is used."""

    units: tuple[tuple[CaseRow, ...], ...]
    warnings: tuple[Warn, ...]


def foresee(workspace: Workspace, unit_ids: Sequence[str], wanted: Wanted) -> Foreseen:
    """What `issue` would do, so that a person can look before numbers are used; refused like it."""
    workspace.require_office()
    _validate(wanted, unit_ids)
    moment, first = now(), first_numbers(workspace)
    _numbers(workspace, wanted, moment.year)
    units: list[tuple[CaseRow, ...]] = []
    warnings: list[Warn] = []
    for rows in (_rows(workspace, each, wanted, moment) for each in unit_ids):
        try:
            if rows:
                content = content_for(workspace, rows, Draft(wanted.kind, moment, wanted.signer, first=first))
                checked(notice_of(workspace, content, wanted.kind, ""))
                units.append(rows)
        except Refusal as refusal:
            if refusal.code != "M25":
                raise
            warnings.append(Warn(refusal.code, refusal.details))
    told = [row for rows in units for row in rows]
    return Foreseen(tuple(units), (*warnings, *_remarks(wanted, told, nothing=not (units or warnings))))


def _rows(workspace: Workspace, unit_id: str, wanted: Wanted, moment: dt.datetime) -> tuple[CaseRow, ...]:
    """What a unit is told."""
    rows = issuable(workspace, unit_id, wanted.kind, wanted.findings, moment)
    return tuple(row for row in rows if not wanted.accepted or row.state not in UNREVIEWED)


def _remarks(wanted: Wanted, told: Sequence[CaseRow], *, nothing: bool) -> list[Warn]:
    """That nothing is there to be issued, and what goes out unreviewed."""
    if nothing:
        why = _NOTHING[2 if wanted.kind == SUPERVISION else wanted.accepted]
        return [Warn("M30", {"what": wanted.kind, **why})]
    details = unreviewed((row.state, row.number) for row in told)
    return [Warn(UNREVIEWED_TOLD, {"what": wanted.kind, **details})] if details else []


def issue(
    workspace: Workspace, unit_ids: Sequence[str], wanted: Wanted, progress: Progress | None = None
) -> IssueReport:
    """Number and print one notice per unit, each with the workbook the unit answers in. A number is given only
    together with complete files; with `one_file` all of them or none.

    M22 for a team, M27 for an unknown kind, form or format, M26 when numbering belongs to another installation. Units
    whose findings are all told already are left out; a unit with a character no font has is refused alone (M25).
    Stopped between two units, what was issued stays issued.
    """
    workspace.require_office()
    _validate(wanted, unit_ids)
    moment = now()
    numbers = _numbers(workspace, wanted, moment.year)
    if progress is not None:
        progress.expect(len(unit_ids) * (2 if wanted.one_file else 1))
    with template_file(workspace, wanted.kind) if wanted.format == "docx" else nullcontext() as template:
        batch = _Batch(workspace, wanted, moment, numbers, template)
        return (batch.issue_volume if wanted.one_file else batch.issue_singly)(unit_ids, progress)


def _numbers(workspace: Workspace, wanted: Wanted, year: int) -> Numbers:
    used = [each.number for each in listed(workspace)]
    return Numbers(workspace, wanted.kind, year, used, start=wanted.start, renew=wanted.renew)


def _validate(wanted: Wanted, unit_ids: Sequence[str]) -> None:
    if wanted.kind not in KINDS:
        known = {"detail_zh": f"可用：{'、'.join(KINDS)}", "detail_en": f"known: {', '.join(KINDS)}"}
        raise Refusal("M27", field="kind", value=wanted.kind, **known)
    if wanted.form not in ("", *FORMS):
        raise Refusal("M27", field="form", value=wanted.form)
    if wanted.format not in FORMATS or (wanted.one_file and wanted.format != "pdf"):
        raise Refusal("M27", field="format", value=wanted.format)
    if wanted.number and (not wanted.reason.strip() or len(unit_ids) != 1):
        zh, en = "手工填的文号只能给一个单位，并要写理由", "a number by hand is for one unit and needs a reason"
        raise Refusal("M27", field="number", value=wanted.number, detail_zh=zh, detail_en=en)
    if wanted.start is not None and not 1 <= wanted.start <= 999_999:
        raise Refusal("M27", field="start", value=wanted.start)
    fit("name", wanted.signer)


@dataclass(frozen=True, slots=True)
class _Made:
    """A notice on its way: what it says, printable and as it is kept."""

    identity: str
    unit_id: str
    serial: int
    rows: tuple[CaseRow, ...]
    content: Content
    notice: Notice


class _Batch:
    """One call: everything is issued at one moment."""

    def __init__(
        self,
        workspace: Workspace,
        wanted: Wanted,
        moment: dt.datetime,
        numbers: Numbers,
        template: Path | None,
    ) -> None:
        self._workspace, self._wanted, self._moment, self._numbers = workspace, wanted, moment, numbers
        self._look = Look(wanted.form or USUAL_FORMS[wanted.kind], wanted.format, template)
        self._first: Mapping[tuple[str, str], str] = first_numbers(workspace)
        self._books: set[str] = set()
        self._files: list[Path] = []
        self._issued: list[str] = []
        self._told: list[CaseRow] = []
        self._warnings: list[Warn] = []

    def issue_singly(self, unit_ids: Sequence[str], progress: Progress | None) -> IssueReport:
        """A file for each unit."""
        for unit_id in unit_ids:
            made = self._draw_up(unit_id)
            if made is not None:
                target = target_of(self._wanted.folder, made.notice, self._look)
                with written_beside(target) as beside:
                    write_notice(made.notice, beside, self._look)
                    self._keep([made], target)
            if progress is not None:
                progress.step(made.content.unit if made else "")
        return self._report()

    def issue_volume(self, unit_ids: Sequence[str], progress: Progress | None) -> IssueReport:
        """One file for all of them, and one transaction."""
        drawn: list[_Made] = []
        for unit_id in unit_ids:
            made = self._draw_up(unit_id)
            drawn.extend([made] if made else [])
            if progress is not None:
                progress.step(made.content.unit if made else "")
        if drawn:
            notices = [made.notice for made in drawn]
            target = volume_of(self._wanted.folder, notices)
            with written_beside(target) as beside:
                write_volume(notices, beside, self._look.form, progress)
                self._keep(drawn, target)
        return self._report()

    def _draw_up(self, unit_id: str) -> _Made | None:
        """A unit's notice with its number; None where there is nothing to tell, or no font to tell it in."""
        wanted = self._wanted
        rows = _rows(self._workspace, unit_id, wanted, self._moment)
        if not rows:
            return None
        number, serial = self._numbers.next(wanted.number)
        book = book_name(wanted.folder, rows[0].unit, number, self._books)
        draft = Draft(wanted.kind, self._moment, wanted.signer, book, self._first)
        content = content_for(self._workspace, rows, draft)
        identity = fresh()
        try:
            notice = checked(notice_of(self._workspace, content, wanted.kind, number, identity))
        except Refusal as refusal:
            if refusal.code != "M25":
                raise
            self._warnings.append(Warn(refusal.code, refusal.details))
            return None
        self._numbers.use(number)
        self._books.add(book)
        return _Made(identity, unit_id, serial, rows, content, notice)

    def _keep(self, drawn: Sequence[_Made], target: Path) -> None:
        """Write the workbooks beside the document, then enter all notices in one transaction."""
        books = [self._wanted.folder / made.content.reply_book for made in drawn]
        with ExitStack() as stack:
            for made, book in zip(drawn, books, strict=True):
                beside = stack.enter_context(written_beside(book))
                self._warnings += write_book(self._workspace, made.content, (made.identity, made.notice.number), beside)
            with self._workspace.writing() as writer:
                self._numbers.grant(writer)
                for made in drawn:
                    self._enter(writer, made)
        self._files += [target, *books]
        self._issued += [made.identity for made in drawn]
        self._told += [row for made in drawn for row in made.rows]

    def _enter(self, writer: Writer, made: _Made) -> None:
        cases = self._tell(writer, made)
        fields: dict[str, Value] = {
            "kind": self._wanted.kind,
            "year": self._moment.year,
            "serial": made.serial,
            "number": made.notice.number,
            "unit": ref("office.unit", made.unit_id),
            "round": ref("office.round", self._workspace.round_id),
            "issued_at": self._moment.isoformat(timespec="seconds"),
            "form": self._look.form,
            "content": stored(made.content),
            "findings": [ref("finding", each) for each in made.content.findings],
            "cases": [ref("case", each) for each in cases],
            "void": False,
            "by_hand_reason": fit("reason", self._wanted.reason),
        }
        writer.put("notice", made.identity, fields)

    def _tell(self, writer: Writer, made: _Made) -> tuple[str, ...]:
        """The cases are assigned with the notice, and their time begins; where the unit has them already it goes on,
        and a 督办单 escalates them. Answers the ids of the cases."""
        issued = Moment(self._moment, working_calendar(self._workspace))

        def plan(row: CaseRow, _moment: Moment) -> Move:
            data: dict[str, Value] = {"notice": made.identity}
            if self._wanted.kind == SUPERVISION:
                urged: dict[str, Value] = {"stage": max(2, row.stage), "notice": row.notice_id or made.identity}
                return Move("escalate", made.notice.number, fields=urged, data={**data, "stage": 2})
            fields: dict[str, Value] = {"notice": made.identity, "unit": ref("office.unit", row.unit_id)}
            move = Move("issue", made.notice.number, row.unit_id, fields=fields, data=data)
            return replace(move, until=row.due_at) if row.state == "assigned" else begin_time(move, row, issued)

        return act_within(self._workspace, writer, [row.finding_id for row in made.rows], plan)

    def _report(self) -> IssueReport:
        rows = {each.id: each for each in listed(self._workspace)}
        self._warnings += _remarks(self._wanted, self._told, nothing=not (self._issued or self._warnings))
        told = shown(self._workspace, [row.finding_id for row in self._told])
        self._warnings += uncertain(self._workspace, (row.due_at for row in told))
        return IssueReport(tuple(rows[each] for each in self._issued), tuple(self._files), tuple(self._warnings))


_NOTHING = (
    {"reason_zh": "没有还未下达的问题", "reason_en": "every problem was told already"},
    {"reason_zh": "没有已审核而未下达的问题", "reason_en": "every problem that was reviewed was told already"},
    {
        "reason_zh": "没有已交办而逾期、再次交办或者严重的问题",
        "reason_en": "no problem that a unit has is overdue, assigned again or grave",
    },
)
"""Why nothing is issued: for kinds that tell of problems first, for only what was reviewed, and for 督办单."""
